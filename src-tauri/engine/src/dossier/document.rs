//! A document before it is a file: sections of blocks, each with the grounds and the facts it rests on.

use jiff::civil::Date;

use crate::checklist::Colour;
use crate::messages::{self, Lang};

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id, as `register`.
    pub id: String,
    /// Name of its file, without extension.
    pub file: String,
    /// Its title.
    pub title: String,
    /// What it is, in a few words; may be empty.
    pub subtitle: String,
    /// What its reader must know first; may be empty.
    pub note: String,
    /// Whose it is.
    pub company: String,
    /// "Made on …".
    pub made: String,
    /// The day it speaks of.
    pub on: Date,
    /// Its language.
    pub lang: Lang,
    /// Title of its table of contents.
    pub contents: String,
    /// The word "page".
    pub page: String,
    /// Is it also a workbook, one sheet a section?
    pub workbook: bool,
    /// Its sections.
    pub sections: Vec<Section>,
    /// How many places are left to complete.
    pub to_complete: usize,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id in the document.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// By what an edit finds it: `document.section.line`, with `#2` for the second of a repeated line.
    pub key: String,
    /// Ids of the legal grounds it states.
    pub basis: Vec<String>,
    /// Conditions by which it is there.
    pub from: Vec<String>,
    /// Did the company write it otherwise than the template?
    pub edited: bool,
    /// What is shown.
    pub body: Body,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A paragraph.
    Text(String),
    /// An item of a list.
    Bullet(String),
    /// Something to be seen first.
    Note(String),
    /// Words to be copied elsewhere.
    Letter {
        /// What they are for; may be empty. Not to be copied.
        label: String,
        /// The words.
        text: String,
    },
    /// A name and its value.
    Field {
        /// The name.
        label: String,
        /// The value; several lines for several values.
        text: String,
    },
    /// A table.
    Table {
        /// Its columns.
        columns: Vec<Column>,
        /// Its rows; as many cells as columns.
        rows: Vec<Vec<Cell>>,
    },
    /// Shares, drawn as bars.
    Scores(Vec<Score>),
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its header.
    pub title: String,
    /// The field of the items that it shows, as `owner`; empty when it shows several.
    pub field: String,
    /// Its width, in characters.
    pub width: u16,
    /// What it holds.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Days.
    Day,
    /// One of these.
    Choice(Vec<String>),
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A day.
    Day(Date),
}

impl Cell {
    /// What is read.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(day) => messages::day(lang, *day),
        }
    }
}

/// A share with its name and colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Of what.
    pub title: String,
    /// The colour's word.
    pub word: String,
    /// The colour.
    pub colour: Colour,
    /// In percent.
    pub share: u32,
}

impl Document {
    /// Everything that is read, as plain text; with `traced`, each piece says after `←` the grounds
    /// and conditions it rests on.
    #[must_use]
    pub fn outline(&self, traced: bool) -> String {
        let mut out = format!("# {}\n{}\n", self.title, self.subtitle);
        if !self.note.is_empty() {
            out.push_str(&format!("! {}\n", self.note));
        }
        for section in &self.sections {
            out.push_str(&format!("\n## {}\n", section.title));
            for block in &section.blocks {
                out.push_str(&block.body.outline(self.lang));
                if traced && !(block.basis.is_empty() && block.from.is_empty()) {
                    let rests = block.basis.iter().chain(&block.from).map(String::as_str);
                    out.push_str(&format!("    ← {}\n", rests.collect::<Vec<_>>().join(", ")));
                }
            }
        }
        out
    }

    /// Every text that is read, in order.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let own = [self.title.as_str(), self.subtitle.as_str(), self.note.as_str()];
        own.into_iter().chain(blocks.flat_map(|block| block.body.texts()))
    }
}

impl Body {
    fn texts(&self) -> Vec<&str> {
        match self {
            Self::Text(text) | Self::Bullet(text) | Self::Note(text) => vec![text],
            Self::Field { label, text } | Self::Letter { label, text } => vec![label, text],
            Self::Table { columns, rows } => {
                let cells = rows.iter().flatten().filter_map(|cell| match cell {
                    Cell::Text(text) => Some(text.as_str()),
                    Cell::Day(_) => None,
                });
                columns.iter().map(|column| column.title.as_str()).chain(cells).collect()
            }
            Self::Scores(scores) => scores.iter().map(|score| score.title.as_str()).collect(),
        }
    }

    fn outline(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => format!("{text}\n"),
            Self::Bullet(text) => format!("- {text}\n"),
            Self::Note(text) => format!("! {text}\n"),
            Self::Letter { label, text } => {
                let label = if label.is_empty() { String::new() } else { format!("[{label}] ") };
                format!("> {label}{}\n", text.replace('\n', " / "))
            }
            Self::Field { label, text } => format!("{label} = {}\n", text.replace('\n', " / ")),
            Self::Scores(scores) => scores
                .iter()
                .map(|score| format!("{} | {} % | {}\n", score.title, score.share, score.word))
                .collect(),
            Self::Table { columns, rows } => {
                let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
                let head = line(columns.iter().map(|column| column.title.clone()).collect());
                let rows = rows.iter().map(|row| line(row.iter().map(|c| c.say(lang)).collect()));
                std::iter::once(head).chain(rows).collect()
            }
        }
    }
}
