//! From decisions to edits.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "test helpers may fail the test"
)]

mod support;

use std::ops::ControlFlow;

use epure_engine::audit::{self, Audit, Options};
use epure_engine::decision::Decision;
use epure_engine::finding::{ActionKind, Check, Finding};
use epure_engine::mapping::{ColumnRole, Mapping};
use epure_engine::plan::{Edit, NewValue, Plan, PlanError, plan, suggested};
use epure_engine::role::Role;
use epure_engine::table::{Cell, Format, Header, Row, Table, Workbook};
use jiff::civil::date;

const COLUMNS: [(&str, Role); 6] = [
    ("Société", Role::Company),
    ("E-mail", Role::Email),
    ("Notes", Role::Notes),
    ("Refus", Role::OptOut),
    ("Né le", Role::BirthDate),
    ("Dernier contact", Role::LastContact),
];

const NOTES: [&str; 5] = [
    "DRH en congé maternité jusqu'au 12/9, délégué CGT",
    "Rappeler en juin",
    "Ne plus appeler",
    "En arrêt maladie depuis mars",
    "",
];

fn book() -> (Workbook, Mapping) {
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) };
    let mut rows = vec![Row {
        number: 1,
        hidden: false,
        cells: COLUMNS.iter().map(|(name, _)| text(name)).collect(),
    }];
    rows.extend((2u32..).zip(NOTES).map(|(number, note)| Row {
        number,
        hidden: false,
        cells: vec![
            text(&format!("Société {number}")),
            text(&format!("contact{number}@societe.example")),
            text(note),
            Cell::Empty,
            text("12/03/1980"),
            Cell::Date(date(if number == 6 { 2019 } else { 2026 }, 5, 4).at(0, 0, 0, 0)),
        ],
    }));
    let table = Table {
        name: "Prospects".to_owned(),
        header: Some(Header {
            first_row: 1,
            last_row: 1,
            names: COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect(),
        }),
        rows,
        ..Table::default()
    };
    let mut mapping = Mapping::default();
    mapping.set_sheet(
        "Prospects",
        COLUMNS.iter().map(|(_, role)| ColumnRole::chosen(*role)).collect(),
    );
    let book = Workbook {
        name: "p.xlsx".to_owned(),
        format: Format::Xlsx,
        sheets: vec![table],
        hidden: Vec::new(),
        warnings: Vec::new(),
    };
    (book, mapping)
}

fn audited() -> (Workbook, Audit) {
    let (book, mapping) = book();
    let options = Options::new(date(2026, 11, 23));
    let progress = |_| ControlFlow::Continue(());
    let audit = audit::audit(&book, &mapping, support::packs(), &options, &progress).unwrap();
    (book, audit)
}

fn find(audit: &Audit, check: Check, row: u32, word: &str) -> Finding {
    let fits = |finding: &&Finding| {
        finding.check == check
            && finding.place.row == Some(row)
            && finding.text.to_lowercase().contains(word)
    };
    audit.findings.iter().find(fits).unwrap_or_else(|| panic!("{check:?} {row} {word}")).clone()
}

fn decide(finding: &Finding, action: ActionKind, value: Option<&str>) -> Decision {
    Decision { finding: finding.id.clone(), action, value: value.map(str::to_owned) }
}

fn planned(decisions: &[Decision]) -> Plan {
    let (book, audit) = audited();
    plan(&book, &audit, decisions, support::packs()).unwrap()
}

/// New content and removed words of the note of a row.
fn note(plan: &Plan, row: u32) -> Option<(NewValue, Vec<String>)> {
    plan.edits.iter().find_map(|edit| match edit {
        Edit::SetCell { cell, value, removed, .. } if cell.row == row && cell.column == 2 => {
            Some((value.clone(), removed.clone()))
        }
        _ => None,
    })
}

#[test]
fn accepting_everything_gives_the_text_that_was_shown() {
    let (book, audit) = audited();
    let plan = plan(&book, &audit, &suggested(&audit), support::packs()).unwrap();
    let shown = find(&audit, Check::SensitiveNote, 2, "matern").actions[0].value.clone().unwrap();
    let (value, removed) = note(&plan, 2).unwrap();
    assert_eq!(value, NewValue::Text(shown.clone()));
    assert!(shown.contains("12/9") && !shown.to_lowercase().contains("matern"), "{shown}");
    assert!(removed.iter().any(|word| word.to_lowercase().contains("matern")));
    assert!(removed.iter().any(|word| word.contains("CGT")));
    assert!(plan.edits.contains(&Edit::DeleteRow { sheet: "Prospects".into(), row: 6 }));
    assert!(plan.edits.contains(&Edit::DeleteColumn { sheet: "Prospects".into(), column: 4 }));
    let refusal = plan.edits.iter().find_map(|edit| match edit {
        Edit::SetCell { cell, value, .. } if cell.column == 3 => Some((cell.row, value.clone())),
        _ => None,
    });
    assert_eq!(refusal, Some((4, NewValue::Text("oui".into()))));
}

