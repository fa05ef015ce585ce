//! Masks the middle of an identifier: enough stays to recognise it beside the paper, not to use it.

use std::ops::Range;

use crate::text::fold;

use super::phrases::PhraseList;

/// Identifiers of fewer letters and digits than this are masked whole.
const SHORT: usize = 12;
/// Letters and digits left at each end of a long identifier.
const ENDS: usize = 2;

/// The text with letters and digits of a range masked; its blanks and the words that say what it
/// is ("RIB", "carte") stay.
pub(crate) fn mask(text: &str, span: &Range<usize>, labels: &PhraseList) -> String {
    let identifier = text.get(span.clone()).unwrap_or_default();
    let runs: Vec<&str> = identifier.split_inclusive(|c: char| !c.is_alphanumeric()).collect();
    let digits = |run: &&str| run.chars().any(|c| c.is_ascii_digit());
    let last = runs.iter().rposition(digits).unwrap_or(runs.len());
    let is_label = |at: usize, run: &str| is_label(run, labels, at > last);
    let own = |(at, run): &(usize, &&str)| !is_label(*at, run);
    let alphanumeric = |run: &str| run.chars().filter(|c| c.is_alphanumeric()).count();
    let count: usize = runs.iter().enumerate().filter(own).map(|(_, run)| alphanumeric(run)).sum();
    let ends = if count < SHORT { 0 } else { ENDS };
    let mut seen = 0;
    let mut masked = String::with_capacity(text.len() + identifier.len());
    masked.push_str(text.get(..span.start).unwrap_or_default());
    for (at, run) in runs.iter().enumerate() {
        let label = is_label(at, run);
        for c in run.chars() {
            if label || !c.is_alphanumeric() {
                masked.push(c);
                continue;
            }
            seen += 1;
            masked.push(if seen <= ends || seen > count - ends { c } else { '•' });
        }
    }
    masked.push_str(text.get(span.end..).unwrap_or_default());
    masked
}

/// Is it a word beside an identifier rather than a part of it: one that names it, a long one in
/// lower case, or one that comes after its last digit?
fn is_label(run: &str, labels: &PhraseList, after: bool) -> bool {
    const LONGEST_PART: usize = 4;
    let lower = run.chars().any(char::is_lowercase);
    let long = run.chars().filter(|c| c.is_alphabetic()).count() > LONGEST_PART;
    let word = !run.chars().any(|c| c.is_ascii_digit());
    word && (labels.says(&fold::plain(run)) || lower && (long || after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_long_identifier_stay() {
        let none = PhraseList::default();
        assert_eq!(mask("rib 12345 67890 12 ok", &(4..18), &none), "rib 12••• ••••• 12 ok");
        assert_eq!(mask("cvv 417", &(4..7), &none), "cvv •••");
    }

    #[test]
    fn words_that_say_what_it_is_stay() {
        let labels = PhraseList::new(&["rib".to_owned(), "carte".to_owned()]);
        assert_eq!(mask("RIB 12345 67890 12", &(0..18), &labels), "RIB 12••• ••••• 12");
        assert_eq!(mask("rss mra 8512", &(0..12), &labels), "••• ••• ••••");
        assert_eq!(mask("8512 lu au guichet", &(0..18), &labels), "•••• lu au guichet");
    }
}
