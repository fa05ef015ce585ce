use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Cli, epure};

/// Private persons: a proved agreement to e-mails opens the way to ask about calls.
const CONTACTS: &str = "\
Nom;E-mail;Téléphone;Type de client;Opt-in e-mail;Opt-in tél;Commentaire;Dernier contact
Boisvert;zoe@exemple.fr;06 39 98 10 01;particulier;oui salon 2025;;;03/05/2026
Nérée;max@exemple.fr;06 39 98 10 02;particulier;oui formulaire;;;12/06/2026
Faivre;lea@exemple.fr;06 39 98 10 03;particulier;oui salon 2025;;Ne plus contacter;20/01/2026
Hamon;paul@exemple.fr;06 39 98 10 04;particulier;;;;11/09/2025
Colin;ines@exemple.fr;06 39 98 10 05;particulier;oui salon 2025;;;14/02/2022
Perrot;hugo@exemple.fr;06 39 98 10 06;particulier;oui salon 2025;;;02/10/2026
";

const ANSWERS: &str = "\
E-mail;Réponse;Ouvert
ZOE@exemple.fr;Oui;1
max@exemple.fr;non merci;1
hugo@exemple.fr;;0
inconnu@exemple.fr;oui;1
";

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

/// A call on a computer of its own.
fn call(folder: &Path, command: &str) -> Cli {
    epure(command).env("EPURE_DATA", folder.join("data"))
}

#[test]
fn only_those_who_may_be_asked_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), "contacts.csv", CONTACTS);
    let list = folder.path().join("liste.csv");
    let out = call(folder.path(), "campaign list --as-of 2026-11-26 --format json -o")
        .arg(&list)
        .arg(&file)
        .run()
        .ok();
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["asked"], 3, "{out}");
    let rows: Vec<_> = told["rows"].as_array().unwrap().iter().map(|row| &row["row"]).collect();
    assert_eq!(rows, [&Value::from(2), &3.into(), &7.into()]);
    assert_eq!(told["rows"][0]["by"], "email");
    assert_eq!(told["rows"][0]["about"], serde_json::json!(["sms", "phone"]));
    let left_out = &told["left_out"];
    assert_eq!((&left_out["refused"], &left_out["stale"]), (&1.into(), &1.into()), "{out}");
    assert_eq!(left_out["no_open_channel"], 1, "{out}");
    let list = fs::read_to_string(list).unwrap();
    assert!(list.starts_with('\u{feff}') && list.contains("zoe@exemple.fr"), "{list}");
    assert!(!list.contains("lea@") && !list.contains("paul@") && !list.contains("ines@"), "{list}");
}

#[test]
fn the_message_holds_what_a_consent_to_calls_needs() {
    let out = epure("campaign message --about email,phone --company Lumen").run().ok();
    for needed in ["Lumen", "un an au plus", "retirer à tout moment", "preuve", "CNIL", "☐ non"]
    {
        assert!(out.contains(needed), "{needed}: {out}");
    }
    let out = epure("campaign message --lang en --about email").run().ok();
    assert!(out.contains("[your company]") && !out.contains("year"), "{out}");
}

#[test]
fn answers_come_back_in_a_copy_and_refusals_stay_known() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), "contacts.csv", CONTACTS);
    let answers = written(folder.path(), "reponses.csv", ANSWERS);
    let copy = folder.path().join("copie.csv");
    let out =
        call(folder.path(), "campaign answers --as-of 2026-11-26 --format json --about phone -o")
            .arg(&copy)
            .arg(&file)
            .arg(&answers)
            .run()
            .ok();
    let figures: Value = serde_json::from_str(&out).unwrap();
    let of = |name: &str| figures[name].as_u64().unwrap_or(99);
    assert_eq!((of("asked"), of("opened"), of("agreed")), (4, 3, 2), "{out}");
    assert_eq!((of("refused"), of("silent"), of("unknown")), (1, 1, 1), "{out}");
    let copy_text = fs::read_to_string(&copy).unwrap();
    let lines: Vec<&str> = copy_text.lines().collect();
    // The agreement in its own column, with its day and proof; the refusal in a column of its own.
    assert!(lines[0].contains("Date du consentement") && lines[0].contains("Opposition téléphone"));
    assert!(lines[1].contains(";oui;") && lines[1].contains("reponses.csv"), "{}", lines[1]);
    assert!(lines[2].ends_with(";oui"), "{}", lines[2]);
    assert_eq!(lines[6].split(';').nth(5), Some(""), "{}", lines[6]);
    // Who agreed may be called, who refused is recognised in the next file.
    let audit = call(folder.path(), "audit --as-of 2026-11-26 --format json").arg(&copy).run().ok();
    let audit: Value = serde_json::from_str(&audit).unwrap();
    let of_row = |row: u32| -> Vec<&str> {
        let findings = audit["findings"].as_array().unwrap().iter();
        findings.filter(|f| f["row"] == row).map(|f| f["check"].as_str().unwrap()).collect()
    };
    assert!(of_row(3).contains(&"suppressed"), "{audit}");
    let check = call(folder.path(), "opposition check --format json").arg(&file).run().ok();
    let check: Value = serde_json::from_str(&check).unwrap();
    assert_eq!(check["rows"][0]["channels"], serde_json::json!(["phone"]), "{check}");
}
