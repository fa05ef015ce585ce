use epure_app::dto::{
    AuditRequest, Decide, ExportOptions, FindingFilter, NotesRequest, OpenedFile, PageRequest,
    Selection, Settings, State,
};
use epure_engine::finding::{ActionKind, Category, Check, Severity};

use super::{Computer, computer, quietly};

const BY_COLUMN: &str = "Nom;E-mail;Dernier contact;Commercial;Commentaires
Zoé Boisvert;zoe@exemple.fr;12/05/2026;Camille;En arrêt maladie, rappeler en mai
Max Nérée;max@exemple.fr;20/02/2020;Sacha;Devis envoyé
Ana Lopes;ana@exemple.fr;18/06/2026;Sacha;En arrêt maladie, rappeler en juin
";

fn audited(computer: &Computer, content: &str) -> OpenedFile {
    let file = computer.open(&computer.file("mars.csv", content)).unwrap();
    computer.app.audit(&file.id, &AuditRequest::default(), &quietly).unwrap();
    file
}

fn count(computer: &Computer, file: &OpenedFile, filter: FindingFilter) -> u32 {
    let request = PageRequest { filter, limit: 500, ..PageRequest::default() };
    computer.app.findings(&file.id, &request).unwrap().total
}

#[test]
fn findings_are_filtered_by_who_wrote_the_note() {
    let by_signature = BY_COLUMN
        .replace("Commercial", "Divers")
        .replace("rappeler en mai", "rappeler en mai – CM")
        .replace("rappeler en juin", "rappeler en juin (CM)");
    for (content, author, notes) in [(BY_COLUMN, "Sacha", 1), (by_signature.as_str(), "CM", 2)] {
        let computer = computer();
        let file = audited(&computer, content);
        let facets = computer.app.facets(&file.id, &FindingFilter::default()).unwrap();
        assert!(facets.author.iter().any(|facet| facet.value == author), "{author}");
        let filter = FindingFilter {
            author: Some(vec![author.to_owned()]),
            check: Some(vec![Check::SensitiveNote]),
            ..FindingFilter::default()
        };
        assert_eq!(count(&computer, &file, filter), notes, "{author}");
    }
}

#[test]
fn every_note_can_be_read_even_those_without_a_finding() {
    let computer = computer();
    let file = audited(&computer, BY_COLUMN);
    let read = |unmarked, search: &str| {
        let request = NotesRequest { unmarked, search: search.to_owned(), offset: 0, limit: 10 };
        computer.app.notes(&file.id, &request).unwrap()
    };
    let all = read(false, "");
    let texts: Vec<&str> = all.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!((all.total, texts[1]), (3, "Devis envoyé"));
    assert_eq!((all.notes[0].cell.as_str(), all.notes[0].contact.as_str()), ("E2", "Zoé Boisvert"));
    assert_eq!((all.notes[0].marks.len(), all.notes[1].marks.len()), (1, 0));
    assert_eq!(read(true, "").total, 1);
    assert_eq!(read(false, "LOPES juin").notes[0].cell, "E4");
}

#[test]
fn rows_are_archived_at_once_where_that_is_proposed() {
    let computer = computer();
    let file = audited(&computer, BY_COLUMN);
    let offers = FindingFilter { offers: Some(ActionKind::MoveRow), ..FindingFilter::default() };
    let offered = count(&computer, &file, offers.clone());
    assert!(offered > 0);
    let findings = Selection::Filter { filter: Box::new(offers) };
    let decide = Decide { findings, action: Some(ActionKind::MoveRow), value: None };
    let decided = computer.app.decide(&file.id, &decide).unwrap();
    assert_eq!((decided.changed, decided.skipped), (offered, 0));
    let moved = FindingFilter { state: Some(vec![State::Moved]), ..FindingFilter::default() };
    assert_eq!(count(&computer, &file, moved), offered);
    let plan = computer.app.plan(&file.id).unwrap();
    assert_eq!((plan.rows_moved, plan.archives_apart), (1, true), "a text file has one sheet");
    let options = ExportOptions { target: plan.target, ..ExportOptions::default() };
    let result = computer.app.export(&file.id, &options, &quietly).unwrap();
    assert_eq!((result.rows_moved, result.archives.len()), (1, 1));
    assert!(std::path::Path::new(&result.archives[0]).exists(), "{:?}", result.archives);
}

#[test]
fn a_category_is_as_pressing_as_the_person_says() {
    let computer = computer();
    let severities = [(Category::Health, Severity::Minor)].into_iter().collect();
    computer.app.set_settings(Settings { severities, ..Settings::default() }).unwrap();
    let file = audited(&computer, BY_COLUMN);
    let health = |severity| FindingFilter {
        category: Some(vec![Category::Health]),
        severity: Some(vec![severity]),
        ..FindingFilter::default()
    };
    assert_eq!(count(&computer, &file, health(Severity::Minor)), 2);
    assert_eq!(count(&computer, &file, health(Severity::Critical)), 0);
    let by_severity = computer.app.overview(&file.id).unwrap().summary.by_severity;
    let minor = FindingFilter { severity: Some(vec![Severity::Minor]), ..FindingFilter::default() };
    assert_eq!(by_severity.get(&Severity::Minor), Some(&count(&computer, &file, minor)));
}

#[test]
fn a_copy_keeps_emptied_rows_and_comes_with_the_papers_asked_for() {
    let computer = computer();
    let file = audited(&computer, BY_COLUMN);
    let stale = FindingFilter { check: Some(vec![Check::Stale]), ..FindingFilter::default() };
    let findings = Selection::Filter { filter: Box::new(stale) };
    let decide = Decide { findings, action: Some(ActionKind::DeleteRow), value: None };
    computer.app.decide(&file.id, &decide).unwrap();
    let plan = computer.app.plan(&file.id).unwrap();
    assert_eq!((plan.rows_removed, plan.aids), (1, false), "text files have no drop-down lists");
    let certificate = format!("{}.html", plan.certificate);
    let options = ExportOptions {
        target: plan.target.clone(),
        certificate: Some(certificate.clone()),
        blank_rows: true,
        ..ExportOptions::default()
    };
    let result = computer.app.export(&file.id, &options, &quietly).unwrap();
    assert_eq!((result.rows_removed, result.certificate.as_ref()), (0, Some(&certificate)));
    assert!(std::fs::read_to_string(&certificate).unwrap().contains("<html"));
    let copy = std::fs::read_to_string(&plan.target).unwrap();
    assert_eq!(copy.lines().count(), BY_COLUMN.lines().count());
    assert!(!copy.contains("Nérée"));
}

#[test]
fn the_about_box_has_measured_figures_and_every_licence() {
    let computer = computer();
    assert!(computer.app.about().accuracy.iter().any(|one| one.category == "all"));
    let components = computer.app.components();
    for name in ["calamine", "svelte", "tauri"] {
        let found = components.iter().find(|one| one.name == name).unwrap();
        assert!(!found.licence.is_empty() && !found.version.is_empty(), "{name}");
    }
}
