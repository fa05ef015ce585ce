use std::ops::ControlFlow;

use epure_app::dto::{
    AuditRequest, Decide, ExportOptions, FindingFilter, FindingLine, OpenedFile, PageRequest,
    Selection, State,
};
use epure_app::error::ErrorCode;
use epure_engine::finding::{ActionKind, Check, Severity};

use super::{Computer, computer, quietly};

const MARCH: &str = "Société;Nom;E-mail;Dernier contact;Commentaires
Boulangerie Martin;Zoé Boisvert;zoe@exemple.fr;12/05/2026;En arrêt maladie, rappeler en mai
Garage du Port;Max Nérée;max@exemple.fr;20/02/2020;Devis envoyé
Fleurs Unies;Ana Lopes;ana@exemple.fr;18/06/2026;En arrêt maladie, rappeler en juin
";

/// Opens and audits a file.
fn audited(computer: &Computer, name: &str, content: &str) -> OpenedFile {
    let file = computer.open(&computer.file(name, content)).unwrap();
    computer.app.audit(&file.id, &AuditRequest::default(), &quietly).unwrap();
    file
}

fn lines(computer: &Computer, file: &OpenedFile, filter: FindingFilter) -> Vec<FindingLine> {
    let request = PageRequest { filter, limit: 500, ..PageRequest::default() };
    computer.app.findings(&file.id, &request).unwrap().items
}

fn notes(computer: &Computer, file: &OpenedFile) -> Vec<FindingLine> {
    let filter =
        FindingFilter { check: Some(vec![Check::SensitiveNote]), ..FindingFilter::default() };
    lines(computer, file, filter)
}

fn decide(
    computer: &Computer,
    file: &OpenedFile,
    finding: &FindingLine,
    action: ActionKind,
    value: Option<&str>,
) -> epure_app::dto::Decided {
    let decide = Decide {
        findings: Selection::Ids { ids: vec![finding.id.clone()] },
        action: Some(action),
        value: value.map(str::to_owned),
    };
    computer.app.decide(&file.id, &decide).unwrap()
}

fn states(lines: &[FindingLine]) -> Vec<State> {
    lines.iter().map(|line| line.state).collect()
}

#[test]
fn the_overview_counts_what_the_list_lists() {
    let computer = computer();
    let file = audited(&computer, "mars.csv", MARCH);
    let overview = computer.app.overview(&file.id).unwrap();
    let all = lines(&computer, &file, FindingFilter::default());
    assert_eq!(overview.summary.findings as usize, all.len());
    assert_eq!(overview.states.open as usize, all.len());
    assert_eq!(overview.verdict.worst, Some(Severity::Critical));
    assert_eq!((overview.verdict.contacts, overview.verdict.notes_concerned), (3, 2));
    assert_eq!(overview.verdict.stale_contacts, 1);
    assert_eq!(overview.contact_ages.limit_months, 36);
    let counted: u32 = overview.contact_ages.buckets.iter().map(|bucket| bucket.contacts).sum();
    assert_eq!(counted + overview.contact_ages.undated, 3);
    assert_eq!(all[0].severity, Severity::Critical);
    assert_eq!(all[0].contact, "Zoé Boisvert");
}

#[test]
fn facets_lead_to_what_they_count() {
    let computer = computer();
    let file = audited(&computer, "mars.csv", MARCH);
    let facets = computer.app.facets(&file.id, &FindingFilter::default()).unwrap();
    for facet in &facets.column {
        let column = Some(vec![facet.value.clone()]);
        let filter = FindingFilter { column, ..FindingFilter::default() };
        assert_eq!(lines(&computer, &file, filter).len(), facet.count as usize);
    }
    let rule = facets.rule.iter().find(|facet| facet.value == "fr.health.sick-leave").unwrap();
    assert!(rule.label.is_some());
}

#[test]
fn a_finding_says_why_with_its_note_and_its_row() {
    let computer = computer();
    let file = audited(&computer, "mars.csv", MARCH);
    let note = &notes(&computer, &file)[0];
    let view = computer.app.finding(&file.id, &note.id).unwrap();
    assert_eq!(view.note, "En arrêt maladie, rappeler en mai");
    assert!(!view.why.is_empty() && !view.basis.is_empty());
    assert!(view.proposed.as_deref().is_some_and(|text| text.contains("rappeler en mai")));
    assert_eq!((view.marks[0].start, view.same), (0, 0));
    assert_eq!(view.row[1].value, "Zoé Boisvert");
}

#[test]
fn decisions_survive_a_kill_and_can_be_undone_afterwards() {
    let mut computer = computer();
    let file = audited(&computer, "mars.csv", MARCH);
    let found = notes(&computer, &file);
    let decided = decide(&computer, &file, &found[0], ActionKind::Rewrite, Some("Rappeler en mai"));
    assert_eq!((decided.changed, decided.can_undo), (1, true));
    computer.killed_and_started_again();
    let file = audited(&computer, "mars.csv", MARCH);
    assert_eq!(file.resumed.as_ref().map(|resumed| resumed.decisions), Some(1));
    assert_eq!(states(&notes(&computer, &file)), [State::Edited, State::Open]);
    let undone = computer.app.undo(&file.id).unwrap();
    assert_eq!((undone.can_undo, undone.can_redo), (false, true));
    assert_eq!(states(&notes(&computer, &file)), [State::Open, State::Open]);
    computer.app.redo(&file.id).unwrap();
    assert_eq!(states(&notes(&computer, &file)), [State::Edited, State::Open]);
}

