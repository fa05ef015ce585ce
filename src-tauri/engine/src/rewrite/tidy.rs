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

/// Words put one after the other, with one blank between those that are not empty.
pub(crate) fn joined(pieces: &[&str]) -> String {
    let kept: Vec<&str> = pieces.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect();
    kept.join(" ")
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
}
