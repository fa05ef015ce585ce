//! A document as values of the typesetter.

use epure_engine::checklist::Colour;
use epure_engine::dossier::{Body, Document, Logo, Section};
use typst::foundations::{Array, Bytes, Dict, IntoValue, Value};

pub(crate) fn of(document: &Document, logo: Option<&Logo>) -> Dict {
    let sections: Array =
        document.sections.iter().map(|one| section(document, one).into_value()).collect();
    let mut out = dict([
        ("title", text(&document.title)),
        ("subtitle", text(&document.subtitle)),
        ("note", text(&document.note)),
        ("company", text(&document.company)),
        ("made", text(&document.made)),
        ("lang", text(&document.lang.to_string())),
        ("contents", text(&document.contents)),
        ("page", text(&document.page)),
    ]);
    out.insert("sections".into(), sections.into_value());
    out.insert("logo".into(), logo.map_or(Value::None, image));
    dict([("document", out.into_value())])
}

fn dict<const N: usize>(entries: [(&str, Value); N]) -> Dict {
    let mut out = Dict::new();
    for (name, value) in entries {
        out.insert(name.into(), value);
    }
    out
}

/// The logo with the room it takes.
fn image(logo: &Logo) -> Value {
    let (width, height) = logo.room();
    let room = |hundredths: u32| i64::from(hundredths).into_value();
    let png = Bytes::new(logo.png.clone());
    dict([("png", png.into_value()), ("width", room(width)), ("height", room(height))]).into_value()
}

fn text(text: &str) -> Value {
    text.into_value()
}

/// A section; fields that follow each other share a table.
fn section(document: &Document, section: &Section) -> Dict {
    let mut blocks = Array::new();
    let mut fields = Array::new();
    for block in &section.blocks {
        if let Body::Field { label, text: value } = &block.body {
            fields.push(dict([("label", text(label)), ("text", text(value))]).into_value());
            continue;
        }
        push_fields(&mut blocks, &mut fields);
        blocks.push(body(document, &block.body).into_value());
    }
    push_fields(&mut blocks, &mut fields);
    dict([("title", text(&section.title)), ("blocks", blocks.into_value())])
}

fn push_fields(blocks: &mut Array, fields: &mut Array) {
    if !fields.is_empty() {
        let items = std::mem::take(fields).into_value();
        blocks.push(dict([("kind", text("fields")), ("items", items)]).into_value());
    }
}

fn body(document: &Document, body: &Body) -> Dict {
    let simple = |kind: &str, value: &str| dict([("kind", text(kind)), ("text", text(value))]);
    match body {
        Body::Text(value) => simple("text", value),
        Body::Bullet(value) => simple("bullet", value),
        Body::Note(value) => simple("note", value),
        Body::Letter { label, text: words } => {
            dict([("kind", text("letter")), ("label", text(label)), ("text", text(words))])
        }
        Body::Field { text: value, .. } => simple("text", value),
        Body::Scores(scores) => {
            let items: Array = scores
                .iter()
                .map(|score| {
                    let colour = match score.colour {
                        Colour::Green => "green",
                        Colour::Amber => "amber",
                        Colour::Red => "red",
                    };
                    dict([
                        ("title", text(&score.title)),
                        ("word", text(&score.word)),
                        ("colour", text(colour)),
                        ("share", i64::from(score.share.min(100)).into_value()),
                    ])
                    .into_value()
                })
                .collect();
            dict([("kind", text("scores")), ("items", items.into_value())])
        }
        Body::Table { columns, rows } => {
            let widths: Array =
                columns.iter().map(|column| i64::from(column.width).into_value()).collect();
            let heads: Array = columns.iter().map(|column| text(&column.title)).collect();
            let cells: Array =
                rows.iter().flatten().map(|cell| text(&cell.say(document.lang))).collect();
            dict([
                ("kind", text("table")),
                ("widths", widths.into_value()),
                ("heads", heads.into_value()),
                ("cells", cells.into_value()),
            ])
        }
    }
}
