//! `epure scan`: notes in, findings out, one JSON object a line, in the same order.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use epure_engine::finding::{Category, Severity};
use epure_engine::reader::{Language, NoteFinding, Reader};
use epure_engine::rewrite::Rewrite;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::args::{Args, Item, bad_value, unexpected, unknown_option};
use super::console::writing;
use super::{Console, Outcome, usage};
use crate::characters::Characters;
use crate::error::Error;
use crate::explain::{FoundWhy, NoteExplained, SparedWhy, explain};
use crate::packs;
use crate::texts::Texts;

/// Most notes read together: enough to keep every core busy, few enough to answer at once.
const BATCH: usize = 512;

/// A line of standard input.
#[derive(Deserialize)]
struct Note {
    #[serde(default)]
    id: Value,
    text: String,
}

/// A line of standard output.
#[derive(Serialize)]
struct Scanned<'a> {
    id: &'a Value,
    findings: Vec<Found<'a>>,
    rewrite: Option<String>,
}

/// A line of standard output with `--explain`: the same, and more about each finding.
#[derive(Serialize)]
struct Explained<'a> {
    id: &'a Value,
    findings: Vec<FoundWhy>,
    spared: Vec<SparedWhy>,
    rewrite: Option<String>,
}

/// How notes are read.
struct Reading {
    reader: Reader,
    language: Language,
    /// The words that explanations are in, when they are wanted.
    explain: Option<Texts>,
}

/// A finding of the contract; `start` and `end` count Unicode characters.
#[derive(Serialize)]
struct Found<'a> {
    category: Category,
    rule: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
    severity: Severity,
}

/// A line as it came, with its 1-based number.
type Line = (usize, io::Result<Vec<u8>>);

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let (mut asked, mut explained) = (Language::Auto, false);
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "--lang" => asked = language(&args.text()?)?,
                "--explain" => explained = true,
                "-h" | "--help" => return console.help("help.scan"),
                _ => return Err(unknown_option(name)),
            },
            Item::Value(value) => return Err(unexpected(&value)),
        }
    }
    let reader = Reader::new(&packs::files()).map_err(|error| Error::Packs(error.to_string()))?;
    let explain = explained.then(|| console.texts().clone());
    let reading = Reading { reader, language: asked, explain };
    let (send, lines) = sync_channel(2 * BATCH);
    // Reading in a thread of its own lets a note be answered as soon as it comes.
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        for number in 1.. {
            let mut line = Vec::new();
            let read = match input.read_until(b'\n', &mut line) {
                Ok(0) => return,
                read => read.map(|_| line),
            };
            let failed = read.is_err();
            if send.send((number, read)).is_err() || failed {
                return;
            }
        }
    });
    answer(&reading, &lines, console)?;
    Ok(Outcome::Done)
}

/// The language of notes that was asked for.
pub(super) fn language(value: &str) -> Result<Language, Error> {
    match value {
        "auto" => Ok(Language::Auto),
        _ => Language::of_folder(value).ok_or_else(|| bad_value("--lang", value, "fr, en, auto")),
    }
}

/// Reads what has come so far, answers it, and waits for more. Stops at the first line that is no
/// note, once those before it are answered.
fn answer(reading: &Reading, lines: &Receiver<Line>, console: &mut Console) -> Result<(), Error> {
    while let Ok(first) = lines.recv() {
        let batch: Vec<Line> =
            std::iter::once(first).chain(lines.try_iter().take(BATCH - 1)).collect();
        for answered in in_parallel(&batch, |line| answer_line(reading, line)) {
            if let Some(json) = answered? {
                console.data().write_all(&json).map_err(writing)?;
            }
        }
        console.flush()?;
    }
    Ok(())
}

/// Answers each line, in order, with every core.
fn in_parallel<T: Send>(batch: &[Line], answer: impl Fn(&Line) -> T + Sync) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = batch.len().div_ceil(cores).max(16);
    if batch.len() <= share {
        return batch.iter().map(answer).collect();
    }
    thread::scope(|scope| {
        let shares: Vec<_> = batch
            .chunks(share)
            .map(|lines| scope.spawn(|| lines.iter().map(&answer).collect::<Vec<T>>()))
            .collect();
        shares
            .into_iter()
            .flat_map(|share| share.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// The answer to a line, with its line end; none to a blank line.
fn answer_line(reading: &Reading, (number, line): &Line) -> Result<Option<Vec<u8>>, Error> {
    let bad = |detail: String| {
        usage("cli.bad_note", vec![("line", number.to_string()), ("detail", detail)])
    };
    let line = line.as_ref().map_err(|error| bad(error.to_string()))?;
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    if line.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let note: Note = serde_json::from_slice(line).map_err(|error| bad(without_content(&error)))?;
    let json = match &reading.explain {
        Some(texts) => serde_json::to_vec(&explained(reading, &note, texts)),
        None => serde_json::to_vec(&scanned(reading, &note, &findings(reading, &note))),
    };
    let mut json = json.map_err(|error| bad(error.to_string()))?;
    json.push(b'\n');
    Ok(Some(json))
}

fn findings(reading: &Reading, note: &Note) -> Vec<NoteFinding> {
    reading.reader.read(&note.text, reading.language, None)
}

fn scanned<'a>(reading: &Reading, note: &'a Note, findings: &'a [NoteFinding]) -> Scanned<'a> {
    let rewrite = match reading.reader.rewrite(&note.text, reading.language, findings) {
        Rewrite::Unchanged => None,
        Rewrite::Text(text) => Some(text),
        // Nothing is left to say: the neutral text is an empty one.
        Rewrite::Clear => Some(String::new()),
    };
    Scanned { id: &note.id, findings: found(&note.text, findings), rewrite }
}

fn explained<'a>(reading: &Reading, note: &'a Note, texts: &Texts) -> Explained<'a> {
    let NoteExplained { found, spared, rewrite } =
        explain(&reading.reader, &note.text, reading.language, texts);
    Explained { id: &note.id, findings: found, spared, rewrite }
}

/// What is wrong with a line and where, without quoting it.
fn without_content(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Data => "data",
        _ => "syntax",
    };
    format!("JSON {what}, column {}", error.column())
}

fn found<'a>(text: &'a str, findings: &'a [NoteFinding]) -> Vec<Found<'a>> {
    let mut characters = Characters::of(text);
    findings
        .iter()
        .map(|finding| Found {
            category: finding.category,
            rule: &finding.rule,
            start: characters.before(finding.span.start),
            end: characters.before(finding.span.end),
            text: text.get(finding.span.clone()).unwrap_or_default(),
            severity: finding.severity,
        })
        .collect()
}
