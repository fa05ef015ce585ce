//! What the area of the company shows in a plain browser: `ui/src/backend/recorded/company.{fr,en}.json`,
//! recorded on the sample company once the sample file was audited.

use std::collections::BTreeMap;
use std::fs;

use epure_app::dto::{
    AssessmentView, AuditRequest, DocumentView, JournalLine, JournalView, Lang, OptionView,
    PapersRequest, PieceView, RequestView, Settings, StopView,
};
use epure_engine::checklist::{Answers, Choice};
use serde_json::json;

use super::{SHOWN_FOLDER, held_fresh, top};
use crate::api::{Computer, computer, quietly};

#[test]
fn the_recorded_company_is_what_the_use_cases_answer() {
    for (lang, name) in [(Lang::Fr, "fr"), (Lang::En, "en")] {
        held_fresh(&format!("company.{name}.json"), &recorded(lang));
    }
}

/// The whole recording of one language, one part a line.
fn recorded(lang: Lang) -> String {
    let computer = computer();
    let settings = Settings { lang, author: "Camille".to_owned(), ..Settings::default() };
    computer.app.set_settings(settings).unwrap();
    let answers = fs::read_to_string(top().join("samples/answers.json")).unwrap();
    let answers: Answers = serde_json::from_str(&answers).unwrap();
    let begun = computer.app.begin_assessment(answers).unwrap();
    let measured = computer.app.measure(begun.id, &audited(&computer)).unwrap();
    let folder = computer.folder().join("dossier").display().to_string();
    let request = PapersRequest { folder, ..PapersRequest::default() };
    let papers = computer.app.make_papers(begun.id, &request).unwrap();
    let documents: Vec<DocumentView> = computer
        .app
        .documents(begun.id)
        .unwrap()
        .iter()
        .map(|row| computer.app.document(begun.id, &row.id).unwrap())
        .collect();
    let parts = [
        ("assessment", json!(measured)),
        ("stops", json!(stops(&computer, &begun))),
        ("blank", json!(blank(&computer, begun.answers))),
        ("documents", json!(documents)),
        ("letters", json!(letters(&computer, begun.id))),
        ("papers", json!(papers)),
        ("journal", json!(without_versions(computer.app.journal().unwrap()))),
    ];
    let parts = parts.iter().map(|(name, part)| format!("\"{name}\": {part}"));
    let text = format!("{{\n{}\n}}\n", parts.collect::<Vec<_>>().join(",\n"));
    text.replace(&computer.folder().display().to_string(), SHOWN_FOLDER)
}

/// The same company before it answered anything: every question that concerns it, and every action.
fn blank(computer: &Computer, answers: Answers) -> AssessmentView {
    let unanswered = Answers { answers: BTreeMap::new(), edits: BTreeMap::new(), ..answers };
    let id = computer.app.begin_assessment(unanswered).unwrap().id;
    computer.app.measure(id, "1").unwrap()
}

/// Why the self-check does not suffice, by the sign that is ticked.
fn stops(computer: &Computer, begun: &AssessmentView) -> BTreeMap<String, Vec<StopView>> {
    let signs = begun.facts.iter().find(|fact| fact.id == "signs").unwrap();
    let ticked = |sign: &OptionView| {
        let mut answers = begun.answers.clone();
        answers.profile.insert("signs".to_owned(), Choice::Many(vec![sign.id.clone()]));
        let view = computer.app.answer(begun.id, answers).unwrap();
        (sign.id.clone(), view.stops)
    };
    let stops = signs.options.iter().map(ticked).collect();
    computer.app.answer(begun.id, begun.answers.clone()).unwrap();
    stops
}

/// The texts that answer a request of each kind.
fn letters(computer: &Computer, id: i64) -> BTreeMap<&'static str, Vec<PieceView>> {
    let kinds = ["access", "rectification", "erasure", "restriction", "portability", "objection"];
    let of = |kind: &'static str| {
        let request = RequestView {
            received: "2026-11-24".to_owned(),
            kind: kind.to_owned(),
            ..RequestView::default()
        };
        (kind, computer.app.letters(Some(id), &request).unwrap())
    };
    kinds.into_iter().map(of).collect()
}

fn audited(computer: &Computer) -> String {
    let sample = fs::read(top().join("samples/prospects.xlsx")).unwrap();
    let file = computer.open(&computer.file("prospects.xlsx", sample)).unwrap().id;
    computer.app.audit(&file, &AuditRequest::default(), &quietly).unwrap();
    file
}

/// Any change of any rule makes another version, and other hashes: not worth another recording.
fn without_versions(journal: JournalView) -> JournalView {
    let plain = |line: JournalLine| {
        let mut facts = line.facts;
        facts.entry("rules".to_owned()).and_modify(|version| *version = "0".repeat(12));
        JournalLine { facts, hash: format!("{:064x}", line.number), ..line }
    };
    JournalView { lines: journal.lines.into_iter().map(plain).collect(), ..journal }
}
