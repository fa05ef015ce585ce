//! The team's page as a document, like those that a company must show.

use epure_engine::dossier::{Block, Body, Cell, Column, ColumnKind, Document, Section};
use epure_sheets::write::Texts as Names;
use jiff::civil::Date;

use super::{Kind, Lesson, List};
use crate::texts::Texts;

/// What the page says.
pub(crate) struct Page<'a> {
    /// Notes by kind.
    pub(crate) kinds: &'a [Kind],
    /// What to write instead.
    pub(crate) lessons: &'a [Lesson],
    /// Lists that would replace notes.
    pub(crate) lists: &'a [List],
    /// The day it is made.
    pub(crate) on: Date,
}

impl Page<'_> {
    /// The page in the reader's language.
    pub(crate) fn document(&self, texts: &Texts, names: &Names) -> Document {
        let say = |key: &str| texts.say(key, &[]);
        let sections = [
            ("coaching.found", self.kinds(texts, names)),
            ("coaching.instead", self.lessons(texts)),
            ("coaching.lists", self.lists(texts)),
        ];
        let section = |(key, bodies): (&str, Vec<Body>)| Section {
            id: key.to_owned(),
            title: say(key),
            blocks: bodies.into_iter().map(|body| block(key, body)).collect(),
        };
        Document {
            id: "coaching".to_owned(),
            file: "coaching".to_owned(),
            title: say("coaching.title"),
            subtitle: say("coaching.lead"),
            note: say("coaching.foot"),
            company: String::new(),
            made: texts.say("coaching.made", &[("day", texts.day(self.on))]),
            on: self.on,
            lang: texts.lang(),
            contents: String::new(),
            page: say("coaching.page"),
            workbook: false,
            sections: sections
                .into_iter()
                .filter(|(_, bodies)| !bodies.is_empty())
                .map(section)
                .collect(),
            to_complete: 0,
        }
    }

    fn kinds(&self, texts: &Texts, names: &Names) -> Vec<Body> {
        if self.kinds.is_empty() {
            return vec![Body::Text(texts.say("coaching.nothing", &[]))];
        }
        let row = |kind: &Kind| {
            let count = texts.number(kind.notes as u64);
            [names.category(kind.category).to_owned(), count]
        };
        vec![table(
            texts,
            [("coaching.kind", 30), ("coaching.notes", 8)],
            self.kinds.iter().map(row),
        )]
    }

    fn lessons(&self, texts: &Texts) -> Vec<Body> {
        let row = |lesson: &Lesson| [lesson.wrong.clone(), lesson.right.clone()];
        match self.lessons {
            [] => Vec::new(),
            lessons => {
                vec![table(
                    texts,
                    [("coaching.rather", 20), ("coaching.write", 20)],
                    lessons.iter().map(row),
                )]
            }
        }
    }

    fn lists(&self, texts: &Texts) -> Vec<Body> {
        let list = |list: &List| {
            let values = [("column", list.header.clone())];
            let row = |(text, count): &(String, usize)| [text.clone(), texts.number(*count as u64)];
            let choices = list.choices.iter().map(row);
            [
                Body::Text(texts.say("coaching.list", &values)),
                table(texts, [("coaching.choice", 30), ("coaching.rows", 8)], choices),
            ]
        };
        self.lists.iter().flat_map(list).collect()
    }
}

/// A table of two columns, each with the key of its title and its width.
fn table(
    texts: &Texts,
    columns: [(&str, u16); 2],
    rows: impl Iterator<Item = [String; 2]>,
) -> Body {
    let column = |(key, width): (&str, u16)| Column {
        title: texts.say(key, &[]),
        field: String::new(),
        width,
        kind: ColumnKind::Text,
    };
    Body::Table {
        columns: columns.map(column).into(),
        rows: rows.map(|cells| cells.map(Cell::Text).into()).collect(),
    }
}

fn block(key: &str, body: Body) -> Block {
    Block { key: key.to_owned(), basis: Vec::new(), from: Vec::new(), edited: false, body }
}
