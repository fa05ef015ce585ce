use serde_json::Value;

use super::epure;

#[test]
fn a_note_is_told_why_it_is_flagged_and_what_it_becomes() {
    let note = "Mme Petit en congé maternité jusqu’au 12 septembre";
    let french = epure("explain --lang fr").arg(note).run().ok();
    for said in ["congé maternité", "fr.health.maternity-leave", "absente jusqu’au 12 septembre"]
    {
        assert!(french.contains(said), "{said}: {french}");
    }
    let typed = epure("explain --lang fr").stdin(format!("{note}\n")).run().ok();
    assert_eq!(french, typed);
    let english = epure("explain --lang fr").arg(note).env("LANG", "en_GB.UTF-8").run().ok();
    assert!(english.contains("Proposed rewriting"), "{english}");
}

#[test]
fn what_is_spared_is_told_with_what_spared_it() {
    let out = epure("explain --lang fr --format json").arg("Cherche une enceinte acoustique").run();
    let told: Value = serde_json::from_str(&out.ok()).unwrap();
    assert_eq!(told["found"].as_array().unwrap().len(), 0);
    assert_eq!(told["rewrite"], Value::Null);
    let spared = &told["spared"][0];
    assert_eq!(spared["text"], "enceinte");
    assert!(spared["because"].as_str().unwrap().contains("enceinte acoustique"), "{told}");
}

#[test]
fn scanning_explains_when_asked_and_keeps_the_contract() {
    let note = serde_json::json!({"id": 7, "text": "Roux est diabétique, rappeler"}).to_string();
    let plain: Value =
        serde_json::from_str(&epure("scan --lang fr").stdin(note.clone()).run().ok()).unwrap();
    let told: Value =
        serde_json::from_str(&epure("scan --lang fr --explain").stdin(note).run().ok()).unwrap();
    for field in ["category", "rule", "start", "end", "text", "severity"] {
        assert_eq!(plain["findings"][0][field], told["findings"][0][field], "{field}");
    }
    assert_eq!(plain["rewrite"], told["rewrite"]);
    assert!(plain["findings"][0].get("term").is_none() && plain.get("spared").is_none());
    let why = &told["findings"][0];
    assert!(!why["term"].as_str().unwrap().is_empty() && !why["why"].as_str().unwrap().is_empty());
}

#[test]
fn what_explain_does_not_understand_is_refused() {
    assert!(epure("explain --format xml").arg("a").run().refused().contains("text, json"));
    assert!(epure("explain a b").run().refused().contains('b'));
}
