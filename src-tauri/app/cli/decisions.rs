//! Which decisions a command applies: those of a file, or the suggested ones; and the file in which
//! applied ones are kept.

use std::path::{Path, PathBuf};

use epure_engine::decision::DecisionFile;

use super::args::{Args, bad_value};
use super::usage;
use crate::error::Error;

/// Version of the decisions file that is understood.
pub(super) const SCHEMA: u32 = 1;

/// Where decisions come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// The suggested action of each finding.
    Suggested,
    /// A decisions file.
    File(PathBuf),
}

impl Chosen {
    /// Takes `--decisions` or `--accept`; answers whether it was one of them.
    pub(super) fn take(
        chosen: &mut Option<Self>,
        option: &str,
        args: &mut Args,
    ) -> Result<bool, Error> {
        let new = match option {
            "--decisions" => Self::File(args.path()?),
            "--accept" => match args.text()?.as_str() {
                "suggested" => Self::Suggested,
                other => return Err(bad_value(option, other, "suggested")),
            },
            _ => return Ok(false),
        };
        if chosen.replace(new).is_some() {
            return Err(usage("cli.one_choice", Vec::new()));
        }
        Ok(true)
    }

    /// The file that they are read from, if any.
    pub(super) fn file(&self) -> Option<&Path> {
        match self {
            Self::Suggested => None,
            Self::File(path) => Some(path),
        }
    }
}

/// Reads a decisions file made for the file of that SHA-256.
pub(super) fn read(path: &PathBuf, sha256: &str) -> Result<DecisionFile, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::io(path, source))?;
    let file = || ("file", path.display().to_string());
    let decisions: DecisionFile = serde_json::from_slice(&bytes).map_err(|error| {
        // The error may quote what was decided: only its place is told.
        let place = format!("{}:{}", error.line(), error.column());
        usage("cli.bad_decisions", vec![file(), ("place", place)])
    })?;
    if decisions.schema != SCHEMA {
        let values = vec![file(), ("schema", decisions.schema.to_string())];
        return Err(usage("cli.decisions_schema", values));
    }
    if !decisions.sha256.eq_ignore_ascii_case(sha256) {
        return Err(usage("cli.decisions_elsewhere", vec![file()]));
    }
    Ok(decisions)
}

/// Writes a decisions file, to verify a cleaned copy with or to clean again.
pub(super) fn save(path: &Path, decisions: &DecisionFile) -> Result<(), Error> {
    let mut bytes = serde_json::to_vec_pretty(decisions)
        .map_err(|error| Error::Write { path: path.to_owned(), source: error.into() })?;
    bytes.push(b'\n');
    crate::files::write_whole(path, &bytes)
}
