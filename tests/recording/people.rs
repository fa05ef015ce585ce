//! What the area of people shows in a plain browser: `ui/src/backend/recorded/people.{fr,en}.json`,
//! recorded on a few invented contacts.

use std::path::Path;

use epure_app::dto::{FindRequest, Lang, MessageParts, RequestKind, Settings};
use serde_json::json;

use super::held_fresh;
use crate::api::{Computer, computer, quietly};

/// Contacts of a garden shop; one of them is mentioned in somebody else's note.
const CONTACTS: &str = "\
Prénom;Nom;E-mail;Téléphone;Type de client;Opt-in e-mail;Opt-in tél;Commentaire;Dernier contact
Zoé;Boisvert;zoe.boisvert@courriel.example;06 39 98 10 01;particulier;oui salon 2025;;Cherche un pommier, livraison le samedi;03/05/2026
Max;Nérée;max.neree@courriel.example;06 39 98 10 02;particulier;oui formulaire du site;;Ami de Zoé Boisvert, veut la même haie;12/06/2026
Léa;Faivre;lea.faivre@courriel.example;06 39 98 10 03;particulier;non;;Ne plus appeler;20/01/2026
Paul;Hamon;paul.hamon@courriel.example;06 39 98 10 04;particulier;;;;11/09/2025
Inès;Colin;ines.colin@courriel.example;06 39 98 10 05;particulier;oui salon 2025;oui formulaire 01/10/2026;;02/10/2026
Hugo;Perrot;hugo.perrot@courriel.example;06 39 98 10 06;particulier;oui salon 2025;;;14/02/2022
";
/// The unsubscribed of a mailing tool.
const UNSUBSCRIBED: &str = "E-mail;Désinscrit le
lea.faivre@courriel.example;21/01/2026
anna.royer@courriel.example;03/03/2023
";
const ANSWERS: &str = "E-mail;Réponse;Ouvert
zoe.boisvert@courriel.example;oui;oui
max.neree@courriel.example;non;oui
";

#[test]
fn the_recorded_people_are_what_the_use_cases_answer() {
    for (lang, name) in [(Lang::Fr, "fr"), (Lang::En, "en")] {
        held_fresh(&format!("people.{name}.json"), &recorded(lang));
    }
}

/// The whole recording of one language, one part a line.
fn recorded(lang: Lang) -> String {
    let computer = computer();
    computer.app.set_settings(Settings { lang, ..Settings::default() }).unwrap();
    let contacts = written(&computer, "contacts.csv", CONTACTS);
    let unsubscribed = written(&computer, "desinscrits.csv", UNSUBSCRIBED);
    let answers = written(&computer, "reponses.csv", ANSWERS);
    let app = &computer.app;
    let find = |kind: RequestKind| {
        let request = FindRequest {
            person: "Zoé Boisvert".to_owned(),
            paths: vec![contacts.clone()],
            kind,
            ..FindRequest::default()
        };
        app.find_person(&request, &quietly).unwrap()
    };
    let found = json!({
        "access": find(RequestKind::Access),
        "rectification": find(RequestKind::Rectification),
        "erasure": find(RequestKind::Erasure),
        "opposition": find(RequestKind::Opposition),
    });
    let imported = app.import_refusals(&[unsubscribed], false).unwrap();
    let list = app.suppression().unwrap();
    let checked = app.check_refusals(&contacts).unwrap();
    let campaign = app.campaign(&contacts, None, &quietly).unwrap();
    let parts = MessageParts { about: campaign.about.clone(), ..MessageParts::default() };
    let message = app.campaign_message(&parts).unwrap();
    let copy = computer.folder().join("contacts-reponses.csv").display().to_string();
    let result = app.record_answers(&contacts, &answers, &copy, &quietly).unwrap();
    let parts = [
        ("found", found),
        ("imported", json!(imported)),
        ("list", json!(list)),
        ("checked", json!(checked)),
        ("campaign", json!(campaign)),
        ("message", json!(message)),
        ("result", json!(result)),
    ];
    let parts = parts.iter().map(|(name, part)| format!("\"{name}\": {part}"));
    format!("{{\n{}\n}}\n", parts.collect::<Vec<_>>().join(",\n"))
}

fn written(computer: &Computer, name: &str, content: &str) -> String {
    let path: &Path = &computer.file(name, content);
    path.display().to_string()
}
