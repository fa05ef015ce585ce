//! The logs of requests and breaches as a workbook: what an inspection asks to see (GDPR 5(2) and
//! 33(5)).

use epure_engine::messages::day;
use epure_sheets::write::{self, PlainTable};
use jiff::civil::Date;

use crate::dto::{BreachView, RequestView};
use crate::error::Error;
use crate::texts::Texts;

/// Both logs as xlsx, a sheet each, as they stand on that day.
pub(crate) fn workbook(
    requests: Vec<RequestView>,
    breaches: Vec<BreachView>,
    texts: &Texts,
    today: Date,
) -> Result<Vec<u8>, Error> {
    let title = texts.say("logs.title", &[]);
    let tables = [of_requests(requests, texts), of_breaches(breaches, texts)];
    Ok(write::tables(&title, &tables, today)?)
}

fn of_requests(requests: Vec<RequestView>, texts: &Texts) -> PlainTable {
    let columns = [
        ("logs.person", 30.0),
        ("logs.kind", 16.0),
        ("logs.received", 14.0),
        ("logs.deadline", 14.0),
        ("logs.extended", 18.0),
        ("logs.answered", 14.0),
        ("logs.note", 60.0),
    ];
    let line = |request: RequestView| {
        let on = |text: &str| said_day(text, texts);
        vec![
            request.person,
            texts.say(&format!("logs.kind_{}", request.kind), &[]),
            on(&request.received),
            on(&request.deadline),
            on(&request.extended.unwrap_or_default()),
            on(&request.answered.unwrap_or_default()),
            request.note,
        ]
    };
    named("logs.requests", &columns, requests.into_iter().map(line).collect(), texts)
}

fn of_breaches(breaches: Vec<BreachView>, texts: &Texts) -> PlainTable {
    let columns = [
        ("logs.found", 22.0),
        ("logs.until", 22.0),
        ("logs.notified", 22.0),
        ("logs.nature", 44.0),
        ("logs.persons", 44.0),
        ("logs.consequences", 44.0),
        ("logs.measures", 44.0),
        ("logs.reason", 44.0),
    ];
    let line = |breach: BreachView| {
        let at = |text: &str| said_moment(text, texts);
        vec![
            at(&breach.found_at),
            at(&breach.deadline),
            at(&breach.notified_at.unwrap_or_default()),
            breach.nature,
            breach.persons,
            breach.consequences,
            breach.measures,
            breach.reason,
        ]
    };
    named("logs.breaches", &columns, breaches.into_iter().map(line).collect(), texts)
}

fn named(
    name: &str,
    columns: &[(&str, f64)],
    lines: Vec<Vec<String>>,
    texts: &Texts,
) -> PlainTable {
    let columns = columns.iter().map(|(key, width)| (texts.say(key, &[]), *width)).collect();
    PlainTable { name: texts.say(name, &[]), columns, lines }
}

/// A day (`YYYY-MM-DD`) as people write it; empty for none.
fn said_day(text: &str, texts: &Texts) -> String {
    text.parse().map_or_else(|_| String::new(), |on: Date| day(texts.lang(), on))
}

/// A moment (RFC 3339) as its day, hour and minute in universal time; empty for none.
fn said_moment(text: &str, texts: &Texts) -> String {
    let Some((on, hour)) = text.split_once('T') else { return String::new() };
    let minute: String = hour.chars().take(5).collect();
    format!("{} {minute} UTC", said_day(on, texts))
}
