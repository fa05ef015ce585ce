//! Identifiers against lists of valid and invalid numbers made by others.

mod support;

use epure_engine::finding::Category;
use epure_engine::lexicon::checkers;
use epure_engine::reader::{Language, Reader};

/// Judged otherwise here: an IBAN whose bank-internal Spanish key is wrong is still an account
/// number, and our library does not accept Pakistan's.
const JUDGED_OTHERWISE: &[&str] =
    &["ES89 3183 1500 9500 0121 0562", "PK36SCBL0000001123456702", "PK36 SCBL 0000 0011 2345 6702"];

#[test]
fn checks_agree_with_other_projects() {
    let mut wrong = Vec::new();
    for line in include_str!("data/identifiers.tsv").lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [text, check, valid, origin] = fields[..] else { panic!("four fields: {line}") };
        if JUDGED_OTHERWISE.contains(&text) {
            continue;
        }
        let checker = checkers::by_name(check).unwrap_or_else(|| panic!("no check {check}"));
        if checker(text) != (valid == "1") {
            wrong.push(format!("{check} {text} should be {valid} ({origin})"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn telephones_companies_and_articles_are_no_identifiers() {
    let reader = Reader::new(&support::lexicons().expect("lexicons")).expect("packs");
    let mut wrong = Vec::new();
    for line in include_str!("data/not_identifiers.tsv").lines().skip(1) {
        let text = line.split('\t').next().unwrap_or_default();
        for note in
            [format!("Rappeler au {text} lundi"), format!("cde {text} livrée le 12/03/2026")]
        {
            for finding in reader.read(&note, Language::French, None) {
                if matches!(finding.category, Category::NationalId | Category::Bank) {
                    wrong.push(format!("{} in: {note} ({line})", finding.rule));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
