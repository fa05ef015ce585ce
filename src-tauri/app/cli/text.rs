//! The audit as an owner reads it in a terminal: what the file is, what is wrong by kind, then the
//! worst findings one by one.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use epure_engine::finding::{Check, Finding, Severity};
use epure_sheets::write::Texts as Names;

use super::console::{style, tame};
use crate::overview::warnings;
use crate::pipeline::Audited;
use crate::texts::Texts;
use crate::word;

/// Findings shown one by one.
const SHOWN: usize = 12;

/// The words that an audit is told with.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    /// Sentences.
    pub(super) texts: &'a Texts,
    /// Names of severities, checks and categories.
    pub(super) names: &'a Names,
}

/// Prints an audit.
pub(super) fn print(audited: &Audited, words: Words<'_>, out: &mut dyn Write) -> io::Result<()> {
    heading(audited, words.texts, out)?;
    if audited.audit.findings.is_empty() {
        writeln!(out, "{}", words.texts.say("cli.nothing_found", &[]))?;
    } else {
        severities(audited, words.texts, out)?;
        kinds(audited, words.names, out, words.texts)?;
        worst(audited, words, out)?;
    }
    changes(audited, words.texts, out)?;
    for warning in warnings(&audited.audit.warnings, words.texts) {
        let place: Vec<&str> = [&warning.sheet, &warning.cell]
            .into_iter()
            .filter_map(|part| part.as_deref())
            .collect();
        let place =
            if place.is_empty() { String::new() } else { format!("{} : ", place.join("!")) };
        let dim = style(Severity::Info);
        writeln!(out, "{dim}! {place}{}{dim:#}", warning.message)?;
    }
    writeln!(out)
}

fn heading(audited: &Audited, texts: &Texts, out: &mut dyn Write) -> io::Result<()> {
    let summary = &audited.audit.summary;
    let number = |n: u32| texts.number(u64::from(n));
    let values = [
        ("sheets", audited.source.book.sheets.len().to_string()),
        ("rows", summary.rows.to_string()),
        ("rows_written", number(summary.rows)),
        ("day", texts.day(audited.audit.as_of)),
        ("country", audited.audit.country.clone()),
    ];
    let facts = texts.say("cli.audit_facts", &values);
    let bold = anstyle::Style::new().bold();
    writeln!(out, "{bold}{}{bold:#}  {facts}", audited.source.book.name)
}

/// "On 11 August 2026, 37 rows change verdict": one line a rule that begins or ends.
fn changes(audited: &Audited, texts: &Texts, out: &mut dyn Write) -> io::Result<()> {
    for (day, rows) in &audited.audit.figures.changes {
        let values = [
            ("day", texts.day(*day)),
            ("rows", rows.to_string()),
            ("rows_written", texts.number(u64::from(*rows))),
        ];
        let key = match *day > audited.audit.as_of {
            true => "cli.verdict_changes",
            false => "cli.verdict_changed",
        };
        writeln!(out, "  {}", texts.say(key, &values))?;
    }
    Ok(())
}

/// One line: how many findings of each severity, the worst first.
fn severities(audited: &Audited, texts: &Texts, out: &mut dyn Write) -> io::Result<()> {
    let part = |(severity, count): (&Severity, &u32)| {
        let colour = style(*severity);
        let values = [("n", count.to_string()), ("written", texts.number(u64::from(*count)))];
        let said = texts.say(&format!("severity.{}", word::of(severity)), &values);
        format!("{colour}{said}{colour:#}")
    };
    let parts: Vec<String> = audited.audit.summary.by_severity.iter().rev().map(part).collect();
    writeln!(out, "  {}", parts.join(", "))
}

/// One line a kind of finding: the most pressing kinds first, then the most frequent.
fn kinds(audited: &Audited, names: &Names, out: &mut dyn Write, texts: &Texts) -> io::Result<()> {
    let mut kinds: BTreeMap<String, (Severity, u32)> = BTreeMap::new();
    for finding in &audited.audit.findings {
        let known = kinds.entry(kind(finding, names)).or_insert((finding.severity, 0));
        *known = (known.0.max(finding.severity), known.1 + 1);
    }
    let mut kinds: Vec<(String, (Severity, u32))> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, (severity, count))| Reverse((*severity, *count)));
    let width = kinds.iter().map(|(kind, _)| kind.chars().count()).max().unwrap_or(0);
    writeln!(out)?;
    for (kind, (severity, count)) in &kinds {
        let colour = style(*severity);
        let number = texts.number(u64::from(*count));
        writeln!(out, "  {colour}{kind:width$}{colour:#}  {number:>7}")?;
    }
    Ok(())
}

/// What a note reveals, or which check spoke.
fn kind(finding: &Finding, names: &Names) -> String {
    match (finding.check, finding.category) {
        (Check::SensitiveNote, Some(category)) => names.category(category).to_owned(),
        (check, _) => names.check(check).to_owned(),
    }
}

/// The worst findings, one by one.
fn worst(audited: &Audited, words: Words<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Words { texts, names } = words;
    let mut sorted: Vec<&Finding> = audited.audit.findings.iter().collect();
    sorted.sort_by_key(|finding| Reverse(finding.severity));
    let title = texts.say("cli.worst_first", &[]);
    writeln!(out, "\n{title}")?;
    for finding in sorted.iter().take(SHOWN) {
        let colour = style(finding.severity);
        let severity = names.severity(finding.severity);
        let quoted = match finding.text.is_empty() {
            true => String::new(),
            false => texts.say("cli.quoted", &[("text", one_line(&finding.text))]),
        };
        let place = tame(&place(finding));
        writeln!(
            out,
            "  {colour}{severity:<12}{colour:#} {place:<18} {} {quoted}",
            kind(finding, names)
        )?;
        writeln!(out, "{:15}{}", "", tame(&finding.message))?;
    }
    let left = sorted.len().saturating_sub(SHOWN);
    if left > 0 {
        let values = [("left", left.to_string()), ("written", texts.number(left as u64))];
        let more = texts.say("cli.more", &values);
        writeln!(out, "\n  {more}")?;
    }
    Ok(())
}

/// `Prospects!L12`, `Prospects!12`, `Prospects`, or nothing for the whole file.
fn place(finding: &Finding) -> String {
    let place = &finding.place;
    let letters = place.column.map(epure_engine::table::column_letters).unwrap_or_default();
    let row = place.row.map(|row| row.to_string()).unwrap_or_default();
    match (place.sheet.is_empty(), letters.is_empty() && row.is_empty()) {
        (true, _) => String::new(),
        (false, true) => place.sheet.clone(),
        (false, false) => format!("{}!{letters}{row}", place.sheet),
    }
}

/// At most 60 characters, on one line.
fn one_line(text: &str) -> String {
    const MOST: usize = 60;
    let mut line: String = tame(text).chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        line.push('…');
    }
    line
}
