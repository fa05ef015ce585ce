//! What holds for an audit of any sheet, however odd.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test helpers may fail the test")]

mod support;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use epure_engine::audit::{self, Audit, Cancelled, Options};
use epure_engine::mapping::{ColumnRole, Mapping};
use epure_engine::plan::{plan, suggested};
use epure_engine::role::Role;
use epure_engine::table::{Cell, CellRef, Comment, Format, Header, Row, Table, Workbook};
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// What cells of real files hold, and worse.
fn cell() -> impl Strategy<Value = Cell> {
    let texts = prop::sample::select(vec![
        "oui",
        "non",
        "?",
        "x",
        "opt-in salon 2023",
        "12/03/2019",
        "31/02/2024",
        "04/05/21",
        "mars 2021",
        "Durand",
        "Garage Petit",
        "a.durand@gmail.com",
        "contact@garage.example",
        "06 39 98 00 01",
        "+49 30 901820",
        "particulier",
        "Client",
        "Allemagne",
        "",
        "DRH en congé maternité jusqu'au 12/9",
        "délégué CGT\nne plus appeler",
        "divorcé, 2 enfants",
        "stop mail 12/03/2024",
        "ok pour la newsletter",
        "«\u{a0}œuvre\u{301}\u{a0}»",
        "🙂 @ 06",
        "0",
    ]);
    prop_oneof![
        6 => texts.prop_map(|text| Cell::Text(text.into())),
        2 => Just(Cell::Empty),
        1 => "\\PC{0,20}".prop_map(|text| Cell::Text(text.as_str().into())),
        1 => any::<f64>().prop_map(Cell::Number),
        1 => any::<bool>().prop_map(Cell::Bool),
        1 => (1900i16..2100, 1i8..13, 1i8..29)
            .prop_map(|(y, m, d)| Cell::Date(date(y, m, d).at(0, 0, 0, 0))),
        1 => Just(Cell::Error("#REF!".into())),
    ]
}

fn table(name: &'static str) -> impl Strategy<Value = (Table, Vec<ColumnRole>)> {
    let roles = prop::collection::vec(prop::sample::select(Role::ALL.to_vec()), 1..9);
    let rows = prop::collection::vec((prop::collection::vec(cell(), 0..9), any::<bool>()), 0..9);
    (roles, rows, any::<bool>(), cell()).prop_map(move |(roles, rows, header, note)| {
        let names: Vec<String> = roles.iter().map(|role| role.name().to_owned()).collect();
        let rows: Vec<Row> = (2u32..)
            .zip(rows)
            .map(|(number, (cells, hidden))| Row { number, hidden, cells })
            .collect();
        let comment =
            Comment { cell: CellRef { row: 2, column: 0 }, author: None, text: note.to_string() };
        let table = Table {
            name: name.to_owned(),
            header: header.then_some(Header { first_row: 1, last_row: 1, names }),
            comments: if rows.is_empty() { Vec::new() } else { vec![comment] },
            rows,
            ..Table::default()
        };
        (table, roles.into_iter().map(ColumnRole::chosen).collect())
    })
}

fn book() -> impl Strategy<Value = (Workbook, Mapping)> {
    (table("Un"), table("Deux")).prop_map(|tables| {
        let mut mapping = Mapping::default();
        let sheets = [tables.0, tables.1].map(|(table, roles)| {
            mapping.set_sheet(&table.name, roles);
            table
        });
        let book = Workbook {
            name: "t.xlsx".to_owned(),
            format: Format::Xlsx,
            sheets: sheets.into(),
            hidden: Vec::new(),
            warnings: Vec::new(),
        };
        (book, mapping)
    })
}

fn day() -> impl Strategy<Value = Date> {
    (2018i16..2030, 1i8..13, 1i8..29).prop_map(|(y, m, d)| date(y, m, d))
}

fn audit_of(book: &Workbook, mapping: &Mapping, on: Date) -> Audit {
    let go_on = |_| ControlFlow::Continue(());
    audit::audit(book, mapping, support::packs(), &Options::new(on), &go_on).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn audits_repeat_themselves_and_point_at_what_is_there((book, mapping) in book(), on in day()) {
        let audit = audit_of(&book, &mapping, on);
        prop_assert_eq!(&audit, &audit_of(&book, &mapping, on));
        let ids: BTreeSet<&str> = audit.findings.iter().map(|f| f.id.as_str()).collect();
        prop_assert_eq!(ids.len(), audit.findings.len());
        for finding in &audit.findings {
            let place = &finding.place;
            prop_assert!(!finding.message.is_empty() && !finding.message.contains('{'), "{finding:?}");
            prop_assert!(!finding.message.starts_with("message."), "{finding:?}");
            prop_assert!(!finding.actions.is_empty(), "{finding:?}");
            let Some(table) = book.sheet(&place.sheet) else { continue };
            if let Some(row) = place.row {
                prop_assert!(table.row(row).is_some(), "{finding:?}");
            }
            if let (Some(cell), Some(range)) = (place.cell(), place.range()) {
                let text = table.cell(cell).as_text().unwrap_or_default();
                prop_assert_eq!(text.get(range), Some(finding.text.as_str()));
            }
        }
    }

    #[test]
    fn what_is_suggested_can_always_be_carried_out((book, mapping) in book(), on in day()) {
        let audit = audit_of(&book, &mapping, on);
        let plan = plan(&book, &audit, &suggested(&audit), support::packs());
        prop_assert!(plan.is_ok(), "{plan:?}");
    }
}

#[test]
fn an_audit_stops_when_told_to() {
    let book = Workbook {
        name: "t.xlsx".to_owned(),
        format: Format::Xlsx,
        sheets: vec![Table::default()],
        hidden: Vec::new(),
        warnings: Vec::new(),
    };
    let stop = |_| ControlFlow::Break(());
    let options = Options::new(date(2026, 1, 1));
    let stopped = audit::audit(&book, &Mapping::default(), support::packs(), &options, &stop);
    assert_eq!(stopped, Err(Cancelled));
}
