use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::audit::folder;
use super::epure;

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/prospects.xlsx")
}

fn report(file: &Path) -> Value {
    let out = epure("audit --as-of 2026-11-24 --format json").arg(file).run().ok();
    serde_json::from_str(&out).unwrap()
}

/// Severities of the sensitive notes of a file.
fn sensitive(file: &Path) -> usize {
    let report = report(file);
    let findings = report["findings"].as_array().unwrap();
    findings.iter().filter(|finding| finding["check"] == "sensitive_note").count()
}

#[test]
fn the_suggested_decisions_leave_nothing_sensitive_and_the_original_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (copy, log) = (folder.path().join("clean.xlsx"), folder.path().join("log.xlsx"));
    let before = std::fs::read(sample()).unwrap();
    assert!(sensitive(&sample()) > 10);
    let said = epure("clean --as-of 2026-11-24 --accept suggested -o")
        .arg(&copy)
        .arg("--log")
        .arg(&log)
        .arg(sample())
        .run()
        .ok();
    assert!(said.contains("Vérifié"), "{said}");
    assert_eq!(sensitive(&copy), 0);
    assert_eq!(report(&copy)["summary"]["by_check"].get("stale"), None);
    assert_eq!(std::fs::read(sample()).unwrap(), before);
    assert!(std::fs::read(&log).unwrap().starts_with(b"PK"));
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 2, "something was left behind: {names:?}");
}

#[test]
fn the_same_decisions_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let copy = |name: &str| {
        let path = folder.path().join(name);
        epure("clean --as-of 2026-11-24 --accept suggested -o").arg(&path).arg(sample()).run().ok();
        std::fs::read(path).unwrap()
    };
    assert!(copy("a.xlsx") == copy("b.xlsx"));
}

#[test]
fn only_what_a_decisions_file_says_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let report = report(&sample());
    let finding = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["category"] == "health")
        .unwrap();
    let decisions = json!({
        "schema": 1,
        "sha256": report["file"]["sha256"],
        "as_of": "2026-11-24",
        "decisions": [{"finding": finding["id"], "action": "clear_cell"}],
    });
    let file = folder.path().join("decisions.json");
    std::fs::write(&file, decisions.to_string()).unwrap();
    let copy = folder.path().join("clean.xlsx");
    let said = epure("clean --decisions").arg(&file).arg("-o").arg(&copy).arg(sample()).run().ok();
    assert!(said.contains("1 cellule modifiée, 0 ligne supprimée"), "{said}");
}

#[test]
fn a_source_of_another_format_becomes_an_xlsx_that_says_what_it_lost() {
    let (folder, file) = folder();
    let copy = folder.path().join("clean.xlsx");
    epure("clean --as-of 2026-11-24 --accept suggested -o").arg(&copy).arg(&file).run().ok();
    assert_eq!(sensitive(&copy), 0);
    assert_eq!(report(&copy)["summary"]["rows"], 2);
}

