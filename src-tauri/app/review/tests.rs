//! What is listed, where findings stand, and how that changes with decisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use epure_engine::audit::{Audit, Figures, Summary};
use epure_engine::finding::{Action, ActionKind, Category, Check, Finding, Place, Severity};
use epure_engine::role::Role;
use epure_engine::table::{Cell, Format, Header, Row, Table, Workbook};
use epure_store::{Entry, EntryKind, FileHistory, Remembered};
use jiff::Timestamp;

use epure_engine::messages::Lang;
use epure_engine::packs::RuleTexts;
use epure_engine::reader::Language;

use super::Review;
use crate::dto::{FindingFilter, Sort, State};

fn row(number: u32, cells: [&str; 3]) -> Row {
    let cells = cells.map(|text| Cell::Text(text.into())).to_vec();
    Row { number, hidden: false, cells }
}

fn book() -> Workbook {
    let table = Table {
        name: "Prospects".into(),
        header: Some(Header {
            first_row: 1,
            last_row: 1,
            names: ["Prénom", "Nom", "Notes"].map(str::to_owned).to_vec(),
        }),
        rows: vec![
            row(1, ["Prénom", "Nom", "Notes"]),
            row(2, ["Zoé", "Boisvert", "Malade, têtue"]),
            row(3, ["Max", "Nérée", "Malade, têtue"]),
        ],
        ..Table::default()
    };
    Workbook {
        name: "p.xlsx".into(),
        format: Format::Xlsx,
        sheets: vec![table],
        hidden: Vec::new(),
        warnings: Vec::new(),
    }
}

/// A finding on the words at `span` of the note of a row.
fn note(
    id: &str,
    row: u32,
    span: (usize, usize),
    category: Category,
    severity: Severity,
) -> Finding {
    let actions = [ActionKind::Rewrite, ActionKind::Keep];
    Finding {
        id: id.into(),
        memory: format!("note|{category:?}"),
        check: Check::SensitiveNote,
        category: Some(category),
        rule: format!("fr.{category:?}").into(),
        severity,
        place: Place {
            sheet: "Prospects".into(),
            row: Some(row),
            column: Some(2),
            span: Some(span),
        },
        text: "…".into(),
        message: "À retirer.".into(),
        basis: Vec::new().into(),
        actions: actions
            .map(|kind| {
                let value = (kind == ActionKind::Rewrite).then(|| "Neutre".to_owned());
                Action { kind, value, cell: None }
            })
            .to_vec()
            .into(),
    }
}

/// Zoé's note holds two things, Max's one.
fn review() -> Review {
    let findings = vec![
        note("zoe-ill", 2, (0, 6), Category::Health, Severity::Critical),
        note("zoe-stubborn", 2, (8, 14), Category::Judgement, Severity::Minor),
        note("max-ill", 3, (0, 6), Category::Health, Severity::Critical),
    ];
    let roles = vec![Role::FirstName, Role::LastName, Role::Notes];
    let audit = Audit {
        as_of: jiff::civil::date(2026, 11, 24),
        country: "fr".into(),
        lang: Lang::Fr,
        notes: Language::Auto,
        sheets: Vec::new(),
        findings,
        warnings: Vec::new(),
        refusals: Vec::new(),
        summary: Summary::default(),
        figures: Figures::default(),
    };
    Review::new(Arc::new(book()), BTreeMap::from([("Prospects".into(), roles)]), audit)
}

fn entry(
    id: i64,
    kind: EntryKind,
    decisions: &[(&str, Option<ActionKind>, Option<&str>)],
) -> Entry {
    Entry {
        id,
        kind,
        at: Timestamp::UNIX_EPOCH,
        author: "Zoé".into(),
        targets: Vec::new(),
        undone: false,
        exported: None,
        decisions: decisions
            .iter()
            .map(|(id, action, value)| ((*id).to_owned(), *action, value.map(str::to_owned)))
            .collect(),
    }
}

fn decide(review: &mut Review, id: i64, finding: &str, action: ActionKind, value: Option<&str>) {
    review.push(entry(id, EntryKind::Decide, &[(finding, Some(action), value)]));
}

fn states(review: &Review) -> Vec<State> {
    (0..review.findings().len()).map(|at| review.status(at).state).collect()
}

fn ids(review: &Review, filter: FindingFilter, sort: Sort) -> Vec<&str> {
    let selected = review.select(&filter, sort);
    selected.into_iter().map(|at| review.findings()[at].id.as_str()).collect()
}

#[test]
fn the_worst_come_first_then_the_place() {
    let review = review();
    let all = FindingFilter::default;
    assert_eq!(ids(&review, all(), Sort::Severity), ["zoe-ill", "max-ill", "zoe-stubborn"]);
    assert_eq!(ids(&review, all(), Sort::Place), ["zoe-ill", "zoe-stubborn", "max-ill"]);
}

#[test]
fn filters_narrow_together_and_empty_ones_not_at_all() {
    let review = review();
    let filter = FindingFilter {
        category: Some(vec![Category::Health]),
        search: Some("neree MALADE".into()),
        sheet: Some(Vec::new()),
        ..FindingFilter::default()
    };
    assert_eq!(ids(&review, filter, Sort::Place), ["max-ill"]);
    let row = FindingFilter { row: Some(2), ..FindingFilter::default() };
    assert_eq!(ids(&review, row, Sort::Place), ["zoe-ill", "zoe-stubborn"]);
    let same = FindingFilter { same_as: Some("max-ill".into()), ..FindingFilter::default() };
    assert_eq!(ids(&review, same, Sort::Place), ["zoe-ill", "max-ill"]);
    let unknown = FindingFilter { same_as: Some("nobody".into()), ..FindingFilter::default() };
    assert!(ids(&review, unknown, Sort::Place).is_empty());
}

