//! Which findings a filter lets through, and how many there are beside each of its values.

use std::collections::BTreeMap;

use epure_engine::finding::{ActionKind, Finding};
use epure_engine::table::column_letters;
use epure_engine::text::fold::plain;

use super::Review;
use crate::dto::{Facet, Facets, FindingFilter};
use crate::word;

/// The parts of a filter that have facets.
const FACETS: usize = 8;

/// A filter made ready for many findings.
pub(super) struct Matcher<'a> {
    review: &'a Review,
    filter: &'a FindingFilter,
    /// Folded words to find.
    words: Vec<String>,
    /// Memory key that must be equal.
    same_as: Option<&'a str>,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(review: &'a Review, filter: &'a FindingFilter) -> Self {
        let search = filter.search.as_deref().unwrap_or_default();
        let words = plain(search).split_whitespace().map(str::to_owned).collect();
        let same_as = filter.same_as.as_deref().map(|id| {
            review.find(id).map(|(_, finding)| finding.memory.as_str()).unwrap_or_default()
        });
        Self { review, filter, words, same_as }
    }

    /// Does the whole filter let the finding through?
    pub(super) fn matches(&self, at: usize) -> bool {
        let Some(finding) = self.review.findings().get(at) else { return false };
        self.facets_failed(at, finding).iter().all(|failed| !failed) && self.rest(at, finding)
    }

    /// Which of the parts with facets hold the finding back.
    fn facets_failed(&self, at: usize, finding: &Finding) -> [bool; FACETS] {
        let filter = self.filter;
        [
            holds_back(&filter.check, &finding.check),
            filter.category.as_ref().is_some_and(|wanted| {
                !wanted.is_empty()
                    && !finding.category.is_some_and(|category| wanted.contains(&category))
            }),
            holds_back(&filter.severity, &finding.severity),
            holds_back(&filter.state, &self.review.status(at).state),
            holds_back(&filter.sheet, &finding.place.sheet),
            filter.column.as_ref().is_some_and(|wanted| {
                !wanted.is_empty() && !column(finding).is_some_and(|key| wanted.contains(&key))
            }),
            filter.rule.as_ref().is_some_and(|wanted| {
                !wanted.is_empty() && !wanted.iter().any(|rule| **rule == *finding.rule)
            }),
            filter.author.as_ref().is_some_and(|wanted| {
                !wanted.is_empty()
                    && !self
                        .review
                        .authors
                        .author(at)
                        .is_some_and(|author| wanted.iter().any(|one| one == author))
            }),
        ]
    }

    /// Do the parts without facets let the finding through?
    fn rest(&self, at: usize, finding: &Finding) -> bool {
        let filter = self.filter;
        filter.row.is_none_or(|row| finding.place.row == Some(row))
            && filter.remembered.is_none_or(|wanted| self.review.status(at).remembered == wanted)
            && self.same_as.is_none_or(|memory| finding.memory == memory)
            && filter.offers.is_none_or(|action| offers(finding, action))
            && self.holds_words(finding)
    }

    fn holds_words(&self, finding: &Finding) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let review = self.review;
        let text = [
            review.contact(finding),
            review.note(finding),
            finding.text.clone(),
            finding.message.to_string(),
        ];
        let text = plain(&text.join(" "));
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

/// An empty or absent list holds nothing back.
fn holds_back<T: PartialEq>(wanted: &Option<Vec<T>>, value: &T) -> bool {
    wanted.as_ref().is_some_and(|wanted| !wanted.is_empty() && !wanted.contains(value))
}

/// Does the finding propose that action?
fn offers(finding: &Finding, action: ActionKind) -> bool {
    finding.actions.iter().any(|proposed| proposed.kind == action)
}

/// `Feuil1!L`, for findings about a column.
fn column(finding: &Finding) -> Option<String> {
    let letters = column_letters(finding.place.column?);
    Some(format!("{}!{letters}", finding.place.sheet))
}

impl Review {
    /// Counts beside each value of each facet; a facet ignores its own part of the filter.
    /// `rule_title` gives the words shown for a rule.
    pub(crate) fn facets(
        &self,
        filter: &FindingFilter,
        rule_title: &dyn Fn(&str) -> Option<String>,
    ) -> Facets {
        let matcher = Matcher::new(self, filter);
        let mut tallies: [Tally; FACETS] = Default::default();
        for (at, finding) in self.findings().iter().enumerate() {
            let failed = matcher.facets_failed(at, finding);
            let failures = failed.iter().filter(|failed| **failed).count();
            if failures > 1 || !matcher.rest(at, finding) {
                continue;
            }
            for ((tally, failed), value) in
                tallies.iter_mut().zip(failed).zip(self.facet_values(at, finding))
            {
                // Only its own part may hold the finding back from a facet.
                if let Some(value) = value
                    && (failures == 0 || failed)
                {
                    *tally.entry(value).or_default() += 1;
                }
            }
        }
        let [check, category, severity, state, sheet, column, rule, author] = tallies;
        Facets {
            check: facet(check, &|_| None),
            category: facet(category, &|_| None),
            severity: facet(severity, &|_| None),
            state: facet(state, &|_| None),
            sheet: facet(sheet, &|_| None),
            column: facet(column, &|key| self.header_of(key)),
            rule: facet(rule, rule_title),
            author: facet(author, &|_| None),
        }
    }

    /// The finding's own value in each facet, with a rank that orders the facet.
    fn facet_values(&self, at: usize, finding: &Finding) -> [Option<(u32, String)>; FACETS] {
        let sheets = &self.book.sheets;
        let sheet = sheets.iter().position(|sheet| sheet.name == finding.place.sheet);
        let sheet = sheet.map_or(0, |at| u32::try_from(at + 1).unwrap_or(u32::MAX));
        let state = self.status(at).state;
        let in_column =
            |key| (sheet.saturating_mul(20_000) + finding.place.column.unwrap_or(0), key);
        [
            Some((finding.check as u32, word::of(&finding.check))),
            finding.category.map(|category| (category as u32, word::of(&category))),
            Some((3 - finding.severity as u32, word::of(&finding.severity))),
            Some((state as u32, word::of(&state))),
            Some((sheet, finding.place.sheet.clone())),
            column(finding).map(in_column),
            Some((0, finding.rule.to_string())),
            self.authors.author(at).map(|author| (0, author.to_owned())),
        ]
    }

    /// Header text of a column named as `Feuil1!L`.
    fn header_of(&self, key: &str) -> Option<String> {
        let (sheet, letters) = key.rsplit_once('!')?;
        let column = epure_engine::table::column_index(letters)?;
        Some(self.book.sheet(sheet)?.header_name(column).to_owned())
    }
}

/// Counts by rank and value.
type Tally = BTreeMap<(u32, String), u32>;

fn facet(tally: Tally, label: &dyn Fn(&str) -> Option<String>) -> Vec<Facet> {
    tally
        .into_iter()
        .map(|((_, value), count)| Facet { label: label(&value), value, count })
        .collect()
}
