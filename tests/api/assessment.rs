use std::fs;
use std::io::{Read, Write};

use epure_app::dto::{
    AuditRequest, BodyView, BreachView, ExportOptions, PapersRequest, RequestView, Settings,
};
use epure_app::error::ErrorCode;
use epure_engine::checklist::{Answer, Answers, Kept, Level, Reason};
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
    answers.answers.get_mut("register").unwrap().answer = Answer::Partly;
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
    let handed_over = fs::read_to_string(path).unwrap();
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
    let after = computer.app.answer(again.id, answers).unwrap();
    assert!(after.changes.iter().all(|change| change.question != "backups"), "as last time");
    assert!(after.changes.iter().any(|change| change.question == "passwords"));
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
