//! Written workbooks are read back by another reader (calamine).

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use epure_engine::finding::{Action, ActionKind, Category, Check, Finding, Place, Severity};
use epure_engine::plan::{Edit, LogLine, NewValue};
use epure_engine::table::{
    Cell, CellRef, Comment, Format, Header, Row, Table, Visibility, Workbook,
};
use epure_sheets::read::{ReadOptions, open};
use epure_sheets::verify::{Proof, VerifyError, verify_rebuilt, verify_rebuilt_archive};
use epure_sheets::write::{self, Applied, Cleaning, Counts, FileFacts, NotKept, Texts};
use jiff::civil::{Date, date};

const FR: &str = include_str!("../../../lexicons/workbooks/fr.toml");
const EN: &str = include_str!("../../../lexicons/workbooks/en.toml");
const DAY: Date = date(2026, 11, 24);

fn cleaning() -> Cleaning {
    Cleaning {
        original: FileFacts {
            name: "prospects.xls".into(),
            bytes: 48_128,
            sha256: "ab".repeat(32),
        },
        cleaned: FileFacts { name: "propre.xlsx".into(), bytes: 9_001, sha256: "cd".repeat(32) },
        archives: vec![FileFacts {
            name: "propre - Archive.xlsx".into(),
            bytes: 2_002,
            sha256: "ef".repeat(32),
        }],
        on: DAY,
        program: "Épure 0.1.0".into(),
        rules: "2026-11".into(),
        counts: Counts { cells_changed: 41, rows_removed: 12, ..Counts::default() },
        rebuilt: true,
        not_kept: vec![NotKept::Macros, NotKept::Styles],
        applied: vec![Applied {
            rule: "fr.health.maternity-leave".into(),
            title: "Grossesse & congé".into(),
            changed: 3,
            kept: 1,
        }],
    }
}

fn lines() -> Vec<LogLine> {
    let line = |cell: &str, action, reason: Option<&str>| LogLine {
        sheet: "Prospects".into(),
        cell: cell.parse().ok(),
        row: None,
        category: Some(Category::Health),
        rule: "fr.health.maternity-leave".into(),
        action,
        reason: reason.map(str::to_owned),
    };
    vec![
        line("L12", ActionKind::Rewrite, None),
        line("L13", ActionKind::Keep, Some("=HYPERLINK(\"http://example.com\")")),
        LogLine { cell: None, row: Some(20), ..line("", ActionKind::DeleteRow, None) },
    ]
}

fn text(cell: &str) -> Cell {
    Cell::Text(cell.into())
}

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

fn set(cell: &str, value: NewValue) -> Edit {
    let cell = cell.parse().expect("a cell");
    Edit::SetCell { sheet: "Prospects".into(), cell, value, removed: Vec::new() }
}

fn rebuilt(edits: &[Edit]) -> (Xlsx<Cursor<Vec<u8>>>, Vec<NotKept>) {
    let mut out = Cursor::new(Vec::new());
    let losses = write::rebuild(&book(), Path::new("unused.csv").into(), edits, DAY, &mut out)
        .expect("a workbook");
    (Xlsx::new(Cursor::new(out.into_inner())).expect("readable"), losses)
}

