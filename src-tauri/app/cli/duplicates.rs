//! `epure duplicates`: the same person on several rows, sheets or files, and what a merged row would keep.

use std::io::Write;
use std::path::PathBuf;

use epure_engine::contact::{self, Double, Field};
use epure_engine::mapping::Mapping;
use serde::Serialize;

use super::args::{Args, Item, bad_value, lang, unknown_option};
use super::console::{tame, writing};
use super::{Console, Outcome, usage};
use crate::error::Error;
use crate::lines;
use crate::outputs;
use crate::pipeline::{Pipeline, Source, mapping, silent};
use crate::walk::files;

const SHAPES: [&str; 3] = ["text", "json", "csv"];

struct Options {
    files: Vec<PathBuf>,
    shape: String,
    out: Option<PathBuf>,
    country: String,
}

/// A person, as JSON tells them.
#[derive(Serialize)]
struct Told<'a> {
    sure: bool,
    rows: Vec<Place<'a>>,
    fields: Vec<Column<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    sheet: &'a str,
    row: u32,
}

/// What the rows say of one thing; the value to keep comes first.
#[derive(Serialize)]
struct Column<'a> {
    role: &'static str,
    header: &'a str,
    differs: bool,
    values: Vec<Value<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    /// Position among `rows`.
    row: usize,
    value: &'a str,
}

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let Some(options) = read(args, console)? else { return console.help("help.duplicates") };
    let pipeline = Pipeline::new()?;
    pipeline.known_country(&options.country)?;
    let files = files(&options.files)?;
    outputs::check(options.out.as_deref(), files.iter().map(PathBuf::as_path))?;
    let mut read: Vec<(Source, Mapping)> = Vec::new();
    for path in files {
        let mut source = pipeline.read(console.passwords().of_file(&path), &silent)?;
        let sheets = pipeline.fit_all(&mut source.book);
        let mapping = mapping(&source.book, &sheets);
        read.push((source, mapping));
    }
    let books: Vec<_> = read.iter().map(|(source, mapping)| (&source.book, mapping)).collect();
    let found = contact::same_people(&books, pipeline.packs(), &options.country);
    let names: Vec<&str> = read.iter().map(|(source, _)| source.book.name.as_str()).collect();
    let bytes = match options.shape.as_str() {
        "json" => json(&found, &names)?,
        "csv" => csv(&found, &names, console)?,
        _ => text(&found, &names, console).into_bytes(),
    };
    match &options.out {
        Some(path) => crate::files::write_whole(path, &bytes)?,
        None => console.data().write_all(&bytes).map_err(writing)?,
    }
    Ok(Outcome::Done)
}

fn read(args: &mut Args, console: &mut Console) -> Result<Option<Options>, Error> {
    let mut options = Options {
        files: Vec::new(),
        shape: "text".to_owned(),
        out: None,
        country: "fr".to_owned(),
    };
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "--format" => {
                    let value = args.text()?;
                    if !SHAPES.contains(&value.as_str()) {
                        return Err(bad_value("--format", &value, &SHAPES.join(", ")));
                    }
                    options.shape = value;
                }
                "-o" => options.out = Some(args.path()?),
                "--country" => options.country = args.text()?.to_lowercase(),
                "--lang" => console.speak(lang("--lang", &args.text()?)?),
                "-h" | "--help" => return Ok(None),
                _ => return Err(unknown_option(name)),
            },
            Item::Value(value) => options.files.push(PathBuf::from(value)),
        }
    }
    if options.files.is_empty() {
        return Err(usage("cli.no_file", vec![("command", "duplicates".to_owned())]));
    }
    Ok(Some(options))
}

fn json(found: &[Double], names: &[&str]) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    for double in found {
        let rows = double.rows.iter().map(|at| Place {
            file: names.get(at.file).copied().unwrap_or_default(),
            sheet: &at.sheet,
            row: at.row,
        });
        let fields = double.fields.iter().map(|field| Column {
            role: field.role.name(),
            header: &field.header,
            differs: field.differs(),
            values: field.values.iter().map(|v| Value { row: v.row, value: &v.value }).collect(),
        });
        let told = Told { sure: double.sure, rows: rows.collect(), fields: fields.collect() };
        serde_json::to_writer(&mut out, &told).map_err(|error| writing(error.into()))?;
        out.push(b'\n');
    }
    Ok(out)
}

fn text(found: &[Double], names: &[&str], console: &Console) -> String {
    let say = |key: &str| console.say(key, &[]);
    let count = found.len();
    let values =
        [("count", count.to_string()), ("count_written", console.texts().number(count as u64))];
    let mut out = console.say("duplicates.found", &values);
    out.push('\n');
    for double in found {
        let places: Vec<String> = double
            .rows
            .iter()
            .map(|at| {
                let file = names.get(at.file).copied().unwrap_or_default();
                format!("{} {}!{}", tame(file), tame(&at.sheet), at.row)
            })
            .collect();
        let sure = if double.sure { "duplicates.sure" } else { "duplicates.likely" };
        out.push_str(&format!("\n  {} ({})\n", places.join(" = "), say(sure)));
        for field in double.fields.iter().filter(|field| field.differs()) {
            out.push_str(&line(field, console));
        }
    }
    out
}

/// "Ville : Lyon / Paris se contredisent, à garder : Lyon".
fn line(field: &Field, console: &Console) -> String {
    let values: Vec<String> = field.values.iter().map(|told| tame(&told.value)).collect();
    let kept = values.first().cloned().unwrap_or_default();
    let keep = console.say("duplicates.keep", &[("value", kept)]);
    format!(
        "    {}: {} ({}), {keep}\n",
        tame(&field.header),
        values.join(" / "),
        console.say("duplicates.differs", &[])
    )
}

/// A line a value, those to keep marked: to be merged in a spreadsheet.
fn csv(found: &[Double], names: &[&str], console: &Console) -> Result<Vec<u8>, Error> {
    const HEADER: [&str; 9] = [
        "duplicates.person",
        "duplicates.certainty",
        "duplicates.file",
        "duplicates.sheet",
        "duplicates.row",
        "duplicates.field",
        "duplicates.value",
        "duplicates.kept",
        "duplicates.contradiction",
    ];
    let say = |key: &str| console.say(key, &[]);
    let mut lines: Vec<Vec<String>> = vec![HEADER.iter().map(|key| say(key)).collect()];
    for (person, double) in (1..).zip(found) {
        let sure = say(if double.sure { "duplicates.sure" } else { "duplicates.likely" });
        for field in &double.fields {
            for (rank, told) in field.values.iter().enumerate() {
                let Some(at) = double.rows.get(told.row) else { continue };
                let mark = |yes: bool| if yes { say("duplicates.yes") } else { String::new() };
                lines.push(vec![
                    person.to_string(),
                    sure.clone(),
                    names.get(at.file).copied().unwrap_or_default().to_owned(),
                    at.sheet.clone(),
                    at.row.to_string(),
                    field.header.clone(),
                    told.value.clone(),
                    mark(rank == 0 || !field.differs()),
                    mark(field.differs()),
                ]);
            }
        }
    }
    lines::csv(&lines)
}
