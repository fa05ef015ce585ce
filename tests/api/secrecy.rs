use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use epure_app::dto::{
    AuditRequest, Decide, ExportOptions, FindRequest, FindingFilter, RequestKind, Selection,
};
use epure_sheets::read::{ReadOptions, open};

use super::{computer, quietly};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/prospects.xlsx");

/// Shortest name looked for: shorter ones occur by chance among hashes.
const SHORTEST: usize = 6;

/// Everything that a workbook holds under these headers, in lower case, numbers as digits too.
fn told_of_people(path: &Path) -> BTreeSet<String> {
    let book = open(path, &ReadOptions::default()).unwrap();
    let mut told = BTreeSet::new();
    for sheet in &book.sheets {
        let mut columns: Vec<usize> = Vec::new();
        for row in &sheet.rows {
            let cells: Vec<String> = row.cells.iter().map(ToString::to_string).collect();
            if cells.iter().any(|cell| cell == "E-mail") {
                let wanted = |cell: &String| {
                    ["Nom", "E-mail", "Téléphone", "Mobile", "Commentaires"]
                        .contains(&cell.as_str())
                };
                columns = (0..cells.len()).filter(|at| wanted(&cells[*at])).collect();
                continue;
            }
            for cell in columns.iter().filter_map(|at| cells.get(*at)) {
                told.insert(cell.to_lowercase());
                let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
                let national = digits.strip_prefix('0').filter(|rest| rest.len() == 9);
                if let Some(national) = national.filter(|_| cell.len() < 20) {
                    told.insert(format!("+33{national}"));
                    told.insert(digits.clone());
                }
            }
        }
    }
    told.retain(|text| text.len() >= SHORTEST);
    told
}

/// Files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn nothing_of_the_sample_is_kept_in_clear_once_all_of_it_was_worked_on() {
    let computer = computer();
    let path = computer.file("prospects.xlsx", std::fs::read(SAMPLE).unwrap());
    let file = computer.open(&path).unwrap().id;
    computer.app.audit(&file, &AuditRequest::default(), &quietly).unwrap();
    let filter = Box::new(FindingFilter::default());
    let all = Decide { findings: Selection::Filter { filter }, action: None, value: None };
    assert!(computer.app.decide(&file, &all).unwrap().changed > 50);
    let target = computer.folder().join("copie.xlsx").display().to_string();
    let options = ExportOptions { target, refusals: true, ..ExportOptions::default() };
    assert!(computer.app.export(&file, &options, &quietly).unwrap().suppressed > 0);
    let told = told_of_people(&path);
    assert!(told.len() > 300, "the sample tells of {} things", told.len());
    let person = told.iter().find(|text| text.contains('@')).unwrap().clone();
    let request = FindRequest {
        person,
        paths: vec![path.display().to_string()],
        kind: RequestKind::Access,
        ..FindRequest::default()
    };
    computer.app.find_person(&request, &quietly).unwrap();
    computer.app.log_request(&request).unwrap();
    let kept = files(&computer.data());
    assert!(!kept.is_empty());
    for kept in kept {
        let text = String::from_utf8_lossy(&std::fs::read(&kept).unwrap()).to_lowercase();
        let found: Vec<&String> = told.iter().filter(|one| text.contains(one.as_str())).collect();
        assert!(found.is_empty(), "{} holds {found:?}", kept.display());
    }
}
