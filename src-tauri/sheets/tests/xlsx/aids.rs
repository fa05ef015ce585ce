//! Help added to columns: choices and reminders, at their place in the sheet and proved.

use epure_sheets::CleanOptions;
use epure_sheets::patch::{Aid, AidKind};

use super::support::{Parts, cleaned_with, delete};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn aids() -> Vec<Aid> {
    let on = |column, kind| Aid { sheet: "Clients".into(), column, first_row: 2, kind };
    let choices = ["à rappeler", "R&D"].map(str::to_owned).to_vec();
    vec![
        on(2, AidKind::choices(choices).unwrap()),
        on(0, AidKind::Hint { title: "Notes".into(), text: "Des faits \"seulement\"".into() }),
    ]
}

fn sheet_after(after: &str) -> String {
    let rows =
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>";
    let options = CleanOptions { aids: aids(), ..CleanOptions::default() };
    let package = Parts::sheet(rows, after).zip();
    let (parts, _) = cleaned_with(&package, &[delete("Clients", 1)], &options).expect("cleaned");
    parts.text(SHEET)
}

const LIST: &str = "<dataValidation type=\"list\" errorStyle=\"warning\" allowBlank=\"1\" showErrorMessage=\"1\" \
    sqref=\"C1:C1048576\"><formula1>\"à rappeler,R&amp;D\"</formula1></dataValidation>";
const HINT: &str = "<dataValidation allowBlank=\"1\" showInputMessage=\"1\" promptTitle=\"Notes\" \
    prompt=\"Des faits &quot;seulement&quot;\" sqref=\"A1:A1048576\"/>";

#[test]
fn they_stand_where_the_schema_wants_them() {
    let both = format!("<dataValidations count=\"2\">{LIST}{HINT}</dataValidations>");
    assert!(sheet_after("").ends_with(&format!("</sheetData>{both}</worksheet>")));
    let text = sheet_after("<phoneticPr fontId=\"1\"/><pageMargins left=\"1\"/><drawing/>");
    let expected = format!("<phoneticPr fontId=\"1\"/>{both}<pageMargins left=\"1\"/><drawing/>");
    assert!(text.contains(&expected), "{text}");
}

#[test]
fn a_column_keeps_the_validation_it_has() {
    let own = "<dataValidation type=\"whole\" sqref=\"C2:C9\"/>";
    let text = sheet_after(&format!("<dataValidations count=\"1\">{own}</dataValidations>"));
    let kept = "<dataValidation type=\"whole\" sqref=\"C1:C8\"/>";
    assert!(
        text.contains(&format!("<dataValidations count=\"2\">{kept}{HINT}</dataValidations>")),
        "{text}"
    );
}

#[test]
fn lists_that_no_spreadsheet_can_hold_are_none() {
    assert_eq!(AidKind::choices(vec![]), None);
    assert_eq!(AidKind::choices(vec!["a,b".into()]), None);
    assert_eq!(AidKind::choices(vec!["x".repeat(300)]), None);
}
