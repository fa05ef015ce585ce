//! `epure find`: everything held on one person.

use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;

use super::args::{Args, Item, bad_value, is_json, lang, unknown_option};
use super::console::{tame, writing};
use super::{Console, Outcome, usage};
use crate::clock::Clock;
use crate::error::Error;
use crate::find::answer::{Answer, Asked};
use crate::find::{self, Held, Person, paper};
use crate::outputs;
use crate::pipeline::{Pipeline, silent};
use crate::walk::files;

/// What is held in one file.
#[derive(Serialize)]
struct Found<'a> {
    file: &'a str,
    rows: Vec<Held>,
}

/// How somebody is looked for.
#[derive(Default)]
struct Options {
    json: bool,
    values: Vec<PathBuf>,
    also: Vec<String>,
    request: Option<Asked>,
    out: Option<PathBuf>,
    received: Option<Date>,
}

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let Some(options) = read(args, console)? else { return console.help("help.find") };
    let Some((who, named)) = options.values.split_first().filter(|(_, files)| !files.is_empty())
    else {
        return Err(usage("cli.no_file", vec![("command", "find".to_owned())]));
    };
    let mut texts = vec![who.to_string_lossy().into_owned()];
    texts.extend(options.also.iter().cloned());
    let nobody = |text: &String| usage("cli.nobody", vec![("value", text.clone())]);
    let marks = texts
        .iter()
        .map(|text| Person::named(text).ok_or_else(|| nobody(text)))
        .collect::<Result<Vec<_>, _>>()?;
    let received = options.received.unwrap_or_else(|| Clock::System.today());
    let mut answer = options.request.map(|asked| Answer::new(asked, texts.clone(), received));
    let files = files(named)?;
    outputs::check(options.out.as_deref(), files.iter().map(PathBuf::as_path))?;
    let pipeline = Pipeline::new()?;
    for path in files {
        let mut source = pipeline.read(console.passwords().of_file(&path), &silent)?;
        let sheets = pipeline.fit_all(&mut source.book);
        let rows = find::held_in(&marks, &source.book, &sheets);
        match &mut answer {
            Some(answer) => answer.add(&marks, &source.book, &sheets, rows),
            None => {
                let found = Found { file: &source.book.name, rows };
                if options.json {
                    write_json(&found, console)?;
                } else {
                    write_text(&found, console)?;
                }
            }
        }
    }
    if let Some(answer) = &answer {
        write_answer(answer, options.out.as_deref(), console)?;
    }
    Ok(Outcome::Done)
}

fn read(args: &mut Args, console: &mut Console) -> Result<Option<Options>, Error> {
    let mut options = Options::default();
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "--format" => options.json = is_json(&args.text()?)?,
                "--also" => options.also.push(args.text()?),
                "--request" => options.request = Some(asked(&args.text()?)?),
                "--received" => options.received = Some(args.day(&name)?),
                "-o" => options.out = Some(args.path()?),
                "--lang" => console.speak(lang("--lang", &args.text()?)?),
                "-h" | "--help" => return Ok(None),
                _ => return Err(unknown_option(name)),
            },
            Item::Value(value) => options.values.push(PathBuf::from(value)),
        }
    }
    Ok(Some(options))
}

fn asked(value: &str) -> Result<Asked, Error> {
    match value {
        "access" => Ok(Asked::Access),
        "rectification" => Ok(Asked::Rectification),
        "erasure" => Ok(Asked::Erasure),
        "opposition" => Ok(Asked::Opposition),
        _ => Err(bad_value("--request", value, "access, rectification, erasure, opposition")),
    }
}

/// The answer as JSON, or as a workbook for a file of that kind; with a file, the day by which it must be given is told too.
fn write_answer(answer: &Answer, out: Option<&Path>, console: &mut Console) -> Result<(), Error> {
    let mut json = serde_json::to_vec_pretty(answer).map_err(|error| writing(error.into()))?;
    json.push(b'\n');
    let Some(path) = out else { return console.data().write_all(&json).map_err(writing) };
    let workbook = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    let bytes = if workbook { paper::workbook(answer, console.texts())? } else { json };
    crate::files::write_whole(path, &bytes)?;
    let day = console.texts().day(answer.due);
    let values = [("file", path.display().to_string()), ("day", day)];
    let line = console.say("cli.answer_due", &values);
    console.line(&line)
}

fn write_json(found: &Found<'_>, console: &mut Console) -> Result<(), Error> {
    let mut json = serde_json::to_vec(found).map_err(|error| writing(error.into()))?;
    json.push(b'\n');
    console.data().write_all(&json).map_err(writing)
}

fn write_text(found: &Found<'_>, console: &mut Console) -> Result<(), Error> {
    let values = [("file", found.file.to_owned()), ("rows", found.rows.len().to_string())];
    let heading = console.say("cli.held", &values);
    console.line(&heading)?;
    for held in &found.rows {
        console.line(&format!("\n  {}!{}", tame(&held.sheet), held.row))?;
        for cell in &held.cells {
            console.line(&format!(
                "    {:<6} {}: {}",
                cell.cell,
                tame(&cell.header),
                tame(&cell.value)
            ))?;
        }
        for comment in &held.comments {
            console.line(&format!("    {:<6} {}", "💬", tame(comment)))?;
        }
    }
    Ok(())
}
