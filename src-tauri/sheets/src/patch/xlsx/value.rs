//! A cell written anew: its style kept, its text never read as a formula.

use epure_engine::plan::NewValue;
use epure_engine::table::CellRef;
use jiff::civil::{Date, date};

use crate::xml::Tag;

use super::strings::{Appended, text_element};

/// How new values are written in one workbook.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writing<'a> {
    /// Where texts go; none when the workbook has no shared strings (texts are then inline).
    pub(crate) strings: Option<&'a Appended>,
    /// Do day numbers count from 1904?
    pub(crate) date1904: bool,
}

impl Writing<'_> {
    /// The `<c>` element of a cell that is set. `old` is its former open tag, whose style and
    /// other attributes stay; `style` replaces the style when given.
    pub(crate) fn cell(
        &self,
        at: CellRef,
        value: &NewValue,
        old: Option<Tag<'_>>,
        style: Option<u32>,
        prefix: &[u8],
    ) -> Vec<u8> {
        let reference = at.to_string();
        let style = style.map(|style| style.to_string());
        let (kind, content) = self.content(value, &String::from_utf8_lossy(prefix));
        let bare = [b"<", prefix, b"c/>"].concat();
        let tag = old.unwrap_or(Tag::new(&bare));
        // What the cell had beside its style belonged to the former value.
        let mut changes = vec![("r", Some(reference.as_str())), ("cm", None), ("vm", None)];
        if style.is_some() {
            changes.push(("s", style.as_deref()));
        }
        changes.push(("t", kind));
        let mut out = tag.with(&changes);
        if content.is_empty() {
            if !out.ends_with(b"/>") {
                out.truncate(out.len().saturating_sub(1));
                out.extend_from_slice(b"/>");
            }
            return out;
        }
        if out.ends_with(b"/>") {
            out.truncate(out.len() - 2);
            out.push(b'>');
        }
        out.extend_from_slice(content.as_bytes());
        out.extend_from_slice(&[b"</", tag.name(), b">"].concat());
        out
    }

    /// Type attribute and content.
    fn content(&self, value: &NewValue, p: &str) -> (Option<&'static str>, String) {
        match value {
            NewValue::Empty => (None, String::new()),
            NewValue::Text(text) if text.is_empty() => (None, String::new()),
            NewValue::Text(text) => match self.strings.and_then(|strings| strings.get(text)) {
                Some(index) => (Some("s"), format!("<{p}v>{index}</{p}v>")),
                None => (Some("inlineStr"), format!("<{p}is>{}</{p}is>", text_element(p, text))),
            },
            NewValue::Number(number) if number.is_finite() => {
                (None, format!("<{p}v>{number}</{p}v>"))
            }
            NewValue::Number(_) => (Some("e"), format!("<{p}v>#NUM!</{p}v>")),
            NewValue::Date(day) => (None, format!("<{p}v>{}</{p}v>", serial(*day, self.date1904))),
        }
    }
}

/// Day number of a date. The 1900 system counts a 29 February 1900 that never was.
pub(crate) fn serial(day: Date, date1904: bool) -> i64 {
    let since = |from: Date| {
        let span = from.until(day).unwrap_or_default();
        i64::from(span.get_days())
    };
    if date1904 {
        return since(date(1904, 1, 1));
    }
    let days = since(date(1899, 12, 30));
    if days < 61 { days - 1 } else { days }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: CellRef = CellRef { row: 2, column: 1 };

    fn written(value: &NewValue, old: &[u8]) -> String {
        let writing = Writing { strings: None, date1904: false };
        let cell = writing.cell(AT, value, Some(Tag::new(old)), None, b"");
        String::from_utf8(cell).unwrap()
    }

    #[test]
    fn styles_stay_and_types_change() {
        let text = NewValue::Text("=1+1".to_owned());
        assert_eq!(
            written(&text, b"<c r=\"B2\" s=\"3\" t=\"s\" cm=\"1\">"),
            "<c r=\"B2\" s=\"3\" t=\"inlineStr\"><is><t>=1+1</t></is></c>"
        );
        assert_eq!(
            written(&NewValue::Empty, b"<c r=\"B2\" s=\"3\" t=\"s\">"),
            "<c r=\"B2\" s=\"3\"/>"
        );
        assert_eq!(written(&NewValue::Number(1.5), b"<c/>"), "<c r=\"B2\"><v>1.5</v></c>");
    }

    #[test]
    fn day_numbers_as_spreadsheets_count_them() {
        assert_eq!(serial(date(2024, 3, 12), false), 45363);
        assert_eq!(serial(date(1900, 1, 1), false), 1);
        assert_eq!(serial(date(1900, 3, 1), false), 61);
        assert_eq!(serial(date(1904, 1, 2), true), 1);
    }
}
