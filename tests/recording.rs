//! What the interface shows in a plain browser is what the real use cases answer on the sample:
//! `ui/src/backend/recorded/sample.{fr,en}.json`, written here and held fresh.
//!
//! To write them anew: `EPURE_WRITE_RECORDING=1 cargo test recording`.

/// The company's own part.
mod company;
/// The part of people.
mod people;

use std::path::{Path, PathBuf};

use epure_app::api::App;
use epure_app::dto::{
    About, AuditRequest, Decide, ExportOptions, FindingFilter, FindingView, Lang, NotesRequest,
    OpenedFile, PageRequest, Selection, Settings, Sort,
};
use serde_json::{Value, json};

use crate::api::{Computer, computer, quietly};

/// The folder that recorded paths lie in.
const SHOWN_FOLDER: &str = "/exemple";

#[test]
fn the_recorded_sample_is_what_the_use_cases_answer() {
    for (lang, name) in [(Lang::Fr, "fr"), (Lang::En, "en")] {
        held_fresh(&format!("sample.{name}.json"), &recorded(lang));
    }
}

/// The recording of that name is what was just recorded; writes it when asked to.
fn held_fresh(name: &str, wanted: &str) {
    let path = top().join("ui/src/backend/recorded").join(name);
    if std::env::var_os("EPURE_WRITE_RECORDING").is_some() {
        std::fs::write(&path, wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "stale {name}: run EPURE_WRITE_RECORDING=1 cargo test recording");
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The whole recording of one language, one finding a line.
fn recorded(lang: Lang) -> String {
    let computer = computer();
    let settings = Settings { lang, author: "Camille".to_owned(), ..Settings::default() };
    computer.app.set_settings(settings).unwrap();
    let sample = std::fs::read(top().join("samples/prospects.xlsx")).unwrap();
    let file = computer.open(&computer.file("prospects.xlsx", sample)).unwrap();
    let overview = computer.app.audit(&file.id, &AuditRequest::default(), &quietly).unwrap();
    let findings = findings(&computer.app, &file);
    let all = NotesRequest { limit: 500, ..NotesRequest::default() };
    let notes = computer.app.notes(&file.id, &all).unwrap();
    let (plan, exported) = cleaned(&computer, &file);
    // Any change of any rule makes another version: not worth another recording.
    let about = About { rules_version: "0".repeat(12), ..computer.app.about() };
    let parts = [
        ("file", json!(file)),
        ("overview", json!(overview)),
        ("plan", plan),
        ("exported", exported),
        ("about", json!(about)),
        ("notes", json!(notes)),
    ];
    let parts = parts.iter().map(|(name, part)| format!("\"{name}\": {part}"));
    let lines: Vec<String> = findings.iter().map(|finding| json!(finding).to_string()).collect();
    let findings = format!("\"findings\": [\n{}\n]", lines.join(",\n"));
    let text = format!("{{\n{}\n}}\n", parts.chain([findings]).collect::<Vec<_>>().join(",\n"));
    text.replace(&computer.folder().display().to_string(), SHOWN_FOLDER)
}

/// Every finding of the file, in the file's own order.
fn findings(app: &App, file: &OpenedFile) -> Vec<FindingView> {
    let mut views = Vec::new();
    loop {
        let offset = u32::try_from(views.len()).unwrap();
        let request = PageRequest { sort: Sort::Place, offset, limit: 500, ..Default::default() };
        let page = app.findings(&file.id, &request).unwrap();
        views.extend(page.items.iter().map(|line| app.finding(&file.id, &line.id).unwrap()));
        if page.items.is_empty() {
            return views;
        }
    }
}

/// The plan and the result when every suggestion is taken.
fn cleaned(computer: &Computer, file: &OpenedFile) -> (Value, Value) {
    let findings = Selection::Filter { filter: Box::new(FindingFilter::default()) };
    let all = Decide { findings, action: None, value: None };
    computer.app.decide(&file.id, &all).unwrap();
    let plan = computer.app.plan(&file.id).unwrap();
    let options = ExportOptions {
        target: plan.target.clone(),
        log: Some(plan.log.clone()),
        ..ExportOptions::default()
    };
    let exported = computer.app.export(&file.id, &options, &quietly).unwrap();
    assert!(PathBuf::from(&exported.path).is_file());
    (json!(plan), json!(exported))
}
