//! The audit as JSON, exactly as the command-line contract says (`schema` 1). Other programs rely on
//! it: what is there stays, what comes is added.

use std::io::{self, Write};

use epure_engine::audit;
use epure_engine::finding::{Action, Basis, Category, Check, Finding, Severity};
use epure_engine::role::Role;
use epure_engine::table::{CellRef, Format, Table, Visibility, column_letters};
use serde::{Serialize, Serializer};

use crate::characters::Characters;
use crate::dto::{ChannelConsent, ForecastMonth, Summary, VerdictChange, Warning};
use crate::overview::{changes, consent, forecast, summary, warnings};
use crate::pipeline::{Audited, Fitted};
use crate::review::count;
use crate::texts::Texts;

/// Version of the layout.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    file: File<'a>,
    as_of: String,
    country: &'a str,
    sheets: Vec<Sheet<'a>>,
    summary: Summary,
    figures: Figures,
    findings: Findings<'a>,
    warnings: &'a [Warning],
}

/// What the contacts are, in figures: how old, what is known of each channel, what changes when.
#[derive(Serialize)]
struct Figures {
    contacts: u32,
    undated: u32,
    limit_months: u32,
    /// Contacts whose time ends, by month.
    expiring: Vec<ForecastMonth>,
    channels: Vec<ChannelConsent>,
    /// Contacts that may be reached on a channel more or less from a day on.
    changes: Vec<VerdictChange>,
}

#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    format: Format,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Sheet<'a> {
    name: &'a str,
    hidden: bool,
    header_row: Option<u32>,
    rows: u32,
    columns: Vec<Column<'a>>,
}

#[derive(Serialize)]
struct Column<'a> {
    letter: String,
    header: &'a str,
    role: Role,
    confidence: f32,
}

/// Every finding, made ready as it is written: a file may have hundreds of thousands.
struct Findings<'a>(&'a Audited);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(audited) = self;
        serializer.collect_seq(audited.audit.findings.iter().map(|one| found(audited, one)))
    }
}

/// A finding; `start` and `end` count Unicode characters of the cell's text.
#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    check: Check,
    category: Option<Category>,
    rule: &'a str,
    severity: Severity,
    sheet: &'a str,
    row: Option<u32>,
    column: Option<String>,
    cell: Option<CellRef>,
    start: Option<u32>,
    end: Option<u32>,
    text: &'a str,
    message: &'a str,
    basis: &'a [Basis],
    actions: &'a [Action],
}

/// Writes one audit as one line of JSON.
pub(super) fn write(audited: &Audited, texts: &Texts, out: &mut impl Write) -> io::Result<()> {
    let book = &audited.source.book;
    let sheets = book.sheets.iter().zip(&audited.sheets);
    let warnings = warnings(&audited.audit.warnings, texts);
    let report = Report {
        schema: SCHEMA,
        file: File { name: &book.name, format: book.format, sha256: &audited.source.sha256 },
        as_of: audited.audit.as_of.to_string(),
        country: &audited.audit.country,
        sheets: sheets.map(|(table, fitted)| sheet(table, fitted)).collect(),
        summary: summary(&audited.audit),
        figures: figures(&audited.audit.figures),
        findings: Findings(audited),
        warnings: &warnings,
    };
    serde_json::to_writer(&mut *out, &report)?;
    out.write_all(b"\n")
}

fn figures(figures: &audit::Figures) -> Figures {
    Figures {
        contacts: figures.contacts,
        undated: figures.ages.undated,
        limit_months: figures.ages.limit_months,
        expiring: forecast(figures),
        channels: consent(figures),
        changes: changes(figures),
    }
}

fn sheet<'a>(table: &'a Table, fitted: &Fitted) -> Sheet<'a> {
    let column = |column: crate::pipeline::Column<'_>| Column {
        letter: column_letters(column.index),
        header: table.header_name(column.index),
        role: column.role,
        confidence: column.confidence,
    };
    Sheet {
        name: &table.name,
        hidden: table.visibility != Visibility::Visible,
        header_row: table.header.as_ref().map(|header| header.last_row),
        rows: count(table.body()),
        columns: fitted.columns().map(column).collect(),
    }
}

fn found<'a>(audited: &Audited, finding: &'a Finding) -> Found<'a> {
    let place = &finding.place;
    let span = place.span.zip(place.cell()).map(|((start, end), at)| {
        let sheet = audited.source.book.sheet(&place.sheet);
        let note = sheet.and_then(|sheet| sheet.cell(at).as_text()).unwrap_or_default();
        let mut characters = Characters::of(note);
        (characters.before(start), characters.before(end))
    });
    Found {
        id: &finding.id,
        check: finding.check,
        category: finding.category,
        rule: &finding.rule,
        severity: finding.severity,
        sheet: &place.sheet,
        row: place.row,
        column: place.column.map(column_letters),
        cell: place.cell(),
        start: span.map(|(start, _)| start),
        end: span.map(|(_, end)| end),
        text: &finding.text,
        message: &finding.message,
        basis: &finding.basis,
        actions: &finding.actions,
    }
}
