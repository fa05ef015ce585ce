//! Small repairs after words were removed: blanks, doubled signs, lines left empty.

use std::ops::Range;

/// The note with a stretch replaced. An emptied bracket goes with its brackets, an emptied line
/// with its line end.
pub(crate) fn replace(text: &str, bytes: &Range<usize>, bracketed: bool, new: &str) -> String {
    let before = text.get(..bytes.start).unwrap_or_default();
    let after = text.get(bytes.end..).unwrap_or_default();
    if !new.trim().is_empty() {
        return format!("{before}{new}{after}");
    }
    if bracketed {
        let before = before.strip_suffix('(').unwrap_or(before).trim_end_matches([' ', '\u{a0}']);
        let after = after.strip_prefix(')').unwrap_or(after);
        return format!("{before}{after}");
    }
    let next = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r']));
    match next {
        Some(rest) => format!("{before}{rest}"),
        None => before.trim_end_matches(['\n', '\r']).to_owned(),
    }
}

/// The new words of a stretch without the quotation mark whose partner went.
pub(crate) fn balanced(before: &str, after: &str) -> String {
    let mut out = after.to_owned();
    for (open, close) in [('«', '»'), ('“', '”')] {
        let count = |text: &str, sign: char| text.matches(sign).count();
        if count(before, open) != count(before, close) {
            continue;
        }
        if count(&out, open) < count(&out, close) {
            out = without_last(&out, close);
        } else if count(&out, open) > count(&out, close) {
            out = without_last(&out, open);
        }
    }
    let straight = |text: &str| text.matches('"').count();
    if straight(before) % 2 == 0 && straight(&out) % 2 == 1 {
        out = without_last(&out, '"');
    }
    out
}

fn without_last(text: &str, sign: char) -> String {
    let Some(at) = text.rfind(sign) else { return text.to_owned() };
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + sign.len_utf8()..).unwrap_or_default();
    match sign {
        '"' => format!("{before}{after}").trim_end().to_owned(),
        '«' | '“' => {
            format!("{before}{}", after.trim_start_matches(['\u{a0}', '\u{202f}', ' ']))
        }
        _ => format!("{}{after}", before.trim_end_matches(['\u{a0}', '\u{202f}', ' '])),
    }
}

/// Words put after others, with a joint between them when there are any of both.
pub(crate) fn join(all: &mut String, joint: &str, words: &str) {
    let words = words.trim();
    if !all.is_empty() && !words.is_empty() {
        all.push_str(joint);
    }
    all.push_str(words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emptied_stretches_leave_no_trace() {
        assert_eq!(replace("a (b) c", &(3..4), true, ""), "a c");
        assert_eq!(replace("a\nb\nc", &(2..3), false, ""), "a\nc");
        assert_eq!(replace("a\nb", &(2..3), false, ""), "a");
        assert_eq!(replace("a b", &(0..1), false, "x"), "x b");
    }

    #[test]
    fn quotation_marks_go_in_pairs() {
        assert_eq!(balanced("dit : « a, b »", "dit : b »"), "dit : b");
        assert_eq!(balanced("dit : « a, b »", "dit : « a"), "dit : a");
        assert_eq!(balanced("« a »", "« a »"), "« a »");
        assert_eq!(balanced("a \"b, c\"", "a \"b"), "a b");
        // Inches stay inches.
        assert_eq!(balanced("écran 24\", sa mère", "écran 24\""), "écran 24\"");
    }
}