#[test]
fn a_facet_ignores_its_own_part_of_the_filter_only() {
    let review = review();
    let filter =
        FindingFilter { category: Some(vec![Category::Judgement]), ..FindingFilter::default() };
    let facets = review.facets(&filter, &|_| None);
    let counts = |facet: &[crate::dto::Facet]| -> Vec<(String, u32)> {
        facet.iter().map(|facet| (facet.value.clone(), facet.count)).collect()
    };
    let pairs = |pairs: &[(&str, u32)]| -> Vec<(String, u32)> {
        pairs.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect()
    };
    assert_eq!(counts(&facets.category), pairs(&[("health", 2), ("judgement", 1)]));
    assert_eq!(counts(&facets.severity), pairs(&[("minor", 1)]));
    assert_eq!(counts(&facets.column), pairs(&[("Prospects!C", 1)]));
    assert_eq!(facets.column[0].label.as_deref(), Some("Notes"));
}

#[test]
fn a_column_facet_value_is_a_filter_value() {
    let filter =
        FindingFilter { column: Some(vec!["Prospects!C".into()]), ..FindingFilter::default() };
    assert_eq!(ids(&review(), filter, Sort::Place).len(), 3);
}

#[test]
fn deleting_a_row_settles_everything_on_it_and_undo_opens_it_again() {
    let mut review = review();
    decide(&mut review, 1, "zoe-ill", ActionKind::DeleteRow, None);
    assert_eq!(states(&review), [State::Deleted, State::Deleted, State::Open]);
    assert_eq!((review.counts().open, review.counts().settled), (1, 2));
    let undo = Entry { targets: vec![1], ..entry(2, EntryKind::Undo, &[]) };
    assert_eq!(review.push(undo), ["zoe-ill", "zoe-stubborn"]);
    assert_eq!(states(&review), [State::Open; 3]);
}

#[test]
fn a_whole_new_text_settles_the_cell_but_the_proposed_one_its_own_words_alone() {
    let mut review = review();
    decide(&mut review, 1, "zoe-ill", ActionKind::Rewrite, None);
    assert_eq!(states(&review), [State::Accepted, State::Open, State::Open]);
    decide(&mut review, 2, "zoe-ill", ActionKind::Rewrite, Some("Rappeler en mai"));
    assert_eq!(states(&review), [State::Edited, State::Edited, State::Open]);
    decide(&mut review, 3, "zoe-stubborn", ActionKind::Keep, Some("exact"));
    assert_eq!(states(&review), [State::Edited, State::Kept, State::Open]);
}

#[test]
fn what_is_remembered_holds_until_something_is_decided_or_opened_again() {
    let mut review = review();
    let known = Remembered {
        action: ActionKind::Rewrite,
        value: None,
        author: "Zoé".into(),
        at: Timestamp::UNIX_EPOCH,
    };
    review.resume(FileHistory::default(), BTreeMap::from([(0, known.clone()), (2, known)]));
    assert_eq!(states(&review), [State::Accepted, State::Open, State::Accepted]);
    assert_eq!(review.remembered(), 2);
    decide(&mut review, 1, "zoe-ill", ActionKind::ClearCell, None);
    assert_eq!(review.remembered(), 1);
    review.push(entry(2, EntryKind::Decide, &[("max-ill", None, None)]));
    assert_eq!(states(&review), [State::Cleared, State::Cleared, State::Open]);
}

#[test]
fn decisions_for_the_plan_are_in_the_order_they_were_made() {
    let mut review = review();
    decide(&mut review, 1, "max-ill", ActionKind::ClearCell, None);
    decide(&mut review, 2, "zoe-ill", ActionKind::Rewrite, Some("Rappeler"));
    let decisions = review.decisions();
    let order: Vec<&str> = decisions.iter().map(|decision| decision.finding.as_str()).collect();
    assert_eq!(order, ["max-ill", "zoe-ill"]);
    assert_eq!(decisions[1].value.as_deref(), Some("Rappeler"));
}

#[test]
fn the_view_shows_the_note_with_every_mark_in_characters() {
    let review = review();
    let view = review.view(1, RuleTexts::default(), Lang::Fr).unwrap();
    assert_eq!(view.note, "Malade, têtue");
    let marks: Vec<_> =
        view.marks.iter().map(|mark| (mark.finding.as_str(), mark.start, mark.end)).collect();
    assert_eq!(marks, [("zoe-ill", 0, 6), ("zoe-stubborn", 8, 13)]);
    assert_eq!(view.line.contact, "Zoé Boisvert");
    assert_eq!(view.line.cell.as_deref(), Some("C2"));
    assert_eq!(view.proposed.as_deref(), Some("Neutre"));
    assert_eq!(
        view.row.iter().map(|cell| cell.header.as_str()).collect::<Vec<_>>(),
        ["Prénom", "Nom", "Notes"]
    );
    assert_eq!((view.same, review.view(0, RuleTexts::default(), Lang::Fr).unwrap().same), (0, 1));
}
