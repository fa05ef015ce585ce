//! Whole audits of small sheets, from tables people can read: each row, and what is found in it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "test helpers may fail the test"
)]

mod support;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use epure_engine::audit::{self, Audit, Options, Progress};
use epure_engine::country::Audience;
use epure_engine::finding::Finding;
use epure_engine::mapping::{ColumnRole, Mapping};
use epure_engine::role::Role;
use epure_engine::table::{Cell, Format, Header, Row, Table, Workbook};
use support::markdown::{self, Section};

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// `2024-03-31` is a real date, `=12` a number, anything else text.
fn cell(text: &str) -> Cell {
    if let Ok(day) = text.parse::<jiff::civil::Date>() {
        return Cell::Date(day.at(0, 0, 0, 0));
    }
    if let Some(number) = text.strip_prefix('=').and_then(|number| number.parse().ok()) {
        return Cell::Number(number);
    }
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) }
}

/// The sheet of a section: columns headed `role` or `role=Header`, then `findings`.
fn sheet(section: &Section) -> (Workbook, Mapping) {
    let columns = &section.header[..section.header.len() - 1];
    let split = |text: &String| match text.split_once('=') {
        Some((role, header)) => (role.trim().to_owned(), header.trim().to_owned()),
        None => (text.clone(), text.clone()),
    };
    let columns: Vec<(String, String)> = columns.iter().map(split).collect();
    let mut rows = vec![Row {
        number: 1,
        hidden: false,
        cells: columns.iter().map(|(_, header)| Cell::Text(header.as_str().into())).collect(),
    }];
    rows.extend((2..).zip(&section.rows).map(|(number, texts)| Row {
        number,
        hidden: false,
        cells: texts.iter().take(columns.len()).map(|text| cell(text)).collect(),
    }));
    let names = columns.iter().map(|(_, header)| header.clone()).collect();
    let table = Table {
        name: "Contacts".to_owned(),
        header: Some(Header { first_row: 1, last_row: 1, names }),
        rows,
        ..Table::default()
    };
    let mut mapping = Mapping::default();
    let role = |name: &String| ColumnRole::chosen(name.parse::<Role>().expect("a role"));
    mapping.set_sheet("Contacts", columns.iter().map(|(name, _)| role(name)).collect());
    let book = Workbook {
        name: "contacts.xlsx".to_owned(),
        format: Format::Xlsx,
        sheets: vec![table],
        hidden: Vec::new(),
        warnings: Vec::new(),
    };
    (book, mapping)
}

fn run(section: &Section) -> Audit {
    let (book, mapping) = sheet(section);
    let mut options = Options::new(section.settings["as of"].parse().expect("a day"));
    if let Some(country) = section.settings.get("country") {
        options.country.clone_from(country);
    }
    if let Some(said) = section.settings.get("said") {
        let (address, audience) = said.split_once(" is ").expect("somebody is somebody");
        let (address, consumer) = (address.to_owned(), audience == "consumer");
        let audience = if consumer { Audience::Consumer } else { Audience::Professional };
        options.audiences = Some(Arc::new(move |who| {
            (who.email.as_deref() == Some(address.as_str())).then_some(audience)
        }));
    }
    audit::audit(&book, &mapping, support::packs(), &options, &go_on).expect("not cancelled")
}

/// `sensitive_note:health` for what notes reveal, else the rule without its country.
fn label(finding: &Finding) -> String {
    match finding.category {
        Some(category) => format!("{}:{}", finding.check.name(), category.name()),
        None => {
            let rule = finding.rule.split_once('.').filter(|(country, _)| country.len() == 2);
            rule.map_or(&*finding.rule, |(_, rule)| rule).to_owned()
        }
    }
}

fn check(section: &Section) -> usize {
    let audit = run(section);
    let mut found: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for finding in &audit.findings {
        if let Some(row) = finding.place.row {
            found.entry(row).or_default().push(label(finding));
        }
    }
    for (number, row) in (2u32..).zip(&section.rows) {
        let mut found = found.remove(&number).unwrap_or_default();
        found.sort();
        let expected = row.last().map(String::as_str).unwrap_or_default();
        let mut expected: Vec<&str> =
            expected.split(',').map(str::trim).filter(|label| !label.is_empty()).collect();
        expected.sort_unstable();
        assert_eq!(found, expected, "{}, row {number}: {row:?}", section.title);
    }
    if let Some(rule) = section.settings.get("whole sheet") {
        let whole = audit.findings.iter().filter(|finding| finding.place.row.is_none());
        assert!(whole.map(label).any(|label| label == *rule), "{}: {rule}", section.title);
    }
    section.rows.len()
}

fn check_all(text: &str) {
    let rows: usize = markdown::sections(text).iter().map(check).sum();
    assert!(rows > 5, "only {rows} cases were read");
}

#[test]
fn consent_cases() {
    check_all(include_str!("cases/consent.md"));
}

#[test]
fn opposition_cases() {
    check_all(include_str!("cases/opposition.md"));
}

#[test]
fn retention_cases() {
    check_all(include_str!("cases/retention.md"));
}

#[test]
fn contact_cases() {
    check_all(include_str!("cases/contacts.md"));
}
