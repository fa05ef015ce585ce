//! `epure audit`: what files hold that they must not.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use anstream::StripStream;
use epure_engine::finding::Severity;
use epure_sheets::Draft;
use epure_sheets::write::{self, FileFacts};

use super::args::{Args, Item, bad_value, unknown_option};
use super::console::writing;
use super::forecast::Forecast;
use super::request::Request;
use super::text::Words;
use super::{Console, Outcome, json, text, usage};
use crate::error::Error;
use crate::files::{persist, trouble};
use crate::outputs;
use crate::pipeline::{Audited, Pipeline};
use crate::walk::files;

/// How the audit is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shape {
    #[default]
    Text,
    Json,
    Xlsx,
}

#[derive(Default)]
struct Options {
    files: Vec<PathBuf>,
    shape: Shape,
    out: Option<PathBuf>,
    fail_on: Option<Severity>,
    forecast: Option<PathBuf>,
    request: Request,
}

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let Some(options) = read(args, console)? else { return console.help("help.audit") };
    let pipeline = Pipeline::new()?;
    let files = files(&options.files)?;
    if files.is_empty() {
        return Err(usage("cli.no_spreadsheet", Vec::new()));
    }
    if options.shape == Shape::Xlsx && files.len() > 1 {
        return Err(usage("cli.one_file_only", Vec::new()));
    }
    let target = options.out.as_deref();
    let results = [target, options.forecast.as_deref()];
    outputs::check(results.into_iter().flatten(), files.iter().map(PathBuf::as_path))?;
    // Of no file more than of another: told once.
    pipeline.known_country(options.request.country())?;
    let mut draft = target.map(|path| Draft::new(path).map_err(trouble(path))).transpose()?;
    let mut out = match (&mut draft, target) {
        (Some(draft), Some(path)) => {
            let file = draft.file().map_err(trouble(path))?;
            Some(BufWriter::with_capacity(1 << 16, file))
        }
        _ => None,
    };
    let tally = audit(&files, &options, &pipeline, console, out.as_mut())?;
    if tally.refused == files.len() {
        // A report on nothing is not worth the one that may be there.
        return Ok(Outcome::Partly);
    }
    if let (Some(mut out), Some(path)) = (out, target) {
        out.flush().map_err(trouble(path))?;
    }
    if let Some(draft) = draft {
        persist(draft, true)?;
    }
    if let Some(path) = &options.forecast {
        tally.forecast.write(path, console.texts())?;
    }
    Ok(tally.outcome())
}

/// What the audits of several files come to.
#[derive(Default)]
struct Tally {
    forecast: Forecast,
    /// The threshold was reached.
    reached: bool,
    /// Files that could not be audited.
    refused: usize,
    /// Nobody reads standard output any more.
    unheard: bool,
}

impl Tally {
    fn add(&mut self, audited: &Audited, options: &Options) {
        self.forecast.add(audited.audit.as_of, &audited.audit.figures.expiring);
        self.reached |= options.fail_on.is_some_and(|limit| audited.worst() >= Some(limit));
    }

    /// Is there more to find out than what nobody reads?
    fn goes_on(&self, options: &Options) -> bool {
        !self.unheard || options.fail_on.is_some() || options.forecast.is_some()
    }

    fn outcome(&self) -> Outcome {
        match (self.refused, self.reached) {
            (0, false) => Outcome::Done,
            (0, true) => Outcome::Failed,
            _ => Outcome::Partly,
        }
    }
}

