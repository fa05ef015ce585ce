//! What is written beside a copy: log, report, certificate.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader, Xlsx};
use epure_engine::finding::{Action, ActionKind, Category, Check, Finding, Place, Severity};
use epure_engine::plan::LogLine;
use epure_sheets::write::{self, Applied, Cleaning, Counts, FileFacts, NotKept, Texts};

use super::{DAY, grid};

const FR: &str = include_str!("../../../../lexicons/workbooks/fr.toml");
const EN: &str = include_str!("../../../../lexicons/workbooks/en.toml");

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

#[test]
fn both_languages_name_everything_and_say_it_differently() {
    let (fr, en) = (Texts::parse(FR).expect("fr"), Texts::parse(EN).expect("en"));
    for texts in [&fr, &en] {
        for &check in Check::ALL {
            assert!(!texts.check(check).is_empty(), "{check:?}");
        }
        for &category in Category::ALL {
            assert!(!texts.category(category).is_empty(), "{category:?}");
        }
        for &action in ActionKind::ALL {
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
