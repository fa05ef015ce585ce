//! Workbooks made anew of what was read and decided.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{
    Cell, CellRef, Comment, Format, Header, Row, Table, Visibility, Workbook,
};
use epure_sheets::verify::verify_rebuilt;
use epure_sheets::write::{self, NotKept};
use jiff::civil::date;

use super::{DAY, grid, set, text};

fn book() -> Workbook {
    let row = |number, cells: Vec<Cell>| Row { number, cells, ..Row::default() };
    let table = Table {
        name: "Prospects".into(),
        header: Some(Header {
            first_row: 2,
            last_row: 2,
            names: ["Société", "Vu le", "CA", "Note"].map(str::to_owned).to_vec(),
        }),
        rows: vec![
            row(1, vec![text("Mes prospects")]),
            row(2, ["Société", "Vu le", "CA", "Note"].map(text).to_vec()),
            row(
                3,
                vec![
                    text("Alpha"),
                    Cell::Date(date(2024, 5, 2).at(0, 0, 0, 0)),
                    Cell::Number(12.5),
                    text("=1+1"),
                ],
            ),
            row(
                5,
                vec![
                    text("Bêta"),
                    Cell::Date(date(2023, 1, 9).at(14, 30, 0, 0)),
                    Cell::Bool(true),
                    text("secrète"),
                ],
            ),
            Row {
                hidden: true,
                ..row(6, vec![text("Gamma"), Cell::Empty, Cell::Number(3.0), text("enceinte")])
            },
        ],
        comments: vec![
            Comment { cell: CellRef { row: 5, column: 0 }, author: None, text: "retirée".into() },
            Comment {
                cell: CellRef { row: 6, column: 0 },
                author: Some("Zoé".into()),
                text: "gardée".into(),
            },
        ],
        merged: vec![(CellRef { row: 1, column: 0 }, CellRef { row: 1, column: 3 })],
        ..Table::default()
    };
    let other = Table {
        name: "Très: caché".into(),
        visibility: Visibility::VeryHidden,
        rows: vec![row(1, vec![text("x")])],
        ..Table::default()
    };
    Workbook {
        name: "prospects.csv".into(),
        format: Format::Csv,
        sheets: vec![table, other],
        hidden: Vec::new(),
        warnings: Vec::new(),
    }
}

fn rebuilt(edits: &[Edit]) -> (Xlsx<Cursor<Vec<u8>>>, Vec<NotKept>) {
    let mut out = Cursor::new(Vec::new());
    let losses = write::rebuild(&book(), Path::new("unused.csv").into(), edits, DAY, &mut out)
        .expect("a workbook");
    (Xlsx::new(Cursor::new(out.into_inner())).expect("readable"), losses)
}

#[test]
fn a_rebuilt_workbook_has_the_values_the_edits_and_nothing_removed() {
    let edits = [
        Edit::DeleteRow { sheet: "Prospects".into(), row: 5 },
        set("D6", NewValue::Text("absente".into())),
        set("E3", NewValue::Date(date(2026, 1, 31))),
        set("E4", NewValue::Text("+33".into())),
    ];
    let (mut book, losses) = rebuilt(&edits);
    assert_eq!(losses, [NotKept::SheetNames]);
    assert_eq!(book.sheet_names(), ["Prospects", "Très_ caché"]);
    let range = book.worksheet_range("Prospects").expect("sheet");
    let cell = |at: &str| {
        let at: CellRef = at.parse().expect("cell");
        range.get_value((at.row - 1, at.column)).cloned().unwrap_or_default()
    };
    assert_eq!(cell("A3"), Data::String("Alpha".into()));
    assert_eq!(cell("D3"), Data::String("=1+1".into()), "text stays text");
    assert_eq!(cell("C3"), Data::Float(12.5));
    assert!(matches!(cell("B3"), Data::DateTime(at) if at.as_f64() == 45414.0), "{:?}", cell("B3"));
    assert!(matches!(cell("E3"), Data::DateTime(_)));
    assert_eq!(cell("E4"), Data::String("+33".into()), "a row that only an edit fills");
    assert_eq!(cell("A5"), Data::String("Gamma".into()), "row 6 moved up");
    assert_eq!(cell("D5"), Data::String("absente".into()));
    assert!(book.worksheet_formula("Prospects").expect("formulas").is_empty());
    let all = format!("{:?}", grid(&mut book, "Prospects"));
    assert!(!all.contains("secrète") && !all.contains("enceinte"), "{all}");
}

