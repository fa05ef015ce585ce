use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Cli, epure};

/// What an e-mailing tool exports: everybody in it unsubscribed.
const UNSUBSCRIBED: &str = "Email Address,First Name,Last Name,UNSUB_TIME
zoe.boisvert@exemple.fr,Zoé,Boisvert,2026-03-01 10:00:00
max@exemple.fr,Max,Nérée,2023-01-15 10:00:00
";

/// A file of the company: some refuse, some do not.
const OWN: &str = "Nom;Société;Téléphone;E-mail;Opposition
Ana Lopes;Fleurs Unies;06 39 98 12 34;;oui
Léo Grand;Garage du Port;01 99 00 12 34;leo@garage.example;non
";

/// A list that was bought.
const BOUGHT: &str = "Nom;Société;Mobile;E-mail
Zoé B.;Boulangerie Martin;;ZOE.Boisvert@Exemple.fr
A. Lopes;Fleurs Unies;+33 6 39 98 12 34;ana@fleurs.example
Léo Grand;Garage du Port;;leo@garage.example
Ana Lopes;Fleurs Unies;;
Ana Lopes;Autre Maison;;
";

fn written(folder: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

/// A call on a list of its own.
fn call(folder: &Path, command: &str) -> Cli {
    epure(command).env("EPURE_DATA", folder.join("data"))
}

fn filled(folder: &Path) {
    let unsubscribed = written(folder, "unsubscribed.csv", UNSUBSCRIBED);
    let own = written(folder, "clients.csv", OWN);
    let out = call(folder, "opposition import").arg(unsubscribed).arg(own).run().ok();
    assert!(
        out.contains("unsubscribed.csv\u{a0}: 2 refus lus sur 2 contacts, 2 personnes"),
        "{out}"
    );
    assert!(out.contains("clients.csv\u{a0}: 1 refus lu sur 2 contacts, 1 personne"), "{out}");
}

#[test]
fn a_bought_list_is_checked_against_what_people_refused() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let bought = written(folder.path(), "achat.csv", BOUGHT);
    let out = call(folder.path(), "opposition check --format json").arg(&bought).run().ok();
    let checked: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&checked["people"], &checked["suppressed"]), (&5.into(), &3.into()), "{out}");
    let rows: Vec<_> = checked["rows"].as_array().unwrap().iter().map(|row| &row["row"]).collect();
    // By address, by number, by name and company; a name in another company is a namesake.
    assert_eq!(rows, [&Value::from(2), &3.into(), &5.into()]);
    assert_eq!(checked["rows"][0]["since"], "2026-03-01");
    let text = call(folder.path(), "opposition check").arg(&bought).run().ok();
    assert!(text.contains("3 sur 5 ne doivent pas être contactés"), "{text}");
    let csv = call(folder.path(), "opposition export").arg(&bought).run().ok();
    assert!(csv.starts_with("opposition;depuis;Nom;"), "{csv}");
    assert!(csv.contains("Zoé B.") && !csv.contains("Léo"), "{csv}");
}

#[test]
fn every_later_audit_applies_the_list() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let bought = written(folder.path(), "achat.csv", BOUGHT);
    let out = call(folder.path(), "audit --format json --as-of 2026-11-23").arg(bought).run().ok();
    let audit: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(audit["summary"]["by_check"]["suppressed"], 3, "{out}");
}

#[test]
fn the_list_is_told_in_figures_and_old_refusals_may_go() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let out = call(folder.path(), "opposition stats").run().ok();
    assert!(out.contains("3 personnes") && out.contains("plus de 3 ans"), "{out}");
    let out = call(folder.path(), "opposition purge").run().ok();
    assert!(out.starts_with("1 personne retirée"), "{out}");
    let out = call(folder.path(), "opposition stats").run().ok();
    assert!(out.contains("2 personnes") && !out.contains("plus de 3 ans"), "{out}");
}

