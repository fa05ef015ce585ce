//! Formulas in OpenFormula syntax (ODF 1.3 part 4): references stand in brackets, `[.A1:.B2]`, so
//! they are found without reading the rest. Strings and labels are left alone.

use std::borrow::Cow;

use super::reference::{self, Shifted};
use super::shift::Shift;

/// What a reference to nothing is written as.
pub(crate) const BROKEN: &str = "#REF!";
/// How formulas of OpenOffice 1 and 2 begin.
const OLD: &str = "oooc:=";

/// The formula after the removals; borrowed when nothing in it moves.
pub(crate) fn shift<'f>(formula: &'f str, by: &Shift<'_>) -> Cow<'f, str> {
    if formula.starts_with(OLD) && !formula.contains('[') {
        return shift_bare(formula, by);
    }
    let mut out = String::new();
    let mut copied = 0;
    for (start, end) in references(formula) {
        let inner = formula.get(start + 1..end - 1).unwrap_or_default();
        let new = match reference::shift(inner, by) {
            Shifted::Same => continue,
            Shifted::Moved(new) => new,
            Shifted::Gone => BROKEN.to_owned(),
        };
        out.push_str(formula.get(copied..=start).unwrap_or_default());
        out.push_str(&new);
        copied = end - 1;
    }
    if copied == 0 {
        return Cow::Borrowed(formula);
    }
    out.push_str(formula.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// The same for a formula of OpenOffice 1 and 2 that writes references without brackets, as calls of
/// add-ins do: `oooc:=com.example.add(E4;$A$1:B2)`.
fn shift_bare<'f>(formula: &'f str, by: &Shift<'_>) -> Cow<'f, str> {
    let word = |c: char| c.is_alphanumeric() || "$:._".contains(c);
    let mut out = String::new();
    let (mut copied, mut from) = (0, OLD.len());
    let mut quoted = false;
    while let Some(rest) = formula.get(from..).filter(|rest| !rest.is_empty()) {
        let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
        let (found, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let (start, end) = (from, from + length);
        let next = after.chars().next();
        quoted ^= next == Some('"');
        from = end + next.map_or(0, char::len_utf8);
        // A name that is called is none, and what is between quotes is text.
        let inside = quoted != (next == Some('"'));
        if found.is_empty() || inside || next == Some('(') || found.contains('.') {
            continue;
        }
        let new = match reference::shift(&format!(".{}", found.replace(':', ":.")), by) {
            Shifted::Same => continue,
            Shifted::Moved(new) => new.replace('.', ""),
            Shifted::Gone => BROKEN.to_owned(),
        };
        out.push_str(formula.get(copied..start).unwrap_or_default());
        out.push_str(&new);
        copied = end;
    }
    if copied == 0 {
        return Cow::Borrowed(formula);
    }
    out.push_str(formula.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// Is it in a syntax whose references do not stand in brackets (`msoxl:`)?
pub(crate) fn is_foreign(formula: &str) -> bool {
    let prefix = formula.split_once(":=").map(|(prefix, _)| prefix);
    prefix.is_some_and(|prefix| {
        prefix.bytes().all(|b| b.is_ascii_alphanumeric()) && !matches!(prefix, "of" | "oooc")
    })
}

/// Byte ranges of the references, brackets included.
pub(crate) fn references(formula: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut bytes = formula.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' | b'\'' => {
                bytes.by_ref().find(|(_, next)| *next == byte);
            }
            b'[' => {
                let mut quoted = false;
                let end = bytes.by_ref().find(|(_, next)| {
                    quoted ^= *next == b'\'';
                    *next == b']' && !quoted
                });
                if let Some((end, _)) = end {
                    found.push((at, end + 1));
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use epure_engine::table::column_index;

    use super::super::super::edits::SheetEdits;
    use super::super::super::removal::Removal;
    use super::*;

    /// Each line of the table: what goes (`Feuille: 5 6 B`), the formula in a
    /// cell of `Feuille`, and the formula afterwards.
    #[test]
    fn references_follow_as_the_table_says() {
        let table = include_str!("../../../tests/ods/formulas.md");
        let mut cases = 0;
        for line in table.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [gone, before, after] = cells.as_slice() else { panic!("three columns: {line}") };
            let sheets: BTreeMap<&str, SheetEdits<'_>> =
                gone.trim_matches('`').rsplit_once(": ").map(removals).into_iter().collect();
            let no_parts = super::super::hidden::Gone::default();
            let by = Shift::new(&sheets, &no_parts).inside("Feuille");
            let before = before.trim_matches('`').replace("\\|", "|");
            assert_eq!(shift(&before, &by), after.trim_matches('`'), "{line}");
            cases += 1;
        }
        assert!(cases > 25, "{cases} cases");
    }

    fn removals<'t>((sheet, gone): (&'t str, &'t str)) -> (&'t str, SheetEdits<'t>) {
        let rows = gone.split(' ').filter_map(|one| one.parse().ok());
        let columns =
            gone.split(' ').filter(|one| one.parse::<u32>().is_err()).filter_map(column_index);
        let mut edits = SheetEdits::none();
        (edits.rows, edits.columns) = (Removal::new(rows), Removal::new(columns));
        (sheet, edits)
    }
}