/// Audits files one by one. One that cannot be is told, and the others are audited all the same.
fn audit(
    files: &[PathBuf],
    options: &Options,
    pipeline: &Pipeline,
    console: &mut Console,
    mut out: Option<&mut BufWriter<&mut File>>,
) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    for file in files {
        if !tally.goes_on(options) {
            break;
        }
        let audited = match options.request.audit(pipeline, file, console) {
            Ok(audited) => audited,
            Err(error) if is_of_one_file(&error) => {
                console.error(&error);
                tally.refused += 1;
                continue;
            }
            Err(error) => return Err(error),
        };
        tally.add(&audited, options);
        if tally.unheard {
            continue;
        }
        match write(&audited, options, console, out.as_deref_mut()) {
            Err(error) if error.is_broken_pipe() => tally.unheard = true,
            written => written?,
        }
    }
    Ok(tally)
}

/// Does the trouble lie in the file, or in what it lacks of what was asked for?
fn is_of_one_file(error: &Error) -> bool {
    matches!(
        error,
        Error::Read(_) | Error::Locked { .. } | Error::Io { .. } | Error::Refused { .. }
    )
}

fn read(args: &mut Args, console: &mut Console) -> Result<Option<Options>, Error> {
    let mut options = Options::default();
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "--format" => options.shape = shape(&args.text()?)?,
                "-o" => options.out = Some(args.path()?),
                "--fail-on" => options.fail_on = Some(severity(&args.text()?)?),
                "--forecast" => options.forecast = Some(args.path()?),
                "-h" | "--help" => return Ok(None),
                _ if options.request.take(&name, args, console)? => {}
                _ => return Err(unknown_option(name)),
            },
            Item::Value(value) => options.files.push(PathBuf::from(value)),
        }
    }
    if options.files.is_empty() {
        return Err(usage("cli.no_file", vec![("command", "audit".to_owned())]));
    }
    if options.shape == Shape::Xlsx && options.out.is_none() {
        return Err(usage("cli.xlsx_needs_out", Vec::new()));
    }
    Ok(Some(options))
}

fn shape(value: &str) -> Result<Shape, Error> {
    match value {
        "text" => Ok(Shape::Text),
        "json" => Ok(Shape::Json),
        "xlsx" => Ok(Shape::Xlsx),
        _ => Err(bad_value("--format", value, "text, json, xlsx")),
    }
}

fn severity(value: &str) -> Result<Severity, Error> {
    match value {
        "critical" => Ok(Severity::Critical),
        "major" => Ok(Severity::Major),
        "minor" => Ok(Severity::Minor),
        "info" => Ok(Severity::Info),
        _ => Err(bad_value("--fail-on", value, "critical, major, minor, info")),
    }
}

/// Where something cannot be written: in the file that was asked for, else on standard output.
fn refused(options: &Options) -> impl Fn(io::Error) -> Error {
    move |source| match &options.out {
        Some(path) => trouble(path)(source),
        None => writing(source),
    }
}

/// Writes an audit where it was asked for: in a file, when there is one, else on standard output.
fn write(
    audited: &Audited,
    options: &Options,
    console: &mut Console,
    file: Option<&mut BufWriter<&mut File>>,
) -> Result<(), Error> {
    let names = crate::packs::names(console.texts().lang())?;
    let texts = console.texts().clone();
    match options.shape {
        Shape::Json => match file {
            Some(file) => json::write(audited, &texts, file),
            None => json::write(audited, &texts, console.data()),
        }
        .map_err(refused(options)),
        Shape::Text => {
            let words = Words { texts: &texts, names: &names };
            let printed = match file {
                Some(file) => {
                    let mut plain = Vec::new();
                    text::print(audited, words, &mut StripStream::new(&mut plain))
                        .and_then(|()| file.write_all(&plain))
                }
                None => text::print(audited, words, console.out()),
            };
            printed.map_err(refused(options))
        }
        Shape::Xlsx => {
            let facts = FileFacts {
                name: audited.source.book.name.clone(),
                bytes: audited.source.size,
                sha256: audited.source.sha256.clone(),
            };
            let book =
                write::findings(&audited.audit.findings, &facts, audited.audit.as_of, &names)?;
            file.map_or(Ok(()), |file| file.write_all(&book)).map_err(refused(options))
        }
    }
}
