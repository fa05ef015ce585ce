use epure_app::api::App;
use epure_app::dto::{
    AuditRequest, CompareRequest, Decide, FindingFilter, OwnRetention, OwnSentence, OwnWord,
    OwnWords, PageRequest, RowFate, Selection, Settings,
};
use epure_app::error::ErrorCode;
use epure_engine::finding::{Category, Check};

use super::{Computer, computer, quietly};

const FILE: &str = "Société;Nom;Dernier contact;Commentaires
Boulangerie Martin;Zoé Boisvert;12/05/2026;Un vrai gloubi, rappeler en mai
Garage du Port;Max Nérée;20/02/2025;En arrêt maladie, rappeler en juin
";

fn words() -> OwnWords {
    let gloubi = OwnWord { text: "gloubi".to_owned(), category: Category::Judgement };
    OwnWords { flagged: vec![gloubi], spared: vec!["arrêt maladie".to_owned()], sentences: vec![] }
}

/// Words that the notes of the file are flagged for.
fn flagged(app: &App, path: &str) -> Vec<String> {
    let request = epure_app::dto::OpenRequest { path: path.to_owned(), ..Default::default() };
    let file = app.open_file(&request, &quietly).unwrap();
    app.audit(&file.id, &AuditRequest::default(), &quietly).unwrap();
    let check = Some(vec![Check::SensitiveNote]);
    let filter = FindingFilter { check, ..FindingFilter::default() };
    let request = PageRequest { filter, limit: 500, ..PageRequest::default() };
    app.findings(&file.id, &request).unwrap().items.into_iter().map(|line| line.text).collect()
}

fn path(computer: &Computer) -> String {
    computer.file("prospects.csv", FILE).display().to_string()
}

#[test]
fn own_words_are_read_with_from_the_next_audit_on_and_kept() {
    let mut computer = computer();
    let path = path(&computer);
    let before = flagged(&computer.app, &path);
    assert_eq!(before.len(), 1);
    assert!(before[0].contains("maladie"));
    computer.app.set_own_words(words()).unwrap();
    assert_eq!(flagged(&computer.app, &path), ["gloubi"]);
    computer.killed_and_started_again();
    assert_eq!(computer.app.own_words().unwrap(), words());
    assert_eq!(flagged(&computer.app, &path), ["gloubi"]);
}

#[test]
fn a_word_that_cannot_be_one_is_refused_and_nothing_changes() {
    let computer = computer();
    computer.app.set_own_words(words()).unwrap();
    let odd = OwnWords { spared: vec!["<name>".to_owned()], ..words() };
    let error = computer.app.set_own_words(odd).unwrap_err();
    let told = computer.app.tell(&error);
    assert_eq!(told.code, ErrorCode::BadRequest);
    assert!(told.message.contains("<name>"), "{}", told.message);
    assert_eq!(computer.app.own_words().unwrap(), words());
}

#[test]
fn sentences_are_tried_before_words_are_kept() {
    let computer = computer();
    let sentence = |text: &str, flagged| OwnSentence { text: text.to_owned(), flagged };
    let sentences = [sentence("Quel gloubi", true), sentence("En arrêt maladie", true)];
    let tried = computer.app.try_words(&words(), &sentences).unwrap();
    assert!(tried[0].as_wanted && !tried[1].as_wanted);
    assert_eq!(tried[0].found[0].category, Category::Judgement);
    assert_eq!(computer.app.own_words().unwrap(), OwnWords::default());
}

#[test]
fn an_own_retention_period_moves_the_limit() {
    let computer = computer();
    let file = computer.open(&computer.file("prospects.csv", FILE)).unwrap();
    let stale = || {
        let overview = computer.app.audit(&file.id, &AuditRequest::default(), &quietly).unwrap();
        (overview.contact_ages.limit_months, overview.verdict.stale_contacts)
    };
    assert_eq!(stale(), (36, 0));
    let own = OwnRetention { years: 1, reason: "Salon annuel".to_owned() };
    let settings = Settings { own_retention: Some(own), ..Settings::default() };
    computer.app.set_settings(settings).unwrap();
    assert_eq!(stale(), (12, 1));
    computer.app.set_settings(Settings::default()).unwrap();
    assert_eq!(stale(), (36, 0));
}

