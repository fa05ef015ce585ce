//! `epure explain`: why a note reads as it does.

use std::io::{Read, Write};

use epure_engine::reader::Reader;

use super::args::{Args, Item, is_json, unexpected, unknown_option};
use super::console::{style, tame, writing};
use super::scan::language;
use super::{Console, Outcome, usage};
use crate::error::Error;
use crate::explain::{FoundWhy, NoteExplained, explain};
use crate::packs;

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let (mut asked, mut json, mut note) = ("auto".to_owned(), false, None);
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "--lang" => asked = args.text()?,
                "--format" => json = is_json(&args.text()?)?,
                "-h" | "--help" => return console.help("help.explain"),
                _ => return Err(unknown_option(name)),
            },
            Item::Value(value) if note.is_none() => {
                note = Some(value.to_string_lossy().into_owned());
            }
            Item::Value(value) => return Err(unexpected(&value)),
        }
    }
    let language = language(&asked)?;
    let note = match note {
        Some(note) => note,
        None => from_input()?,
    };
    let reader = Reader::new(&packs::files()).map_err(|error| Error::Packs(error.to_string()))?;
    let explained = explain(&reader, &note, language, console.texts());
    if json {
        let mut bytes = serde_json::to_vec(&explained).map_err(|error| writing(error.into()))?;
        bytes.push(b'\n');
        console.data().write_all(&bytes).map_err(writing)?;
    } else {
        write_text(&explained, console)?;
    }
    Ok(Outcome::Done)
}

/// The whole of standard input: one note, on as many lines as it has.
fn from_input() -> Result<String, Error> {
    let mut note = String::new();
    let read = std::io::stdin().lock().read_to_string(&mut note);
    read.map_err(|error| usage("cli.bad_input", vec![("detail", error.to_string())]))?;
    Ok(note.trim_end_matches(['\n', '\r']).to_owned())
}

fn write_text(explained: &NoteExplained, console: &mut Console) -> Result<(), Error> {
    if explained.found.is_empty() {
        let nothing = console.say("explain.nothing", &[]);
        console.line(&nothing)?;
    }
    for found in &explained.found {
        one(found, console)?;
    }
    for spared in &explained.spared {
        let values = [("text", tame(&spared.text)), ("title", spared.title.clone())];
        let heading = console.say("explain.spared", &values);
        console.line(&format!("{heading}\n  {}\n  {}", spared.rule, tame(&spared.because)))?;
    }
    match explained.rewrite.as_deref() {
        None => Ok(()),
        Some("") => {
            let clear = console.say("explain.clear", &[]);
            console.line(&clear)
        }
        Some(text) => {
            let heading = console.say("explain.rewrite", &[]);
            console.line(&heading)?;
            text.lines().try_for_each(|line| console.line(&format!("  {}", tame(line))))
        }
    }
}

fn one(found: &FoundWhy, console: &mut Console) -> Result<(), Error> {
    let colour = style(found.severity);
    let values = [("text", tame(&found.text)), ("title", found.title.clone())];
    let heading = console.say("explain.found", &values);
    console.line(&format!("{colour}{heading}{colour:#}"))?;
    let by = match &found.term {
        Some(term) => console.say("explain.term", &[("term", term.clone())]),
        None if found.hinted => console.say("explain.hinted", &[]),
        None => console.say("explain.identifier", &[]),
    };
    console.line(&format!("  {}: {by}", found.rule))?;
    if let Some(words) = &found.context {
        let context = console.say("explain.context", &[("words", tame(words))]);
        console.line(&format!("  {context}"))?;
    }
    console.line(&format!("  {}", found.why))?;
    if !found.advice.is_empty() {
        console.line(&format!("  {}", found.advice))?;
    }
    Ok(())
}
