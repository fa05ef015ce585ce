//! `epure campaign`: who may be asked for a consent, in which words, and what their answers change.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use epure_engine::campaign::{self, Campaign, LeftOut};
use epure_engine::country::Channel;
use serde::Serialize;

use super::args::{Args, Item, bad_value, is_json, unknown_option};
use super::console::writing;
use super::passwords::Protection;
use super::request::Request;
use super::{Console, Outcome, usage};
use crate::campaign::{Answers, Figures, Message, lines, message, read_answers, table};
use crate::error::Error;
use crate::lines::csv;
use crate::opposition::{self, Origin};
use crate::outputs;
use crate::pipeline::{Audited, Pipeline, Target, silent};
use crate::word;

#[derive(Default)]
struct Options {
    task: Option<String>,
    files: Vec<PathBuf>,
    out: Option<PathBuf>,
    force: bool,
    json: bool,
    by: Option<Channel>,
    about: Vec<Channel>,
    message: Message,
    request: Request,
}

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let Some(options) = read(args, console)? else { return console.help("help.campaign") };
    match options.task.as_deref().unwrap_or_default() {
        "list" => list(options, console),
        "message" => {
            let about = if options.about.is_empty() { vec![Channel::Email] } else { options.about };
            let text = message(&about, &options.message, console.texts());
            console.line(&text)?;
            Ok(Outcome::Done)
        }
        "answers" => answers(options, console),
        task => Err(bad_value("campaign", task, "list, message, answers")),
    }
}

fn read(args: &mut Args, console: &mut Console) -> Result<Option<Options>, Error> {
    let mut options = Options::default();
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "-o" => options.out = Some(args.path()?),
                "--force" => options.force = true,
                "--format" => options.json = is_json(&args.text()?)?,
                "--by" => options.by = Some(channel("--by", &args.text()?)?),
                "--about" => {
                    let text = args.text()?;
                    let about = text.split(',').map(|one| channel("--about", one.trim()));
                    options.about = about.collect::<Result<_, _>>()?;
                }
                "--company" => options.message.company = args.text()?,
                "--offer" => options.message.offer = args.text()?,
                "--source" => options.message.source = args.text()?,
                "--contact" => options.message.contact = args.text()?,
                "-h" | "--help" => return Ok(None),
                _ if options.request.take(&name, args, console)? => {}
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

fn channel(option: &str, name: &str) -> Result<Channel, Error> {
    opposition::channel(name).ok_or_else(|| bad_value(option, name, "email, sms, phone, post"))
}

/// What `list` says of a file.
#[derive(Serialize)]
struct Told<'a> {
    file: &'a str,
    asked: usize,
    left_out: &'a BTreeMap<LeftOut, u32>,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    sheet: &'a str,
    row: u32,
    by: String,
    about: Vec<String>,
}

fn list(options: Options, console: &mut Console) -> Result<Outcome, Error> {
    let missing = || usage("cli.no_file", vec![("command", "campaign".to_owned())]);
    let [file] = options.files.as_slice() else { return Err(missing()) };
    outputs::check(options.out.as_deref(), [file.as_path()])?;
    let pipeline = Pipeline::new()?;
    let audited = options.request.audit(&pipeline, file, console)?;
    let book = &audited.source.book;
    let question = options.request.question(console)?;
    let campaign = pipeline.who_to_ask(book, &audited.sheets, &question, options.by)?;
    if let Some(out) = &options.out {
        let lines = lines(book, &audited.sheets, &campaign.asked);
        crate::files::write_whole(out, &csv(&table(&lines, console.texts()))?)?;
    }
    if options.json {
        let rows = campaign.asked.iter().map(|one| Row {
            sheet: &one.sheet,
            row: one.row,
            by: word::of(&one.by),
            about: one.about.iter().map(word::of).collect(),
        });
        let told = Told {
            file: &book.name,
            asked: campaign.asked.len(),
            left_out: &campaign.left_out,
            rows: rows.collect(),
        };
        let mut json = serde_json::to_vec(&told).map_err(|error| writing(error.into()))?;
        json.push(b'\n');
        console.data().write_all(&json).map_err(writing)?;
        return Ok(Outcome::Done);
    }
    tell(&book.name, &campaign, console)?;
    Ok(Outcome::Done)
}

