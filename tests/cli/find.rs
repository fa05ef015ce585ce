use serde_json::Value;

use super::epure;

const FILE: &str = "Société;Nom;Téléphone;Notes
Boulangerie Martin;Zoé Boisvert;06 39 98 12 34;Rappeler en mai
Garage du Port;Max Nérée;+33 1 99 00 12 34;Collègue de Zoé BOISVERT
Fleurs Unies;Ana Lopes;;Voir au 06.39.98.12.34
";

/// The rows held on somebody, as `sheet!row`.
fn rows(who: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("prospects.csv"), FILE).unwrap();
    std::fs::write(folder.path().join("readme.txt"), "Zoé Boisvert").unwrap();
    let out = epure("find --format json").arg(who).arg(folder.path()).run().ok();
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found["file"], "prospects.csv");
    let rows = found["rows"].as_array().unwrap();
    rows.iter().map(|row| format!("{}!{}", row["sheet"].as_str().unwrap(), row["row"])).collect()
}

#[test]
fn a_person_is_found_by_name_and_by_phone_in_every_column() {
    assert_eq!(rows("zoe boisvert"), ["prospects!2", "prospects!3"]);
    assert_eq!(rows("+33 6 39 98 12 34"), ["prospects!2", "prospects!4"]);
    assert!(rows("personne@exemple.fr").is_empty());
}

#[test]
fn the_text_shows_headers_and_values_with_their_cells() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("prospects.csv");
    std::fs::write(&file, FILE).unwrap();
    let out = epure("find").arg("Max Nérée").arg(&file).run().ok();
    assert!(out.contains("prospects!3"), "{out}");
    assert!(out.contains("C3     Téléphone: +33 1 99 00 12 34"), "{out}");
}
