//! What must hold of reading and rewriting whatever the note: places inside the text, the same
//! findings in any case and without accents, rewritings that are silent, settled and keep facts.

mod support;

use std::sync::LazyLock;

use epure_engine::reader::{Language, NoteFinding, Reader, Rewrite, is_signal};
use epure_engine::text::fold;
use proptest::prelude::*;

#[allow(clippy::expect_used, reason = "without packs there is nothing to test")]
static READER: LazyLock<Reader> = LazyLock::new(|| {
    Reader::new(&support::lexicons().expect("the lexicons folder")).expect("packs are refused")
});

/// Facts of a note that no rewriting may touch.
const FACTS: &[&str] = &[
    "rappeler le 12/09 à 14h30",
    "tél 06 39 98 11 22",
    "écrire à achats@garage-lune.example",
    "devis 1 250 € HT",
    "réf. DV-8821",
    "voir avec Julie Marchand",
    "12 postes à équiper",
];

fn language_of(id: &str) -> Language {
    if id.starts_with("en.") { Language::English } else { Language::French }
}

/// Every sentence that a rule must find, with its language.
fn flagged() -> Vec<(String, Language)> {
    let of_rule = |rule: &epure_engine::lexicon::rule::Rule| {
        let language = language_of(&rule.id);
        rule.flags.iter().map(|e| (e.text.clone(), language)).collect::<Vec<_>>()
    };
    READER.rules().flat_map(of_rule).collect()
}

fn rewritten(text: &str, language: Language) -> Rewrite {
    READER.rewrite(text, language, &READER.read(text, language, None))
}

fn sensitive(text: &str, language: Language) -> Vec<NoteFinding> {
    let all = READER.read(text, language, None);
    all.into_iter().filter(|finding| !is_signal(finding.category)).collect()
}

/// A rewriting finds nothing when read again, and rewriting it again changes nothing.
fn assert_settled(text: &str, language: Language) {
    match rewritten(text, language) {
        Rewrite::Unchanged => {
            assert!(sensitive(text, language).is_empty(), "left as it is: {text}")
        }
        Rewrite::Clear => {}
        Rewrite::Text(new) => {
            assert!(sensitive(&new, language).is_empty(), "not silent: {text} -> {new}");
            assert_eq!(
                rewritten(&new, language),
                Rewrite::Unchanged,
                "not settled: {text} -> {new}"
            );
            let faults = faults(text, &new);
            assert!(faults.is_empty(), "{faults:?}: {text} -> {new}");
        }
    }
}

/// Words that bind to what follows: nothing may end with one.
const BINDING: &[&str] = &[
    "car",
    "mais",
    "donc",
    "parce que",
    "suite à",
    "suite au",
    "à cause de",
    "à cause du",
    "et",
    "que",
    "qui",
    "depuis",
    "est",
    "sont",
    "très",
    "chez",
    "because",
    "but",
    "and",
    "due to",
    "is",
    "are",
    "very",
    "who",
    "that",
];

/// What would make a salesperson frown at a rewriting; a fault that the note had itself is not one.
fn faults(text: &str, new: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut own = |fault: &str, pattern: &str| {
        if new.contains(pattern) && !text.contains(pattern) {
            faults.push(fault.to_owned());
        }
    };
    for (fault, pattern) in [
        ("doubled blank", "  "),
        ("doubled comma", ",,"),
        ("lonely comma", ", ,"),
        ("comma before a full stop", ",."),
        ("blank before a comma", " ,"),
        ("comma after a colon", ":,"),
        ("empty brackets", "()"),
        ("blank after a bracket", "( "),
        ("comma after a bracket", "(,"),
    ] {
        own(fault, pattern);
    }
    for (open, close) in [("(", ")"), ("«", "»"), ("“", "”")] {
        let balanced = |text: &str| text.matches(open).count() == text.matches(close).count();
        if balanced(text) && !balanced(new) {
            faults.push(format!("{open} without {close}"));
        }
    }
    let starts_ill = |text: &str| text.trim_start().starts_with([',', ';', ':', '.', ')', '!']);
    if starts_ill(new) && !starts_ill(text) {
        faults.push("begins with a sign".to_owned());
    }
    let ends = |text: &str| -> Vec<String> {
        text.split(['.', ',', ';', '!', '?', '\n', ')', ':', '-', '/', '>'])
            .map(|part| part.trim().to_lowercase())
            .collect()
    };
    let before = ends(text);
    for end in ends(new) {
        let hangs = BINDING.iter().any(|word| end == *word || end.ends_with(&format!(" {word}")))
            || end.ends_with(['\'', '’']);
        if hangs && !before.contains(&end) {
            faults.push(format!("hangs: {end}"));
        }
    }
    faults
}

#[test]
fn unsound_rewritings_are_told_from_sound_ones() {
    for bad in
        ["veut signer car", "Rappeler, , lundi", ", lundi", "a (b", "l'", "suite à, ok", "a ()"]
    {
        assert!(!faults("Rien de tel.", bad).is_empty(), "{bad}");
    }
    assert_eq!(faults("a, b car c", "a, b"), Vec::<String>::new());
}