#[test]
fn one_entry_is_undone_alone_and_one_can_go_back_to_a_point() {
    let computer = computer();
    let file = audited(&computer, "mars.csv", MARCH);
    let found = notes(&computer, &file);
    let first = decide(&computer, &file, &found[0], ActionKind::ClearCell, None).operation.unwrap();
    decide(&computer, &file, &found[1], ActionKind::Keep, Some("exact"));
    computer.app.undo_entry(&file.id, first).unwrap();
    assert_eq!(states(&notes(&computer, &file)), [State::Open, State::Kept]);
    computer.app.redo(&file.id).unwrap();
    computer.app.go_back(&file.id, Some(first)).unwrap();
    assert_eq!(states(&notes(&computer, &file)), [State::Cleared, State::Open]);
    let history = computer.app.history(&file.id).unwrap();
    let undone: Vec<bool> = history.entries.iter().map(|entry| entry.undone).collect();
    assert_eq!(undone, [true, false]);
    assert_eq!(history.entries[0].place.as_deref(), Some("mars!E4"));
    assert!(computer.app.undo_entry(&file.id, 99).is_err());
}

#[test]
fn a_filter_is_decided_on_at_once_and_undone_at_once() {
    let computer = computer();
    let file = audited(&computer, "mars.csv", MARCH);
    let rule = Some(vec!["fr.health.sick-leave".to_owned()]);
    let filter = Box::new(FindingFilter { rule, ..FindingFilter::default() });
    let all = Decide { findings: Selection::Filter { filter }, action: None, value: None };
    let decided = computer.app.decide(&file.id, &all).unwrap();
    assert_eq!(states(&notes(&computer, &file)), [State::Accepted, State::Accepted]);
    assert_eq!(decided.changed, 2);
    // Decided findings are not decided on again by a filter that does not ask for them.
    assert_eq!(computer.app.decide(&file.id, &all).unwrap().operation, None);
    computer.app.undo(&file.id).unwrap();
    assert_eq!(states(&notes(&computer, &file)), [State::Open, State::Open]);
}

#[test]
fn the_same_note_twice_is_decided_on_once() {
    let computer = computer();
    let file = audited(&computer, "mars.csv", &MARCH.replace("en juin", "en mai"));
    let first = notes(&computer, &file)[0].id.clone();
    assert_eq!(computer.app.finding(&file.id, &first).unwrap().same, 1);
    let filter = FindingFilter { same_as: Some(first), ..FindingFilter::default() };
    let decide = Decide {
        findings: Selection::Filter { filter: Box::new(filter) },
        action: Some(ActionKind::Rewrite),
        value: Some("Rappeler en mai".to_owned()),
    };
    assert_eq!(computer.app.decide(&file.id, &decide).unwrap().changed, 2);
}

#[test]
fn a_hand_written_text_is_not_spread_over_different_notes() {
    let computer = computer();
    let file = audited(&computer, "mars.csv", MARCH);
    let ids = notes(&computer, &file).into_iter().map(|line| line.id).collect();
    let decide = Decide {
        findings: Selection::Ids { ids },
        action: Some(ActionKind::Rewrite),
        value: Some("Rappeler en mai".to_owned()),
    };
    let decided = computer.app.decide(&file.id, &decide).unwrap();
    assert_eq!((decided.changed, decided.skipped), (1, 1));
}

#[test]
fn next_month_what_was_decided_is_proposed_where_it_still_fits() {
    let computer = computer();
    let march = audited(&computer, "mars.csv", MARCH);
    let found = notes(&computer, &march);
    decide(&computer, &march, &found[0], ActionKind::Rewrite, Some("Rappeler en mai"));
    decide(&computer, &march, &found[1], ActionKind::DeleteRow, None);
    // Zoé's note is longer now, Ana's is the same, and Ivo comes with Ana's very words.
    let april = MARCH.replace("rappeler en mai", "rappeler en mai ou en août")
        + "Bois & Co;Ivo Petit;ivo@exemple.fr;18/06/2026;En arrêt maladie, rappeler en juin\n";
    let april = audited(&computer, "avril.csv", &april);
    let found = notes(&computer, &april);
    let standing: Vec<(&str, State, bool)> =
        found.iter().map(|line| (line.contact.as_str(), line.state, line.remembered)).collect();
    assert_eq!(
        standing,
        [
            ("Zoé Boisvert", State::Open, false),
            ("Ana Lopes", State::Deleted, true),
            ("Ivo Petit", State::Open, false),
        ]
    );
    let reopen = Selection::Ids { ids: vec![found[1].id.clone()] };
    computer.app.reopen(&april.id, &reopen).unwrap();
    assert_eq!(states(&notes(&computer, &april)), [State::Open; 3]);
}

