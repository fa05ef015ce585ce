//! Rows moved to a file of their own: what is in it, what is not, and where it lies.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{Cell, Format, Workbook};
use epure_sheets::read::{ReadOptions, open};
use epure_sheets::verify::{Decided, Proof, VerifyError, verify_archive};
use epure_sheets::{CleanError, CleanOptions, Keyed, Password, clean};
use serde_json::Value;
use support::parts;

const CSV: &str = "Nom;Note\r\nAna;à garder\r\nBéa;\"partie; au Sud\"\r\nCléo;ailleurs\r\n";

/// A source: its name, its bytes, its sheet, that sheet's header, and what is done to it.
struct Case {
    name: &'static str,
    bytes: &'static [u8],
    sheet: &'static str,
    header: (u32, u32),
    moved: &'static [u32],
    deleted: u32,
    /// A row that nothing happens to.
    other: u32,
}

const CASES: [Case; 3] = [
    Case {
        name: "rich.xlsx",
        bytes: include_bytes!("xlsx/rich.xlsx"),
        sheet: "Clients",
        header: (1, 1),
        moved: &[4, 6, 8],
        deleted: 5,
        other: 3,
    },
    Case {
        name: "rich.ods",
        bytes: include_bytes!("ods/rich.ods"),
        sheet: "Prospects",
        header: (4, 4),
        moved: &[6, 8, 9],
        deleted: 7,
        other: 5,
    },
    Case {
        name: "clients.csv",
        bytes: CSV.as_bytes(),
        sheet: "clients",
        header: (1, 1),
        moved: &[3],
        deleted: 2,
        other: 4,
    },
];

impl Case {
    fn edits(&self) -> Vec<Edit> {
        let sheet = || self.sheet.to_owned();
        let moved = self.moved.iter().map(|row| Edit::MoveRow {
            sheet: sheet(),
            row: *row,
            to: "Archive".into(),
        });
        moved.chain([Edit::DeleteRow { sheet: sheet(), row: self.deleted }]).collect()
    }

    fn options(&self) -> CleanOptions {
        let headers = BTreeMap::from([(self.sheet.to_owned(), self.header)]);
        CleanOptions { headers, archive_file: true, ..CleanOptions::default() }
    }

    /// The original in a folder, and where its copy goes.
    fn place(&self, folder: &Path) -> (PathBuf, PathBuf) {
        let (from, to) = (folder.join(self.name), folder.join(format!("propre-{}", self.name)));
        fs::write(&from, self.bytes).expect("written");
        (from, to)
    }

    fn clean(&self, folder: &Path, options: &CleanOptions) -> Result<Proof, CleanError> {
        let (from, to) = self.place(folder);
        clean(&from, &to, &self.edits(), options, &|_, _, _| ControlFlow::Continue(()))
    }

    fn format(&self) -> Format {
        match self.name.rsplit_once('.').expect("an extension").1 {
            "xlsx" => Format::Xlsx,
            "ods" => Format::Ods,
            _ => Format::Csv,
        }
    }
}

fn read(path: &Path) -> Workbook {
    open(path, &ReadOptions::default()).expect("readable")
}

/// The cells of a sheet's rows of those numbers.
fn rows(book: &Workbook, sheet: &str, numbers: impl IntoIterator<Item = u32>) -> Vec<Vec<Cell>> {
    let table = book.sheet(sheet).expect("the sheet");
    let rows = numbers.into_iter().map(|number| table.row(number).expect("the row"));
    rows.map(|row| row.cells.clone()).collect()
}

/// The parts that hold a text.
fn holding(file: &Path, text: &str) -> Vec<String> {
    let bytes = fs::read(file).expect("there");
    let all = match bytes.starts_with(b"PK") {
        true => parts(&bytes),
        false => vec![(String::new(), bytes)],
    };
    let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    all.into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect()
}