#[test]
fn columns_go_and_rows_move_to_an_archive_with_their_header() {
    let edits = [
        Edit::DeleteColumn { sheet: "Prospects".into(), column: 1 },
        Edit::MoveRow { sheet: "Prospects".into(), row: 5, to: "Archive".into() },
    ];
    let (mut book, _) = rebuilt(&edits);
    assert_eq!(grid(&mut book, "Prospects")[1], ["Société", "CA", "Note"]);
    assert_eq!(grid(&mut book, "Prospects").len(), 5);
    let archive = grid(&mut book, "Archive");
    assert_eq!(archive[0], ["Société", "CA", "Note"], "a column that goes does not move either");
    assert_eq!(archive[1][0], "Bêta");
    assert_eq!(archive.len(), 2);
}

#[test]
fn texts_beyond_a_cell_are_cut_and_it_is_said() {
    let (_, losses) = rebuilt(&[set("D6", NewValue::Text("é".repeat(40_000)))]);
    assert!(losses.contains(&NotKept::LongTexts));
}

#[test]
fn an_edit_of_an_unknown_sheet_is_refused() {
    let edits = [Edit::DeleteRow { sheet: "Autre".into(), row: 5 }];
    let mut out = Cursor::new(Vec::new());
    let refused = write::rebuild(&book(), Path::new("unused.csv").into(), &edits, DAY, &mut out);
    assert!(matches!(refused, Err(write::WriteError::NoSuchSheet(name)) if name == "Autre"));
}

#[test]
fn a_large_sheet_after_another_keeps_its_own_texts_and_formats() {
    let row = |number, cells: Vec<Cell>| Row { number, cells, ..Row::default() };
    let day = Cell::Date("2024-05-17T00:00:00".parse().expect("a day"));
    let large = 1..=20_001;
    let sheet = |name: &str, rows| Table { name: name.into(), rows, ..Table::default() };
    let book = Workbook {
        sheets: vec![
            sheet("Petite", vec![row(1, vec![text("un"), text("deux")])]),
            sheet("Grande", large.map(|at| row(at, vec![text("trois"), day.clone()])).collect()),
            sheet("Autre", vec![row(1, vec![text("quatre"), text("un")])]),
        ],
        ..book()
    };
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("made.xlsx");
    let out = std::fs::File::create(&target).expect("made");
    write::rebuild(&book, Path::new("unused.csv").into(), &[], DAY, out).expect("written");
    verify_rebuilt(&book, Path::new("unused.csv").into(), target.as_path().into(), &[], &[])
        .expect("proved");
}

#[test]
fn values_of_every_kind_are_proved_in_a_new_workbook() {
    let row = |number, cells: Vec<Cell>| Row { number, cells, ..Row::default() };
    let moment = |text: &str| Cell::Date(text.parse().expect("a moment"));
    let cells = vec![
        text("=1+1"),
        text("+33 1 99 00 00 00"),
        text("-5"),
        text("@SUM(A1)"),
        text("_x0041_ & <b> \"c\""),
        text("deux\r\nlignes\rtrois"),
        text(" blancs "),
        Cell::Number(0.1 + 0.2),
        Cell::Number(-1e300),
        Cell::Number(f64::INFINITY),
        Cell::Bool(true),
        Cell::Error("#REF!".into()),
        moment("2026-03-31T00:00:00"),
        moment("2026-03-31T18:30:15.250"),
        moment("1900-01-01T00:00:00"),
        moment("1850-06-01T00:00:00"),
        Cell::Empty,
        text("fin"),
    ];
    let sheet = Table {
        name: "Valeurs".into(),
        rows: vec![row(1, vec![text("en-tête")]), row(3, cells), row(9, vec![text("loin")])],
        ..Table::default()
    };
    let book = Workbook {
        name: "a.csv".into(),
        format: Format::Csv,
        sheets: vec![sheet],
        hidden: vec![],
        warnings: vec![],
    };
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("made.xlsx");
    let move_row = Edit::MoveRow { sheet: "Valeurs".into(), row: 3, to: "Archive".into() };
    let delete = Edit::DeleteRow { sheet: "Valeurs".into(), row: 1 };
    for edits in [vec![], vec![move_row], vec![delete]] {
        let mut out = Cursor::new(Vec::new());
        write::rebuild(&book, Path::new("unused.csv").into(), &edits, DAY, &mut out).expect("made");
        std::fs::write(&target, out.into_inner()).expect("written");
        verify_rebuilt(&book, Path::new("unused.csv").into(), target.as_path().into(), &edits, &[])
            .unwrap_or_else(|e| panic!("{edits:?}: {e}"));
    }
}
