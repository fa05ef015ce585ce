use std::fs;

use serde_json::Value;

use super::epure;

const PROSPECTS: &str = "\
Prénom;Nom;Société;E-mail;Ville;Dernier contact;Opposition
Zoé;Boisvert;Fleurs Unies;zoe@fleurs.example;Lyon;03/05/2024;
Max;Nérée;Garage du Port;max@garage.example;Nantes;12/06/2026;
Ana;Lopes;Fleurs Unies;contact@fleurs.example;Lyon;;
";
/// Another file, other columns.
const FAIR: &str = "\
Nom complet;Entreprise;Mail;Commune;Vu le;Ne plus contacter
BOISVERT Zoé;FLEURS UNIES;Zoe@Fleurs.example;Villeurbanne;02/10/2026;oui
Léo Grand;Garage du Port;contact@garage.example;Nantes;02/10/2026;
";

#[test]
fn a_person_is_told_across_files_with_what_to_keep() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("prospects.csv"), PROSPECTS).unwrap();
    fs::write(folder.path().join("salon.csv"), FAIR).unwrap();
    let out = epure("duplicates --format json").arg(folder.path()).run().ok();
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 1, "{out}");
    let zoe = &lines[0];
    assert_eq!(zoe["sure"], true);
    assert_eq!(
        (&zoe["rows"][0]["file"], &zoe["rows"][0]["row"]),
        (&"prospects.csv".into(), &2.into())
    );
    assert_eq!((&zoe["rows"][1]["file"], &zoe["rows"][1]["row"]), (&"salon.csv".into(), &2.into()));
    let field = |role: &str| {
        let fields = zoe["fields"].as_array().unwrap();
        fields.iter().find(|field| field["role"] == role).unwrap_or(&Value::Null).clone()
    };
    assert_eq!(field("city")["differs"], true, "{out}");
    // The latest news and the refusal are what a merged row keeps.
    assert_eq!(field("last_contact")["values"][0]["value"], "02/10/2026", "{out}");
    assert_eq!(field("opt_out")["values"][0]["value"], "oui", "{out}");
}

#[test]
fn the_csv_marks_contradictions_and_what_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), PROSPECTS).unwrap();
    fs::write(folder.path().join("b.csv"), FAIR).unwrap();
    let out = epure("duplicates --format csv").arg(folder.path()).run().ok();
    assert!(out.contains("Personne;Certitude;Fichier"), "{out}");
    assert!(out.contains("Ville;Lyon;oui;oui"), "{out}");
    assert!(out.contains("Ville;Villeurbanne;;oui"), "{out}");
    let text = epure("duplicates").arg(folder.path()).run().ok();
    assert!(text.contains("1 personne est sur plusieurs lignes"), "{text}");
    assert!(text.contains("a.csv a!2 = b.csv b!2"), "{text}");
}
