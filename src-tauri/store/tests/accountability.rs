use epure_engine::checklist::{Answers, Company};
use epure_store::{
    Assessment, Breach, BreachWords, Edition, Event, Request, RequestWords, Value, first_fault,
};
use jiff::civil::date;

use crate::common::{at, desk};

fn assessment(name: &str) -> Assessment {
    let company = Company { name: name.to_owned(), ..Company::default() };
    let answers = Answers { schema: 1, company, ..Answers::default() };
    Assessment { answers, ..Assessment::default() }
}

#[test]
fn several_companies_are_kept_saved_again_and_forgotten() {
    let mut desk = desk();
    let first = desk.store.assessments().add(&assessment("A"), at(1)).unwrap();
    let second = desk.store.assessments().add(&assessment("B"), at(2)).unwrap();
    assert!(desk.store.assessments().save(first, &assessment("A bis"), at(3)).unwrap());
    desk.killed_and_started_again();
    let kept = desk.store.assessments();
    let names: Vec<String> =
        kept.list().unwrap().into_iter().map(|s| s.assessment.answers.company.name).collect();
    assert_eq!(names, ["A bis", "B"]);
    let edition = Edition { made_at: at(4), author: "Zoé".into(), text: "registre".into() };
    desk.store.editions().add(second, "register", &edition).unwrap();
    kept.forget(second).unwrap();
    assert_eq!(kept.get(second).unwrap(), None);
    assert!(desk.store.editions().of(second, "register").unwrap().is_empty());
    assert!(!kept.save(second, &assessment("B"), at(5)).unwrap(), "what is forgotten stays so");
}

#[test]
fn a_version_that_says_the_same_is_not_kept_twice() {
    let desk = desk();
    let id = desk.store.assessments().add(&assessment("A"), at(1)).unwrap();
    let edition = |second, text: &str| Edition {
        made_at: at(second),
        author: "Zoé".into(),
        text: text.into(),
    };
    let editions = desk.store.editions();
    assert!(editions.add(id, "register", &edition(2, "un")).unwrap());
    assert!(!editions.add(id, "register", &edition(3, "un")).unwrap());
    assert!(editions.add(id, "register", &edition(4, "deux")).unwrap());
    assert!(editions.add(id, "notice", &edition(5, "deux")).unwrap());
    let texts: Vec<String> =
        editions.of(id, "register").unwrap().into_iter().map(|e| e.text).collect();
    assert_eq!(texts, ["un", "deux"]);
}

#[test]
fn requests_without_an_answer_come_first() {
    let mut desk = desk();
    let request = |day, words: &str| Request {
        id: 0,
        received: date(2026, 11, day),
        extended: None,
        answered: None,
        words: RequestWords { kind: "access".into(), person: words.into(), note: String::new() },
    };
    let first = desk.store.requests().keep(&request(2, "a")).unwrap();
    desk.store.requests().keep(&request(9, "b")).unwrap();
    let answered = Request { id: first, answered: Some(date(2026, 11, 20)), ..request(2, "a") };
    assert_eq!(desk.store.requests().keep(&answered).unwrap(), first);
    desk.killed_and_started_again();
    let list = desk.store.requests().list().unwrap();
    let people: Vec<&str> = list.iter().map(|request| request.words.person.as_str()).collect();
    assert_eq!(people, ["b", "a"]);
    assert_eq!(list[1], answered);
    desk.store.requests().forget(first).unwrap();
    assert_eq!(desk.store.requests().list().unwrap().len(), 1);
}

#[test]
fn breaches_come_back_with_their_moments() {
    let desk = desk();
    let words = BreachWords { nature: "clé perdue".into(), ..BreachWords::default() };
    let found = Breach { id: 0, found_at: at(1), notified_at: None, words };
    let id = desk.store.breaches().keep(&found).unwrap();
    let told = Breach { id, notified_at: Some(at(90)), ..found };
    desk.store.breaches().keep(&told).unwrap();
    assert_eq!(desk.store.breaches().list().unwrap(), [told]);
}

#[test]
fn the_journal_is_chained_and_any_change_shows() {
    let desk = desk();
    let journal = desk.store.journal();
    let hash = Value::mark("ab12").unwrap();
    for count in 1..=3 {
        let facts = [("rows", Value::Count(count)), ("file", hash.clone())];
        journal.write(Event::Audited, &facts, at(0)).unwrap();
    }
    let lines = journal.lines().unwrap();
    assert_eq!(first_fault(&lines).unwrap(), None);
    let mut altered = lines.clone();
    altered[1].facts.insert("rows".into(), Value::Count(9));
    assert_eq!(first_fault(&altered).unwrap(), Some(2));
    let mut shortened = lines.clone();
    shortened.remove(1);
    assert_eq!(first_fault(&shortened).unwrap(), Some(2));
    let mut moved = lines;
    moved.swap(0, 2);
    assert_eq!(first_fault(&moved).unwrap(), Some(1));
}

#[test]
fn the_journal_takes_no_word_that_could_be_a_name() {
    assert_eq!(Value::mark("Boisvert"), None);
    assert_eq!(Value::mark("zoe@exemple.fr"), None);
    assert_eq!(Value::mark("2026-11-25"), Some(Value::Mark("2026-11-25".into())));
}