#[test]
fn settings_go_to_another_computer_and_what_is_not_settings_is_refused() {
    let (here, there) = (computer(), computer());
    here.app.set_own_words(words()).unwrap();
    here.app.set_settings(Settings { author: "Ana".to_owned(), ..Settings::default() }).unwrap();
    let path = here.file("reglages.json", "").display().to_string();
    here.app.save_settings(&path).unwrap();
    assert_eq!(there.app.load_settings(&path).unwrap().author, "Ana");
    assert_eq!(there.app.own_words().unwrap(), words());
    let other = there.file("autre.json", "{}").display().to_string();
    let error = there.app.load_settings(&other).unwrap_err();
    assert!(there.app.tell(&error).message.contains("autre.json"));
}

#[test]
fn before_and_after_shows_what_the_export_will_do() {
    let computer = computer();
    let file = computer.open(&computer.file("prospects.csv", FILE)).unwrap();
    computer.app.audit(&file.id, &AuditRequest::default(), &quietly).unwrap();
    let request = CompareRequest {
        sheet: file.sheets[0].name.clone(),
        changed_only: true,
        limit: 10,
        ..CompareRequest::default()
    };
    assert_eq!(computer.app.compare(&file.id, &request).unwrap().total, 0);
    let findings = Selection::Filter { filter: Box::new(FindingFilter::default()) };
    let all = Decide { findings, action: None, value: None };
    computer.app.decide(&file.id, &all).unwrap();
    let page = computer.app.compare(&file.id, &request).unwrap();
    let sick = page.rows.iter().find(|row| row.number == 3).unwrap();
    assert_eq!(sick.fate, RowFate::Changed);
    assert!(sick.before[3].contains("maladie"));
    assert!(sick.after.iter().all(|cell| !cell.text.contains("maladie")));
}

#[test]
fn a_folder_is_walked_for_spreadsheets() {
    let computer = computer();
    for name in ["b.csv", "a.xlsx", "lisez.txt", ".cache.csv"] {
        computer.file(name, "x");
    }
    let folder = computer.folder().display().to_string();
    let files = computer.app.list_files(&[folder]).unwrap();
    let names: Vec<&str> = files.iter().filter_map(|path| path.rsplit('/').next()).collect();
    assert_eq!(names, ["a.xlsx", "b.csv"]);
}

#[test]
fn the_teams_page_counts_and_teaches_without_a_name_or_a_quote() {
    let computer = computer();
    let row =
        |at| format!("Société {at};Zoé Boisvert;12/05/2026;Devis envoyé, sourde comme Zorblatt\n");
    let rows: String = (0..4).map(row).collect();
    let content = format!(
        "Société;Nom;Dernier contact;Commentaires\n{rows}X;Y;12/05/2026;En arrêt maladie\n"
    );
    let file = computer.open(&computer.file("equipe.csv", content)).unwrap();
    computer.app.audit(&file.id, &AuditRequest::default(), &quietly).unwrap();
    let path = computer.file("page.html", "").display().to_string();
    computer.app.save_coaching(&file.id, &path).unwrap();
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(page.contains("<td>Santé</td>"), "{page}");
    assert!(page.contains("<td>Devis envoyé</td><td>4</td>"), "{page}");
    assert!(page.contains("<th>Plutôt que</th><th>Écrire</th>"), "{page}");
    for told in ["Boisvert", "Zorblatt", "Société 1"] {
        assert!(!page.contains(told), "{told}");
    }
    let path = computer.file("page.PDF", "").display().to_string();
    computer.app.save_coaching(&file.id, &path).unwrap();
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-1."));
}
