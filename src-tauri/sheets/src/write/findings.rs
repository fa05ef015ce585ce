//! The audit report as a workbook: one line a finding, and the totals on a second sheet.
//!
//! It quotes the file, so it holds personal data and says so.

use std::collections::BTreeMap;

use epure_engine::finding::{Finding, Severity};
use jiff::civil::Date;
use rust_xlsxwriter::{Color, Format, Worksheet};

use super::sheet::{self, body_format, title_format};
use super::{FileFacts, Texts, WriteError};

/// Writes the report of an audit made as of `as_of`, in the order of `findings`.
///
/// # Errors
/// More findings than a sheet can hold.
pub fn findings(
    findings: &[Finding],
    file: &FileFacts,
    as_of: Date,
    texts: &Texts,
) -> Result<Vec<u8>, WriteError> {
    let mut book = sheet::new_workbook(&texts.report.title, as_of)?;
    write_findings(book.add_worksheet().set_name(&texts.report.sheet)?, findings, texts)?;
    let summary = book.add_worksheet().set_name(&texts.report.summary)?;
    write_summary(summary, findings, file, as_of, texts)?;
    Ok(book.save_to_buffer()?)
}

fn write_findings(
    sheet: &mut Worksheet,
    findings: &[Finding],
    texts: &Texts,
) -> Result<(), WriteError> {
    let names = &texts.report.columns;
    let columns = [
        (names.severity.as_str(), 12.0),
        (names.check.as_str(), 22.0),
        (names.category.as_str(), 22.0),
        (names.sheet.as_str(), 16.0),
        (names.cell.as_str(), 10.0),
        (names.text.as_str(), 30.0),
        (names.message.as_str(), 60.0),
        (names.basis.as_str(), 36.0),
        (names.action.as_str(), 24.0),
        (names.value.as_str(), 40.0),
        (names.rule.as_str(), 28.0),
    ];
    sheet::write_header(sheet, &columns)?;
    let body = body_format();
    let mut row = 0;
    for finding in findings {
        row += 1;
        let colour = severity_format(finding.severity);
        sheet.write_string_with_format(row, 0, texts.severity(finding.severity), &colour)?;
        for (column, text) in (1u16..).zip(line(finding, texts)) {
            sheet.write_string_with_format(row, column, sheet::fit(&text).0, &body)?;
        }
    }
    sheet::filter(sheet, columns.len(), row)?;
    Ok(())
}

/// The texts of one line, after its severity.
fn line(finding: &Finding, texts: &Texts) -> [String; 10] {
    let place = &finding.place;
    let cell = match (place.cell(), place.row, place.column) {
        (Some(cell), ..) => cell.to_string(),
        (None, Some(row), _) => texts.row(row),
        (None, None, Some(column)) => epure_engine::table::column_letters(column),
        (None, None, None) => String::new(),
    };
    let basis: Vec<_> = finding.basis.iter().map(|basis| basis.title.as_str()).collect();
    let suggested = finding.actions.first();
    [
        texts.check(finding.check).to_owned(),
        finding.category.map_or("", |category| texts.category(category)).to_owned(),
        place.sheet.clone(),
        cell,
        finding.text.clone(),
        finding.message.to_string(),
        basis.join("\n"),
        suggested.map_or("", |action| texts.proposal(action.kind)).to_owned(),
        suggested.and_then(|action| action.value.clone()).unwrap_or_default(),
        finding.rule.to_string(),
    ]
}

/// The more pressing, the warmer.
fn severity_format(severity: Severity) -> Format {
    let background = match severity {
        Severity::Critical => Color::RGB(0x00F4_C7C3),
        Severity::Major => Color::RGB(0x00FC_E2C4),
        Severity::Minor => Color::RGB(0x00FD_F3D0),
        Severity::Info => Color::RGB(0x00E3_ECF3),
    };
    body_format().set_background_color(background)
}

fn write_summary(
    sheet: &mut Worksheet,
    findings: &[Finding],
    file: &FileFacts,
    as_of: Date,
    texts: &Texts,
) -> Result<(), WriteError> {
    let words = &texts.report;
    sheet.set_column_width(0, 34)?;
    sheet.set_column_width(1, 70)?;
    sheet.write_string_with_format(0, 0, &words.title, &title_format())?;
    sheet.write_string(1, 0, &words.holds_personal_data)?;
    let facts = [
        (texts.facts.file.as_str(), file.name.clone()),
        (texts.facts.sha256.as_str(), file.sha256.clone()),
        (words.audited_on.as_str(), texts.day(as_of)),
        (words.total.as_str(), texts.count(findings.len() as u64)),
    ];
    let mut row = 3;
    for (label, value) in facts {
        sheet.write_string(row, 0, label)?;
        sheet.write_string(row, 1, value)?;
        row += 1;
    }
    let mut severities = totals(findings, |finding| Some(finding.severity));
    severities.reverse();
    let severities = named(severities, |severity| texts.severity(severity));
    let checks = named(totals(findings, |finding| Some(finding.check)), |check| texts.check(check));
    let categories =
        named(totals(findings, |finding| finding.category), |category| texts.category(category));
    row = sheet::write_totals(sheet, row + 1, &words.by_severity, &severities)?;
    row = sheet::write_totals(sheet, row, &words.by_check, &checks)?;
    sheet::write_totals(sheet, row, &words.by_category, &categories)?;
    Ok(())
}

/// How many findings have each key, in the keys' order.
fn totals<K: Ord>(findings: &[Finding], key: impl Fn(&Finding) -> Option<K>) -> Vec<(K, u32)> {
    let mut counts = BTreeMap::new();
    for key in findings.iter().filter_map(key) {
        *counts.entry(key).or_default() += 1;
    }
    counts.into_iter().collect()
}

fn named<'a, K>(totals: Vec<(K, u32)>, name: impl Fn(K) -> &'a str) -> Vec<(String, u32)> {
    totals.into_iter().map(|(key, count)| (name(key).to_owned(), count)).collect()
}
