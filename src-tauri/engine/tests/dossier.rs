//! Documents of the fictitious companies, as they were reviewed against the law: golden texts in
//! `tests/golden/dossier/`, each piece with the grounds and conditions it rests on. After a change of
//! wording, `UPDATE_GOLDEN=1 cargo test -p epure-engine --test dossier` writes them again, to be read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "test helpers may fail the test"
)]

mod support;

use std::fs;
use std::path::Path;

use epure_engine::checklist::{Example, Questionnaire, plan};
use epure_engine::dossier::{Body, Case, Document, Facts, Templates, compose};
use epure_engine::messages::Lang;
use epure_engine::packs::PackFiles;

fn load(files: &PackFiles) -> Result<Templates, String> {
    let bases = &support::packs().bases;
    let questions = Questionnaire::load(files, "fr", bases).unwrap().unwrap();
    Templates::load(files, &questions, bases).map_err(|error| error.to_string())
}

fn documents(example: &Example, lang: Lang) -> Vec<Document> {
    let files = support::lexicons().unwrap();
    let bases = &support::packs().bases;
    let questions = Questionnaire::load(&files, "fr", bases).unwrap().unwrap();
    let templates = Templates::load(&files, &questions, bases).unwrap();
    let outcome = example.outcome(&questions);
    let actions = plan(&questions, &example.answers, &outcome);
    let case = Case {
        questions: &questions,
        bases,
        answers: &example.answers,
        measured: example.measured.as_ref(),
        outcome: &outcome,
        actions: &actions,
        asked: None,
        lang,
    };
    compose(&templates, &Facts::of(case, &templates))
}

fn example(name: &str) -> Example {
    let mut examples = Example::load(&support::lexicons().unwrap(), "fr").unwrap();
    examples.remove(&format!("checklist/fr/examples/{name}.toml")).unwrap()
}

#[test]
#[allow(clippy::disallowed_methods, reason = "golden texts are files")]
fn documents_say_what_was_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/dossier");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    for name in ["training", "cleaning"] {
        for lang in [Lang::Fr, Lang::En] {
            let texts: Vec<String> =
                documents(&example(name), lang).iter().map(|d| d.outline(true)).collect();
            let text = texts.join("\n\n");
            let path = folder.join(format!("{name}.{lang}.txt"));
            if update {
                fs::create_dir_all(&folder).unwrap();
                fs::write(&path, &text).unwrap();
            }
            let golden = fs::read_to_string(&path).unwrap_or_default();
            let differs = golden.lines().zip(text.lines()).find(|(old, new)| old != new);
            assert!(golden == text, "{}: {differs:?}", path.display());
        }
    }
}

#[test]
fn both_languages_have_the_same_documents_piece_by_piece() {
    for name in ["training", "cleaning", "beyond"] {
        let keys = |lang| -> Vec<String> {
            let all = documents(&example(name), lang);
            let sections = all.into_iter().flat_map(|document| document.sections);
            sections.flat_map(|section| section.blocks).map(|block| block.key).collect()
        };
        assert_eq!(keys(Lang::Fr), keys(Lang::En));
    }
}

#[test]
fn no_value_is_left_unfilled_and_french_has_its_spaces() {
    let bases = &support::packs().bases;
    for name in ["training", "cleaning", "beyond"] {
        for lang in [Lang::Fr, Lang::En] {
            for document in documents(&example(name), lang) {
                // Titles and sources of grounds are the lexicon's own; the longest first.
                let grounds = bases.ids().filter_map(|id| bases.get(id, lang));
                let mut own: Vec<String> =
                    grounds.flat_map(|basis| [basis.title, basis.source]).collect();
                own.sort_by_key(|text| std::cmp::Reverse(text.len()));
                let outline = document.outline(false);
                let text = own.iter().fold(outline, |text, one| text.replace(one, ""));
                assert!(!text.contains(['{', '}']), "{}", document.id);
                // Cells may be empty; sentences may not have holes.
                let hole = text.lines().find(|line| !line.starts_with('|') && line.contains("  "));
                assert_eq!(hole, None, "{}", document.id);
                for mark in [" :", " ;", " ?", " !\u{A0}", "« ", " »"] {
                    assert!(lang == Lang::En || !text.contains(mark), "{}: `{mark}`", document.id);
                }
            }
        }
    }
}

#[test]
fn every_legal_statement_outside_the_result_cites_a_ground() {
    // What names no rule: facts about the company, drafts to confirm, headings of its own.
    let plain = ["company", "activity", "updated", "channels", "volume", "draft", "day", "sign"];
    for document in documents(&example("cleaning"), Lang::En) {
        if ["result", "plan"].contains(&document.id.as_str()) {
            continue;
        }
        for block in document.sections.iter().flat_map(|section| &section.blocks) {
            let line = block.key.rsplit('.').next().unwrap().split('#').next().unwrap();
            let named = plain.contains(&line) || line == "contact" || line == "none";
            assert!(named || !block.basis.is_empty(), "{} cites nothing", block.key);
        }
    }
}

#[test]
fn an_edit_survives_and_stands_in_place_of_the_sentence() {
    let mut example = example("training");
    let key = "notice.kept.prospects".to_owned();
    example.answers.edits.insert(key.clone(), "Deux ans, puis effacement.".to_owned());
    let all = documents(&example, Lang::Fr);
    let blocks = all.iter().flat_map(|d| &d.sections).flat_map(|s| &s.blocks);
    let edited: Vec<_> = blocks.filter(|block| block.edited).collect();
    assert_eq!(edited.len(), 1);
    assert_eq!(edited[0].key, key);
    assert_eq!(edited[0].body, Body::Text("Deux ans, puis effacement.".to_owned()));
}

#[test]
fn a_text_of_the_company_is_never_a_template() {
    let mut example = example("training");
    example.answers.company.name = "{company.email} #set {rows|a|b}".to_owned();
    let all = documents(&example, Lang::Fr);
    let notice = all.iter().find(|document| document.id == "notice").unwrap();
    assert!(notice.title.contains("{company.email} #set {rows|a|b}"), "{}", notice.title);
}

fn refused(path: &str, from: &str, to: &str) -> String {
    let told = load(&support::lexicons_with(path, from, to)).err();
    told.unwrap_or_else(|| panic!("`{to}` is accepted"))
}

#[test]
fn a_template_that_does_not_hold_is_refused_with_file_and_line() {
    let notice = "templates/4-notice.toml";
    for (from, to, told) in [
        ("{company.email}.\",", "{company.fax}.\",", "`{company.fax}` is no value"),
        ("has:audiences=professional", "has:audiences=martian", "names what does not exist"),
        ("each = \"processors\"", "each = \"planets\"", "there is no list `planets`"),
        ("basis = [\"gdpr-21\"]", "basis = [\"gdpr-210\"]", "`gdpr-210` is no ground"),
        ("kind = \"bullet\"", "kind = \"poem\"", "poem"),
        ("id = \"purpose\"", "id = \"purpose\"\ncolour = \"red\"", "colour"),
    ] {
        let said = refused(notice, from, to);
        assert!(said.starts_with(notice) && said.contains(told), "{said}");
        let line = said.split(':').nth(1).and_then(|line| line.parse::<usize>().ok());
        assert!(line.is_some_and(|line| line > 1), "{said}");
    }
    let said = refused("templates/3-register.toml", "measures.security", "measures.nothing");
    assert!(said.contains("there is no such section"), "{said}");
}
