use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Cli, Ran, epure};

/// A small prospect file: an illness, a refusal, a contact that is too old.
pub(crate) const FILE: &str = "Export CRM;;;;
Société;Nom;E-mail;Dernier contact;Commentaires
Boulangerie Martin;Zoé Boisvert;zoe@exemple.fr;12/05/2026;🙂 En arrêt maladie, rappeler en mai
Garage du Port;Max Nérée;max@exemple.fr;03/02/2020;Devis envoyé
Fleurs Unies;Ana Lopes;ana@exemple.fr;01/06/2026;Intéressée
";

/// A folder with that file in it.
pub(crate) fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("prospects.csv");
    std::fs::write(&file, FILE).unwrap();
    (folder, file)
}

fn audit(options: &str, file: &Path) -> Cli {
    epure(&format!("audit --as-of 2026-11-24 {options}")).arg(file)
}

fn json_of(ran: Ran) -> Value {
    serde_json::from_str(&ran.ok()).unwrap()
}

/// Sentences and grounds are the lexicons' own; here only their presence is held.
fn without_sentences(mut report: Value) -> Value {
    for finding in report["findings"].as_array_mut().unwrap() {
        assert!(!finding["message"].as_str().unwrap().is_empty());
        finding["message"] = json!("…");
        finding["id"] = json!("…");
        finding["basis"] = json!("…");
        for action in finding["actions"].as_array_mut().unwrap() {
            action.as_object_mut().unwrap().remove("value");
        }
    }
    report
}

#[test]
fn the_json_is_the_one_of_the_contract() {
    let (_folder, file) = folder();
    let report = json_of(audit("--format json", &file).run());
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/audit.json");
    let found = serde_json::to_string_pretty(&without_sentences(report)).unwrap() + "\n";
    if std::env::var_os("EPURE_WRITE_GOLDEN").is_some() {
        std::fs::write(&golden, &found).unwrap();
    }
    let wanted = std::fs::read_to_string(golden).unwrap();
    assert_eq!(found, wanted, "if this is meant: EPURE_WRITE_GOLDEN=1 cargo test");
}

#[test]
fn spans_count_characters_and_ids_do_not_change_from_run_to_run() {
    let (_folder, file) = folder();
    let report = json_of(audit("--format json", &file).run());
    let finding = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["check"] == "sensitive_note")
        .unwrap()
        .clone();
    let note = "🙂 En arrêt maladie, rappeler en mai";
    let (start, end) = (finding["start"].as_u64().unwrap(), finding["end"].as_u64().unwrap());
    let said: String = note.chars().skip(start as usize).take((end - start) as usize).collect();
    assert_eq!(finding["text"], said);
    assert_eq!((&finding["row"], &finding["cell"]), (&json!(3), &json!("E3")));
    let rewrite = finding["actions"].as_array().unwrap().iter().find(|a| a["kind"] == "rewrite");
    let rewrite = rewrite.unwrap()["value"].as_str().unwrap();
    assert!(rewrite.contains("rappeler en mai") && !rewrite.contains("maladie"), "{rewrite}");
    let again = json_of(audit("--format json --lang en", &file).run());
    let ids = |report: &Value| -> Vec<Value> {
        report["findings"].as_array().unwrap().iter().map(|f| f["id"].clone()).collect()
    };
    assert_eq!(ids(&report), ids(&again));
}

#[test]
fn the_day_decides_what_is_too_old() {
    let (_folder, file) = folder();
    let stale = |day: &str| {
        let report = json_of(epure("audit --format json --as-of").arg(day).arg(&file).run());
        assert_eq!(report["as_of"], day);
        report["summary"]["by_check"]["stale"].as_u64().unwrap_or(0)
    };
    assert_eq!((stale("2023-02-03"), stale("2026-11-24")), (0, 1));
}

#[test]
fn a_threshold_ends_with_status_one() {
    let (_folder, file) = folder();
    let status = |severity: &str| audit("--fail-on", &file).arg(severity).run().status;
    // The option's value comes after the file here: both orders are read.
    assert_eq!(epure("audit --fail-on critical").arg(&file).run().status, 1);
    assert_eq!(status("info"), 2, "the file was taken for the severity");
    std::fs::write(&file, "Nom;E-mail\nZoé Boisvert;zoe@exemple.fr\n").unwrap();
    assert_eq!(epure("audit --fail-on critical").arg(&file).run().status, 0);
}

