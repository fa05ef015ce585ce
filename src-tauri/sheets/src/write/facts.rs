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
    /// Day of the cleaning.
    pub on: Date,
    /// Name and version of the program.
    pub program: String,
    /// Version of the rules.
    pub rules: String,
    /// What changed.
    pub counts: Counts,
    /// What a conversion could not keep; empty when the file was edited in place.
    pub not_kept: Vec<NotKept>,
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

impl Cleaning {
    /// Every fact in reading order: the two files, then when and with what, then the counts.
    pub(super) fn facts(&self, texts: &Texts) -> Vec<Fact> {
        let mut facts = file_facts(&texts.facts.original, &self.original, texts);
        facts.extend(file_facts(&texts.facts.cleaned, &self.cleaned, texts));
        facts.push(Fact::new(&texts.facts.date, FactValue::Day(self.on)));
        facts.push(Fact::text(&texts.facts.program, &self.program));
        facts.push(Fact::text(&texts.facts.rules, &self.rules));
        facts.extend(self.counts.facts(texts));
        if !self.not_kept.is_empty() {
            let losses: Vec<_> = self.not_kept.iter().map(|loss| texts.not_kept(*loss)).collect();
            facts.push(Fact::text(&texts.facts.not_kept, &losses.join(", ")));
        }
        facts
    }
}

impl Counts {
    fn facts(&self, texts: &Texts) -> Vec<Fact> {
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

/// Name, size and fingerprint of one file.
fn file_facts(label: &str, file: &FileFacts, texts: &Texts) -> Vec<Fact> {
    let size = format!("{}\u{A0}{}", texts.count(file.bytes), texts.facts.bytes);
    vec![
        Fact::text(label, &file.name),
        Fact::text(&texts.facts.size, &size),
        Fact::text(&texts.facts.sha256, &file.sha256),
    ]
}
