//! Masks the middle of an identifier: enough stays to recognise it beside the paper, not to use it.

use std::ops::Range;

/// Identifiers of fewer letters and digits than this are masked whole.
const SHORT: usize = 12;
/// Letters and digits left at each end of a long identifier.
const ENDS: usize = 2;

/// The text with letters and digits of a range masked, its blanks kept.
pub(crate) fn mask(text: &str, span: &Range<usize>) -> String {
    let identifier = text.get(span.clone()).unwrap_or_default();
    let count = identifier.chars().filter(|c| c.is_alphanumeric()).count();
    let ends = if count < SHORT { 0 } else { ENDS };
    let mut seen = 0;
    let mut masked = String::with_capacity(text.len() + identifier.len());
    masked.push_str(text.get(..span.start).unwrap_or_default());
    for c in identifier.chars() {
        if c.is_alphanumeric() {
            seen += 1;
            masked.push(if seen <= ends || seen > count - ends { c } else { '•' });
        } else {
            masked.push(c);
        }
    }
    masked.push_str(text.get(span.end..).unwrap_or_default());
    masked
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_ends_of_a_long_identifier_stay() {
        assert_eq!(super::mask("rib 12345 67890 12 ok", &(4..18)), "rib 12••• ••••• 12 ok");
        assert_eq!(super::mask("cvv 417", &(4..7)), "cvv •••");
    }
}
