//! A person's name in every place where a workbook can keep a copy of it: each copy is removed, or
//! the cleaning is refused and names the part.

mod places;

use epure_engine::plan::NewValue;
use epure_sheets::{CleanError, CleanOptions};

use super::support::{cleaned, cleaned_with, delete, set};
use places::Fate::{Refused, Removed};
use places::{NAME, SHEET, base, part, places, wide};

#[test]
fn a_name_survives_nowhere() {
    let mut wrong = Vec::new();
    let mut table = Vec::new();
    for (place, parts, fate) in places() {
        let found = match cleaned(&parts, &[delete("Clients", 3)]) {
            Ok((after, _)) => {
                let wide = wide(NAME);
                let spellings = [NAME.as_bytes(), &wide, b"Quillfeather", b"Z&#233;nobie"];
                let held: Vec<_> = spellings.iter().flat_map(|text| after.holding(text)).collect();
                if held.is_empty() { "removed".to_owned() } else { format!("left in {held:?}") }
            }
            Err(CleanError::Survives { parts }) => format!("refused: {}", parts.join(", ")),
            Err(error) => format!("refused: {error}"),
        };
        let expected = match fate {
            Removed => "removed".to_owned(),
            Refused(part) => format!("refused: {part}"),
        };
        table.push(format!("{place}: {found}"));
        if found != expected {
            wrong.push(format!("{place}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(table.len() > 50);
}

#[test]
fn addresses_and_numbers_inside_a_removed_text_count_alone() {
    let mut parts = part(
        SHEET,
        "comments",
        "xl/comments1.xml",
        "<comments><authors><author>a</author></authors><commentList><comment ref=\"A4\" authorId=\"0\">\
         <text><t>écrire à z.quill@example.com ou 0639981234, pas 0199001234</t></text></comment></commentList></comments>",
    );
    parts.relate("", "rId88", "metadata/core-properties", "docProps/core.xml");
    parts.put(
        "docProps/core.xml",
        "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>Client 0639981299</dc:title></cp:coreProperties>",
    );
    let note = "demande un devis, z.quill@example.com, tél. 06 39 98 12 34";
    parts.edit(SHEET, NAME, note);
    // A number that lost the zero it began with.
    parts.edit(
        SHEET,
        "</is></c></row><row r=\"4\"",
        "</is></c><c r=\"B3\"><v>639981299</v></c></row><row r=\"4\"",
    );
    let (after, _) = cleaned(&parts, &[delete("Clients", 3)]).expect("cleaned");
    for gone in ["z.quill@example.com", "0639981234", "639981299"] {
        assert_eq!(after.holding(gone.as_bytes()), Vec::<String>::new(), "{gone}");
    }
    assert!(after.text("xl/comments1.xml").contains("pas 0199001234"));
}

#[test]
fn places_of_another_program_too() {
    let package = include_bytes!("../places.xlsx");
    let text = |sheet: &str, cell: &str| set(sheet, cell, NewValue::Text("Montant".into()));
    // Header and total of a table are cells like any other, which the table copies.
    let mut edits = vec![delete("Clients", 3), text("Suite", "B1"), text("Suite", "B3")];
    // The name in a cell's formula is for its author to change.
    let refused = cleaned_with(package, &edits, &CleanOptions::default());
    let Err(CleanError::Survives { parts }) = refused else { panic!("{:?}", refused.map(|r| r.1)) };
    assert_eq!(parts, ["Clients!E3"]);
    edits.push(text("Clients", "E4"));
    let (after, proof) = cleaned_with(package, &edits, &CleanOptions::default()).unwrap();
    assert_eq!(after.holding(b"Quillfeather"), Vec::<String>::new());
    assert_eq!((proof.rows_removed, proof.cells_changed), (1, 3));
}

#[test]
fn a_part_that_nothing_leads_to_stays_when_it_tells_nothing() {
    let mut parts = base("");
    parts.put("xl/left.xml", "<a>Bonjour</a>");
    parts.typed("xl/left.xml", "application/xml");
    let (after, _) = cleaned(&parts, &[delete("Clients", 3)]).unwrap();
    assert!(after.has("xl/left.xml"));
    parts.put("xl/left.xml", format!("<a>{NAME}</a>"));
    let (after, _) = cleaned(&parts, &[delete("Clients", 3)]).unwrap();
    assert!(!after.has("xl/left.xml") && !after.text("[Content_Types].xml").contains("left"));
}

#[test]
fn a_page_setup_stays_without_the_settings_of_a_printer() {
    let mut parts = base("<pageSetup orientation=\"landscape\" r:id=\"rId77\"/>");
    parts.relate(SHEET, "rId77", "printerSettings", "/xl/printerSettings/p.bin");
    parts.put("xl/printerSettings/p.bin", wide(NAME));
    let (after, _) = cleaned(&parts, &[delete("Clients", 3)]).unwrap();
    assert!(!after.has("xl/printerSettings/p.bin"));
    assert!(after.text(SHEET).contains("<pageSetup orientation=\"landscape\"/>"));
}
