//! Questionnaires: the companies that come with them get the colours and actions they must, and a
//! pack that does not hold is refused with its line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "test helpers may fail the test"
)]

mod support;

use epure_engine::checklist::{
    Answer, Answers, Colour, Example, Level, Measured, Outcome, Questionnaire, Reason, plan,
};
use epure_engine::packs::PackFiles;
use jiff::civil::date;

fn questionnaire() -> Questionnaire {
    load(&support::lexicons().unwrap()).unwrap()
}

fn load(files: &PackFiles) -> Result<Questionnaire, String> {
    let found = Questionnaire::load(files, "fr", &support::packs().bases);
    found.map_err(|error| error.to_string()).map(|found| found.expect("France has one"))
}

#[test]
fn every_example_company_gets_the_colours_and_actions_it_must() {
    let files = support::lexicons().unwrap();
    let examples = Example::load(&files, "fr").unwrap();
    assert!(examples.len() >= 3, "{:?}", examples.keys());
    let questions = questionnaire();
    let mut faults = Vec::new();
    for (path, example) in examples {
        faults
            .extend(example.faults(&questions).into_iter().map(|fault| format!("{path}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn five_blocks_and_a_reasonable_number_of_questions() {
    let questions = questionnaire();
    let blocks: Vec<&str> = questions.blocks.iter().map(|block| block.id.as_str()).collect();
    assert_eq!(blocks, ["list", "sort", "rights", "secure", "prospect"]);
    let count = questions.questions().count();
    assert!((28..=36).contains(&count), "{count} questions");
    assert!(questions.questions().filter(|q| q.evidence.is_some()).count() >= 6);
}

#[test]
fn durations_are_those_that_audits_use() {
    let packs = support::packs();
    let france = packs.countries.get("fr").unwrap();
    for duration in questionnaire().durations {
        if let Some(kept) = france.retentions.iter().find(|kept| kept.id == duration.id) {
            assert_eq!(i32::from(kept.years), i32::from(duration.years), "{}", duration.id);
            assert!(kept.basis.contains(&duration.basis[0]), "{}", duration.id);
        }
    }
}

/// The pack with one thing changed, and what is said of it.
fn refused(path: &str, from: &str, to: &str) -> String {
    let told = load(&support::lexicons_with(path, from, to)).err();
    told.unwrap_or_else(|| panic!("`{to}` is accepted"))
}

#[test]
fn a_pack_that_does_not_hold_is_refused_with_file_and_line() {
    let list = "checklist/fr/1-list.toml";
    let told = refused(list, "id = \"register\"", "id = \"inventory\"");
    assert!(told.starts_with("checklist/fr/1-list.toml:2"), "{told}");
    assert!(told.contains("`inventory` exists already"), "{told}");
    let told = refused(list, "basis = [\"gdpr-28\"]", "basis = [\"gdpr-2800\"]");
    assert!(told.contains(":") && told.contains("gdpr-2800"), "{told}");
    let told = refused(list, "risk = \"high\"", "risk = \"huge\"");
    assert!(told.starts_with("checklist/fr/1-list.toml:2"), "{told}");
    let told = refused(list, "risk = \"high\"", "danger = \"high\"");
    assert!(told.contains("danger"), "{told}");
    let told = refused(list, ". Datez-le et", ", datez-le et");
    assert!(told.contains("three sentences, not 2"), "{told}");
    let prospect = "checklist/fr/5-prospect.toml";
    let told = refused(prospect, "has:sources=bought\"", "has:sources=stolen\"");
    assert!(told.starts_with(prospect) && told.contains("stolen"), "{told}");
    assert!(!told.starts_with("checklist/fr/5-prospect.toml:1:"), "{told}");
    let told = refused(prospect, "has:sources=bought\"", "sometimes\"");
    assert!(told.contains("`sometimes` is no condition"), "{told}");
    let told = refused(prospect, "has:sources=bought\"", "measured\"");
    assert!(told.contains("`measured` is no word of the company"), "{told}");
    let head = "checklist/fr/questionnaire.toml";
    let told = refused(head, "basis = [\"gdpr-9\", \"gdpr-35\"]", "basis = []");
    assert!(told.contains("stops without citing a ground"), "{told}");
}

/// Answers of a company that is asked everything, all alike.
fn all(answer: &str, questions: &Questionnaire) -> Answers {
    let given: String = questions
        .questions()
        .map(|q| {
            format!("{} = {{ answer = \"{answer}\", proof = \"here\", reason = \"so\" }}\n", q.id)
        })
        .collect();
    let facts: String = questions
        .facts
        .iter()
        .filter(|fact| fact.id != "signs")
        .map(|fact| {
            let options: Vec<String> = fact.options.iter().map(|o| format!("{:?}", o.id)).collect();
            format!("{} = [{}]\n", fact.id, options.join(","))
        })
        .collect();
    toml::from_str(&format!("schema = 1\n[company]\n[profile]\n{facts}[answers]\n{given}")).unwrap()
}

#[test]
fn the_whole_is_never_better_than_its_worst_blocking_question() {
    let questions = questionnaire();
    let today = date(2026, 11, 25);
    let perfect = all("yes", &questions);
    assert_eq!(Outcome::of(&questions, &perfect, None, today).colour, Colour::Green);
    for question in questions.questions() {
        for (answer, colour) in [(Answer::Partly, Colour::Amber), (Answer::Unknown, Colour::Red)] {
            let mut answers = perfect.clone();
            answers.answers.get_mut(&question.id).unwrap().answer = Some(answer);
            let outcome = Outcome::of(&questions, &answers, None, today);
            if question.blocking {
                assert!(outcome.colour >= colour, "{}", question.id);
                assert_eq!(outcome.blocking, [question.id.as_str()]);
            }
            let actions = plan(&questions, &answers, &outcome);
            assert_eq!(actions.len(), 1, "{}: what is not in place is a task", question.id);
            assert!(actions[0].due > today);
        }
    }
    let nothing = Outcome::of(&questions, &all("no", &questions), None, today);
    assert_eq!((nothing.colour, nothing.share), (Colour::Red, 0));
}

#[test]
fn nothing_is_pre_ticked_and_nothing_counts_without_its_proof_or_reason() {
    let questions = questionnaire();
    let today = date(2026, 11, 25);
    let mut answers = all("yes", &questions);
    answers.answers.remove("register");
    answers.answers.get_mut("access").unwrap().proof = "  ".to_owned();
    let backups = answers.answers.get_mut("backups").unwrap();
    (backups.answer, backups.reason) = (Some(Answer::Na), String::new());
    let outcome = Outcome::of(&questions, &answers, None, today);
    let judged = |id: &str| {
        let item = outcome.items.iter().find(|item| item.question == id).unwrap();
        (item.level, item.reason)
    };
    assert_eq!(judged("register"), (Level::No, Reason::Unanswered));
    assert_eq!(judged("access"), (Level::Partly, Reason::NoProof));
    assert_eq!(judged("backups"), (Level::No, Reason::NoReason));
    assert_eq!(outcome.unanswered, 1);
}

#[test]
fn a_figure_answers_for_itself_wins_over_a_better_answer_and_goes_stale() {
    let questions = questionnaire();
    let today = date(2026, 11, 25);
    let audit = |sha256: &str, notes: u32| -> Measured {
        toml::from_str(&format!(
            "as_of = '2026-11-20'\nfile = {{ name = 'p.xlsx', sha256 = '{sha256}' }}\n\
             summary = {{ rows = 1000, by_check = {{ sensitive_note = {notes} }} }}"
        ))
        .unwrap()
    };
    let mut answers = all("yes", &questions);
    let of = |answers: &Answers, measured: &Measured| {
        let outcome = Outcome::of(&questions, answers, Some(measured), today);
        outcome.items.into_iter().find(|item| item.question == "sensitive_notes").unwrap()
    };
    let item = of(&answers, &audit("a", 2));
    assert_eq!((item.level, item.reason), (Level::Partly, Reason::Contradicted));
    assert_eq!(of(&answers, &audit("a", 3)).level, Level::No);
    // The answer relied on a clean audit; a new one of another file leaves the link stale.
    let clean = of(&answers, &audit("a", 0));
    let given = answers.answers.get_mut("sensitive_notes").unwrap();
    given.seen = clean.proposal.map(|proposal| proposal.seen);
    given.proof = String::new();
    let same = of(&answers, &audit("a", 0));
    assert_eq!((same.level, same.reason, same.stale), (Level::Yes, Reason::Answered, false));
    let newer = of(&answers, &audit("b", 0));
    assert_eq!((newer.level, newer.stale), (Level::Yes, true));
    answers.answers.remove("sensitive_notes");
    let proposed = of(&answers, &audit("b", 0));
    assert_eq!((proposed.level, proposed.reason), (Level::Yes, Reason::Measured));
}

#[test]
fn answers_about_what_does_not_exist_are_refused() {
    let questions = questionnaire();
    let told = |toml: &str| -> String {
        let answers: Answers = toml::from_str(toml).unwrap();
        questions.check(&answers).err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert_eq!(told("schema = 1\n[company]\n"), "");
    assert!(told("schema = 2\n[company]\n").contains("schema 2"));
    let one = "schema = 1\n[company]\n[answers]\nregistre = { answer = 'yes' }\n";
    assert_eq!(told(one), "there is no question `registre`");
    let one = "schema = 1\n[company]\n[profile]\nchannels = ['pigeon']\n";
    assert_eq!(told(one), "there is no option `channels=pigeon`");
}
