//! `epure dossier`: result, action plan, register, notices and ready texts, from answers and audits.

use std::path::{Path, PathBuf};

use epure_engine::checklist::{Answers, Colour, Measured};
use epure_engine::packs::Packs;
use serde::de::DeserializeOwned;

use super::args::{Args, Item, lang, unexpected, unknown_option};
use super::{Console, Outcome, usage};
use crate::clock::Clock;
use crate::dossier::Assessment;
use crate::error::Error;
use crate::files::write_whole;
use crate::{outputs, packs};

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let (mut answers, mut folder, mut audit, mut as_of) = (None, None, None::<PathBuf>, None);
    let (mut force, mut logo): (bool, Option<PathBuf>) = (false, None);
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "-o" => folder = Some(args.path()?),
                "--audit" => audit = Some(args.path()?),
                "--logo" => logo = Some(args.path()?),
                "--lang" => console.speak(lang("--lang", &args.text()?)?),
                "--as-of" => as_of = Some(args.day(&name)?),
                "--force" => force = true,
                "-h" | "--help" => return console.help("help.dossier"),
                _ => return Err(unknown_option(name)),
            },
            Item::Value(value) if answers.is_none() => answers = Some(PathBuf::from(value)),
            Item::Value(value) => return Err(unexpected(&value)),
        }
    }
    let no_file = || usage("cli.no_file", vec![("command", "dossier".to_owned())]);
    let path = answers.ok_or_else(no_file)?;
    let folder = folder.ok_or_else(|| usage("cli.needs_folder", Vec::new()))?;
    let answers: Answers = one(&path, "cli.bad_answers")?;
    let measured = audit.as_deref().map(measured).transpose()?;
    let packs = Packs::load(&packs::files()).map_err(|error| Error::Packs(error.to_string()))?;
    let today = as_of.unwrap_or_else(|| Clock::System.today());
    let assessment = Assessment::of(&packs, &answers, measured.as_ref(), today, &path)?;
    let image = logo.as_deref().map(crate::logo::read).transpose()?;
    let papers = assessment.papers(console.texts().lang(), image.as_ref())?;
    if let (false, Some(taken)) = (force, Assessment::taken(&papers, &folder)) {
        let values = vec![("file", taken.display().to_string())];
        return Err(usage("errors.target_exists", values));
    }
    std::fs::create_dir_all(&folder)
        .map_err(|source| Error::Write { path: folder.clone(), source })?;
    let results: Vec<PathBuf> = papers.iter().map(|(name, _)| folder.join(name)).collect();
    let read = [Some(path.as_path()), audit.as_deref(), logo.as_deref()];
    outputs::check(results.iter().map(PathBuf::as_path), read.into_iter().flatten())?;
    for (name, bytes) in &papers {
        write_whole(&folder.join(name), bytes)?;
    }
    tell(&assessment, &papers.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), console)?;
    Ok(Outcome::Done)
}

fn tell(assessment: &Assessment<'_>, names: &[&str], console: &mut Console) -> Result<(), Error> {
    let colour = match assessment.outcome.colour {
        Colour::Green => "dossier.green",
        Colour::Amber => "dossier.amber",
        Colour::Red => "dossier.red",
    };
    let lang = console.texts().lang();
    let values = [
        ("colour", console.say(colour, &[])),
        ("share", assessment.outcome.share.to_string()),
        ("n", assessment.actions.len().to_string()),
        ("day", assessment.said_day(lang)),
    ];
    let line = console.say("dossier.result", &values);
    console.line(&line)?;
    if !assessment.outcome.stops.is_empty() {
        let line = console.say("dossier.beyond", &[]);
        console.line(&line)?;
    }
    for name in names {
        console.line(&format!("  {name}"))?;
    }
    Ok(())
}

/// The figures of the audits in a file: one object a file audited.
fn measured(path: &Path) -> Result<Measured, Error> {
    let text = read(path)?;
    let mut all = serde_json::Deserializer::from_str(&text).into_iter::<Measured>();
    let refused = |error: serde_json::Error| malformed(path, "cli.bad_audit", &error);
    let first = all.next().transpose().map_err(refused)?;
    let first = first.ok_or_else(|| {
        let values = vec![("file", path.display().to_string()), ("place", "1".to_owned())];
        usage("cli.bad_audit", values)
    })?;
    all.try_fold(first, |sum, next| Ok(sum.and(next.map_err(refused)?)))
}

fn one<T: DeserializeOwned>(path: &Path, key: &'static str) -> Result<T, Error> {
    serde_json::from_str(&read(path)?).map_err(|error| malformed(path, key, &error))
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|source| Error::io(path, source))
}

/// The place alone is said: a parser's message may quote the file.
fn malformed(path: &Path, key: &'static str, error: &serde_json::Error) -> Error {
    let place = format!("{}:{}", error.line(), error.column());
    usage(key, vec![("file", path.display().to_string()), ("place", place)])
}