#[test]
fn accepting_one_finding_leaves_the_other_words() {
    let (_, audit) = audited();
    let maternity = find(&audit, Check::SensitiveNote, 2, "matern");
    let plan = planned(&[decide(&maternity, ActionKind::Rewrite, None)]);
    let Some((NewValue::Text(text), removed)) = note(&plan, 2) else { panic!("{plan:?}") };
    assert!(text.contains("CGT") && !text.to_lowercase().contains("matern"), "{text}");
    assert_eq!(removed, [maternity.text]);
}

#[test]
fn a_text_written_by_hand_wins_and_keeps_the_words_it_keeps() {
    let (_, audit) = audited();
    let maternity = find(&audit, Check::SensitiveNote, 2, "matern");
    let union = find(&audit, Check::SensitiveNote, 2, "cgt");
    let plan = planned(&[
        decide(&maternity, ActionKind::Rewrite, Some("DRH absente, délégué CGT")),
        decide(&union, ActionKind::Rewrite, None),
    ]);
    let (value, removed) = note(&plan, 2).unwrap();
    assert_eq!(value, NewValue::Text("DRH absente, délégué CGT".into()));
    assert!(!removed.iter().any(|word| word.contains("CGT")), "{removed:?}");
}

#[test]
fn the_last_decision_counts_and_a_deleted_row_takes_its_cells_with_it() {
    let (_, audit) = audited();
    let pregnant = find(&audit, Check::SensitiveNote, 5, "arr");
    let kept = planned(&[
        decide(&pregnant, ActionKind::ClearCell, None),
        decide(&pregnant, ActionKind::Keep, Some("accord écrit")),
    ]);
    assert_eq!(kept.edits, []);
    assert_eq!(kept.log[0].reason.as_deref(), Some("accord écrit"));
    let maternity = find(&audit, Check::SensitiveNote, 2, "matern");
    let union = find(&audit, Check::SensitiveNote, 2, "cgt");
    let deleted = planned(&[
        decide(&maternity, ActionKind::Rewrite, None),
        decide(&union, ActionKind::DeleteRow, None),
    ]);
    assert_eq!(deleted.edits, [Edit::DeleteRow { sheet: "Prospects".into(), row: 2 }]);
}

#[test]
fn archiving_clearing_and_setting_go_where_they_should() {
    let (_, audit) = audited();
    let stale = find(&audit, Check::Stale, 6, "");
    let pregnant = find(&audit, Check::SensitiveNote, 5, "arr");
    let refusal = find(&audit, Check::Opposition, 4, "plus appeler");
    let plan = planned(&[
        decide(&stale, ActionKind::MoveRow, None),
        decide(&pregnant, ActionKind::ClearCell, None),
        decide(&refusal, ActionKind::SetCell, Some("OUI le 12/3")),
    ]);
    assert_eq!(note(&plan, 5).map(|(value, _)| value), Some(NewValue::Empty));
    assert!(plan.edits.contains(&Edit::MoveRow {
        sheet: "Prospects".into(),
        row: 6,
        to: "Archive".into()
    }));
    assert!(plan.edits.iter().any(|edit| matches!(
        edit,
        Edit::SetCell { cell, value: NewValue::Text(text), .. }
            if cell.row == 4 && cell.column == 3 && text == "OUI le 12/3"
    )));
    assert_eq!(plan.log.len(), 3);
}

#[test]
fn decisions_that_cannot_be_carried_out_are_named() {
    let (book, audit) = audited();
    let unknown =
        Decision { finding: "0000000000000000".into(), action: ActionKind::Keep, value: None };
    assert_eq!(
        plan(&book, &audit, &[unknown], support::packs()),
        Err(PlanError::UnknownFinding("0000000000000000".into()))
    );
    let column = audit.findings.iter().find(|f| f.check == Check::ExcessiveColumn).unwrap();
    let row = decide(column, ActionKind::DeleteRow, None);
    assert_eq!(
        plan(&book, &audit, &[row], support::packs()),
        Err(PlanError::NotPossible { finding: column.id.clone(), action: ActionKind::DeleteRow })
    );
}