#[test]
fn the_export_is_what_was_announced_and_the_history_knows_when_it_is_out_of_date() {
    let computer = computer();
    let sample =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/prospects.xlsx")).unwrap();
    let path = computer.file("prospects.xlsx", &sample);
    let file = computer.open(&path).unwrap();
    computer.app.audit(&file.id, &AuditRequest::default(), &quietly).unwrap();
    let found = notes(&computer, &file);
    decide(&computer, &file, &found[0], ActionKind::ClearCell, None);
    decide(&computer, &file, &found[1], ActionKind::DeleteRow, None);
    let plan = computer.app.plan(&file.id).unwrap();
    assert_eq!((plan.cells_changed, plan.rows_removed), (1, 1));
    let options = ExportOptions {
        target: plan.target.clone(),
        log: Some(plan.log.clone()),
        ..ExportOptions::default()
    };
    let export = || computer.app.export(&file.id, &options, &quietly);
    let stopped = computer.app.export(&file.id, &options, &|_| ControlFlow::Break(()));
    assert_eq!(computer.app.tell(&stopped.unwrap_err()).code, ErrorCode::Cancelled);
    assert!(!std::path::Path::new(&plan.target).exists());
    let result = export().unwrap();
    assert_eq!((result.cells_changed, result.rows_removed, result.checked), (1, 1, true));
    assert!(std::path::Path::new(&plan.log).exists());
    assert_eq!(std::fs::read(&path).unwrap(), sample);
    let refused = export().unwrap_err();
    assert_eq!(computer.app.tell(&refused).code, ErrorCode::TargetExists);
    let outdated = || computer.app.history(&file.id).unwrap().entries;
    assert!(!outdated().iter().any(|entry| entry.outdated));
    computer.app.undo(&file.id).unwrap();
    assert!(outdated().iter().any(|entry| entry.outdated));
}

#[test]
fn an_original_that_changed_meanwhile_is_not_exported() {
    let computer = computer();
    let file = audited(&computer, "mars.csv", MARCH);
    decide(&computer, &file, &notes(&computer, &file)[0], ActionKind::ClearCell, None);
    computer.file("mars.csv", MARCH.replace("Zoé", "Léa"));
    let target = computer.data().join("x.xlsx").display().to_string();
    let options = ExportOptions { target, ..ExportOptions::default() };
    let refused = computer.app.export(&file.id, &options, &quietly).unwrap_err();
    assert_eq!(computer.app.tell(&refused).code, ErrorCode::OriginalChanged);
}

#[test]
fn an_audit_can_be_stopped_and_leaves_the_former_one() {
    let computer = computer();
    let file = audited(&computer, "mars.csv", MARCH);
    let stop = |_| ControlFlow::Break(());
    let error = computer.app.audit(&file.id, &AuditRequest::default(), &stop).unwrap_err();
    assert_eq!(computer.app.tell(&error).code, ErrorCode::Cancelled);
    assert!(computer.app.overview(&file.id).is_ok());
}

#[test]
fn a_changed_column_asks_for_a_new_audit() {
    let computer = computer();
    let file = audited(&computer, "mars.csv", MARCH);
    computer.app.set_included(&file.id, "mars", false).unwrap();
    let error = computer.app.overview(&file.id).unwrap_err();
    assert_eq!(computer.app.tell(&error).code, ErrorCode::NotAudited);
    let overview = computer.app.audit(&file.id, &AuditRequest::default(), &quietly).unwrap();
    assert_eq!(overview.summary.by_check.get(&Check::SensitiveNote), None);
}

#[test]
fn a_refusal_decided_on_holds_for_the_next_file_once_the_copy_is_made() {
    const REFUSES: &str = "Société;Nom;E-mail;Créé le;Commentaires
Fleurs Unies;Ana Lopes;ana@exemple.fr;18/06/2026;Ne plus appeler, très clair
";
    const BOUGHT: &str = "Nom;E-mail;Créé le
A. Lopes;ANA@exemple.fr;18/06/2026
";
    let computer = computer();
    let file = audited(&computer, "mars.csv", REFUSES);
    let filter = FindingFilter { check: Some(vec![Check::Opposition]), ..FindingFilter::default() };
    let refusal = lines(&computer, &file, filter).remove(0);
    decide(&computer, &file, &refusal, ActionKind::AddToOpposition, None);
    let suppressed = |name: &str| {
        let bought = audited(&computer, name, BOUGHT);
        let filter =
            FindingFilter { check: Some(vec![Check::Suppressed]), ..FindingFilter::default() };
        lines(&computer, &bought, filter).len()
    };
    assert_eq!(suppressed("avril.csv"), 0);
    let target = computer.folder.path().join("mars-propre.csv").display().to_string();
    let options = ExportOptions { target, ..ExportOptions::default() };
    computer.app.export(&file.id, &options, &quietly).unwrap();
    assert_eq!(suppressed("mai.csv"), 1);
}
