use std::path::{Path, PathBuf};

use super::{Cli, epure};

const PASSWORD: &str = "Sésame 3615";
const AUDIT: &str = "audit --as-of 2026-11-24 --format json";

/// A protected workbook, in which a note says that somebody is ill.
fn locked(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/sheets/tests/locked").join(name)
}

fn clean(options: &str, copy: &Path) -> Cli {
    epure(&format!("clean --as-of 2026-11-24 --accept suggested --force {options} -o")).arg(copy)
}

#[test]
fn a_protected_file_opens_with_the_password_of_the_surroundings_or_of_standard_input() {
    for name in ["standard.xlsx", "libreoffice.ods"] {
        let file = locked(name);
        let told = epure(AUDIT).env("EPURE_PASSWORD", PASSWORD).arg(&file).run().ok();
        assert!(told.contains("malade"), "{name}");
        let lines = format!("{PASSWORD}\n");
        assert_eq!(epure(AUDIT).arg("--password-stdin").stdin(lines).arg(&file).run().ok(), told);
        let said = epure(AUDIT).arg(&file).run().refused();
        assert!(said.contains("EPURE_PASSWORD") && said.contains("--password-stdin"), "{said}");
        let said = epure(AUDIT).env("EPURE_PASSWORD", "autre").arg(&file).run().refused();
        assert!(said.contains("n’est pas le mot de passe") && !said.contains("autre"), "{said}");
    }
}

#[test]
fn a_copy_keeps_the_password_of_its_original_unless_told_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    for (name, copy) in [("libreoffice.ods", "a.ods"), ("later.xls", "b.xlsx")] {
        let (file, copy) = (locked(name), folder.path().join(copy));
        clean("", &copy).env("EPURE_PASSWORD", PASSWORD).arg(&file).run().ok();
        epure(AUDIT).arg(&copy).run().refused();
        let told = epure(AUDIT).env("EPURE_PASSWORD", PASSWORD).arg(&copy).run().ok();
        assert!(!told.contains("malade"), "{name}");
        clean("--no-password", &copy).env("EPURE_PASSWORD", PASSWORD).arg(&file).run().ok();
        epure(AUDIT).arg(&copy).run().ok();
    }
}

#[test]
fn a_copy_gets_another_password_and_is_verified_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (file, copy) = (locked("office.xlsx"), folder.path().join("a.xlsx"));
    let decisions = folder.path().join("d.json");
    let lines = format!("{PASSWORD}\nNouveau 12\n");
    let call = clean("--password-stdin", &copy).arg("--save-decisions").arg(&decisions);
    call.arg(&file).stdin(lines.clone()).run().ok();
    epure(AUDIT).env("EPURE_PASSWORD", PASSWORD).arg(&copy).run().refused();
    epure(AUDIT).env("EPURE_PASSWORD", "Nouveau 12").arg(&copy).run().ok();
    let call = epure("verify --password-stdin --decisions").arg(&decisions);
    let said = call.arg(&file).arg(&copy).stdin(lines).run().ok();
    assert!(said.contains("a.xlsx"), "{said}");
}

#[test]
fn an_open_file_gets_a_password_when_that_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/prospects.xlsx");
    let copy = folder.path().join("a.xlsx");
    let said = clean("--protect", &copy).arg(&sample).run().refused();
    assert!(said.contains("EPURE_PASSWORD"), "{said}");
    clean("--protect", &copy).env("EPURE_PASSWORD", "x").arg(&sample).run().ok();
    epure(AUDIT).arg(&copy).run().refused();
    // Without the wish, the password of the surroundings changes nothing.
    clean("", &copy).env("EPURE_PASSWORD", "x").arg(&sample).run().ok();
    epure(AUDIT).arg(&copy).run().ok();
    let csv = folder.path().join("a.csv");
    std::fs::write(&csv, "Nom;Email;Notes\nAna;ana@alpha.example.fr;Rappeler\n").unwrap();
    let out = folder.path().join("b.csv");
    let said = clean("--protect", &out).env("EPURE_PASSWORD", "x").arg(&csv).run().refused();
    assert!(said.contains("xlsx"), "{said}");
}
