//! Who wrote a note: a column of the sheet that says so, else the initials that notes are signed with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use epure_engine::finding::Finding;
use epure_engine::table::{Table, Workbook};
use epure_engine::text::fold::plain;
use serde::Deserialize;

use crate::packs;

/// Rows that must bear the same initials before these count as a signature.
const SIGNED: usize = 2;
/// Marks before or around initials at the end of a note: `– CM`, `(CM)`, `/CM`, `[CM]`.
const MARKS: [char; 7] = ['-', '–', '—', '/', '(', '[', '~'];

#[derive(Deserialize)]
struct Words {
    headers: Vec<String>,
}

/// Who wrote the notes that findings are about, by position of the finding.
#[derive(Debug, Default)]
pub(super) struct Authors(Vec<Option<Arc<str>>>);

impl Authors {
    /// Of the notes that findings are about.
    pub(super) fn of(book: &Workbook, findings: &[Finding]) -> Self {
        let (columns, initials) = (columns(book), initials(book, findings));
        // A handful of people write thousands of notes: each name is kept once.
        let mut names = BTreeSet::<Arc<str>>::new();
        let mut shared = |name: String| match names.get(name.as_str()) {
            Some(known) => Arc::clone(known),
            None => {
                let new: Arc<str> = name.into();
                names.insert(Arc::clone(&new));
                new
            }
        };
        let author = |finding: &Finding| author(book, &columns, &initials, finding);
        Self(findings.iter().map(|finding| author(finding).map(&mut shared)).collect())
    }

    /// Who wrote the note of the finding at that position; none when nothing says so.
    pub(super) fn author(&self, at: usize) -> Option<&str> {
        self.0.get(at)?.as_deref()
    }
}

/// The 0-based column of the author, by sheet.
fn columns(book: &Workbook) -> BTreeMap<&str, u32> {
    let words: Option<Words> = toml::from_str(packs::text("authors.toml")).ok();
    let headers: BTreeSet<String> =
        words.into_iter().flat_map(|words| words.headers).map(|name| plain(&name)).collect();
    let column = |table: &Table| {
        (0..table.width()).find(|at| headers.contains(&plain(table.header_name(*at))))
    };
    book.sheets.iter().filter_map(|table| Some((table.name.as_str(), column(table)?))).collect()
}

fn author(
    book: &Workbook,
    columns: &BTreeMap<&str, u32>,
    initials: &BTreeSet<String>,
    finding: &Finding,
) -> Option<String> {
    let (table, row) = (book.sheet(&finding.place.sheet)?, finding.place.row?);
    if let Some(column) = columns.get(table.name.as_str()) {
        let name = table.row(row)?.cell(*column).to_string();
        return Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    }
    signature(&note(book, finding)?).filter(|signed| initials.contains(signed))
}

/// Initials that sign the notes of several rows.
fn initials(book: &Workbook, findings: &[Finding]) -> BTreeSet<String> {
    let mut rows: BTreeMap<String, BTreeSet<(&str, u32)>> = BTreeMap::new();
    for finding in findings {
        let signed = note(book, finding).and_then(|note| signature(&note));
        if let (Some(signed), Some(row)) = (signed, finding.place.row) {
            rows.entry(signed).or_default().insert((&finding.place.sheet, row));
        }
    }
    rows.into_iter().filter(|(_, rows)| rows.len() >= SIGNED).map(|(signed, _)| signed).collect()
}

/// The note of a finding about words of it.
fn note(book: &Workbook, finding: &Finding) -> Option<String> {
    finding.place.span?;
    Some(book.sheet(&finding.place.sheet)?.cell(finding.place.cell()?).to_string())
}

/// Two or three capitals at the very end of a note, set apart by a mark.
fn signature(note: &str) -> Option<String> {
    let note = note.trim_end().trim_end_matches([')', ']', '.']);
    let start = note.rfind(|c: char| !c.is_uppercase())?;
    let (before, initials) =
        (note.get(..=start)?, note.get(start..)?.trim_start_matches(|c: char| !c.is_uppercase()));
    let marked = before.trim_end().ends_with(MARKS);
    (marked && (2..=3).contains(&initials.chars().count())).then(|| initials.to_owned())
}

#[cfg(test)]
mod tests {
    use super::signature;

    #[test]
    fn a_signature_is_a_few_capitals_set_apart_at_the_end() {
        for (note, signed) in [
            ("Rappeler lundi – CM", Some("CM")),
            ("Rappeler lundi (CM)", Some("CM")),
            ("Très intéressée /JDB", Some("JDB")),
            ("Devis envoyé [ÉL].", Some("ÉL")),
            ("A demandé un RDV", None),
            ("Hors TVA", None),
            ("- SNCF", None),
            ("CM", None),
            ("", None),
        ] {
            assert_eq!(signature(note).as_deref(), signed, "{note}");
        }
    }
}