fn grid(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).expect("the sheet");
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[test]
fn both_languages_name_everything_and_say_it_differently() {
    let (fr, en) = (Texts::parse(FR).expect("fr"), Texts::parse(EN).expect("en"));
    for texts in [&fr, &en] {
        for check in [
            Check::SensitiveNote,
            Check::Opposition,
            Check::ConsentMissing,
            Check::ConsentExpired,
            Check::ConsentContradicted,
            Check::ConsentUnproved,
            Check::Stale,
            Check::StaleSoon,
            Check::DateMissing,
            Check::DateInvalid,
            Check::ExcessiveColumn,
            Check::Duplicate,
            Check::Suppressed,
            Check::HiddenContent,
            Check::InvalidContact,
        ] {
            assert!(!texts.check(check).is_empty(), "{check:?}");
        }
        for category in [
            Category::Health,
            Category::EthnicOrigin,
            Category::Political,
            Category::Religion,
            Category::Union,
            Category::SexLife,
            Category::GeneticBiometric,
            Category::Criminal,
            Category::Insult,
            Category::Judgement,
            Category::Family,
            Category::Hardship,
            Category::NationalId,
            Category::Bank,
            Category::Opposition,
            Category::Consent,
        ] {
            assert!(!texts.category(category).is_empty(), "{category:?}");
        }
        for action in [
            ActionKind::Rewrite,
            ActionKind::ClearCell,
            ActionKind::SetCell,
            ActionKind::DeleteRow,
            ActionKind::MoveRow,
            ActionKind::AskConsent,
            ActionKind::AddToOpposition,
            ActionKind::RemovePart,
            ActionKind::Keep,
        ] {
            assert!(
                !texts.action(action).is_empty() && !texts.proposal(action).is_empty(),
                "{action:?}"
            );
        }
    }
    assert_ne!(fr.category(Category::Health), en.category(Category::Health));
    let unknown = FR.replace("[log]", "[log]\nsurplus = \"x\"");
    assert!(Texts::parse(&unknown).is_err());
}

#[test]
fn every_loss_has_words_in_both_languages() {
    let keys = |toml: &str| -> BTreeSet<String> {
        let table: toml::Table = toml.parse().expect("toml");
        table["losses"].as_table().expect("table").keys().cloned().collect()
    };
    assert_eq!(keys(FR), keys(EN));
    let texts = Texts::parse(FR).expect("fr");
    for loss in NotKept::ALL {
        assert!(!texts.not_kept(*loss).is_empty(), "{loss:?}");
    }
    assert_eq!(keys(FR).len(), NotKept::ALL.len());
}

#[test]
fn the_log_says_where_and_why_and_is_the_same_bytes_each_time() {
    let texts = Texts::parse(FR).expect("fr");
    let title = |id: &str| format!("règle {id}");
    let bytes = write::log(&lines(), &cleaning(), &texts, &title).expect("a log");
    assert_eq!(bytes, write::log(&lines(), &cleaning(), &texts, &title).expect("again"));
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("readable");
    assert_eq!(book.sheet_names(), ["Journal", "Résumé"]);
    let log = grid(&mut book, "Journal");
    assert_eq!(log[0], ["Feuille", "Cellule", "Ligne", "Nature", "Règle", "Action", "Motif"]);
    assert_eq!(
        log[1],
        ["Prospects", "L12", "12", "Santé", "règle fr.health.maternity-leave", "Note réécrite", ""]
    );
    assert_eq!(
        log[2][6], "=HYPERLINK(\"http://example.com\")",
        "a reason is text, never a formula"
    );
    assert_eq!(log[3][1..3], ["", "20"]);
    assert!(book.worksheet_formula("Journal").expect("formulas").is_empty());
    let summary = grid(&mut book, "Résumé").concat();
    for said in ["prospects.xls", "propre.xlsx", "48\u{202F}128\u{A0}octets", "41", "12", "2026-11"]
    {
        assert!(summary.iter().any(|cell| cell == said), "{said}: {summary:?}");
    }
}

