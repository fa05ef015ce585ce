//! From decisions to edits: what happens to a cell, a row, a hidden part.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

mod support;

use std::sync::Arc;

use epure_engine::decision::Decision;
use epure_engine::finding::{Action, ActionKind, Category, Check, Finding, Place, Severity};
use epure_engine::plan::{Edit, NewValue, PlanError, plan, suggested};
use epure_engine::reader::{Language, Reader};
use epure_engine::table::{Cell, Format, HiddenKind, Row, Table, Workbook};

const NOTE: &str = "DRH en congé maternité jusqu'au 12 septembre, un vrai connard au standard";

fn book() -> Workbook {
    let row =
        |number, text: &str| Row { number, hidden: false, cells: vec![Cell::Text(text.into())] };
    let rows = vec![row(1, "Notes"), row(2, NOTE), row(3, "RAS")];
    let table = Table { name: "Prospects".into(), rows, ..Table::default() };
    Workbook {
        name: "a.xlsx".into(),
        format: Format::Xlsx,
        sheets: vec![table],
        hidden: vec![],
        warnings: vec![],
    }
}

fn finding(id: &str, words: &str, kinds: &[ActionKind]) -> Finding {
    let start = NOTE.find(words).expect("words of the note");
    let action = |kind: &ActionKind| Action { kind: *kind, value: None, cell: None };
    Finding {
        id: id.into(),
        memory: String::new(),
        check: Check::SensitiveNote,
        category: Some(Category::Health),
        rule: "fr.health.maternity-leave".into(),
        severity: Severity::Critical,
        place: Place {
            sheet: "Prospects".into(),
            row: Some(2),
            column: Some(0),
            span: Some((start, start + words.len())),
        },
        text: words.into(),
        message: "".into(),
        basis: Arc::new([]),
        actions: kinds.iter().map(action).collect(),
    }
}

fn findings() -> Vec<Finding> {
    let kinds = [ActionKind::Rewrite, ActionKind::ClearCell, ActionKind::Keep];
    vec![finding("a", "congé maternité", &kinds), finding("b", "connard", &kinds)]
}

fn decide(finding: &str, action: ActionKind, value: Option<&str>) -> Decision {
    Decision { finding: finding.into(), action, value: value.map(str::to_owned) }
}

fn edits(decisions: &[Decision]) -> Result<Vec<Edit>, PlanError> {
    let reader =
        Reader::new(&support::lexicons().expect("lexicons/ is there")).expect("the lexicons load");
    plan(&book(), &findings(), decisions, &reader, Language::French).map(|plan| plan.edits)
}

fn text(edits: &[Edit]) -> String {
    match edits {
        [Edit::SetCell { value: NewValue::Text(text), .. }] => text.clone(),
        other => panic!("one cell with text expected, not {other:?}"),
    }
}

#[test]
fn accepting_one_finding_leaves_the_others_of_the_note() {
    let text = text(&edits(&[decide("a", ActionKind::Rewrite, None)]).unwrap());
    assert!(!text.contains("maternité") && text.contains("12 septembre"), "{text}");
    assert!(text.contains("connard"), "{text}");
}

#[test]
fn accepting_all_findings_rewrites_the_whole_note() {
    let edits = edits(&suggested(&findings())).unwrap();
    let text = text(&edits);
    assert!(!text.contains("maternité") && !text.contains("connard"), "{text}");
    assert!(matches!(&edits[..], [Edit::SetCell { removed, .. }] if removed.len() == 2));
}

#[test]
fn a_text_of_ones_own_wins_over_the_proposed_one_and_clearing_over_both() {
    let own = decide("a", ActionKind::Rewrite, Some("Absente"));
    let accepted = decide("b", ActionKind::Rewrite, None);
    assert_eq!(text(&edits(&[own.clone(), accepted]).unwrap()), "Absente");
    let cleared = edits(&[own, decide("b", ActionKind::ClearCell, None)]).unwrap();
    assert!(matches!(&cleared[..], [Edit::SetCell { value: NewValue::Empty, .. }]));
}

#[test]
fn the_last_decision_on_a_finding_counts() {
    let kept = decide("a", ActionKind::Keep, Some("utile"));
    assert_eq!(edits(&[decide("a", ActionKind::DeleteRow, None), kept]).unwrap(), []);
}

#[test]
fn a_row_that_goes_takes_its_cells_along() {
    let rewritten = decide("a", ActionKind::Rewrite, None);
    let edits = edits(&[rewritten, decide("b", ActionKind::DeleteRow, None)]).unwrap();
    assert_eq!(edits, [Edit::DeleteRow { sheet: "Prospects".into(), row: 2 }]);
}

#[test]
fn hidden_parts_are_named_by_their_action() {
    let mut hidden = findings();
    hidden[0].place = Place::default();
    hidden[0].actions =
        [Action { kind: ActionKind::RemovePart, value: Some("thumbnail".into()), cell: None }]
            .into();
    let reader =
        Reader::new(&support::lexicons().expect("lexicons/ is there")).expect("the lexicons load");
    let decisions = suggested(&hidden[..1]);
    let plan = plan(&book(), &hidden, &decisions, &reader, Language::French).unwrap();
    assert_eq!(plan.edits, [Edit::RemovePart { kind: HiddenKind::Thumbnail, sheet: None }]);
}

#[test]
fn an_unknown_finding_is_refused_by_its_id() {
    let unknown = edits(&[decide("zz", ActionKind::Keep, None)]);
    assert_eq!(unknown, Err(PlanError::UnknownFinding("zz".into())));
}
