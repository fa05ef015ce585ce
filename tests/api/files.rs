use std::ops::ControlFlow;

use epure_app::dto::{Decide, ExportOptions, OpenRequest, OpenedFile, Reading, Selection};
use epure_app::error::ErrorCode;
use epure_engine::role::Role;

use super::{computer, quietly};

const MARCH: &str = "Export du 31/03\n\nNom;Courriel;Divers;Commentaires
Zoé Boisvert;zoe@exemple.fr;A;Rappeler en mai
Max Nérée;max@exemple.fr;B;Rappeler en juin
";

fn roles(file: &OpenedFile) -> Vec<Role> {
    file.sheets[0].columns.iter().map(|column| column.role).collect()
}

#[test]
fn an_opened_file_shows_its_sheets_columns_and_first_rows() {
    let computer = computer();
    let path = computer.file("mars.csv", MARCH);
    let file = computer.open(&path).unwrap();
    assert_eq!((file.name.as_str(), file.size), ("mars.csv", MARCH.len() as u64));
    assert_eq!(file.sha256.len(), 64);
    let sheet = &file.sheets[0];
    assert_eq!((sheet.header_rows, sheet.rows), (Some([3, 3]), 2));
    assert_eq!(sheet.preview[0].cells, ["Export du 31/03"]);
    let email = &sheet.columns[1];
    assert_eq!((email.letter.as_str(), email.header.as_str()), ("B", "Courriel"));
    assert_eq!((email.role, email.filled, email.unsure), (Role::Email, 2, false));
    assert_eq!(email.samples, ["zoe@exemple.fr", "max@exemple.fr"]);
    assert!(!email.why.is_empty());
    assert_eq!(sheet.columns[3].role, Role::Notes);
    assert_eq!(file.resumed, None);
}

#[test]
fn a_role_that_was_chosen_comes_back_for_any_file_with_the_same_headers() {
    let mut computer = computer();
    let march = computer.open(&computer.file("mars.csv", MARCH)).unwrap();
    let sheet = computer.app.set_role(&march.id, "mars", 2, Some(Role::Notes)).unwrap();
    assert_eq!((sheet.columns[2].role, sheet.columns[2].chosen), (Role::Notes, true));
    computer.killed_and_started_again();
    let april = computer.file("avril.csv", MARCH.replace("Zoé", "Ana"));
    let april = computer.open(&april).unwrap();
    assert!(april.sheets[0].remembered);
    assert_eq!(roles(&april)[2], Role::Notes);
    let back = computer.app.set_role(&april.id, "avril", 2, None).unwrap();
    assert!(!back.columns[2].chosen);
}

#[test]
fn the_header_can_be_put_elsewhere_or_denied() {
    let computer = computer();
    let file = computer.open(&computer.file("mars.csv", MARCH)).unwrap();
    let sheet = computer.app.set_header(&file.id, "mars", None).unwrap();
    assert_eq!((sheet.header_rows, sheet.rows), (None, 4));
    let sheet = computer.app.set_header(&file.id, "mars", Some([3, 4])).unwrap();
    assert_eq!(sheet.columns[0].header, "Nom Zoé Boisvert");
    for rows in [[9, 9], [4, 3], [0, 0]] {
        let error = computer.app.set_header(&file.id, "mars", Some(rows)).unwrap_err();
        assert_eq!(computer.app.tell(&error).code, ErrorCode::BadRequest);
    }
}

#[test]
fn a_header_that_was_moved_is_where_it_was_put_next_time() {
    let mut computer = computer();
    let path = computer.file("mars.csv", MARCH);
    let file = computer.open(&path).unwrap();
    computer.app.set_header(&file.id, "mars", Some([3, 4])).unwrap();
    computer.killed_and_started_again();
    let again = computer.open(&path).unwrap();
    assert_eq!(again.sheets[0].header_rows, Some([3, 4]));
    // Next month's file is too short for that: the guess holds.
    computer.file("mars.csv", "Nom;Courriel\nZoé Boisvert;zoe@exemple.fr\n");
    assert_eq!(computer.open(&path).unwrap().sheets[0].header_rows, Some([1, 1]));
    computer.app.forget(&path.display().to_string()).unwrap();
    computer.file("mars.csv", MARCH);
    assert_eq!(computer.open(&path).unwrap().sheets[0].header_rows, Some([3, 3]));
}