#[test]
fn the_report_has_one_line_a_finding() {
    let finding = Finding {
        id: "0123456789abcdef".into(),
        memory: String::new(),
        check: Check::SensitiveNote,
        category: Some(Category::Union),
        rule: "fr.union.member".into(),
        severity: Severity::Critical,
        place: Place {
            sheet: "Prospects".into(),
            row: Some(12),
            column: Some(11),
            span: Some((0, 3)),
        },
        text: "CGT".into(),
        message: "Une appartenance syndicale.".into(),
        basis: [].into(),
        actions: [Action { kind: ActionKind::Rewrite, value: Some("Rappeler".into()), cell: None }]
            .into(),
    };
    let row_finding = Finding {
        place: Place { sheet: "Prospects".into(), row: Some(7), ..Place::default() },
        category: None,
        check: Check::Stale,
        severity: Severity::Major,
        ..finding.clone()
    };
    let texts = Texts::parse(FR).expect("fr");
    let file = cleaning().original;
    let bytes = write::findings(&[finding, row_finding], &file, DAY, &texts).expect("a report");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("readable");
    let report = grid(&mut book, "Constats");
    assert_eq!(
        report[1][..6],
        ["Critique", "Note sensible", "Appartenance syndicale", "Prospects", "L12", "CGT"]
    );
    assert_eq!(report[1][8..], ["Réécrire la note", "Rappeler", "fr.union.member"]);
    assert_eq!(report[2][4], "ligne 7");
}