#[test]
fn nobody_can_be_read_in_the_files_of_the_list() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let bought = written(folder.path(), "achat.csv", BOUGHT);
    call(folder.path(), "opposition check").arg(bought).run().ok();
    let secrets = [
        "zoe.boisvert",
        "exemple.fr",
        "Boisvert",
        "boisvert",
        "max@",
        "Nérée",
        "neree",
        "Lopes",
        "lopes",
        "Fleurs",
        "fleurs",
        "639981234",
        "39 98 12",
        "199001234",
        "garage",
        "Garage",
        "unsubscribed.csv",
        "clients.csv",
    ];
    let mut looked_at = 0;
    for entry in fs::read_dir(folder.path().join("data")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        looked_at += bytes.len();
        for secret in secrets {
            let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!found, "`{secret}` can be read in {}", path.display());
        }
    }
    assert!(looked_at > 4096);
}

/// Who refuses what, in a column, a note or nowhere.
const MIXED: &str = "Nom;Société;E-mail;Téléphone;Commentaire;Opposition e-mail;Dernier contact
Ana Lopes;Fleurs Unies;ana@fleurs.example;01 99 00 12 34;;oui;03/05/2026
Léo Grand;Garage du Port;leo@garage.example;01 99 00 12 35;Ne plus contacter;;12/06/2026
Max Nérée;Garage du Port;max@garage.example;01 99 00 12 36;Veut un devis;;12/06/2026
";

#[test]
fn a_cleaned_copy_tells_every_refusal_and_the_list_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), "clients.csv", MIXED);
    let (copy, decided) = (folder.path().join("copie.csv"), folder.path().join("d.json"));
    let out = call(folder.path(), "clean --accept suggested --refusals --as-of 2026-11-26 -o")
        .arg(&copy)
        .arg("--save-decisions")
        .arg(&decided)
        .arg(&file)
        .run()
        .ok();
    assert!(out.contains("2 personnes ajoutées à la liste d’opposition"), "{out}");
    let text = fs::read_to_string(&copy).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].ends_with("Dernier contact;Opposition téléphone"), "{text}");
    // Ana refuses e-mails, and the file says so already; Léo everything, in a note; Max nothing.
    assert!(lines[1].contains(";oui;03/05/2026") && !lines[1].ends_with("oui"), "{text}");
    assert!(lines[2].contains(";oui;12/06/2026;oui"), "{text}");
    assert!(lines[3].contains(";;12/06/2026"), "{text}");
    call(folder.path(), "verify --refusals --decisions")
        .arg(&decided)
        .arg(&file)
        .arg(&copy)
        .run()
        .ok();
    let check = call(folder.path(), "opposition check --format json").arg(&file).run().ok();
    let check: Value = serde_json::from_str(&check).unwrap();
    assert_eq!(check["suppressed"], 2, "{check}");
    assert_eq!(check["rows"][0]["channels"], serde_json::json!(["email"]), "{check}");
}

#[test]
fn a_shared_number_keeps_a_colleague_reachable_by_mail() {
    let folder = tempfile::tempdir().unwrap();
    let own = "Nom;Société;Téléphone;E-mail;Opposition
Ana Lopes;Fleurs Unies;01 99 00 12 34;ana@fleurs.example;oui
";
    let file = written(folder.path(), "clients.csv", own);
    call(folder.path(), "opposition import").arg(file).run().ok();
    let other = "Nom;Société;Téléphone;E-mail
Max Nérée;Fleurs Unies;01 99 00 12 34;max@fleurs.example
";
    let other = written(folder.path(), "achat.csv", other);
    let out = call(folder.path(), "opposition check --format json").arg(other).run().ok();
    let checked: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(checked["rows"][0]["channels"], serde_json::json!(["sms", "phone"]), "{out}");
}

#[test]
fn what_is_asked_must_be_known() {
    let folder = tempfile::tempdir().unwrap();
    let refused = call(folder.path(), "opposition forget").run().refused();
    assert!(refused.contains("import, check, export"), "{refused}");
    let refused = call(folder.path(), "opposition import --channel pigeon x.csv").run().refused();
    assert!(refused.contains("email, sms, phone"), "{refused}");
}
