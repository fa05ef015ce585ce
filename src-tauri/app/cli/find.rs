//! `epure find`: everything held on one person.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::args::{Args, Item, bad_value, lang, unknown_option};
use super::console::{tame, writing};
use super::{Console, Outcome, usage};
use crate::error::Error;
use crate::find::{Held, Person};
use crate::pipeline::{Pipeline, silent};
use crate::walk::files;

/// What is held in one file.
#[derive(Serialize)]
struct Found<'a> {
    file: &'a str,
    rows: Vec<Held>,
}

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let (mut json, mut values) = (false, Vec::new());
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "--format" => json = is_json(&args.text()?)?,
                "--lang" => console.speak(lang("--lang", &args.text()?)?),
                "-h" | "--help" => return console.help("help.find"),
                _ => return Err(unknown_option(name)),
            },
            Item::Value(value) => values.push(PathBuf::from(value)),
        }
    }
    let Some((who, named)) = values.split_first().filter(|(_, files)| !files.is_empty()) else {
        return Err(usage("cli.no_file", vec![("command", "find".to_owned())]));
    };
    let who = who.to_string_lossy();
    let person = Person::named(&who)
        .ok_or_else(|| usage("cli.nobody", vec![("value", who.clone().into_owned())]))?;
    let pipeline = Pipeline::new()?;
    for path in files(named)? {
        let mut source = pipeline.read(&path, &silent)?;
        pipeline.fit_all(&mut source.book);
        let rows = person.held_in(&source.book);
        let found = Found { file: &source.book.name, rows };
        if json { write_json(&found, console)? } else { write_text(&found, console)? }
    }
    Ok(Outcome::Done)
}

fn is_json(value: &str) -> Result<bool, Error> {
    match value {
        "text" => Ok(false),
        "json" => Ok(true),
        _ => Err(bad_value("--format", value, "text, json")),
    }
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