#[test]
fn the_certificate_page_holds_the_facts_and_escapes_them() {
    let mut cleaning = cleaning();
    cleaning.original.name = "a<b> & \"c\".xls".into();
    let page = write::certificate_html(&cleaning, &Texts::parse(FR).expect("fr"));
    assert!(page.contains("a&lt;b&gt; &amp; &quot;c&quot;.xls") && !page.contains("a<b>"));
    assert!(page.contains("24/11/2026") && page.contains("lang=\"fr\""));
    assert!(page.contains(&"cd".repeat(32)));
    assert!(page.contains("propre - Archive.xlsx") && page.contains(&"ef".repeat(32)));
    for said in ["Grossesse &amp; congé", "fr.health.maternity-leave", "<li>macros</li>", "refait"]
    {
        assert!(page.contains(said), "{said}");
    }
    for alive in ["<script", "http:", "https:", "src=", "url("] {
        assert!(!page.contains(alive), "the page must load and run nothing: {alive}");
    }
    cleaning.rebuilt = false;
    cleaning.not_kept.clear();
    let page = write::certificate_html(&cleaning, &Texts::parse(FR).expect("fr"));
    assert!(page.contains("relu octet par octet") && page.contains("Tout ce que l’original"));
    let english = write::certificate_html(&cleaning, &Texts::parse(EN).expect("en"));
    assert!(english.contains("2026-11-24") && english.contains("48,128"));
    let bytes = write::certificate_xlsx(&cleaning, &Texts::parse(EN).expect("en")).expect("xlsx");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("readable");
    let certificate = grid(&mut book, "Certificate").concat();
    assert!(["cd", "ef"].iter().all(|mark| certificate.contains(&mark.repeat(32))));
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
fn rows_that_move_make_a_workbook_of_their_own() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old/rich.xls");
    let book = open(&source, &ReadOptions::default()).expect("read");
    let table = book.sheets.first().expect("a sheet");
    let moved: Vec<u32> = table.rows.iter().skip(2).step_by(2).map(|row| row.number).collect();
    let to = |row: &u32| Edit::MoveRow { sheet: table.name.clone(), row: *row, to: "Vieux".into() };
    let edits: Vec<Edit> = moved.iter().map(to).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("archive.xlsx");
    let file = std::fs::File::create(&target).expect("made");
    write::rebuild_archive(&book, source.as_path().into(), &edits, DAY, file).expect("written");
    let archive = open(&target, &ReadOptions::default()).expect("read");
    assert_eq!(archive.sheets.len(), 1);
    let numbers = |row: &u32| table.row(*row).expect("a row").cells.clone();
    let found: Vec<Vec<Cell>> =
        archive.sheets[0].rows.iter().map(|row| row.cells.clone()).collect();
    assert_eq!(found, moved.iter().map(numbers).collect::<Vec<_>>());
    let proved = |edits: &[Edit]| verify_rebuilt_archive(&book, (&*target).into(), edits, &[]);
    assert_eq!(proved(&edits).expect("proved").rows_moved, moved.len() as u64);
    assert!(matches!(proved(&edits[1..]), Err(VerifyError::Unexpected { .. })));
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

/// Rebuilds a file with edits, and what the proof says of the result.
fn proved(source: &Path, edits: &[Edit]) -> (Workbook, Vec<NotKept>, Proof) {
    let book = open(source, &ReadOptions::default()).expect("readable");
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("made.xlsx");
    let mut out = Cursor::new(Vec::new());
    let losses = write::rebuild(&book, source.into(), edits, DAY, &mut out).expect("a workbook");
    std::fs::write(&target, out.into_inner()).expect("written");
    let proof = verify_rebuilt(&book, target.as_path().into(), edits, &[]).expect("proved");
    (open(&target, &ReadOptions::default()).expect("readable"), losses, proof)
}

fn old(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old").join(name)
}

#[test]
fn an_old_workbook_becomes_an_xlsx_that_looks_like_it() {
    let edits = [
        Edit::DeleteRow { sheet: "Prospects".into(), row: 3 },
        set("D2", NewValue::Text("rappeler en juin".into())),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("made.xlsx");
    let book = open(&old("rich.xls"), &ReadOptions::default()).expect("readable");
    let mut out = Cursor::new(Vec::new());
    let losses = write::rebuild(&book, old("rich.xls").as_path().into(), &edits, DAY, &mut out)
        .expect("made");
    let bytes = out.into_inner();
    std::fs::write(&target, &bytes).expect("written");
    let proof = verify_rebuilt(&book, target.as_path().into(), &edits, &[]).expect("proved");
    assert_eq!((proof.rows_removed, proof.cells_changed), (1, 1));
    assert!(proof.texts_searched >= 4 && proof.parts_searched > 8, "{proof:?}");
    assert!(losses.contains(&NotKept::Styles) && !losses.contains(&NotKept::Charts), "{losses:?}");

    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut part = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).expect(name).read_to_string(&mut text).expect("utf-8");
        text
    };
    let (sheet, styles) = (part("xl/worksheets/sheet1.xml"), part("xl/styles.xml"));
    assert!(sheet.contains("<autoFilter ref=\"A1:G4\"/>"), "the filter shrinks: {sheet}");
    assert!(sheet.contains("hidden=\"1\""), "the hidden column");
    assert!(sheet.contains("customWidth=\"1\""));
    assert!(styles.contains("FFFFFFFF") && styles.contains("FF000080"), "header: {styles}");
    assert!(styles.contains("<b/>") && styles.contains("<i/>"), "{styles}");
    for format in ["dd/mm/yyyy", "#,##0.00"] {
        assert!(styles.to_lowercase().contains(format), "{format}: {styles}");
    }
    assert!(sheet.contains("<v>0.60416"), "a time is a number: {sheet}");
    let made = open(&target, &ReadOptions::default()).expect("readable");
    let sheet = made.sheet("Prospects").expect("the sheet");
    assert_eq!(sheet.cell("A3".parse().expect("a cell")), &text("Gamma"));
    assert_eq!(sheet.cell("D3".parse().expect("a cell")), &text("=1+1"));
    assert_eq!(sheet.cell("E2".parse().expect("a cell")), &text("14:30"));
    assert!(sheet.cell("B2".parse().expect("a cell")).as_date().is_some());
    assert_eq!(sheet.comments[0].text, "appeler … aussi", "a removed name goes from comments too");
    assert_eq!(made.sheet("Caché").expect("the sheet").visibility, Visibility::Hidden);
}