#[test]
fn rows_leave_for_a_file_that_holds_them_and_nothing_else() {
    for case in CASES {
        let folder = tempfile::tempdir().expect("a folder");
        let proof = case.clean(folder.path(), &case.options()).expect(case.name);
        let moved = case.moved.len() as u64;
        assert_eq!((proof.rows_moved, proof.rows_removed), (moved, 1), "{}", case.name);
        let [archive] = proof.archives.as_slice() else { panic!("{:?}", proof.archives) };
        let name = format!("propre-{}", case.name).replace('.', " - Archive.");
        assert_eq!(archive.path, folder.path().join(name));
        assert_eq!(archive.rows, moved);
        assert_eq!(archive.bytes, fs::metadata(&archive.path).expect("there").len());
        let original = read(&folder.path().join(case.name));
        let book = read(&archive.path);
        assert_eq!(book.sheets.len(), 1, "{}", case.name);
        let numbers = [case.header.0].into_iter().chain(case.moved.iter().copied());
        let expected = rows(&original, case.sheet, numbers);
        let found: Vec<_> = book.sheets[0].rows.iter().map(|row| row.cells.clone()).collect();
        assert_eq!(found, expected, "{}", case.name);
        let copy = folder.path().join(format!("propre-{}", case.name));
        let sheets = |book: &Workbook| book.sheets.len();
        assert_eq!(sheets(&read(&copy)), sheets(&original), "no sheet was added");
    }
}

#[test]
fn what_leaves_is_in_one_of_the_files_and_what_stays_in_the_other() {
    let case = &CASES[0];
    let folder = tempfile::tempdir().expect("a folder");
    let archive = case.clean(folder.path(), &case.options()).expect("cleaned").archives[0].clone();
    let copy = folder.path().join("propre-rich.xlsx");
    for gone in ["Société 4", "Société 6", "Rappeler", "https://example.com/huit"] {
        assert_eq!(holding(&copy, gone), Vec::<String>::new(), "{gone}");
        assert!(!holding(&archive.path, gone).is_empty(), "{gone}");
    }
    for other in ["Société 5", "Société 7", "Société 9", "L'autre"] {
        assert_eq!(holding(&archive.path, other), Vec::<String>::new(), "{other}");
    }
    let notes = &read(&archive.path).sheets[0].comments;
    let notes: Vec<_> = notes.iter().map(|one| (one.cell.to_string(), one.text.as_str())).collect();
    assert_eq!(notes, [("B2".to_owned(), "Rappeler"), ("B3".to_owned(), "Absent")]);
}

#[test]
fn an_archive_is_never_replaced_and_never_left_without_its_copy() {
    for case in CASES {
        let folder = tempfile::tempdir().expect("a folder");
        let options = CleanOptions { overwrite: true, ..case.options() };
        let path = |proof: Proof| proof.archives[0].path.clone();
        let first = path(case.clean(folder.path(), &options).expect("cleaned"));
        let before = fs::read(&first).expect("there");
        let second = path(case.clean(folder.path(), &options).expect("cleaned"));
        assert!(second.display().to_string().contains(" - Archive 2."), "{}", second.display());
        assert_eq!(fs::read(&first).expect("there"), before);
        assert_eq!(fs::read(&second).expect("there"), before, "the same input, the same bytes");

        // Another program takes the place of the copy while it is made.
        let folder = tempfile::tempdir().expect("a folder");
        let (from, to) = case.place(folder.path());
        let meanwhile = |_, _, _| {
            fs::write(&to, "precious").expect("written");
            ControlFlow::Continue(())
        };
        let refused = clean(&from, &to, &case.edits(), &case.options(), &meanwhile);
        assert!(matches!(refused, Err(CleanError::TargetExists { .. })), "{refused:?}");
        assert_eq!(fs::read(&to).expect("there"), b"precious");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "{}", case.name);
    }
}

#[test]
fn what_decisions_change_or_remove_is_as_decided_in_the_archive_too() {
    for case in &CASES[..2] {
        let folder = tempfile::tempdir().expect("a folder");
        let (from, to) = case.place(folder.path());
        let row = case.moved[0];
        let set = |column: u32, value| Edit::SetCell {
            sheet: case.sheet.into(),
            cell: epure_engine::table::CellRef { row, column },
            value,
            removed: Vec::new(),
        };
        let former = rows(&read(&from), case.sheet, [row])[0][0].to_string();
        let day = jiff::civil::date(2026, 11, 24);
        let more = [
            set(0, NewValue::Text("  Nom & <neuf>".into())),
            set(9, NewValue::Date(day)),
            Edit::DeleteColumn { sheet: case.sheet.into(), column: 2 },
        ];
        let edits = [case.edits(), more.to_vec()].concat();
        let go = |_, _, _| ControlFlow::Continue(());
        let proof = clean(&from, &to, &edits, &case.options(), &go).expect(case.name);
        let archive = &proof.archives[0].path;
        assert_eq!(holding(archive, &former), Vec::<String>::new(), "{}", case.name);
        let book = read(archive);
        let cells = &book.sheets[0].rows[1].cells;
        assert_eq!(cells[0], Cell::Text("  Nom & <neuf>".into()), "{}", case.name);
        assert_eq!(cells[8], Cell::Date(day.at(0, 0, 0, 0)), "{}", case.name);
    }
}

