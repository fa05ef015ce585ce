//! From a file and decisions to what is done to it: the same for `clean`, which does it, and for
//! `verify`, which proves that it was done.

use std::path::Path;

use epure_engine::audit::Refusing;
use epure_engine::decision::DecisionFile;
use epure_engine::plan::{Edit, LogLine, suggested};
use epure_sheets::patch::Aid;

use super::Console;
use super::decisions::{self, Chosen};
use super::request::Request;
use crate::error::Error;
use crate::pipeline::{Audited, Pipeline, Wishes, refusals};

/// What is asked for beyond the decisions.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extras {
    wishes: Wishes,
    /// Refusals are written in the copy, channel by channel.
    pub(super) refusals: bool,
}

impl Extras {
    /// Takes an option that is one of these; false when it is none.
    pub(super) fn take(&mut self, name: &str) -> bool {
        match name {
            "--blank-rows" => self.wishes.blank_rows = true,
            "--aids" => self.wishes.aids = true,
            "--refusals" => self.refusals = true,
            _ => return false,
        }
        true
    }
}

/// What is done to a file.
pub(super) struct Work {
    pub(super) edits: Vec<Edit>,
    pub(super) aids: Vec<Aid>,
    pub(super) log: Vec<LogLine>,
    /// Who refuses, when their refusals are written.
    pub(super) refusals: Vec<Refusing>,
}

/// Audits a file and gives the decisions to apply to it, with how it was audited. A decisions file
/// says the latter too; options win over it.
pub(super) fn audit_and_decide(
    pipeline: &Pipeline,
    file: &Path,
    chosen: &Chosen,
    mut request: Request,
    console: &mut Console,
) -> Result<(Audited, DecisionFile), Error> {
    let decided = match chosen {
        Chosen::Suggested => None,
        Chosen::File(path) => {
            let (sha256, _) = crate::pipeline::fingerprint(file)?;
            let decided = decisions::read(path, &sha256)?;
            request.complete(&decided);
            Some(decided.decisions)
        }
    };
    let audited = request.audit(pipeline, file, console)?;
    let decisions = decided.unwrap_or_else(|| suggested(&audited.audit));
    let applied = DecisionFile {
        schema: decisions::SCHEMA,
        sha256: audited.source.sha256.clone(),
        as_of: Some(audited.audit.as_of),
        country: request.country,
        sheets: request.sheets,
        columns: request.roles.into_iter().collect(),
        decisions,
    };
    Ok((audited, applied))
}

/// The edits and aids that come of decisions and of what is asked for beyond them.
pub(super) fn work(
    pipeline: &Pipeline,
    audited: &Audited,
    applied: &DecisionFile,
    extras: Extras,
    console: &Console,
) -> Result<Work, Error> {
    let plan = pipeline.plan(&audited.source.book, &audited.audit, &applied.decisions)?;
    let original = audited.original();
    let (mut edits, aids) = extras.wishes.on(original, plan.edits, console.texts());
    let mut refusing = Vec::new();
    if extras.refusals {
        refusing = refusals(&audited.audit, &applied.decisions);
        edits.extend(pipeline.mark_refusals(original, &refusing, &edits, audited.audit.lang));
    }
    Ok(Work { edits, aids, log: plan.log, refusals: refusing })
}