#[test]
fn a_frozen_header_stays_frozen() {
    let source = old("frozen.xls");
    let book = open(&source, &ReadOptions::default()).expect("readable");
    let made = |edits: &[Edit]| {
        let mut out = Cursor::new(Vec::new());
        write::rebuild(&book, source.as_path().into(), edits, DAY, &mut out).expect("a workbook");
        let mut zip = zip::ZipArchive::new(out).expect("a package");
        let mut text = String::new();
        let mut part = zip.by_name("xl/worksheets/sheet1.xml").expect("the sheet");
        part.read_to_string(&mut text).expect("utf-8");
        text
    };
    let sheet = made(&[]);
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("topLeftCell=\"B2\""), "{sheet}");
    let header = [Edit::DeleteRow { sheet: "Clients".into(), row: 1 }];
    assert!(made(&header).contains("topLeftCell=\"B1\""), "the frozen part shrinks");
}

#[test]
fn hidden_content_goes_from_a_rebuilt_workbook_on_request() {
    use epure_engine::table::HiddenKind;
    let part = |kind| Edit::RemovePart { kind, sheet: None };
    let all = [HiddenKind::Sheet, HiddenKind::Rows, HiddenKind::Columns, HiddenKind::Comments];
    let (made, _, proof) = proved(&old("rich.xls"), &all.map(part));
    assert!(made.sheet("Caché").is_none());
    let sheet = made.sheet("Prospects").expect("the sheet");
    assert!(sheet.comments.is_empty() && sheet.hidden_columns.is_empty());
    assert!(sheet.rows.iter().all(|row| !row.hidden && row.cells[0] != text("Delta")));
    assert_eq!((proof.rows_removed, proof.columns_removed), (1, 1));
}

#[test]
fn a_binary_workbook_becomes_an_xlsx_with_the_same_cells() {
    for name in ["date.xlsb", "any_sheets.xlsb"] {
        let book = open(&old(name), &ReadOptions::default()).expect("readable");
        let (made, _, _) = proved(&old(name), &[]);
        for (before, after) in book.sheets.iter().zip(&made.sheets) {
            assert_eq!((&before.name, before.visibility), (&after.name, after.visibility));
            assert_eq!(before.rows, after.rows, "{name} {}", before.name);
        }
    }
}

#[test]
fn a_rebuilt_workbook_that_is_not_what_was_decided_is_not_proved() {
    let source = old("rich.xls");
    let book = open(&source, &ReadOptions::default()).expect("readable");
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("made.xlsx");
    let row = |row| Edit::DeleteRow { sheet: "Prospects".into(), row };
    let made = |edits: &[Edit]| {
        let mut out = Cursor::new(Vec::new());
        write::rebuild(&book, source.as_path().into(), edits, DAY, &mut out).expect("a workbook");
        out.into_inner()
    };
    let check = |bytes: Vec<u8>, edits: &[Edit]| {
        std::fs::write(&target, bytes).expect("written");
        verify_rebuilt(&book, target.as_path().into(), edits, &[])
    };
    check(made(&[row(3)]), &[row(3)]).expect("proved");
    for (done, said) in
        [(vec![], vec![row(3)]), (vec![row(3)], vec![]), (vec![row(3)], vec![row(4)])]
    {
        let found = check(made(&done), &said);
        assert!(matches!(found, Err(VerifyError::Unexpected { .. })), "{found:?}");
    }
    let mut named = Edit::SetCell {
        sheet: "Prospects".into(),
        cell: "D2".parse().expect("a cell"),
        value: NewValue::Text("voir Zorro".into()),
        removed: vec!["Zorro".into()],
    };
    let held = check(made(std::slice::from_ref(&named)), std::slice::from_ref(&named));
    assert_eq!(held.expect("a kept cell holds it").kept_elsewhere, 1);
    if let Edit::SetCell { removed, .. } = &mut named {
        *removed = vec!["Exemple".into()];
    }
    // The author of a comment is blotted, and nothing else names the person.
    check(made(std::slice::from_ref(&named)), std::slice::from_ref(&named)).expect("proved");
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
    verify_rebuilt(&book, target.as_path().into(), &[], &[]).expect("proved");
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
        verify_rebuilt(&book, target.as_path().into(), &edits, &[])
            .unwrap_or_else(|e| panic!("{edits:?}: {e}"));
    }
}
