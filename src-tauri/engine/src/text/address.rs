//! E-mail and web addresses among the tokens of a note: their words say nothing of anybody.

use super::token::{Kind, Token};

/// Does a web address begin with this word?
pub(super) fn is_web(folded: &[u8]) -> bool {
    matches!(folded, b"www" | b"http" | b"https")
}

/// Marks the tokens of e-mail and web addresses.
pub(super) fn mark_addresses(text: &str, tokens: &mut [Token]) {
    let mut at = 0usize;
    for word in
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '<' | '>'))
    {
        let start = at;
        at += word.len();
        // One separator character follows; its length is that of the character at `at`.
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let (from, to) = if word.contains("://") || word.starts_with("www.") {
            (start, start + word.len())
        } else if let Some(sign) = word.find('@') {
            mail_range(word, sign, start)
        } else {
            continue;
        };
        for token in tokens.iter_mut() {
            if (token.start as usize) < to && (token.end as usize) > from {
                token.kind = Kind::Address;
                token.hash = 0;
                token.stretched = false;
            }
        }
    }
}

/// Range of the e-mail address around an at sign; empty when there is no address.
fn mail_range(word: &str, sign: usize, start: usize) -> (usize, usize) {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '%' | '+');
    let left = word.get(..sign).unwrap_or_default();
    let right = word.get(sign + 1..).unwrap_or_default();
    let before: usize = left.chars().rev().take_while(|&c| part(c)).map(char::len_utf8).sum();
    let after: usize = right.chars().take_while(|&c| part(c)).map(char::len_utf8).sum();
    if before == 0 || after == 0 {
        return (start, start);
    }
    (start + sign - before, start + sign + 1 + after)
}
