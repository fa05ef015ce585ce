//! `epure clean`: a cleaned copy of a file, checked.

use std::path::PathBuf;

use epure_engine::audit::Refusing;
use epure_engine::contact;
use epure_sheets::CleanError;

use super::args::{Args, Item, unexpected, unknown_option};
use super::decisions::{self, Chosen};
use super::passwords::Protection;
use super::request::Request;
use super::work::{Extras, audit_and_decide, work};
use super::{Console, Outcome, usage};
use crate::error::Error;
use crate::opposition::{self, Origin};
use crate::pipeline::{Audited, Cleaned, Pipeline, Target, mapping, name_of, silent};
use crate::{outputs, packs};

#[derive(Default)]
struct Options {
    file: Option<PathBuf>,
    out: Option<PathBuf>,
    log: Option<PathBuf>,
    certificate: Option<PathBuf>,
    save: Option<PathBuf>,
    chosen: Option<Chosen>,
    force: bool,
    archive_file: bool,
    protection: Protection,
    extras: Extras,
    request: Request,
}

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let Some(options) = read(args, console)? else { return console.help("help.clean") };
    let missing = |key| usage(key, vec![("command", "clean".to_owned())]);
    let file = options.file.ok_or_else(|| missing("cli.no_file"))?;
    let out = options.out.ok_or_else(|| missing("cli.needs_out"))?;
    let chosen = options.chosen.ok_or_else(|| missing("cli.needs_decisions"))?;
    let results =
        [Some(&out), options.log.as_ref(), options.certificate.as_ref(), options.save.as_ref()];
    let read = [Some(file.as_path()), chosen.file()];
    outputs::check(
        results.into_iter().flatten().map(PathBuf::as_path),
        read.into_iter().flatten(),
    )?;
    if let Some(path) = options.save.as_ref().filter(|path| path.exists() && !options.force) {
        return Err(CleanError::TargetExists { path: path.clone() }.into());
    }
    let pipeline = Pipeline::new()?;
    let (audited, applied) = audit_and_decide(&pipeline, &file, &chosen, options.request, console)?;
    let work = work(&pipeline, &audited, &applied, options.extras, console)?;
    let original = audited.original();
    let password = console.passwords().for_copy(options.protection, &audited.source)?;
    let target = Target {
        path: &out,
        log: options.log.as_deref(),
        certificate: options.certificate.as_deref(),
        force: options.force,
        archive_file: options.archive_file,
        password: password.as_ref(),
        aids: &work.aids,
        on: audited.audit.as_of,
        lang: console.texts().lang(),
    };
    let cleaned = pipeline.clean(original, &work.edits, &work.log, target, &silent)?;
    if options.extras.refusals {
        let added = keep_out(&pipeline, &audited, &work.refusals)?;
        let values = [
            ("count", added.to_string()),
            ("count_written", console.texts().number(added)),
            ("people", console.texts().number(work.refusals.len() as u64)),
        ];
        let line = console.say("cli.cleaned_refusals", &values);
        console.line(&line)?;
    }
    if let Some(path) = &options.save {
        decisions::save(path, &applied)?;
    }
    tell(&cleaned, target, console)?;
    Ok(Outcome::Done)
}

fn read(args: &mut Args, console: &mut Console) -> Result<Option<Options>, Error> {
    let mut options = Options::default();
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "-o" => options.out = Some(args.path()?),
                "--log" => options.log = Some(args.path()?),
                "--certificate" => options.certificate = Some(args.path()?),
                "--save-decisions" => options.save = Some(args.path()?),
                "--force" => options.force = true,
                "--archive-file" => options.archive_file = true,
                "--protect" => options.protection = Protection::Wanted,
                "--no-password" => options.protection = Protection::None,
                "-h" | "--help" => return Ok(None),
                _ if options.extras.take(&name) => {}
                _ if Chosen::take(&mut options.chosen, &name, args)? => {}
                _ if options.request.take(&name, args, console)? => {}
                _ => return Err(unknown_option(name)),
            },
            Item::Value(value) if options.file.is_none() => {
                options.file = Some(PathBuf::from(value));
            }
            Item::Value(value) => return Err(unexpected(&value)),
        }
    }
    Ok(Some(options))
}

/// Adds those who refuse to the suppression list of this computer; gives the number of those who were
/// not on it.
fn keep_out(pipeline: &Pipeline, audited: &Audited, refusals: &[Refusing]) -> Result<u64, Error> {
    let (book, audit) = (&audited.source.book, &audited.audit);
    let mapping = mapping(book, &audited.sheets);
    let people = contact::people(book, &mapping, pipeline.packs(), &audit.country, false);
    let rows = refusals.iter().map(|one| ((one.sheet.clone(), one.row), one.channels.clone()));
    let origin = Origin { file: &book.name, day: audit.as_of, channel: None };
    let store = super::opposition::store()?;
    let added = opposition::take_in(&store, &people, &rows.collect(), &origin)?;
    store.flush()?;
    Ok(added)
}

/// Says what was made, in a few lines.
fn tell(cleaned: &Cleaned, target: Target<'_>, console: &mut Console) -> Result<(), Error> {
    let proof = &cleaned.proof;
    let number = |n: u64| console.texts().number(n);
    let values = [
        ("file", name_of(target.path)),
        ("cells", proof.cells_changed.to_string()),
        ("cells_written", number(proof.cells_changed)),
        ("rows", proof.rows_removed.to_string()),
        ("rows_written", number(proof.rows_removed)),
        ("moved", proof.rows_moved.to_string()),
        ("moved_written", number(proof.rows_moved)),
        ("changed", proof.parts_changed.to_string()),
        ("total", proof.parts_total.to_string()),
    ];
    let mut lines = vec![console.say("cli.cleaned", &values)];
    if proof.rows_moved > 0 && proof.archives.is_empty() {
        lines.push(console.say("cli.cleaned_moved", &values));
    }
    for archive in &proof.archives {
        let values = [
            ("file", archive.path.display().to_string()),
            ("rows", archive.rows.to_string()),
            ("rows_written", number(archive.rows)),
        ];
        lines.push(console.say("cli.cleaned_archive", &values));
    }
    if cleaned.not_kept.is_empty() {
        lines.push(console.say("cli.cleaned_parts", &values));
    } else {
        let names = packs::names(console.texts().lang())?;
        let lost: Vec<&str> = cleaned.not_kept.iter().map(|loss| names.not_kept(*loss)).collect();
        lines.push(console.say("cli.cleaned_not_kept", &[("what", lost.join(", "))]));
    }
    if let Some(log) = target.log {
        lines.push(console.say("cli.cleaned_log", &[("file", log.display().to_string())]));
    }
    if let Some(path) = target.certificate {
        let file = path.display().to_string();
        lines.push(console.say("cli.cleaned_certificate", &[("file", file)]));
    }
    for line in lines {
        console.line(&line)?;
    }
    Ok(())
}