#[test]
fn a_text_file_is_read_with_the_separator_and_encoding_that_a_person_chose() {
    let computer = computer();
    let latin = b"Nom,pr\xE9nom;Ville\nZo\xE9,Boisvert;B\xE8gles\n";
    let path = computer.file("mars.csv", latin);
    let guessed = computer.open(&path).unwrap();
    let text = guessed.text.unwrap();
    assert_eq!((text.separator, text.encoding.as_str()), (';', "windows-1252"));
    let read = |reading: Reading| {
        let path = path.display().to_string();
        let request = OpenRequest { path, reading: Some(reading), ..OpenRequest::default() };
        computer.app.open_file(&request, &quietly)
    };
    let commas = read(Reading { separator: Some(','), ..Reading::default() }).unwrap();
    assert_eq!(commas.sheets[0].preview[0].cells, ["Nom", "prénom;Ville"]);
    let mac = Reading { encoding: Some("macintosh".to_owned()), ..commas.reading.clone() };
    assert_ne!(read(mac).unwrap().sheets[0].preview[0].cells, ["Nom", "prénom;Ville"]);
    // The last choice holds at the next opening; a copy is written as the file was read.
    assert_eq!(computer.open(&path).unwrap().text.unwrap().encoding, "macintosh");
    let unknown = read(Reading { encoding: Some("klingon".to_owned()), ..Reading::default() });
    assert_eq!(computer.app.tell(&unknown.unwrap_err()).code, ErrorCode::BadRequest);
}

#[test]
fn numbers_and_dates_can_be_read_as_the_text_that_is_seen() {
    let computer = computer();
    let sample = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/prospects.xlsx"));
    let path = computer.file("prospects.xlsx", sample.unwrap());
    let typed = computer.open(&path).unwrap();
    assert!(typed.text.is_none());
    assert!(typed.sheets[0].columns[0].width.is_some(), "the file's own widths");
    assert!(typed.sheets[0].preview.iter().any(|row| row.styles.iter().any(|cell| cell.bold)));
    let reading = Some(Reading { as_text: true, ..Reading::default() });
    let request = OpenRequest { path: typed.path.clone(), reading, ..OpenRequest::default() };
    let file = computer.app.open_file(&request, &quietly).unwrap();
    let rows = |file: &OpenedFile| file.sheets[0].rows;
    assert_eq!(rows(&file), rows(&typed));
    // Decided on and exported all the same: types belong to the reading, not to the file.
    computer.app.audit(&file.id, &Default::default(), &quietly).unwrap();
    let all = Selection::Filter { filter: Box::default() };
    let decide = Decide { findings: all, action: None, value: None };
    computer.app.decide(&file.id, &decide).unwrap();
    let target = computer.app.plan(&file.id).unwrap().target;
    let options = ExportOptions { target, ..ExportOptions::default() };
    assert!(computer.app.export(&file.id, &options, &quietly).unwrap().checked);
}

#[test]
fn a_sheet_left_out_stays_left_out() {
    let computer = computer();
    let path = computer.file("mars.csv", MARCH);
    let file = computer.open(&path).unwrap();
    assert!(file.sheets[0].included);
    computer.app.set_included(&file.id, "mars", false).unwrap();
    assert!(!computer.open(&path).unwrap().sheets[0].included);
}