#[test]
fn what_must_not_be_written_is_refused() {
    let (folder, file) = folder();
    let copy = folder.path().join("clean.xlsx");
    let clean = |options: &str| epure(&format!("clean --accept suggested {options}"));
    let before = std::fs::read(&file).unwrap();
    let refused = clean("--force -o").arg(&file).arg(&file).run().refused();
    assert!(refused.contains("original"), "{refused}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    std::fs::write(&copy, "precious").unwrap();
    clean("-o").arg(&copy).arg(&file).run().refused();
    assert_eq!(std::fs::read(&copy).unwrap(), b"precious");
    clean("--force -o").arg(&copy).arg(&file).run().ok();
    assert!(std::fs::read(&copy).unwrap().starts_with(b"PK"));
    for (call, named) in [
        ("clean --accept suggested", "-o"),
        ("clean -o x.xlsx", "--decisions"),
        ("clean -o x.xlsx --accept all", "suggested"),
        ("clean -o x.pdf --accept suggested", "x.pdf"),
    ] {
        let refused = epure(call).arg(&file).run().refused();
        assert!(refused.contains(named), "{refused}");
    }
}

#[test]
fn decisions_for_another_file_or_of_another_kind_are_refused() {
    let (folder, file) = folder();
    let decisions = folder.path().join("decisions.json");
    let refused = |content: Value| {
        std::fs::write(&decisions, content.to_string()).unwrap();
        epure("clean -o x.csv --decisions").arg(&decisions).arg(&file).run().refused()
    };
    let sha256 = report(&file)["file"]["sha256"].clone();
    let file_of = |sha256: Value, schema: u32, finding: &str| {
        let decisions = json!([{"finding": finding, "action": "keep", "value": "secret"}]);
        json!({"schema": schema, "sha256": sha256, "decisions": decisions})
    };
    assert!(refused(file_of(json!("00"), 1, "f")).contains("SHA-256"));
    assert!(refused(file_of(sha256.clone(), 2, "f")).contains("(2)"));
    assert!(refused(file_of(sha256, 1, "0123")).contains("0123"));
    let bad = refused(json!({"schema": 1, "decisions": "secret"}));
    assert!(bad.contains("decisions.json") && !bad.contains("secret"), "{bad}");
}

/// A package with one part changed by `change`, which must change something.
fn tampered(file: &Path, part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut zip = zip::ZipArchive::new(Cursor::new(std::fs::read(file).unwrap())).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name == part {
            let text = String::from_utf8(bytes).unwrap();
            bytes = change(text.clone()).into_bytes();
            assert_ne!(bytes, text.into_bytes(), "nothing was changed in {part}");
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_cleaned_copy_is_proved_again_from_its_decisions() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (_csv_folder, csv) = super::audit::folder();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let originals = [
        (samples.join("prospects.xlsx"), "a.xlsx"),
        (samples.join("prospects.ods"), "b.ods"),
        (samples.join("prospects.ods"), "c.xlsx"),
        (csv.clone(), "d.csv"),
        (csv, "e.xlsx"),
    ];
    for (original, name) in &originals {
        let (copy, kept) = (path(name), path(&format!("{name}.json")));
        epure("clean --as-of 2026-11-24 --accept suggested --save-decisions")
            .arg(&kept)
            .arg("-o")
            .arg(&copy)
            .arg(original)
            .run()
            .ok();
        let verify =
            |copy: &Path| epure("verify --decisions").arg(&kept).arg(original).arg(copy).run();
        let said = verify(&copy).ok();
        assert!(said.contains("vérifié") && said.contains("rien d’autre n’a changé"), "{said}");
        // The original itself is no cleaned copy (of another format it cannot even be compared).
        if copy.extension() == original.extension() {
            let ran = verify(original);
            assert_eq!(ran.status, 1, "{name}: {}{}", ran.out, ran.err);
            assert!(ran.out.contains("échec"), "{}", ran.out);
        }
    }
    let (copy, kept) = (path("c.xlsx"), path("c.xlsx.json"));
    let changed = path("changed.xlsx");
    let verify = || {
        let ran = epure("verify --decisions")
            .arg(&kept)
            .arg(samples.join("prospects.ods"))
            .arg(&changed)
            .run();
        assert_eq!(ran.status, 1, "{}{}", ran.out, ran.err);
        ran.out
    };
    let strings = "xl/sharedStrings.xml";
    let other = tampered(&copy, strings, |text| text.replacen("</t>", " x</t>", 1));
    std::fs::write(&changed, other).unwrap();
    assert!(verify().contains("diffère"));
    // A removed note hidden in the properties.
    let planted = tampered(&copy, "docProps/core.xml", |text| {
        text.replace(
            "</cp:coreProperties>",
            "<dc:subject>Sourd d’une oreille, lui parler en face. Rdv le 14</dc:subject></cp:coreProperties>",
        )
    });
    std::fs::write(&changed, planted).unwrap();
    let said = verify();
    assert!(said.contains("docProps/core.xml") && !said.contains("oreille"), "{said}");
}

/// Decisions that archive every contact silent for too long.
fn archiving(file: &Path, decisions: &Path) -> usize {
    let report = report(file);
    let stale = report["findings"].as_array().unwrap().iter().filter(|one| one["check"] == "stale");
    let archive = |one: &Value| json!({"finding": one["id"], "action": "move_row"});
    let decided: Vec<Value> = stale.map(archive).collect();
    let sha256 = &report["file"]["sha256"];
    let all = json!({"schema": 1, "sha256": sha256, "as_of": "2026-11-24", "decisions": decided});
    std::fs::write(decisions, all.to_string()).unwrap();
    decided.len()
}

#[test]
fn archived_rows_leave_for_a_file_that_is_proved_as_well() {
    let (folder, csv) = folder();
    let path = |name: &str| folder.path().join(name);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let cases = [
        (sample(), "a.xlsx", "a - Archive.xlsx"),
        (samples.join("prospects.ods"), "b.ods", "b - Archive.ods"),
        (samples.join("prospects.ods"), "c.xlsx", "c - Archive.xlsx"),
        (csv.clone(), "d.csv", "d - Archive.csv"),
        (csv, "e.xlsx", "e - Archive.xlsx"),
    ];
    for (original, copy, archive) in cases {
        let (copy, archive, decisions) = (path(copy), path(archive), path("decisions.json"));
        let rows = archiving(&original, &decisions);
        let certificate = copy.with_extension("html");
        let clean =
            || epure("clean --archive-file --decisions").arg(&decisions).arg("-o").arg(&copy);
        let said = clean().arg("--certificate").arg(&certificate).arg(&original).run().ok();
        assert!(said.contains(&archive.display().to_string()), "{said}");
        assert!(said.contains(&format!("{rows} ligne")), "{said}");
        assert_eq!(report(&copy)["summary"]["by_check"].get("stale"), None);
        let archived = report(&archive);
        assert_eq!(archived["summary"]["by_check"]["stale"], json!(rows), "{}", archive.display());
        let page = std::fs::read_to_string(&certificate).unwrap();
        assert!(page.contains(archived["file"]["sha256"].as_str().unwrap()));
        let verify = |archive: &Path| {
            let ran = epure("verify --decisions").arg(&decisions).arg("--archive").arg(archive);
            ran.arg(&original).arg(&copy).run()
        };
        let said = verify(&archive).ok();
        assert!(said.contains(&format!("{rows} ligne")) && said.contains("archivée"), "{said}");
        // The copy lacks those rows.
        assert_eq!(verify(&copy).status, 1, "{}", copy.display());
    }
}

#[test]
fn what_is_asked_of_verify_must_hold_together() {
    let (folder, file) = folder();
    let none = folder.path().join("none.json");
    for (call, named) in [
        (epure("verify").arg(&file).arg(&file), "--decisions"),
        (epure("verify --decisions").arg(&none).arg(&file), "deux fichiers"),
        (epure("verify --decisions").arg(&none).arg(&file).arg(&file), "none.json"),
    ] {
        let refused = call.run().refused();
        assert!(refused.contains(named), "{refused}");
    }
}

#[test]
fn a_certificate_says_what_was_done_and_nothing_of_what_was_removed() {
    let folder = tempfile::tempdir().unwrap();
    let (copy, page) = (folder.path().join("clean.xlsx"), folder.path().join("certificate.html"));
    let clean = |certificate: &Path| {
        epure("clean --force --as-of 2026-11-24 --accept suggested -o")
            .arg(&copy)
            .arg("--certificate")
            .arg(certificate)
            .arg(sample())
            .run()
    };
    clean(&page).ok();
    let text = std::fs::read_to_string(&page).unwrap();
    for said in ["prospects.xlsx", "clean.xlsx", "24/11/2026", "fr.health.", "Règles appliquées"]
    {
        assert!(text.contains(said), "{said}");
    }
    // Both files by size and fingerprint, the counts, the version of the rules.
    for file in [sample(), copy.clone()] {
        let sha256 = self::report(&file)["file"]["sha256"].as_str().unwrap().to_owned();
        let digits: String = std::fs::metadata(&file).unwrap().len().to_string();
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(text.contains(&sha256) && plain.contains(&digits), "{}", file.display());
    }
    for said in ["Cellules", "Lignes", "Parties", "Textes", "Version des règles"] {
        assert!(text.contains(said), "{said}");
    }
    let report = report(&sample());
    for finding in report["findings"].as_array().unwrap() {
        let removed = finding["text"].as_str().unwrap();
        // A rule may be about a single common word.
        let telling = removed.chars().count() > 12;
        assert!(!telling || !text.contains(removed), "the certificate quotes what was removed");
    }
    let book = folder.path().join("certificate.xlsx");
    clean(&book).ok();
    assert!(std::fs::read(&book).unwrap().starts_with(b"PK"));
    let refused = clean(&folder.path().join("certificate.pdf")).refused();
    assert!(refused.contains("certificate.pdf"), "{refused}");
}
