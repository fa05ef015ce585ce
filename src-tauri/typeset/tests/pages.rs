//! Pages of the fictitious companies' documents: they are laid out, tagged, the same each time, and a
//! text that looks like markup is shown as it is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "test helpers may fail the test"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use epure_engine::checklist::{Example, plan};
use epure_engine::dossier::{Case, Document, Dossiers, Facts, compose};
use epure_engine::messages::Lang;
use epure_engine::packs::{PackFiles, Packs};
use epure_typeset::{logo, pdf};

fn lexicons() -> PackFiles {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicons");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn documents(name: &str, lang: Lang, change: impl Fn(&mut Example)) -> Vec<Document> {
    let files = lexicons();
    let packs = Packs::load(&files).unwrap();
    let dossiers = Dossiers::load(&files, &packs.bases).unwrap();
    let dossier = dossiers.get("fr").unwrap();
    let mut example = Example::load(&files, "fr")
        .unwrap()
        .remove(&format!("checklist/fr/examples/{name}.toml"))
        .unwrap();
    change(&mut example);
    let outcome = example.outcome(&dossier.questions);
    let actions = plan(&dossier.questions, &example.answers, &outcome);
    let case = Case {
        questions: &dossier.questions,
        bases: &packs.bases,
        answers: &example.answers,
        measured: example.measured.as_ref(),
        outcome: &outcome,
        actions: &actions,
        asked: None,
        lang,
    };
    compose(&dossier.templates, &Facts::of(case, &dossier.templates))
}

#[test]
fn every_document_has_pages_that_are_tagged_and_the_same_each_time() {
    for (name, lang) in [("training", Lang::En), ("cleaning", Lang::Fr)] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        let all = documents(name, lang, |_| ());
        assert!(all.len() >= 8);
        for document in &all {
            let bytes = pdf(document, None).unwrap();
            assert!(bytes.starts_with(b"%PDF-1."), "{}", document.id);
            assert!(contains(&bytes, b"/StructTreeRoot"), "{} is not tagged", document.id);
            fs::write(folder.join(format!("{}.pdf", document.file)), &bytes).unwrap();
        }
        assert_eq!(pdf(&all[0], None).unwrap(), pdf(&all[0], None).unwrap());
    }
}

#[test]
fn a_text_of_the_company_is_no_markup() {
    let odd = "#panic(\"x\") *a* $b$ <c> @d #import \"/etc/passwd\" [e] \\ `f` = g";
    let all = documents("training", Lang::Fr, |example| {
        example.answers.company.name = odd.to_owned();
        example.answers.company.activity = odd.to_owned();
    });
    for document in &all {
        pdf(document, None).unwrap_or_else(|error| panic!("{}: {error}", document.id));
    }
}

#[test]
fn a_logo_is_on_the_first_page_and_can_be_read_out() {
    let square =
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0h4v1z"/></svg>"#;
    let logo = logo(square.as_bytes()).unwrap();
    let all = documents("training", Lang::Fr, |_| ());
    let with = pdf(&all[0], Some(&logo)).unwrap();
    assert!(contains(&with, b"/Subtype/Image"), "no image in the file");
    assert!(!contains(&pdf(&all[0], None).unwrap(), b"/Subtype/Image"));
    assert_eq!(with, pdf(&all[0], Some(&logo)).unwrap());
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