#[test]
fn what_does_not_exist_is_named() {
    let computer = computer();
    let file = computer.open(&computer.file("mars.csv", MARCH)).unwrap();
    let app = &computer.app;
    for (error, named) in [
        (app.set_role(&file.id, "avril", 0, None).unwrap_err(), "avril"),
        (app.set_role(&file.id, "mars", 40, None).unwrap_err(), "AO"),
        (app.findings(&file.id, &Default::default()).unwrap_err(), "audité"),
        (app.set_included("no such file", "mars", true).unwrap_err(), "ouvert"),
    ] {
        let told = app.tell(&error).message;
        assert!(told.contains(named), "{told}");
    }
}

#[test]
fn files_that_cannot_be_read_are_told_apart() {
    let computer = computer();
    let cases = [
        (computer.file("a.pdf", "%PDF-1.7\n1 0 obj"), ErrorCode::NotASpreadsheet),
        (computer.file("b.csv", ""), ErrorCode::Empty),
        (computer.file("c.xlsx", b"PK\x03\x04 cut short"), ErrorCode::Damaged),
        (computer.data().join("missing.ods"), ErrorCode::FileNotReadable),
    ];
    for (path, code) in cases {
        let told = computer.app.tell(&computer.open(&path).unwrap_err());
        assert_eq!(told.code, code, "{}", told.message);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(told.message.contains(&name), "{}", told.message);
    }
}

#[test]
fn opening_can_be_stopped() {
    let computer = computer();
    let path = computer.file("mars.csv", MARCH.repeat(2000));
    let request = OpenRequest { path: path.display().to_string(), ..OpenRequest::default() };
    let error = computer.app.open_file(&request, &|_| ControlFlow::Break(())).unwrap_err();
    assert_eq!(computer.app.tell(&error).code, ErrorCode::Cancelled);
    assert!(computer.app.recents().unwrap().is_empty());
}

#[test]
fn the_window_may_ask_from_any_thread() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&computer().app);
}

#[test]
fn a_protected_file_asks_for_its_password_and_its_copy_can_keep_it() {
    let computer = computer();
    let source = "src-tauri/sheets/tests/locked/office.xlsx";
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
    let path = computer.file("locked.xlsx", std::fs::read(source).unwrap());
    let code = |error: epure_app::error::Error| computer.app.tell(&error).code;
    assert_eq!(code(computer.open(&path).unwrap_err()), ErrorCode::PasswordNeeded);
    let open = |password: &str| {
        let path = path.display().to_string();
        let request =
            OpenRequest { path, password: Some(password.into()), ..OpenRequest::default() };
        assert!(!format!("{request:?}").contains(password));
        computer.app.open_file(&request, &quietly)
    };
    assert_eq!(code(open("autre").unwrap_err()), ErrorCode::PasswordWrong);
    open("Sésame 3615").unwrap();
    // Read again, it does not ask again.
    let file = computer.open(&path).unwrap();
    computer.app.audit(&file.id, &Default::default(), &quietly).unwrap();
    let plan = computer.app.plan(&file.id).unwrap();
    assert!(plan.locked && plan.takes_password);
    let target = computer.folder().join("copy.xlsx").display().to_string();
    let options = ExportOptions { target, protect: true, force: true, ..ExportOptions::default() };
    computer.app.export(&file.id, &options, &quietly).unwrap();
    let copy = computer.folder().join("copy.xlsx");
    assert_eq!(code(computer.open(&copy).unwrap_err()), ErrorCode::PasswordNeeded);
    let options = ExportOptions { password: Some("Nouveau 12".into()), ..options };
    computer.app.export(&file.id, &options, &quietly).unwrap();
    let request = OpenRequest {
        path: copy.display().to_string(),
        password: Some("Nouveau 12".into()),
        ..OpenRequest::default()
    };
    computer.app.open_file(&request, &quietly).unwrap();
    let options = ExportOptions { protect: false, ..options };
    computer.app.export(&file.id, &options, &quietly).unwrap();
    assert!(std::fs::read(&copy).unwrap().starts_with(b"PK"));
}
