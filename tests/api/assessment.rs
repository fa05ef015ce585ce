use std::fs;
use std::io::{Read, Write};

use epure_app::dto::{
    AuditRequest, BodyView, BreachView, ExportOptions, OwnRetention, PapersRequest, RequestView,
    Settings,
};
use epure_app::error::ErrorCode;
use epure_engine::checklist::{Answer, Answers, Kept, Level, Reason, Status};
use epure_engine::finding::Check;

use super::{computer, quietly};

fn sample() -> Answers {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/answers.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn answers_are_saved_one_by_one_and_outlive_the_program() {
    let mut computer = computer();
    let begun = computer.app.begin_assessment(sample()).unwrap();
    let mut answers = begun.answers.clone();
    answers.answers.get_mut("register").unwrap().answer = Some(Answer::Partly);
    let after = computer.app.answer(begun.id, answers).unwrap();
    assert!(after.share > begun.share);
    computer.killed_and_started_again();
    let again = computer.app.assessment(begun.id).unwrap();
    assert_eq!(again, after);
    let list = computer.app.assessments().unwrap();
    assert_eq!((list.len(), list[0].share), (1, Some(after.share)));
    computer.app.forget_assessment(begun.id).unwrap();
    let gone = computer.app.assessment(begun.id).unwrap_err();
    assert_eq!(computer.app.tell(&gone).code, ErrorCode::Unknown);
}

#[test]
fn an_audit_measures_answers_and_a_newer_one_leaves_the_link_stale() {
    let computer = computer();
    let mut answers = sample();
    answers.answers.remove("sensitive_notes");
    let id = computer.app.begin_assessment(answers).unwrap().id;
    let audit = |name: &str, content: &str| {
        let path = computer.file(name, content);
        let file = computer.open(&path).unwrap().id;
        computer.app.audit(&file, &AuditRequest::default(), &quietly).unwrap();
        computer.app.measure(id, &file).unwrap()
    };
    let find = |view: &epure_app::dto::AssessmentView| {
        view.questions.iter().find(|question| question.id == "sensitive_notes").unwrap().clone()
    };
    let clean = audit("avril.csv", "Société;Notes\nExemple;Rappeler lundi\n");
    let question = find(&clean);
    assert_eq!((question.judged.level, question.judged.reason), (Level::Yes, Reason::Measured));
    assert!(question.evidence.unwrap().contains("avril.csv"));
    let mut answers = clean.answers.clone();
    let given =
        serde_json::json!({ "answer": "yes", "seen": question.judged.proposal.unwrap().seen });
    answers.answers.insert("sensitive_notes".into(), serde_json::from_value(given).unwrap());
    let relied = find(&computer.app.answer(id, answers).unwrap());
    assert_eq!((relied.judged.reason, relied.judged.stale), (Reason::Answered, false));
    let newer = audit("mai.csv", "Société;Notes\nExemple;En arrêt maladie, cancer\n");
    let question = find(&newer);
    assert!(question.judged.stale);
    assert_eq!((question.judged.level, question.judged.reason), (Level::No, Reason::Contradicted));
    assert!(newer.actions.iter().any(|action| action.question == "sensitive_notes"));
}

#[test]
fn documents_are_written_once_and_the_journal_says_so() {
    let computer = computer();
    let id = computer.app.begin_assessment(sample()).unwrap().id;
    let folder = computer.data().join("../papers");
    let folder = folder.to_str().unwrap().to_owned();
    let request = PapersRequest { folder, ..PapersRequest::default() };
    let made = computer.app.make_papers(id, &request).unwrap();
    assert!(made.files.iter().any(|name| name == "3-registre.docx"), "{:?}", made.files);
    assert!(!made.changed.is_empty() && made.to_complete > 0);
    let refused = computer.app.make_papers(id, &request).unwrap_err();
    assert!(computer.app.tell(&refused).message.contains("1-resultat.docx"));
    let again = computer.app.make_papers(id, &PapersRequest { replace: true, ..request }).unwrap();
    assert!(again.changed.is_empty(), "the same words are no new version: {:?}", again.changed);
    let journal = computer.app.journal().unwrap();
    assert_eq!((journal.lines.len(), journal.first_fault), (4, None));
    let path = computer.data().join("../journal.json");
    computer.app.save_journal(path.to_str().unwrap()).unwrap();
    let handed_over = fs::read_to_string(&path).unwrap();
    assert!(checked_elsewhere(&path), "whoever gets the journal can check it");
    fs::write(&path, handed_over.replacen("\"files\": ", "\"files\": 1", 1)).unwrap();
    assert!(!checked_elsewhere(&path), "a count was changed");
    assert!(!handed_over.contains("Sillage"), "no personal data: {handed_over}");
    let lines: Vec<epure_store::Line> = serde_json::from_str(&handed_over).unwrap();
    assert_eq!(epure_store::first_fault(&lines).unwrap(), None);
}

#[test]
fn requests_and_breaches_show_the_time_left() {
    let computer = computer();
    let request = RequestView {
        received: "2026-11-02".into(),
        kind: "access".into(),
        person: "Zoé Exemple".into(),
        ..RequestView::default()
    };
    let log = computer.app.keep_request(&request).unwrap();
    assert_eq!((log[0].deadline.as_str(), log[0].days_left), ("2026-12-02", Some(8)));
    let extended = RequestView { extended: Some("2026-11-20".into()), ..log[0].clone() };
    let log = computer.app.keep_request(&extended).unwrap();
    assert_eq!((log.len(), log[0].deadline.as_str()), (1, "2027-02-02"));
    let breach = BreachView { found_at: "2026-11-23T10:00:00Z".into(), ..BreachView::default() };
    let log = computer.app.keep_breach(&breach).unwrap();
    assert_eq!((log[0].deadline.as_str(), log[0].hours_left), ("2026-11-26T10:00:00Z", Some(48)));
    let path = computer.folder().join("journaux.xlsx");
    computer.app.save_logs(path.to_str().unwrap()).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let mut said = |sheet: &str| -> Vec<String> {
        let sheet = calamine::Reader::worksheet_range(&mut book, sheet).unwrap();
        sheet.rows().nth(1).unwrap().iter().map(ToString::to_string).collect()
    };
    let line = said("Demandes");
    assert_eq!(line[..3], ["Zoé Exemple", "accès", "02/11/2026"]);
    assert_eq!(line[3..5], ["02/02/2027", "20/11/2026"]);
    assert_eq!(said("Violations")[..2], ["23/11/2026 10:00 UTC", "26/11/2026 10:00 UTC"]);
    let odd = RequestView { received: "hier".into(), ..request };
    let told = computer.app.tell(&computer.app.keep_request(&odd).unwrap_err());
    assert_eq!(told.code, ErrorCode::BadRequest);
    assert!(told.message.contains("hier"));
}

#[test]
fn a_repeated_assessment_asks_again_and_compares() {
    let computer = computer();
    let begun = computer.app.begin_assessment(sample()).unwrap();
    let again = computer.app.repeat_assessment(begun.id).unwrap();
    assert_eq!(again.answers.company, begun.answers.company);
    assert!(again.answers.answers.is_empty(), "nothing is ticked in advance");
    assert_eq!(again.answers.previous.as_ref().map(|run| run.share), Some(begun.share));
    let mut answers = again.answers.clone();
    let backups = begun.answers.answers["backups"].clone();
    answers.answers.insert("backups".to_owned(), backups);
    answers
        .answers
        .insert("passwords".to_owned(), serde_json::from_str(r#"{"answer":"no"}"#).unwrap());
    let after = computer.app.answer(again.id, answers).unwrap();
    assert!(after.changes.iter().all(|change| change.question != "backups"), "as last time");
    let changed: Vec<&str> = after.changes.iter().map(|one| one.question.as_str()).collect();
    assert_eq!(changed, ["passwords"], "what still waits for its answer is no change");
    assert_eq!(computer.app.assessments().unwrap().len(), 2);
}

#[test]
fn the_period_of_the_register_is_the_one_that_audits_go_by() {
    let computer = computer();
    let id = computer.app.begin_assessment(sample()).unwrap().id;
    let path = computer.file(
        "suivi.csv",
        "Société;Email;Date de dernier contact\nExemple;a@example.fr;2024-10-01\n",
    );
    let file = computer.open(&path).unwrap().id;
    let stale = || {
        let overview = computer.app.audit(&file, &AuditRequest::default(), &quietly).unwrap();
        overview.summary.by_check.get(&Check::Stale).copied().unwrap_or_default()
    };
    assert_eq!(stale(), 0, "two years: within three");
    let mut answers = computer.app.assessment(id).unwrap().answers;
    let one_year = Kept { years: 1, reason: String::new() };
    answers.retention.insert("prospect".to_owned(), one_year);
    computer.app.answer(id, answers).unwrap();
    assert_eq!(stale(), 1, "two years: beyond one");
    let settings = computer.app.settings().unwrap();
    computer.app.set_settings(Settings { own_retention: None, ..settings }).unwrap();
    let shown = computer.app.assessment(id).unwrap().answers.retention;
    assert!(!shown.contains_key("prospect"), "changed in the settings, changed in the register");
}

#[test]
fn a_rewritten_sentence_stays_when_documents_are_made_again() {
    let computer = computer();
    let view = computer.app.begin_assessment(sample()).unwrap();
    let piece = |document: &epure_app::dto::DocumentView, key: &str| {
        let pieces = document.sections.iter().flat_map(|section| &section.pieces);
        pieces.clone().find(|piece| piece.key == key).cloned().unwrap()
    };
    let key = "register.prospecting.purpose";
    let register = computer.app.document(view.id, "register").unwrap();
    assert!(!piece(&register, key).edited);
    let mut answers = view.answers.clone();
    answers.edits.insert(key.to_owned(), "Remplir nos stages".to_owned());
    answers.company.activity = "formation aux premiers secours".to_owned();
    computer.app.answer(view.id, answers).unwrap();
    let again = piece(&computer.app.document(view.id, "register").unwrap(), key);
    assert!(again.edited);
    assert!(matches!(again.body, BodyView::Field { text, .. } if text == "Remplir nos stages"));
    let unknown = computer.app.document(view.id, "secret").unwrap_err();
    assert_eq!(computer.app.tell(&unknown).code, ErrorCode::Unknown);
}

#[test]
fn audits_exports_and_deletions_stand_in_the_journal() {
    let computer = computer();
    let path = computer.file("avril.csv", "Société;Notes\nExemple;En arrêt maladie, cancer\n");
    let file = computer.open(&path).unwrap().id;
    let audited = computer.app.audit(&file, &AuditRequest::default(), &quietly).unwrap();
    let plan = computer.app.plan(&file).unwrap();
    let options = ExportOptions { target: plan.target, ..ExportOptions::default() };
    computer.app.export(&file, &options, &quietly).unwrap();
    computer.app.forget(path.to_str().unwrap()).unwrap();
    let journal = computer.app.journal().unwrap();
    let events: Vec<&str> = journal.lines.iter().map(|line| line.event.as_str()).collect();
    assert_eq!(events, ["audited", "decided", "cleaned", "forgotten"]);
    assert_eq!(journal.lines[0].facts["findings"], audited.summary.findings.to_string());
    assert_eq!(journal.first_fault, None);
}

#[test]
fn a_register_and_a_plan_come_back_from_a_spreadsheet_program() {
    let computer = computer();
    let id = computer.app.begin_assessment(sample()).unwrap().id;
    let folder = computer.folder().join("dossier");
    let request =
        PapersRequest { folder: folder.display().to_string(), ..PapersRequest::default() };
    computer.app.make_papers(id, &request).unwrap();
    let untouched = folder.join("3-registre.xlsx");
    let back = computer.app.take_back(id, untouched.to_str().unwrap()).unwrap();
    assert_eq!(back.changed, 0, "what was not changed changes nothing");
    let register = |cells: &[(&str, &str)]| changed(&untouched, cells);
    let changed_register = register(&[
        ("Personnes chargées des ventes et de l’administration", "La gérante seule"),
        ("Nimbus Docs", "Nuage Local"),
    ]);
    let back = computer.app.take_back(id, changed_register.to_str().unwrap()).unwrap();
    assert!(back.changed >= 2, "{}", back.changed);
    let answers = back.assessment.answers;
    assert!(answers.edits["register.prospecting.recipients"].starts_with("La gérante seule"));
    assert!(answers.processors.iter().any(|processor| processor.name == "Nuage Local"));
    let plan = changed(&folder.join("2-plan-d-action.xlsx"), &[("Claire Vasseur", "Zoé Boisvert")]);
    let back = computer.app.take_back(id, plan.to_str().unwrap()).unwrap();
    let owners: Vec<String> = back.assessment.actions.into_iter().map(|task| task.owner).collect();
    assert!(owners.iter().any(|owner| owner == "Zoé Boisvert"), "{owners:?}");
    let other = computer.file("notes.csv", "Société;Notes\nExemple;Rappeler\n");
    let refused = computer.app.take_back(id, other.to_str().unwrap()).unwrap_err();
    assert!(computer.app.tell(&refused).message.contains("notes.csv"));
}

/// A copy of a workbook with other words in its shared strings, as a person would leave it.
fn changed(path: &std::path::Path, words: &[(&str, &str)]) -> std::path::PathBuf {
    let mut package = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let copy = path.with_extension("changed.xlsx");
    let mut out = zip::ZipWriter::new(fs::File::create(&copy).unwrap());
    for at in 0..package.len() {
        let mut part = package.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let name = part.name().unwrap().into_owned();
        if name == "xl/sharedStrings.xml" {
            let mut text = String::from_utf8(bytes).unwrap();
            for (old, new) in words {
                assert!(text.contains(old), "{old} is not in the workbook");
                text = text.replace(old, new);
            }
            bytes = text.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap();
    copy
}

#[test]
fn letters_say_the_days_of_the_request_they_answer() {
    let computer = computer();
    let id = computer.app.begin_assessment(sample()).unwrap().id;
    let request = |kind: &str| RequestView {
        received: "2026-11-02".into(),
        answered: Some("2026-11-20".into()),
        kind: kind.into(),
        person: "Zoé Exemple".into(),
        ..RequestView::default()
    };
    let letters = |id, request: &RequestView| -> Vec<(String, String)> {
        let pieces = computer.app.letters(id, request).unwrap();
        let text = |piece: epure_app::dto::PieceView| match piece.body {
            BodyView::Letter { text, .. } => Some((piece.key, text)),
            _ => None,
        };
        pieces.into_iter().filter_map(text).collect()
    };
    for kind in ["access", "rectification", "erasure", "restriction", "portability", "objection"] {
        let all = letters(Some(id), &request(kind));
        let key = format!("messages.answers.{kind}");
        let (_, own) = all.iter().find(|(known, _)| *known == key).expect(kind);
        assert!(own.starts_with("Bonjour Zoé Exemple,\n"), "{own}");
        assert!(own.contains("02/11/2026") && own.contains("Sillage Formation"), "{own}");
        assert!(!all.iter().any(|(_, text)| text.contains("[date")), "{all:?}");
        let answers = all.iter().filter(|(_, text)| text.contains("20/11/2026")).count();
        let done = ["rectification", "erasure", "restriction", "objection"].contains(&kind);
        assert_eq!(answers, usize::from(done), "{kind}: the day it was done");
    }
    let (_, receipt) = &letters(Some(id), &request("access"))[0];
    assert!(receipt.contains("02/12/2026"), "a month later: {receipt}");
    let (_, longer) = &letters(Some(id), &request("access"))[1];
    assert!(longer.contains("02/02/2027"), "three months later: {longer}");
    let refusable =
        |kind| letters(None, &request(kind)).iter().any(|(key, _)| key.ends_with("refusal"));
    assert!(refusable("access") && !refusable("objection"), "prospecting stops without condition");
    let mut answers = computer.app.assessment(id).unwrap().answers;
    let own = "Fait le [date où c’est fait].".to_owned();
    answers.edits.insert("messages.answers.erasure".into(), own);
    computer.app.answer(id, answers).unwrap();
    let kept = letters(Some(id), &request("erasure"));
    assert!(kept.iter().any(|(_, text)| text == "Fait le 20/11/2026."), "{kept:?}");
}

#[test]
fn each_company_keeps_its_own_period_and_audits_go_by_that_of_the_one_at_hand() {
    let mut computer = computer();
    let own = OwnRetention { years: 1, reason: "Salon annuel".to_owned() };
    let settings = Settings { own_retention: Some(own.clone()), ..Settings::default() };
    computer.app.set_settings(settings).unwrap();
    let named = |name: &str| {
        let mut answers = sample();
        answers.company.name = name.to_owned();
        computer.app.begin_assessment(answers).unwrap()
    };
    let first = named("Fournil Exemple");
    assert_eq!(first.answers.retention["prospect"].years, 1, "what this computer went by");
    let second = named("Ménage Exemple");
    assert!(!second.answers.retention.contains_key("prospect"), "another company, another period");
    let path = computer.file(
        "suivi.csv",
        "Société;Email;Date de dernier contact\nExemple;a@example.fr;2024-10-01\n",
    );
    let stale = |app: &epure_app::api::App, file: &str| {
        let overview = app.audit(file, &AuditRequest::default(), &quietly).unwrap();
        overview.summary.by_check.get(&Check::Stale).copied().unwrap_or_default()
    };
    let file = computer.open(&path).unwrap().id;
    assert_eq!(stale(&computer.app, &file), 0, "two years: within the country's three");
    assert_eq!(computer.app.settings().unwrap().own_retention, None);
    computer.app.choose_assessment(first.id).unwrap();
    assert_eq!(stale(&computer.app, &file), 1, "two years: beyond the first company's one");
    assert_eq!(computer.app.settings().unwrap().own_retention, Some(own));
    let mut answers = computer.app.assessment(second.id).unwrap().answers;
    answers.retention.insert("prospect".to_owned(), Kept { years: 900, reason: "x".to_owned() });
    let kept = computer.app.answer(second.id, answers).unwrap().answers;
    assert_eq!(kept.retention["prospect"].years, 30, "within what makes sense");
    assert_eq!(stale(&computer.app, &file), 1, "the other company's period changes nothing here");
    computer.killed_and_started_again();
    let file = computer.open(&path).unwrap().id;
    assert_eq!(stale(&computer.app, &file), 1, "still the first company");
    computer.app.forget_assessment(first.id).unwrap();
    assert_eq!(stale(&computer.app, &file), 0, "the other company is at hand now");
    let elsewhere = computer.file("reglages.json", "").display().to_string();
    computer.app.save_settings(&elsewhere).unwrap();
    let mut answers = computer.app.assessment(second.id).unwrap().answers;
    answers.retention.remove("prospect");
    computer.app.answer(second.id, answers).unwrap();
    let loaded = computer.app.load_settings(&elsewhere).unwrap();
    assert_eq!(loaded.own_retention, None, "a file of settings leaves the register alone");
}

#[test]
fn an_action_is_followed_before_its_question_is_answered() {
    let computer = computer();
    let mut answers = sample();
    answers.answers.remove("backups");
    let id = computer.app.begin_assessment(answers.clone()).unwrap().id;
    let given =
        serde_json::json!({ "owner": "Zoé Boisvert", "due": "2027-01-15", "status": "doing" });
    answers.answers.insert("backups".into(), serde_json::from_value(given).unwrap());
    let view = computer.app.answer(id, answers).unwrap();
    let task = |view: &epure_app::dto::AssessmentView| {
        view.actions.iter().find(|task| task.question == "backups").unwrap().clone()
    };
    let followed = task(&view);
    assert_eq!((followed.owner.as_str(), followed.due.as_str()), ("Zoé Boisvert", "2027-01-15"));
    assert_eq!(followed.status, Status::Doing);
    assert_eq!(followed.reason, Reason::Unanswered, "somebody in charge is no answer");
    assert!(view.unanswered > 0);
    let folder = computer.folder().join("plan").display().to_string();
    let request = PapersRequest { folder, documents: vec!["plan".into()], replace: false };
    computer.app.make_papers(id, &request).unwrap();
    let plan = computer.folder().join("plan/2-plan-d-action.xlsx");
    let plan = changed(&plan, &[("Zoé Boisvert", "Paul Exemple")]);
    let back = computer.app.take_back(id, plan.to_str().unwrap()).unwrap();
    assert_eq!((back.changed, task(&back.assessment).owner.as_str()), (1, "Paul Exemple"));
}

#[test]
fn a_logo_is_on_every_paper_until_it_is_taken_away() {
    let computer = computer();
    let id = computer.app.begin_assessment(sample()).unwrap().id;
    let svg =
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0h4v1z"/></svg>"#;
    let chosen = computer.file("logo.svg", svg).display().to_string();
    let made = |folder: &str| {
        let folder = computer.folder().join(folder);
        let documents = vec!["result".to_owned()];
        let request =
            PapersRequest { folder: folder.display().to_string(), documents, replace: false };
        computer.app.make_papers(id, &request).unwrap();
        ["1-resultat.docx", "1-resultat.pdf"].map(|name| fs::read(folder.join(name)).unwrap())
    };
    let plain = made("plain");
    assert_eq!(computer.app.logo(id).unwrap(), None);
    let shown = computer.app.set_logo(id, &chosen).unwrap().unwrap();
    assert!(shown.starts_with("data:image/png;base64,"), "{shown}");
    let with = made("with");
    assert!(with[0] != plain[0] && with[1] != plain[1]);
    let again = computer.app.repeat_assessment(id).unwrap();
    assert_eq!(computer.app.logo(again.id).unwrap(), Some(shown.clone()), "the same company");
    let bad = computer.file("photo.png", "no picture").display().to_string();
    let told = computer.app.tell(&computer.app.set_logo(id, &bad).unwrap_err());
    assert!(told.message.contains("photo.png") && told.message.contains("SVG"), "{}", told.message);
    assert_eq!(computer.app.logo(id).unwrap(), Some(shown), "the former one stays");
    computer.app.remove_logo(id).unwrap();
    assert_eq!(made("without"), plain);
}

/// Does the program of docs/journal.md find the journal whole?
fn checked_elsewhere(journal: &std::path::Path) -> bool {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/journal.md");
    let page = fs::read_to_string(page).unwrap();
    let program = page.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    let run = std::process::Command::new("python3").args(["-c", program]).arg(journal).output();
    run.unwrap().status.success()
}
