use std::fs;
use std::path::{Path, PathBuf};

use super::epure;

const ANSWERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/answers.json");
const SHEET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/prospects.xlsx");

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dossier").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn call(answers: &Path, out: &Path) -> super::Cli {
    epure("dossier --as-of 2026-11-25 -o").arg(out).arg(answers)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn answers_and_an_audit_become_documents_and_the_same_ones_each_time() {
    let folder = folder("whole");
    let audit = folder.join("audit.json");
    let json = epure("audit --format json --as-of 2026-11-24").arg(SHEET).run().ok();
    fs::write(&audit, json).unwrap();
    let out = folder.join("fr");
    let told = call(Path::new(ANSWERS), &out).arg("--audit").arg(&audit).run().ok();
    assert!(told.starts_with("Rouge, "), "{told}");
    let french = names(&out);
    for wanted in [
        "1-resultat.docx",
        "1-resultat.pdf",
        "2-plan-d-action.ics",
        "2-plan-d-action.xlsx",
        "3-registre.xlsx",
    ] {
        assert!(french.iter().any(|name| name == wanted), "{french:?}");
        assert!(told.contains(wanted), "{told}");
    }
    assert!(french.iter().all(|name| !name.starts_with("7-")), "nobody's processor: {french:?}");
    let again = folder.join("again");
    call(Path::new(ANSWERS), &again).arg("--audit").arg(&audit).run().ok();
    for name in &french {
        assert_eq!(
            fs::read(out.join(name)).unwrap(),
            fs::read(again.join(name)).unwrap(),
            "{name}"
        );
    }
    let english = call(Path::new(ANSWERS), &folder.join("en")).arg("--lang").arg("en").run().ok();
    assert!(
        english.contains("not a certificate") && english.contains("3-register.docx"),
        "{english}"
    );
}

#[test]
fn documents_that_a_person_may_have_edited_are_not_replaced_unasked() {
    let folder = folder("taken");
    call(Path::new(ANSWERS), &folder).run().ok();
    let register = folder.join("3-registre.docx");
    fs::write(&register, "relu et corrigé").unwrap();
    let told = call(Path::new(ANSWERS), &folder).run().refused();
    assert!(told.contains("1-resultat.docx"), "{told}");
    assert_eq!(fs::read_to_string(&register).unwrap(), "relu et corrigé");
    call(Path::new(ANSWERS), &folder).arg("--force").run().ok();
    assert_ne!(fs::read(&register).unwrap(), b"relu et corrig\xc3\xa9");
}

#[test]
fn answers_that_do_not_hold_are_refused_with_one_sentence() {
    let folder = folder("odd");
    let file = folder.join("answers.json");
    for (json, named) in [
        ("{", "1:"),
        ("{\"schema\": 1}", "1:"),
        ("{\"schema\": 1, \"company\": {}, \"color\": 1}", "1:"),
        ("{\"schema\": 7, \"company\": {}}", "7"),
        ("{\"schema\": 1, \"company\": {}, \"country\": \"zz\"}", "zz"),
        (
            "{\"schema\": 1, \"company\": {}, \"answers\": {\"registre\": {\"answer\": \"yes\"}}}",
            "registre",
        ),
    ] {
        fs::write(&file, json).unwrap();
        let told = call(&file, &folder.join("out")).run().refused();
        assert!(told.contains(named), "{json}: {told}");
        assert_eq!(told.trim_end().lines().count(), 1, "{told}");
    }
    assert!(!folder.join("out").exists());
    let missing = epure("dossier").arg(ANSWERS).run().refused();
    assert!(missing.contains("-o"), "{missing}");
    let odd =
        call(Path::new(ANSWERS), &folder.join("out")).arg("--audit").arg(&file).run().refused();
    assert!(odd.contains("answers.json"), "{odd}");
}
