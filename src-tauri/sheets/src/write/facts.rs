//! What a change log and a certificate say about one cleaning. Never any removed text.

use jiff::civil::Date;

use super::{NotKept, Texts};

/// A file as it is known from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// File name without its folder.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// What was changed and what was proved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Cells whose content differs.
    pub cells_changed: u64,
    /// Rows deleted.
    pub rows_removed: u64,
    /// Rows moved to an archive.
    pub rows_moved: u64,
    /// Columns deleted.
    pub columns_removed: u64,
    /// Parts of the original package (1 for a text file).
    pub parts_total: u64,
    /// Parts that differ.
    pub parts_changed: u64,
    /// Parts searched for removed texts.
    pub parts_searched: u64,
    /// Removed texts searched for.
    pub texts_searched: u64,
    /// Removed words that another, kept cell legitimately holds.
    pub kept_elsewhere: u64,
}

/// One cleaning, told without any removed text.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleaning {
    /// The file as it came.
    pub original: FileFacts,
    /// The file as it was given back.
    pub cleaned: FileFacts,
    /// The files that rows moved to, when they left the file.
    pub archives: Vec<FileFacts>,
    /// Day of the cleaning.
    pub on: Date,
    /// Name and version of the program.
    pub program: String,
    /// Version of the rules.
    pub rules: String,
    /// What changed.
    pub counts: Counts,
    /// The cleaned file was made anew in another format rather than edited in place.
    pub rebuilt: bool,
    /// What that could not keep; empty when the file was edited in place.
    pub not_kept: Vec<NotKept>,
    /// The rules whose findings were decided on, with what was decided.
    pub applied: Vec<Applied>,
}

/// What one rule came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Its id.
    pub rule: String,
    /// Its title, as people read it.
    pub title: String,
    /// How many of its findings changed the file.
    pub changed: u32,
    /// How many were kept as they are, with a reason.
    pub kept: u32,
}

/// One line of facts: a label and what it says.
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: FactValue,
}

/// What a fact says.
pub(super) enum FactValue {
    Text(String),
    Count(u64),
    Day(Date),
}

impl FactValue {
    /// As pages write it.
    pub(super) fn said(&self, texts: &Texts) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => texts.count(*count),
            Self::Day(day) => texts.day(*day),
        }
    }
}

impl Cleaning {
    /// Every fact in reading order: the two files, then when and with what, then the counts.
    pub(super) fn facts(&self, texts: &Texts) -> Vec<Fact> {
        let mut facts = file_facts(&texts.facts.original, &self.original, texts);
        facts.extend(file_facts(&texts.facts.cleaned, &self.cleaned, texts));
        for archive in &self.archives {
            facts.extend(file_facts(&texts.facts.archive, archive, texts));
        }
        facts.extend(self.circumstances(texts));
        facts.extend(self.counts.facts(texts));
        if !self.not_kept.is_empty() {
            facts.push(Fact::text(&texts.facts.not_kept, &self.losses(texts).join(", ")));
        }
        facts
    }

    /// When and with what.
    pub(super) fn circumstances(&self, texts: &Texts) -> Vec<Fact> {
        vec![
            Fact::new(&texts.facts.date, FactValue::Day(self.on)),
            Fact::text(&texts.facts.program, &self.program),
            Fact::text(&texts.facts.rules, &self.rules),
        ]
    }

    /// What could not be kept, in words.
    pub(super) fn losses<'t>(&self, texts: &'t Texts) -> Vec<&'t str> {
        self.not_kept.iter().map(|loss| texts.not_kept(*loss)).collect()
    }
}

impl Counts {
    pub(super) fn facts(&self, texts: &Texts) -> Vec<Fact> {
        let words = &texts.facts;
        [
            (&words.cells_changed, self.cells_changed),
            (&words.rows_removed, self.rows_removed),
            (&words.rows_moved, self.rows_moved),
            (&words.columns_removed, self.columns_removed),
            (&words.parts_total, self.parts_total),
            (&words.parts_changed, self.parts_changed),
            (&words.parts_searched, self.parts_searched),
            (&words.texts_searched, self.texts_searched),
            (&texts.certificate.kept_elsewhere, self.kept_elsewhere),
        ]
        .into_iter()
        .map(|(label, count)| Fact::new(label, FactValue::Count(count)))
        .collect()
    }
}

impl Fact {
    fn new(label: &str, value: FactValue) -> Self {
        Self { label: label.to_owned(), value }
    }

    fn text(label: &str, text: &str) -> Self {
        Self::new(label, FactValue::Text(text.to_owned()))
    }
}

impl FileFacts {
    /// Its size in words.
    pub(super) fn size(&self, texts: &Texts) -> String {
        format!("{}\u{A0}{}", texts.count(self.bytes), texts.facts.bytes)
    }
}

/// Name, size and fingerprint of one file.
fn file_facts(label: &str, file: &FileFacts, texts: &Texts) -> Vec<Fact> {
    vec![
        Fact::text(label, &file.name),
        Fact::text(&texts.facts.size, &file.size(texts)),
        Fact::text(&texts.facts.sha256, &file.sha256),
    ]
}
