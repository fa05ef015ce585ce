//! One page for the team after a review: which kinds of notes were found, what to write instead,
//! and which drop-down lists would replace free notes. It holds no name and no quote: examples come
//! from the rules, and a proposed choice is made of ordinary words that several rows share.

mod page;

use std::collections::{BTreeMap, BTreeSet};

use epure_engine::finding::{Category, Check};
use epure_engine::reader::{Language, Reader};
use epure_engine::rewrite::Rewrite;
use epure_engine::role::Role;
use epure_engine::text::fold::plain;
use epure_engine::text::words::Words;

use crate::review::Review;

pub(crate) use page::Page;

/// Fewest rows that a choice must come from: fewer could point to a person.
const FEWEST: usize = 3;
/// Most words of a choice.
const LONGEST: usize = 4;
/// Most choices of a list, most examples.
const CHOICES: usize = 8;
const EXAMPLES: usize = 5;

/// What was found, in one kind of note.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// What notes of this kind reveal.
    pub(crate) category: Category,
    /// How many notes.
    pub(crate) notes: usize,
}

/// A rule's own example and what to write instead.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Lesson {
    /// The rule.
    pub(crate) rule: String,
    /// A sentence of the rule, about nobody.
    pub(crate) wrong: String,
    /// The same fact, said well.
    pub(crate) right: String,
}

/// Choices that would replace the free notes of a column.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// Header of the column.
    pub(crate) header: String,
    /// The choices, the most frequent first, with the number of rows that say so.
    pub(crate) choices: Vec<(String, usize)>,
}

/// How many notes of each kind there are, the most frequent kind first.
pub(crate) fn kinds(review: &Review) -> Vec<Kind> {
    let mut cells: BTreeMap<Category, BTreeSet<String>> = BTreeMap::new();
    for finding in review.findings() {
        let (Some(category), Some(cell)) = (finding.category, finding.place.cell()) else {
            continue;
        };
        if finding.check == Check::SensitiveNote {
            let place = format!("{}!{cell}", finding.place.sheet);
            cells.entry(category).or_default().insert(place);
        }
    }
    let mut kinds: Vec<Kind> =
        cells.into_iter().map(|(category, cells)| Kind { category, notes: cells.len() }).collect();
    kinds.sort_by_key(|kind| (std::cmp::Reverse(kind.notes), kind.category));
    kinds
}

/// Examples of the rules that spoke most, each rewritten as the program would.
pub(crate) fn lessons(review: &Review, reader: &Reader) -> Vec<Lesson> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in review.findings().iter().filter(|one| one.check == Check::SensitiveNote) {
        *counts.entry(&*finding.rule).or_default() += 1;
    }
    let mut rules: Vec<(&str, usize)> = counts.into_iter().collect();
    rules.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), *rule));
    rules.into_iter().filter_map(|(rule, _)| lesson(reader, rule)).take(EXAMPLES).collect()
}

/// The first example of a rule that leaves something once it is rewritten.
fn lesson(reader: &Reader, id: &str) -> Option<Lesson> {
    let rule = reader.rule(id)?;
    rule.flags.iter().find_map(|example| {
        let findings = reader.read(&example.text, rule.language, Some(Role::Notes));
        match reader.rewrite(&example.text, rule.language, &findings) {
            Rewrite::Text(right) => {
                Some(Lesson { rule: id.to_owned(), wrong: example.text.clone(), right })
            }
            Rewrite::Unchanged | Rewrite::Clear => None,
        }
    })
}

/// Drop-down lists for the columns of notes.
pub(crate) fn lists(review: &Review, reader: &Reader, words: &[Words]) -> Vec<List> {
    let mut lists = Vec::new();
    for (table, column) in review.note_columns() {
        let mut rows: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for row in table.body() {
            let note = row.cell(column).to_string();
            let clauses: BTreeMap<String, String> = note
                .split([',', ';', '.', '\n', ':'])
                .filter_map(|one| clause(one, words))
                .collect();
            for (key, shown) in clauses {
                rows.entry(key).or_insert((0, shown)).0 += 1;
            }
        }
        let mut choices: Vec<(String, usize)> = rows
            .into_values()
            .filter(|(count, _)| *count >= FEWEST)
            .map(|(count, shown)| (shown, count))
            .filter(|(shown, _)| reader.read(shown, Language::Auto, Some(Role::Notes)).is_empty())
            .collect();
        choices.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        choices.truncate(CHOICES);
        if !choices.is_empty() {
            lists.push(List { header: table.header_name(column).to_owned(), choices });
        }
    }
    lists
}

/// A clause that could be a choice: a few ordinary words, no figure, no capital inside. Gives what
/// makes two of them equal, and how it is shown.
fn clause(text: &str, words: &[Words]) -> Option<(String, String)> {
    let text = text.trim();
    let parts: Vec<&str> = text.split_whitespace().collect();
    let ordinary = |part: &&str| {
        part.chars().all(char::is_alphabetic)
            && words.iter().any(|list| list.spells(&part.to_lowercase()))
    };
    let capital = parts.iter().skip(1).any(|part| part.chars().any(char::is_uppercase));
    let telling = parts.iter().any(|part| part.chars().count() > 3);
    if parts.len() > LONGEST || capital || !telling || !parts.iter().all(ordinary) {
        return None;
    }
    let mut letters = text.chars();
    let first = letters.next()?.to_uppercase();
    Some((plain(text), first.chain(letters).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Vec<Words> {
        let list = Words::build(["rappeler", "devis", "envoye", "interesse"].into_iter()).unwrap();
        vec![Words::load(&list).unwrap()]
    }

    #[test]
    fn a_choice_is_made_of_ordinary_words_alone() {
        let words = words();
        let shown = |text| clause(text, &words).map(|(_, shown)| shown);
        assert_eq!(shown(" devis envoye "), Some("Devis envoye".to_owned()));
        assert_eq!(clause("Devis envoye", &words), clause("devis envoye", &words));
        for odd in
            ["", "devis 12", "rappeler Martin", "rappeler dupont", "devis devis devis devis devis"]
        {
            assert_eq!(shown(odd), None, "{odd}");
        }
    }
}