#[test]
fn the_archive_of_a_protected_copy_has_its_password() {
    let key = Password::new("Sésame 12").expect("a password");
    for case in &CASES[..2] {
        let folder = tempfile::tempdir().expect("a folder");
        let options = CleanOptions { protect: Some(key.clone()), ..case.options() };
        let proof = case.clean(folder.path(), &options).expect(case.name);
        let archive = &proof.archives[0].path;
        assert!(open(archive, &ReadOptions::default()).is_err(), "{}", case.name);
        let options = ReadOptions { password: Some(&key), ..ReadOptions::default() };
        assert_eq!(open(archive, &options).expect(case.name).sheets[0].rows.len(), 4);
    }
}

#[test]
fn an_archive_that_lacks_a_row_or_holds_another_does_not_pass() {
    for case in CASES {
        let folder = tempfile::tempdir().expect("a folder");
        let proof = case.clean(folder.path(), &case.options()).expect(case.name);
        let from = folder.path().join(case.name);
        let proved = |edits: &[Edit]| {
            let keyed = |path| Keyed { path, password: None };
            let headers = case.options().headers;
            let archive = keyed(proof.archives[0].path.as_path());
            let decided = Decided { headers: &headers, ..Decided::new(edits) };
            verify_archive(keyed(from.as_path()), archive, case.format(), decided)
        };
        assert_eq!(proved(&case.edits()).expect(case.name).rows_moved, case.moved.len() as u64);
        let unexpected = |edits: &[Edit]| {
            let found = proved(edits);
            let fails = matches!(found, Err(VerifyError::Unexpected { .. }));
            assert!(fails, "{}: {found:?}", case.name);
        };
        unexpected(&case.edits()[1..]);
        let (sheet, row) = (case.sheet.to_owned(), case.other);
        let more = Edit::MoveRow { sheet, row, to: "Archive".into() };
        unexpected(&[case.edits(), vec![more]].concat());
    }
}

/// What another program sees in files, a JSON object each.
fn seen(program: &str, script: &str, files: &[&Path]) -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(root.join(program));
    let output = command.arg(root.join(script)).arg("dump").args(files).output();
    let output = output.expect("Python (make setup)");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The cells of a row of a dump, by column letters: what they show, or what they hold and in which
/// format.
fn line(dump: &Value, sheet: &str, row: u32) -> BTreeMap<String, Value> {
    let cells = dump["sheets"][sheet]["cells"].as_object().expect("cells").iter();
    let at = cells.filter_map(|(at, cell)| {
        let letters = at.strip_suffix(&row.to_string())?;
        let whole = letters.bytes().all(|byte| byte.is_ascii_uppercase());
        whole.then(|| (letters.to_owned(), cell[1].clone()))
    });
    at.collect()
}

#[test]
fn other_programs_see_in_the_archive_what_they_saw_in_the_original() {
    let (office, openpyxl) = (("/usr/bin/python3", "tests/ods/office.py"), OPENPYXL);
    for case in &CASES[..2] {
        let folder = tempfile::tempdir().expect("a folder");
        let proof = case.clean(folder.path(), &case.options()).expect(case.name);
        let files = [folder.path().join(case.name), proof.archives[0].path.clone()];
        let files = files.each_ref().map(PathBuf::as_path);
        let judges = if case.name.ends_with("ods") { vec![office] } else { vec![office, openpyxl] };
        for (program, script) in judges {
            let dumps = seen(program, script, &files);
            let numbers = [case.header.0].into_iter().chain(case.moved.iter().copied());
            for (number, at) in numbers.zip(1..) {
                let there = line(&dumps[0], case.sheet, number);
                assert!(!there.is_empty(), "row {number} of {}", case.name);
                assert_eq!(line(&dumps[1], "Archive", at), there, "row {number}, {script}");
            }
        }
    }
}

const OPENPYXL: (&str, &str) = ("../../.venv/bin/python", "tests/oracle/openpyxl_cells.py");
