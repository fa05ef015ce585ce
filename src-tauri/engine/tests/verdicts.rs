//! Verdicts of the country packs, from tables people can read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "test helpers may fail the test"
)]

mod support;

use std::str::FromStr;

use epure_engine::country::{Audience, Channel, Evidence, Outcome, Question, Relation};
use jiff::civil::Date;
use support::markdown::{self, Section};

fn parse<T: serde::de::DeserializeOwned>(word: &str) -> T {
    serde_json::from_value(word.into()).unwrap_or_else(|_| panic!("unknown word: {word}"))
}

/// `none`, `refused`, `granted`, `granted 2026-09-01`, `granted 2026-09-01 proved`, and `until 2027-01-01`.
fn evidence(text: &str) -> Evidence {
    let mut words = text.split(' ');
    match words.next() {
        Some("none") => Evidence::None,
        Some("refused") => Evidence::Refused,
        Some("granted") => {
            let rest: Vec<&str> = words.collect();
            let end = rest.iter().position(|word| *word == "until").unwrap_or(rest.len());
            let day = |words: &[&str]| words.iter().find_map(|word| Date::from_str(word).ok());
            let (told, end) = rest.split_at(end);
            Evidence::Granted { on: day(told), proved: told.contains(&"proved"), until: day(end) }
        }
        _ => panic!("unknown evidence: {text}"),
    }
}

fn outcome(outcome: Outcome) -> String {
    match outcome {
        Outcome::Granted { until: None } => "granted".to_owned(),
        Outcome::Granted { until: Some(day) } => format!("granted until {day}"),
        Outcome::Expired { on } => format!("expired {on}"),
        Outcome::Refused => "refused".to_owned(),
        Outcome::Unproved => "unproved".to_owned(),
        Outcome::TooEarly => "too early".to_owned(),
        Outcome::Customer => "customer".to_owned(),
        Outcome::Informed => "informed".to_owned(),
        Outcome::Free => "free".to_owned(),
        Outcome::NotEstablished => "not established".to_owned(),
        Outcome::Check => "check".to_owned(),
    }
}

fn check(section: &Section) -> usize {
    let packs = support::packs();
    for row in &section.rows {
        let cell = |name: &str| {
            let at = section.header.iter().position(|header| header == name);
            at.and_then(|at| row.get(at)).map(String::as_str).unwrap_or_default()
        };
        let setting = |name: &str| {
            let own = cell(name);
            if own.is_empty() { section.settings[name].as_str() } else { own }
        };
        let country = packs.countries.get(setting("country")).expect("a known country");
        let question = Question {
            channel: parse::<Channel>(cell("channel")),
            audience: parse::<Audience>(cell("audience")),
            relation: match cell("relation") {
                "" => Relation::Prospect,
                word => parse(word),
            },
            evidence: evidence(cell("evidence")),
            on: setting("on").parse().expect("a day"),
        };
        let verdict = country.verdict(&question);
        let told = format!("{} / {row:?}", section.title);
        assert_eq!(outcome(verdict.outcome), cell("verdict"), "{told}");
        assert_eq!(verdict.rule.unwrap_or("-"), cell("rule"), "{told}");
        assert_eq!(verdict.prudent, cell("prudent") == "yes", "prudent: {told}");
        assert!(verdict.rule.is_none() || !verdict.basis.is_empty(), "no ground: {told}");
    }
    section.rows.len()
}

#[test]
fn france_follows_its_matrix() {
    let rows: usize =
        markdown::sections(include_str!("cases/verdicts-fr.md")).iter().map(check).sum();
    assert!(rows > 50, "only {rows} cases were read");
}

#[test]
fn neighbours_follow_theirs() {
    let rows: usize =
        markdown::sections(include_str!("cases/verdicts-neighbours.md")).iter().map(check).sum();
    assert!(rows > 30, "only {rows} cases were read");
}
