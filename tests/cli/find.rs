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

const SHARED: &str = "Prénom;Nom;Société;E-mail;Opposition;Notes
Zoé;Boisvert;Boulangerie Martin;;;Vue avec Max Nérée, préfère le matin
Z.;Boisvert;Boulangerie Martin;;;
;;Boulangerie Martin;zboisvert@exemple.fr;;
Max;Nérée;Garage du Port;max@exemple.fr;;Collègue de Zoé Boisvert, divorcé
";

fn answer(request: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.csv");
    std::fs::write(&file, SHARED).unwrap();
    let call = epure("find --received 2026-01-31 --request").arg(request);
    let out = call.arg("Zoé Boisvert").arg(file).run().ok();
    serde_json::from_str(&out).unwrap()
}

#[test]
fn a_copy_holds_everything_on_the_person_and_nothing_on_others() {
    let answer = answer("access");
    assert_eq!(answer["due"], "2026-02-28");
    let rows = answer["files"][0]["rows"].as_array().unwrap();
    let marks: Vec<_> =
        rows.iter().map(|row| (row["about"] == true, row["likely"] == true)).collect();
    assert_eq!(marks, [(true, false), (true, true), (true, true), (false, false)]);
    assert_eq!(rows[0]["cells"][3]["value"], "Vue avec […], préfère le matin");
    // Of the row about somebody else, only the words about the person.
    assert_eq!(rows[3]["cells"].as_array().unwrap().len(), 1);
    let text = answer.to_string();
    assert!(!text.contains("Nérée") && !text.contains("max@"), "{text}");
}

#[test]
fn a_request_becomes_steps_in_each_file() {
    let steps = |request: &str| -> Vec<(u64, String, String)> {
        let answer = answer(request);
        let steps = answer["files"][0]["steps"].as_array().unwrap().iter();
        steps
            .map(|step| {
                let text = |name: &str| step[name].as_str().unwrap_or_default().to_owned();
                (step["row"].as_u64().unwrap(), text("action"), text("cell"))
            })
            .collect()
    };
    let erasure = steps("erasure");
    assert!(erasure.contains(&(2, "delete_row".into(), String::new())), "{erasure:?}");
    assert!(erasure.contains(&(2, "add_to_opposition".into(), String::new())));
    assert!(erasure.contains(&(5, "rewrite".into(), "F5".into())));
    let opposition = steps("opposition");
    assert!(opposition.contains(&(2, "set_cell".into(), "E2".into())), "{opposition:?}");
    assert!(!opposition.iter().any(|(row, ..)| *row == 5));
}

#[test]
fn a_copy_for_the_person_is_a_workbook_without_anybody_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("prospects.csv");
    std::fs::write(&file, FILE).unwrap();
    let copy = folder.path().join("copie.xlsx");
    let out = epure("find --request access --received 2026-11-26 -o")
        .arg(&copy)
        .arg("Zoé Boisvert")
        .arg(&file)
        .run()
        .ok();
    assert!(out.contains("26/12/2026"), "{out}");
    let told = epure("find --format json").arg("06 39 98 12 34").arg(&copy).run().ok();
    assert!(told.contains("copie.xlsx") && told.contains("06 39 98 12 34"), "{told}");
    let other = epure("find --format json").arg("Max Nérée").arg(&copy).run().ok();
    assert!(other.contains("\"rows\":[]"), "{other}");
}
