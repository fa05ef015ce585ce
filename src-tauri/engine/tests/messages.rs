//! Labels and sentences: both languages, every value, every rule.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "test helpers may fail the test"
)]

mod support;

use std::collections::BTreeSet;

use epure_engine::contact::Why;
use epure_engine::country::{Audience, Channel};
use epure_engine::finding::{ActionKind, Category, Check, Severity};
use epure_engine::messages::{Lang, Messages};
use epure_engine::role::Role;
use epure_engine::table::{HiddenKind, ReadWarningKind};

fn messages() -> &'static Messages {
    &support::packs().messages
}

/// Names between braces.
fn names(template: &str) -> BTreeSet<&str> {
    let inside = template.split('{').skip(1).filter_map(|part| part.split('}').next());
    inside.filter_map(|part| part.split('|').next()).collect()
}

#[test]
fn both_languages_say_the_same_things() {
    let keys = |lang| messages().keys(lang).collect::<BTreeSet<_>>();
    assert_eq!(keys(Lang::Fr), keys(Lang::En));
    for key in messages().keys(Lang::Fr) {
        let [fr, en] = [Lang::Fr, Lang::En].map(|lang| messages().get(lang, key).unwrap());
        assert_eq!(names(fr), names(en), "{key}");
        assert!(!fr.trim().is_empty() && !en.trim().is_empty(), "{key}");
    }
}

#[test]
fn french_keeps_its_no_break_spaces() {
    for key in messages().keys(Lang::Fr) {
        let text = messages().get(Lang::Fr, key).unwrap();
        for sign in [" :", " ;", " ?", " !", "« ", " »", "'"] {
            assert!(!text.contains(sign), "{key}: {sign:?} in {text}");
        }
    }
}

#[test]
fn every_value_has_a_label() {
    let section = |name: &'static str, values: Vec<&'static str>| {
        values.into_iter().map(move |value| format!("{name}.{value}"))
    };
    let keys = section("check", Check::ALL.iter().map(|v| v.name()).collect())
        .chain(section("category", Category::ALL.iter().map(|v| v.name()).collect()))
        .chain(section("severity", Severity::ALL.iter().map(|v| v.name()).collect()))
        .chain(section("role", Role::ALL.iter().map(|v| v.name()).collect()))
        .chain(section("action", ActionKind::ALL.iter().map(|v| v.name()).collect()))
        .chain(section("hidden", HiddenKind::ALL.iter().map(|v| v.name()).collect()))
        .chain(section("channel", Channel::ALL.iter().map(|v| v.name()).collect()))
        .chain(section("audience", Audience::ALL.iter().map(|v| v.name()).collect()))
        .chain(section("why", Why::ALL.iter().map(|v| v.name()).collect()))
        .chain(section("warning", ReadWarningKind::ALL.iter().map(|v| v.name()).collect()));
    for key in keys {
        for lang in [Lang::Fr, Lang::En] {
            assert!(messages().get(lang, &key).is_some(), "{key} is missing in {lang:?}");
        }
    }
}

#[test]
fn every_rule_about_contacts_has_its_texts() {
    for key in messages().keys(Lang::Fr).filter_map(|key| key.strip_prefix("title.")) {
        for lang in [Lang::Fr, Lang::En] {
            assert!(support::packs().rule_texts(key, lang).is_some(), "{key} in {lang:?}");
        }
    }
}

#[test]
fn every_ground_cited_by_a_rule_is_known() {
    let packs = support::packs();
    let known: BTreeSet<&str> = packs.bases.ids().collect();
    for rule in packs.reader.rules() {
        for id in &rule.basis {
            assert!(known.contains(id.as_str()), "{} cites {id}", rule.id);
        }
    }
}
