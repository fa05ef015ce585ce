//! What brings an entry of `spare.toml` up, with packs made for it.

use epure_engine::packs::PackFiles;
use epure_engine::reader::{Language, Reader};

const RULE: &str = r#"
[pack]
id = "case"
category = "health"
severity = "critical"
basis = ["gdpr-9"]
title = { fr = "Cas", en = "Case" }
why = { fr = "Un cas.", en = "A case." }
advice = { fr = "Rien.", en = "Nothing." }

[[rule]]
id = "ill"
title = { fr = "Malade", en = "Ill" }
terms = ["malade", "monsieur malade très souffrant"]
flags = ["il est [[malade]]", "elle est [[malade]]"]
allows = ["rien", "rien du tout"]
"#;

fn found(spare: &str, note: &str) -> Result<usize, String> {
    found_with(spare, "", note)
}

fn found_with(spare: &str, keys: &str, note: &str) -> Result<usize, String> {
    let spare = format!(
        "[[spare]]\nid = \"case\"\nwhy = {{ fr = \"Un cas.\", en = \"A case.\" }}\n\
         terms = [\"{spare}\"]\nallows = [\"un\", \"deux\"]\n{keys}"
    );
    let files = [("fr/case.toml", RULE.to_owned()), ("fr/spare.toml", spare)];
    let files: PackFiles =
        files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
    let reader = Reader::new(&files).map_err(|error| error.to_string())?;
    Ok(reader.read(note, Language::French, None).len())
}

#[test]
fn the_beginning_of_a_word_brings_a_spare_up() -> Result<(), String> {
    assert_eq!(found("imagin*", "il est malade")?, 1);
    assert_eq!(found("malade imagin*", "le malade imaginaire")?, 0);
    assert_eq!(found("imagin* malade", "imaginons malade")?, 0);
    assert_eq!(found("mal* imaginaire", "le malade imaginaire")?, 0);
    Ok(())
}

#[test]
fn a_name_is_no_shelter_for_what_is_said_of_its_bearer() -> Result<(), String> {
    let note = "monsieur malade très souffrant";
    assert_eq!(found("monsieur malade", note)?, 0);
    assert_eq!(found_with("monsieur malade", "within = true", note)?, 1);
    assert_eq!(found_with("monsieur malade", "within = true", "monsieur malade rappelle")?, 0);
    Ok(())
}

#[test]
fn a_person_named_by_a_thing_is_not_spared_with_it() -> Result<(), String> {
    let rule = RULE.replace("flags", "unless = [\"chantier est? malade\"]\nflags");
    let classes = "of-somebody = [\"chef|cheffe de\"]\nbe-have = [\"est\"]\n".to_owned();
    let files = [("fr/case.toml", rule), ("fr/classes.toml", classes)];
    let files: PackFiles =
        files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
    let reader = Reader::new(&files).map_err(|error| error.to_string())?;
    let found = |note: &str| reader.read(note, Language::French, None).len();
    assert_eq!(found("le chantier est malade"), 0);
    assert_eq!(found("le chef de chantier est malade"), 1);
    assert_eq!(found("un chef de chantier malade"), 0);
    Ok(())
}
