//! Files of a document that holds what is hard: reserved characters, control characters, formulas,
//! long names, empty cells.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "test helpers may fail the test"
)]

use std::io::{Cursor, Read};

use epure_engine::checklist::Colour;
use epure_engine::dossier::{
    Block, Body, Cell, Column, ColumnKind, Document, Logo, Score, Section,
};
use epure_engine::messages::Lang;
use epure_papers::{docx, html, xlsx};
use jiff::civil::date;
use zip::ZipArchive;

fn document() -> Document {
    let block = |body| Block {
        key: "a.b.c".into(),
        basis: Vec::new(),
        from: Vec::new(),
        edited: false,
        body,
    };
    let column =
        |title: &str, kind| Column { title: title.into(), field: String::new(), width: 20, kind };
    let choices = vec!["À faire".to_owned(), "Fait".to_owned()];
    let columns = vec![
        column("Action", ColumnKind::Text),
        column("Échéance", ColumnKind::Day),
        column("État", ColumnKind::Choice(choices)),
    ];
    let row = |text: &str| {
        vec![Cell::Text(text.into()), Cell::Day(date(2026, 12, 15)), Cell::Text("À faire".into())]
    };
    let score =
        Score { title: "Trier".into(), word: "Orange".into(), colour: Colour::Amber, share: 61 };
    let section = |title: &str, bodies: Vec<Body>| Section {
        id: "b".into(),
        title: title.into(),
        blocks: bodies.into_iter().map(block).collect(),
    };
    Document {
        id: "plan".into(),
        file: "plan".into(),
        title: "Plan <d’action> & suite".into(),
        subtitle: "Été \u{1} 2026".into(),
        note: "Indicateur".into(),
        company: "A & B \"C\" <D>".into(),
        made: "Établi le 25/11/2026".into(),
        on: date(2026, 11, 25),
        lang: Lang::Fr,
        contents: "Sommaire".into(),
        page: "Page".into(),
        workbook: true,
        sections: vec![
            section(
                "Un nom de feuille : très long, avec des / et des [crochets]",
                vec![
                    Body::Field { label: "But".into(), text: "une\ndeux".into() },
                    Body::Bullet("point".into()),
                    Body::Scores(vec![score]),
                ],
            ),
            section(
                "Actions",
                vec![Body::Table { columns, rows: vec![row("=HYPERLINK(\"x\")"), row("")] }],
            ),
        ],
        to_complete: 0,
    }
}

fn part(package: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(package)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = document();
    assert_eq!(docx(&document, None).unwrap(), docx(&document, None).unwrap());
    assert_eq!(xlsx(&document).unwrap(), xlsx(&document).unwrap());
}

#[test]
fn a_docx_says_everything_in_styles_and_stays_xml() {
    let package = docx(&document(), None).unwrap();
    let body = part(&package, "word/document.xml");
    for said in [
        "Plan &lt;d’action&gt; &amp; suite",
        "A &amp; B &quot;C&quot; &lt;D&gt;",
        "Été  2026",
        "=HYPERLINK(&quot;x&quot;)",
        "15/12/2026",
        "61 %, Orange",
        r#"<w:pStyle w:val="Heading1"/>"#,
        "<w:tblHeader/>",
        "<w:br/>",
    ] {
        assert!(body.contains(said), "{said}");
    }
    assert!(!body.contains('\u{1}'));
    // Every style that is used is defined.
    let styles = part(&package, "word/styles.xml");
    for used in body.split("w:pStyle w:val=\"").skip(1) {
        let id = used.split('"').next().unwrap();
        assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
    }
    assert!(styles.contains("fr-FR"));
    assert!(part(&package, "docProps/core.xml").contains("2026-11-25T00:00:00Z"));
}

#[test]
fn a_workbook_has_a_sheet_a_section_drop_downs_and_no_formula() {
    let package = xlsx(&document()).unwrap();
    let book = part(&package, "xl/workbook.xml");
    assert_eq!(book.matches("<sheet ").count(), 2, "{book}");
    let actions = part(&package, "xl/worksheets/sheet2.xml");
    assert!(actions.contains("À faire,Fait"), "{actions}");
    assert!(actions.contains("dataValidation"), "{actions}");
    assert!(!actions.contains("<f>"), "{actions}");
    assert!(actions.contains("<pane "), "{actions}");
}

#[test]
fn a_docx_shows_the_logo_and_is_the_same_without() {
    let logo = Logo { png: b"pixels".to_vec(), width: 400, height: 100 };
    let package = docx(&document(), Some(&logo)).unwrap();
    assert_eq!(part(&package, "word/media/logo.png"), "pixels");
    let body = part(&package, "word/document.xml");
    assert!(
        body.contains(r#"r:embed="rIdLogo""#) && body.contains(r#"descr="A &amp; B"#),
        "{body}"
    );
    assert!(body.contains(r#"cx="1620000" cy="403200""#), "4.5 cm wide: {body}");
    let relations = part(&package, "word/_rels/document.xml.rels");
    assert!(relations.contains(r#"Id="rIdLogo""#) && !relations.contains('{'), "{relations}");
    let plain = docx(&document(), None).unwrap();
    assert!(!part(&plain, "word/_rels/document.xml.rels").contains("logo"));
    assert!(!part(&plain, "word/document.xml").contains("drawing"));
}

#[test]
fn a_page_says_everything_and_runs_nothing() {
    let page = html(&document());
    for said in [
        "<html lang=\"fr\">",
        "<h1>Plan &lt;d’action&gt; &amp; suite</h1>",
        "A &amp; B &quot;C&quot; &lt;D&gt;",
        "<ul>\n<li>point</li>\n</ul>",
        "<td>=HYPERLINK(&quot;x&quot;)</td><td>15/12/2026</td>",
        "<strong>Trier</strong> 61 %, Orange",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    for odd in ["<script", "http", "src=", "\u{1}", "<d’action>"] {
        assert!(!page.contains(odd), "{odd}");
    }
}
