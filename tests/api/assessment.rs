use std::fs;

use epure_app::dto::{AuditRequest, BreachView, RequestView};
use epure_app::error::ErrorCode;
use epure_engine::checklist::{Answer, Answers, Level, Reason};

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
    let folder = folder.to_str().unwrap();
    let made = computer.app.make_papers(id, folder, false).unwrap();
    assert!(made.files.iter().any(|name| name == "3-registre.docx"), "{:?}", made.files);
    assert!(!made.changed.is_empty() && made.to_complete > 0);
    let refused = computer.app.make_papers(id, folder, false).unwrap_err();
    assert!(computer.app.tell(&refused).message.contains("1-resultat.docx"));
    let again = computer.app.make_papers(id, folder, true).unwrap();
    assert!(again.changed.is_empty(), "the same words are no new version: {:?}", again.changed);
    let journal = computer.app.journal().unwrap();
    assert_eq!((journal.lines, journal.first_fault), (2, None));
    assert!(!journal.json.contains("Sillage"), "no personal data: {}", journal.json);
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