#[test]
fn rewritings_leave_sound_sentences() {
    let mut found = Vec::new();
    let mut count = 0;
    let frames = [
        ("Vu au salon, {}, veut 3 devis", "Met at the fair, {}, wants 3 quotes"),
        ("{} mais paie bien. Rappeler lundi", "{} but pays well. Call Monday"),
        ("Rappeler le 12 car {}", "Call on the 12th because {}"),
        ("Commande ok ({}), livrer mardi", "Order ok ({}), deliver Tuesday"),
        ("La voisine : {}\n12/09 devis 300 €", "The neighbour: {}\n12/09 quote £300"),
        ("Il dit « {} », à suivre", "He says “{}”, to follow up"),
        ("Devis 300 € ; {}", "Quote £300; {}"),
    ];
    for (text, language) in flagged() {
        let words = text.trim_end_matches(['.', '!', '?']);
        for (french, english) in frames {
            let frame = if language == Language::English { english } else { french };
            let note = frame.replace("{}", words);
            if let Rewrite::Text(new) = rewritten(&note, language) {
                count += 1;
                let faults = faults(&note, &new);
                if !faults.is_empty() {
                    found.push(format!("{}: {note:?} -> {new:?}", faults.join(", ")));
                }
            }
        }
    }
    assert!(count > 1000, "too few rewritings: {count}");
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

#[test]
fn rewritings_of_all_examples_are_silent_and_settled() {
    for (text, language) in flagged() {
        assert_settled(&text, language);
    }
}

#[test]
fn facts_beside_what_goes_stay_as_they_were_written() {
    let mut lost = Vec::new();
    let mut count = 0;
    for (text, language) in flagged() {
        for (fact, other) in FACTS.iter().zip(FACTS.iter().rev()) {
            let note = format!("{fact}. {}, {other}", text.trim_end_matches(['.', '!', '?']));
            if sensitive(&note, language).is_empty() {
                continue;
            }
            count += 1;
            let Rewrite::Text(new) = rewritten(&note, language) else {
                lost.push(format!("cleared: {note}"));
                continue;
            };
            let low = new.to_lowercase();
            if !low.contains(&fact.to_lowercase()) || !low.contains(&other.to_lowercase()) {
                lost.push(format!("{note} -> {new}"));
            }
        }
    }
    assert!(count > 100, "too few examples: {count}");
    assert!(lost.is_empty(), "{} of {count}:\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn accents_change_nothing() {
    let mut differ = Vec::new();
    for (text, language) in flagged() {
        let plain: String = text.chars().map(unaccented).collect();
        if rules(&text, language) != rules(&plain, language) {
            differ.push(format!(
                "{:?} {text}\n{:?} {plain}",
                rules(&text, language),
                rules(&plain, language)
            ));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// Exact terms (`=CGT`) and names depend on capitals; all other rules must not.
#[test]
fn capitals_change_nothing_for_rules_without_exact_terms() {
    let by_case = |id: &str| {
        READER.rule(id).is_some_and(|rule| {
            rule.terms.iter().any(|term| term.contains('=') || term.contains("<name>"))
                || rule.terms.is_empty()
        })
    };
    let mut differ = Vec::new();
    for (text, language) in flagged() {
        let upper = text.to_uppercase();
        let keep =
            |found: Vec<String>| found.into_iter().filter(|id| !by_case(id)).collect::<Vec<_>>();
        let (small, large) =
            (keep(rules(&text.to_lowercase(), language)), keep(rules(&upper, language)));
        if small != large {
            differ.push(format!("{small:?} {large:?} {text}"));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

fn rules(text: &str, language: Language) -> Vec<String> {
    let mut ids: Vec<String> =
        READER.read(text, language, None).iter().map(|f| f.rule.to_string()).collect();
    ids.sort();
    ids.dedup();
    ids
}

fn unaccented(c: char) -> char {
    match fold::fold(c) {
        fold::Folded::One(letter) if c.is_uppercase() => char::from(letter.to_ascii_uppercase()),
        fold::Folded::One(letter) if c.is_alphabetic() => char::from(letter),
        _ => c,
    }
}

/// Notes made of words that rules know, odd characters, and signs.
fn note() -> impl Strategy<Value = String> {
    let words = vec![
        "enceinte",
        "en arrêt maladie",
        "jusqu'au 12",
        "M. Roux",
        "(malade",
        ")",
        "con",
        "=",
        "RQTH",
        "ne plus appeler",
        "par mail",
        "12/09/2024",
        "06 12 34 56 78",
        "\n",
        ".",
        ",",
        " - ",
        "«",
        "»",
        "e\u{301}",
        "\u{200b}",
        "ﬁ",
        "ŒDÈME",
        "Σς",
        "İ",
        "日本",
        "👩‍⚕️",
        "\u{a0}",
        "a@b.fr",
        "www.x.fr",
        "2 55 08 14 168 025 38",
        "FR76 3000 6000 0112 3456 7890 189",
        "•",
        "C.G.T.",
        "connnnard",
        ":",
        "car il est handicapé",
        "mais",
        "divorce",
        "musulman",
        "CFDT",
        "1er",
        "€",
        "\r\n",
        "\t",
    ];
    let piece = prop_oneof![
        3 => prop::sample::select(words).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-zé' ]{0,12}",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn findings_lie_inside_the_note_on_whole_characters(text in note()) {
        for language in [Language::French, Language::English, Language::Auto] {
            for finding in READER.read(&text, language, None) {
                prop_assert!(text.get(finding.span.clone()).is_some_and(|found| !found.is_empty()));
            }
        }
    }

    #[test]
    fn reading_twice_gives_the_same(text in note()) {
        let first = READER.read(&text, Language::Auto, None);
        prop_assert_eq!(first, READER.read(&text, Language::Auto, None));
    }

    #[test]
    fn any_rewriting_is_silent_and_settled(text in note()) {
        if let Rewrite::Text(new) = rewritten(&text, Language::French) {
            prop_assert!(sensitive(&new, Language::French).is_empty(), "{} -> {}", text, new);
            prop_assert_eq!(rewritten(&new, Language::French), Rewrite::Unchanged);
        }
    }
}
