//! `epure opposition`: the suppression list of this computer.

use std::io::Write;
use std::path::PathBuf;

use epure_engine::audit::Suppressed;
use epure_engine::contact::{self, Listed};
use epure_engine::table::{Row, Table, column_letters};
use epure_sheets::Keyed;
use epure_sheets::patch::csv::guarded;
use epure_store::{KEPT_YEARS, Store};
use jiff::civil::Date;
use serde::Serialize;

use super::args::{Args, Item, bad_value, is_json, lang, unknown_option};
use super::console::writing;
use super::{Console, Outcome, usage};
use crate::clock::Clock;
use crate::error::Error;
use crate::folder::data_folder;
use crate::opposition::{self, ALL, Origin};
use crate::outputs;
use crate::pipeline::{Pipeline, Source, mapping, silent};
use crate::walk::files;
use crate::word;

const CHANNELS: [&str; 5] = ["email", "sms", "phone", "post", ALL];

#[derive(Default)]
struct Options {
    task: Option<String>,
    files: Vec<PathBuf>,
    json: bool,
    out: Option<PathBuf>,
    channel: Option<String>,
    since: Option<Date>,
    whole: bool,
}

/// People of a file, and the file.
struct Read {
    source: Source,
    people: Vec<Listed>,
}

/// What `check` says of a file.
#[derive(Serialize)]
struct Checked<'a> {
    file: &'a str,
    people: usize,
    suppressed: usize,
    rows: Vec<Matched<'a>>,
}

/// A row that must not be contacted.
#[derive(Serialize)]
struct Matched<'a> {
    sheet: &'a str,
    row: u32,
    channels: Vec<String>,
    since: Option<Date>,
}

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let Some(options) = read(args, console)? else { return console.help("help.opposition") };
    match options.task.as_deref().unwrap_or_default() {
        "import" => import(&options, console),
        "check" => check(&options, console),
        "export" => export(&options, console),
        "stats" => stats(console),
        "purge" => purge(console),
        task => Err(bad_value("opposition", task, "import, check, export, stats, purge")),
    }
}

fn read(args: &mut Args, console: &mut Console) -> Result<Option<Options>, Error> {
    let mut options = Options::default();
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "--format" => options.json = is_json(&args.text()?)?,
                "-o" => options.out = Some(args.path()?),
                "--channel" => {
                    let value = args.text()?;
                    if !CHANNELS.contains(&value.as_str()) {
                        return Err(bad_value("--channel", &value, &CHANNELS.join(", ")));
                    }
                    options.channel = Some(value);
                }
                "--since" => options.since = Some(args.day("--since")?),
                "--whole" => options.whole = true,
                "--lang" => console.speak(lang("--lang", &args.text()?)?),
                "-h" | "--help" => return Ok(None),
                _ => return Err(unknown_option(name)),
            },
            Item::Value(value) if options.task.is_none() => {
                options.task = Some(value.to_string_lossy().into_owned());
            }
            Item::Value(value) => options.files.push(PathBuf::from(value)),
        }
    }
    Ok(Some(options))
}

/// The database of this computer, made when missing.
pub(super) fn store() -> Result<Store, Error> {
    let folder = data_folder().ok_or_else(|| usage("cli.no_data_folder", Vec::new()))?;
    Ok(Store::open(&folder)?)
}

fn named(options: &Options) -> Result<Vec<PathBuf>, Error> {
    let files = files(&options.files)?;
    if files.is_empty() {
        return Err(usage("cli.no_file", vec![("command", "opposition".to_owned())]));
    }
    Ok(files)
}

/// Reads a file's people. `list`: a sheet without any column of refusals is a list of them. `whole`:
/// everybody in it refuses, whatever its columns say.
fn people(pipeline: &Pipeline, file: Keyed<'_>, list: bool, whole: bool) -> Result<Read, Error> {
    let mut source = pipeline.read(file, &silent)?;
    let sheets = pipeline.fit_all(&mut source.book);
    let mapping = mapping(&source.book, &sheets);
    let mut people = contact::people(&source.book, &mapping, pipeline.packs(), "fr", list);
    if whole {
        for person in &mut people {
            person.refusal.get_or_insert_default();
        }
    }
    Ok(Read { source, people })
}

fn import(options: &Options, console: &mut Console) -> Result<Outcome, Error> {
    let pipeline = Pipeline::new()?;
    let paths = named(options)?;
    let store = store()?;
    for path in paths {
        let read = people(&pipeline, console.passwords().of_file(&path), true, options.whole)?;
        let name = &read.source.book.name;
        let origin = Origin {
            file: name,
            day: options.since.unwrap_or_else(|| Clock::System.today()),
            channel: options.channel.as_deref(),
        };
        let done = opposition::import(&store, &read.people, &origin)?;
        let number = |n: u64| console.texts().number(n);
        let values = [
            ("file", name.clone()),
            ("refusals", done.refusals.to_string()),
            ("refusals_written", number(done.refusals as u64)),
            ("people", number(done.people as u64)),
            ("added", done.added.to_string()),
            ("added_written", number(done.added)),
        ];
        let line = console.say("cli.opposition_imported", &values);
        console.line(&line)?;
    }
    store.flush()?;
    Ok(Outcome::Done)
}

