//! The last table of `formulas.md`: formulas as cells of a sheet write them.

use super::support::{Parts, cleaned, delete};

#[test]
fn groups_and_blocks_follow_as_the_table_says() {
    let table = include_str!("formulas.md");
    let mut cases = 0;
    for line in table.lines().filter(|line| line.starts_with("| `<c ")) {
        let line = line.trim_start_matches("| `").trim_end_matches("` |");
        let (before, after) = line.split_once("` | `").expect("two columns");
        let number: u32 =
            before.split('"').nth(1).unwrap().trim_start_matches('B').parse().unwrap();
        let rows = format!(
            "<row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"{number}\">{before}</row>"
        );
        let (parts, _) = cleaned(&Parts::sheet(&rows, ""), &[delete("Clients", 5)]).expect(before);
        let sheet = parts.text("xl/worksheets/sheet1.xml");
        let expected = format!("<sheetData><row r=\"{}\">{after}</row></sheetData>", number - 1);
        assert!(sheet.contains(&expected), "{before} became {sheet}");
        cases += 1;
    }
    assert!(cases > 4, "{cases} cases");
}