#[test]
fn a_column_is_what_the_person_says_by_header_or_letter() {
    let (_folder, file) = folder();
    let role = |map: &str, column: usize| {
        let report = json_of(audit("--format json --map", &PathBuf::from(map)).arg(&file).run());
        report["sheets"][0]["columns"][column].clone()
    };
    let by_header = role("dernier CONTACT=created", 3);
    assert_eq!((&by_header["role"], &by_header["confidence"]), (&json!("created"), &json!(1.0)));
    assert_eq!(role("E=other", 4)["role"], "other");
    for (map, named) in [("Zut=notes", "Zut"), ("E=zut", "zut"), ("E", "E")] {
        let refused = audit("--map", &PathBuf::from(map)).arg(&file).run().refused();
        assert!(refused.contains(named), "{refused}");
    }
}

#[test]
fn a_folder_is_walked_and_each_file_is_a_line() {
    let (folder, _) = folder();
    let inside = folder.path().join("2025");
    std::fs::create_dir(&inside).unwrap();
    std::fs::write(inside.join("salon.tsv"), FILE.replace(';', "\t")).unwrap();
    std::fs::write(inside.join("~$salon.xlsx"), "lock").unwrap();
    std::fs::write(folder.path().join("readme.txt"), "not a spreadsheet").unwrap();
    let out = audit("--format json", folder.path()).run().ok();
    let names: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["file"]["name"].clone())
        .collect();
    assert_eq!(names, ["salon.tsv", "prospects.csv"]);
}

#[test]
fn the_text_says_the_worst_first_and_quotes_places() {
    let (_folder, file) = folder();
    let out = audit("", &file).run().ok();
    assert!(out.starts_with("prospects.csv  1 feuille, 3 contacts, au 24/11/2026"), "{out}");
    let place = |cell: &str| out.find(cell).unwrap_or_else(|| panic!("no {cell} in {out}"));
    assert!(place("prospects!E3") < place("prospects!D4"), "{out}");
    assert!(!out.contains("errors.") && !out.contains("cli."), "{out}");
    let english = audit("--lang en", &file).run().ok();
    assert!(english.contains("1 sheet, 3 contacts, as of 2026-11-24"), "{english}");
}

#[test]
fn a_report_is_written_whole_where_it_is_asked_for() {
    let (folder, file) = folder();
    let out = folder.path().join("report.json");
    let printed = audit("--format json -o", &out).arg(&file).run().ok();
    assert_eq!(printed, "");
    let report: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(report["schema"], 1);
    let book = folder.path().join("report.xlsx");
    audit("--format xlsx -o", &book).arg(&file).run().ok();
    assert!(std::fs::read(&book).unwrap().starts_with(b"PK"));
    let refused = audit("--format xlsx", &file).run().refused();
    assert!(refused.contains("-o"), "{refused}");
}

#[test]
fn what_cannot_be_audited_is_told() {
    let (folder, file) = folder();
    for (options, named) in [
        ("--sheet avril", "avril"),
        ("--country zz", "zz"),
        ("--as-of hier", "hier"),
        ("--format pdf", "text, json, xlsx"),
    ] {
        let refused = audit(options, &file).run().refused();
        assert!(refused.contains(named), "{refused}");
    }
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    assert_eq!(audit("", &empty).run().status, 2);
}

const DATED: &str = "Nom;Mobile;Créé le
Zoé Boisvert;06 39 98 12 34;2024-02-10
Max Nérée;06 39 98 12 35;2024-02-20
Ana Lopes;06 39 98 12 36;2024-12-01
";

/// The file that `--forecast` writes.
fn forecast(name: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("p.csv"), folder.path().join(name));
    std::fs::write(&file, DATED).unwrap();
    let call = epure("audit --as-of 2026-11-23 --format json").arg(file);
    call.arg("--forecast").arg(&out).run().ok();
    std::fs::read_to_string(out).unwrap()
}

#[test]
fn a_forecast_tells_who_must_go_month_by_month() {
    let csv = forecast("forecast.csv");
    assert!(csv.starts_with("mois;contacts;cumul\r\n2026-11;0;0\r\n"), "{csv}");
    assert!(csv.contains("2027-02;2;2\r\n") && csv.contains("2027-12;1;3\r\n"), "{csv}");
    assert_eq!(csv.lines().count(), 26);
}

#[test]
fn a_forecast_is_a_calendar_too() {
    let ics = forecast("forecast.ics");
    assert_eq!(ics.matches("BEGIN:VEVENT").count(), 2, "{ics}");
    assert!(ics.contains("DTSTART;VALUE=DATE:20270201\r\nSUMMARY:Épure"), "{ics}");
    assert!(ics.ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn a_change_of_the_law_is_told_with_the_rows_it_touches() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.csv");
    std::fs::write(&file, DATED).unwrap();
    let told = |day: &str| epure("audit --as-of").arg(day).arg(&file).run().ok();
    assert!(told("2026-08-10").contains("Le 11/08/2026, 3 lignes changeront de verdict"));
    assert!(told("2026-08-11").contains("Depuis le 11/08/2026, 3 lignes ont changé de verdict"));
}