fn check(options: &Options, console: &mut Console) -> Result<Outcome, Error> {
    let pipeline = Pipeline::new()?;
    let paths = named(options)?;
    let store = store()?;
    for path in paths {
        let read = people(&pipeline, console.passwords().of_file(&path), false, false)?;
        let found = opposition::matches(&store, &read.people)?;
        let checked = Checked {
            file: &read.source.book.name,
            people: read.people.len(),
            suppressed: found.len(),
            rows: found.iter().map(|(person, refused)| matched(person, refused)).collect(),
        };
        if options.json {
            let mut json = serde_json::to_vec(&checked).map_err(|error| writing(error.into()))?;
            json.push(b'\n');
            console.data().write_all(&json).map_err(writing)?;
        } else {
            tell(&checked, console)?;
        }
    }
    Ok(Outcome::Done)
}

fn matched<'a>(person: &'a Listed, refused: &Suppressed) -> Matched<'a> {
    let channels = match refused.channels.as_slice() {
        [] => vec![ALL.to_owned()],
        some => some.iter().map(word::of).collect(),
    };
    Matched { sheet: &person.sheet, row: person.row, channels, since: refused.since }
}

/// "212 of 5,000 must not be contacted", and where they are.
fn tell(checked: &Checked<'_>, console: &mut Console) -> Result<(), Error> {
    let number = |n: usize| console.texts().number(n as u64);
    let values = [
        ("file", checked.file.to_owned()),
        ("n", checked.suppressed.to_string()),
        ("count_written", number(checked.suppressed)),
        ("people", number(checked.people)),
    ];
    let line = console.say("cli.opposition_checked", &values);
    console.line(&line)?;
    for row in &checked.rows {
        let since = row.since.map(|day| day.to_string()).unwrap_or_default();
        console.line(&format!(
            "  {}!{}  {}  {since}",
            row.sheet,
            row.row,
            row.channels.join(", ")
        ))?;
    }
    Ok(())
}

/// Writes the rows of a file that must not be contacted, as csv.
fn export(options: &Options, console: &mut Console) -> Result<Outcome, Error> {
    let pipeline = Pipeline::new()?;
    let paths = named(options)?;
    outputs::check(options.out.as_deref(), paths.iter().map(PathBuf::as_path))?;
    let store = store()?;
    let mut out = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(Vec::new());
    let trouble = |error: csv::Error| writing(std::io::Error::other(error));
    for path in paths {
        let read = people(&pipeline, console.passwords().of_file(&path), false, false)?;
        let mut last = None;
        for (person, refused) in opposition::matches(&store, &read.people)? {
            let Some(table) = read.source.book.sheet(&person.sheet) else { continue };
            if last != Some(&person.sheet) {
                out.write_record(header(table)).map_err(trouble)?;
                last = Some(&person.sheet);
            }
            let Some(row) = table.rows.iter().find(|row| row.number == person.row) else {
                continue;
            };
            out.write_record(line(table, row, &matched(person, &refused))).map_err(trouble)?;
        }
    }
    let bytes =
        out.into_inner().map_err(|error| writing(std::io::Error::other(error.to_string())))?;
    match &options.out {
        Some(path) => crate::files::write_whole(path, &bytes)?,
        None => console.data().write_all(&bytes).map_err(writing)?,
    }
    Ok(Outcome::Done)
}

fn header(table: &Table) -> Vec<String> {
    let names = (0..table.width()).map(|column| match table.header_name(column) {
        "" => column_letters(column),
        name => name.to_owned(),
    });
    ["opposition", "depuis"].into_iter().map(str::to_owned).chain(names).collect()
}

fn line(table: &Table, row: &Row, matched: &Matched<'_>) -> Vec<String> {
    let since = matched.since.map(|day| day.to_string()).unwrap_or_default();
    let cells = (0..table.width()).map(|column| guarded(&row.cell(column).to_string(), ""));
    [matched.channels.join(" "), since].into_iter().chain(cells).collect()
}

fn stats(console: &mut Console) -> Result<Outcome, Error> {
    let figures = store()?.suppression().statistics(Clock::System.today())?;
    let number = |n: u64| console.texts().number(n);
    let values = [("count", figures.people.to_string()), ("count_written", number(figures.people))];
    let mut lines = vec![console.say("cli.opposition_people", &values)];
    let channels = figures.by_channel.iter();
    lines.extend(channels.map(|(channel, people)| format!("  {channel:<6} {}", number(*people))));
    lines.extend(
        figures.by_year.iter().map(|(year, people)| format!("  {year:<6} {}", number(*people))),
    );
    if figures.past > 0 {
        let values = [
            ("count", figures.past.to_string()),
            ("count_written", number(figures.past)),
            ("years", KEPT_YEARS.to_string()),
        ];
        lines.push(console.say("cli.opposition_past", &values));
    }
    lines.iter().try_for_each(|line| console.line(line))?;
    Ok(Outcome::Done)
}

fn purge(console: &mut Console) -> Result<Outcome, Error> {
    let store = store()?;
    let gone = store.suppression().purge(Clock::System.today())?;
    store.flush()?;
    let values = [("count", gone.to_string()), ("years", KEPT_YEARS.to_string())];
    let line = console.say("cli.opposition_purged", &values);
    console.line(&line)?;
    Ok(Outcome::Done)
}