fn tell(file: &str, campaign: &Campaign, console: &mut Console) -> Result<(), Error> {
    let count = campaign.asked.len();
    let values = [
        ("file", file.to_owned()),
        ("count", count.to_string()),
        ("count_written", console.texts().number(count as u64)),
    ];
    let line = console.say("cli.campaign_asked", &values);
    console.line(&line)?;
    for (reason, count) in &campaign.left_out {
        let reason = console.say(&format!("left_out.{}", word::of(reason)), &[]);
        let number = console.texts().number(u64::from(*count));
        console.line(&format!("  {number:>8}  {reason}"))?;
    }
    Ok(())
}

fn answers(options: Options, console: &mut Console) -> Result<Outcome, Error> {
    let [file, replies] = options.files.as_slice() else {
        return Err(usage("cli.campaign_two_files", Vec::new()));
    };
    let missing = || usage("cli.needs_out", vec![("command", "campaign".to_owned())]);
    let out = options.out.as_deref().ok_or_else(missing)?;
    outputs::check([out], [file.as_path(), replies.as_path()])?;
    let pipeline = Pipeline::new()?;
    let audited = options.request.audit(&pipeline, file, console)?;
    let mut source = pipeline.read(console.passwords().of_file(replies), &silent)?;
    let fitted = pipeline.fit_all(&mut source.book);
    let book = &audited.source.book;
    let mut about = BTreeMap::new();
    if options.about.is_empty() {
        let question = options.request.question(console)?;
        let asked = pipeline.who_to_ask(book, &audited.sheets, &question, None)?.asked;
        about.extend(asked.into_iter().map(|one| ((one.sheet, one.row), one.about)));
    }
    let on = audited.audit.as_of;
    let day = console.texts().day(on);
    let campaign = Answers {
        about: &about,
        otherwise: if options.about.is_empty() { vec![Channel::Email] } else { options.about },
        on,
        proof: console.say("campaign.proof", &[("day", day), ("file", source.book.name.clone())]),
    };
    let (answers, figures) = read_answers(
        &pipeline,
        (book, &audited.sheets),
        (&source.book, &fitted),
        &audited.audit.country,
        &campaign,
    );
    write(&pipeline, &audited, &answers, (out, options.force), console)?;
    if options.json {
        let mut json = serde_json::to_vec(&figures).map_err(|error| writing(error.into()))?;
        json.push(b'\n');
        console.data().write_all(&json).map_err(writing)?;
        return Ok(Outcome::Done);
    }
    tell_figures(&figures, console)?;
    Ok(Outcome::Done)
}

/// Writes the copy with the answers, and keeps those who refused on the suppression list.
fn write(
    pipeline: &Pipeline,
    audited: &Audited,
    answers: &[campaign::Answered],
    (out, force): (&Path, bool),
    console: &Console,
) -> Result<(), Error> {
    let on = audited.audit.as_of;
    let lang = console.texts().lang();
    let password = console.passwords().for_copy(Protection::AsBefore, &audited.source)?;
    let target = Target {
        path: out,
        log: None,
        certificate: None,
        force,
        archive_file: false,
        password: password.as_ref(),
        aids: &[],
        on,
        lang,
    };
    let refused = pipeline.record(audited, answers, target)?;
    if refused.rows.is_empty() {
        return Ok(());
    }
    let origin = Origin { file: &audited.source.book.name, day: on, channel: None };
    let store = super::opposition::store()?;
    opposition::take_in(&store, &refused.people, &refused.rows, &origin)?;
    Ok(store.flush()?)
}

fn tell_figures(figures: &Figures, console: &mut Console) -> Result<(), Error> {
    let lines = [
        ("cli.campaign_lines", Some(figures.asked)),
        ("cli.campaign_opened", figures.opened),
        ("cli.campaign_agreed", Some(figures.agreed)),
        ("cli.campaign_refused", Some(figures.refused)),
        ("cli.campaign_silent", Some(figures.silent)),
        ("cli.campaign_bounced", Some(figures.bounced)),
        ("cli.campaign_unread", Some(figures.unread).filter(|count| *count > 0)),
        ("cli.campaign_unknown", Some(figures.unknown).filter(|count| *count > 0)),
    ];
    for (key, count) in lines {
        let Some(count) = count else { continue };
        let number = console.texts().number(u64::from(count));
        let label = console.say(key, &[]);
        console.line(&format!("  {number:>8}  {label}"))?;
    }
    Ok(())
}
