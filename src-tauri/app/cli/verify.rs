//! `epure verify`: proves again, on its own, that a cleaned copy is its original with the decisions of
//! a file and nothing else.

use std::path::{Path, PathBuf};

use epure_sheets::Keyed;
use epure_sheets::verify::{Proof, VerifyError};

use super::args::{Args, Item, unexpected, unknown_option};
use super::decisions::Chosen;
use super::request::Request;
use super::work::{Extras, audit_and_decide, work};
use super::{Console, Outcome, usage};
use crate::error::Error;
use crate::pipeline::{Pipeline, name_of};

#[derive(Default)]
struct Options {
    files: Vec<PathBuf>,
    archive: Option<PathBuf>,
    chosen: Option<Chosen>,
    extras: Extras,
    request: Request,
}

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let Some(options) = read(args, console)? else { return console.help("help.verify") };
    let [original, cleaned] = options.files.as_slice() else {
        return Err(usage("cli.two_files", Vec::new()));
    };
    let chosen = options.chosen.ok_or_else(|| usage("cli.verify_needs_decisions", Vec::new()))?;
    let pipeline = Pipeline::new()?;
    let (audited, applied) =
        audit_and_decide(&pipeline, original, &chosen, options.request, console)?;
    let work = work(&pipeline, &audited, &applied, options.extras, console)?;
    let keyed = console.passwords().of_copy(cleaned);
    let archive = options.archive.as_deref().map(|path| Keyed { path, ..keyed });
    match pipeline.verify(audited.original(), &work.edits, &work.aids, keyed, archive)? {
        Ok(proof) => {
            tell(&proof, cleaned, console)?;
            Ok(Outcome::Done)
        }
        Err(error) => {
            let line = failure(&error, cleaned, console);
            console.line(&line)?;
            Ok(Outcome::Failed)
        }
    }
}

fn read(args: &mut Args, console: &mut Console) -> Result<Option<Options>, Error> {
    let mut options = Options::default();
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "-h" | "--help" => return Ok(None),
                "--archive" => options.archive = Some(args.path()?),
                _ if options.extras.take(&name) => {}
                _ if Chosen::take(&mut options.chosen, &name, args)? => {}
                _ if options.request.take(&name, args, console)? => {}
                _ => return Err(unknown_option(name)),
            },
            Item::Value(value) if options.files.len() < 2 => {
                options.files.push(PathBuf::from(value));
            }
            Item::Value(value) => return Err(unexpected(&value)),
        }
    }
    Ok(Some(options))
}

/// What was proved.
fn tell(proof: &Proof, cleaned: &Path, console: &mut Console) -> Result<(), Error> {
    let counts = [
        ("cells", proof.cells_changed),
        ("rows", proof.rows_removed),
        ("moved", proof.rows_moved),
        ("columns", proof.columns_removed),
        ("changed", proof.parts_changed),
        ("total", proof.parts_total),
        ("searched", proof.parts_searched),
        ("texts", proof.texts_searched),
        ("elsewhere", proof.kept_elsewhere),
    ];
    let mut values = vec![("file", name_of(cleaned))];
    values.extend(counts.map(|(name, count)| (name, count.to_string())));
    for key in ["cli.verified", "cli.verified_parts", "cli.verified_texts"] {
        let line = console.say(key, &values);
        console.line(&line)?;
    }
    Ok(())
}

/// What the proof found wrong: parts and cells, never what they hold.
fn failure(error: &VerifyError, cleaned: &Path, console: &Console) -> String {
    let mut values = vec![("file", name_of(cleaned))];
    let key = match error {
        VerifyError::Survives { parts } => {
            values.push(("parts", parts.join(", ")));
            "cli.verify_survives"
        }
        VerifyError::Unexpected { part, at } => {
            let place = at.as_ref().map_or_else(|| part.clone(), |at| format!("{part}!{at}"));
            values.push(("place", place));
            "cli.verify_unexpected"
        }
        _ => {
            values.push(("detail", error.to_string()));
            "cli.verify_unreadable"
        }
    };
    console.say(key, &values)
}
