//! A cell with a new value: style, validation, comment and shapes stay; value, formula and text go.

use epure_engine::plan::NewValue;

use crate::xml::{Element, Node, Tag, XmlError, escape_text, write_all};

/// Attributes that say what a cell holds.
pub(super) const VALUE: [&str; 9] = [
    "office:value-type",
    "calcext:value-type",
    "office:value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
    "office:string-value",
    "office:currency",
    "calcext:value",
];

/// Attributes of formulas and repeats, which a single new value does not have.
const OTHER: [&str; 4] = [
    "table:formula",
    "table:number-matrix-rows-spanned",
    "table:number-matrix-columns-spanned",
    "table:number-columns-repeated",
];

/// The whole element of a cell once it holds `value`. `open` is its open tag, `inner` what lies
/// between the tags.
pub(super) fn with_value(
    open: &[u8],
    inner: &[u8],
    value: &NewValue,
    out: &mut Vec<u8>,
) -> Result<(), XmlError> {
    let typed = attributes(value);
    let mut changes: Vec<(&str, Option<&str>)> = Vec::new();
    for name in VALUE.iter().chain(&OTHER) {
        let new = typed.iter().find(|(typed, _)| typed == name).map(|(_, new)| new.as_str());
        changes.push((name, new));
    }
    let open = Tag::new(open).with(&changes);
    let mut children = Element::parse(inner)?;
    children.retain(|node| match node {
        Node::Element(child) => !is_content(child.tag().name()),
        Node::Text(_) | Node::CData(_) => false,
        Node::Other(_) => true,
    });
    // Comments and tracing arrows come before the text, shapes after it (ODF part 3, 9.1.4).
    let after = children.iter().position(|node| {
        node.element().is_some_and(|child| !matches!(child.local(), b"annotation" | b"detective"))
    });
    let shapes = children.split_off(after.unwrap_or(children.len()));
    let mut body = Vec::new();
    write_all(&children, &mut body);
    paragraphs(&shown(value), &mut body);
    write_all(&shapes, &mut body);
    write_element(&open, &body, out);
    Ok(())
}

/// Children that are the cell's former content.
fn is_content(name: &[u8]) -> bool {
    name.starts_with(b"text:") || name == b"table:cell-range-source" || name == b"table:table"
}

/// An element from its open tag (or empty tag) and what it is to hold.
pub(super) fn write_element(open: &[u8], body: &[u8], out: &mut Vec<u8>) {
    let tag = Tag::new(open);
    let bare = open.strip_suffix(b"/>").or(open.strip_suffix(b">")).unwrap_or(open);
    out.extend_from_slice(bare.trim_ascii_end());
    if body.is_empty() {
        out.extend_from_slice(b"/>");
        return;
    }
    out.push(b'>');
    out.extend_from_slice(body);
    out.extend_from_slice(b"</");
    out.extend_from_slice(tag.name());
    out.push(b'>');
}

/// Type and value attributes of a new value.
fn attributes(value: &NewValue) -> Vec<(&'static str, String)> {
    let kind = |kind: &str| {
        vec![("office:value-type", kind.to_owned()), ("calcext:value-type", kind.to_owned())]
    };
    match value {
        NewValue::Empty => Vec::new(),
        NewValue::Text(_) => kind("string"),
        NewValue::Number(number) => {
            let mut all = kind("float");
            all.push(("office:value", number.to_string()));
            all
        }
        NewValue::Date(day) => {
            let mut all = kind("date");
            all.push(("office:date-value", day.to_string()));
            all
        }
    }
}

/// The text that programs show until they format the value themselves.
fn shown(value: &NewValue) -> String {
    match value {
        NewValue::Empty => String::new(),
        NewValue::Text(text) => text.clone(),
        NewValue::Number(number) => number.to_string(),
        NewValue::Date(day) => {
            format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
        }
    }
}

/// One paragraph a line; runs of blanks and tabs as OpenDocument spells them (part 3, 6.1.3).
fn paragraphs(text: &str, out: &mut Vec<u8>) {
    if text.is_empty() {
        return;
    }
    for line in text.replace("\r\n", "\n").split(['\n', '\r']) {
        out.extend_from_slice(b"<text:p>");
        let mut rest = line;
        while !rest.is_empty() {
            let plain = rest.find(['\t', ' ']).unwrap_or(rest.len());
            let (words, blanks) = rest.split_at_checked(plain).unwrap_or((rest, ""));
            out.extend_from_slice(escape_text(words).as_bytes());
            let single = blanks.starts_with(' ') && !words.is_empty();
            if single && blanks.chars().nth(1).is_some_and(|next| next != ' ' && next != '\t') {
                out.push(b' ');
                rest = blanks.get(1..).unwrap_or_default();
                continue;
            }
            let run = blanks.len() - blanks.trim_start_matches(' ').len();
            if run > 0 {
                out.extend_from_slice(format!("<text:s text:c=\"{run}\"/>").as_bytes());
            }
            let tab = blanks.get(run..).is_some_and(|rest| rest.starts_with('\t'));
            if tab {
                out.extend_from_slice(b"<text:tab/>");
            }
            rest = blanks.get(run + usize::from(tab)..).unwrap_or_default();
        }
        out.extend_from_slice(b"</text:p>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(cell: &str, value: &NewValue) -> String {
        let nodes = Element::parse(cell.as_bytes()).unwrap();
        let element = nodes.iter().find_map(Node::element).unwrap();
        let mut inner = Vec::new();
        write_all(&element.children, &mut inner);
        let mut out = Vec::new();
        with_value(&element.open, &inner, value, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn style_comment_and_shapes_stay_and_the_rest_goes() {
        let cell = "<table:table-cell table:style-name=\"ce1\" table:formula=\"of:=1\" \
            office:value-type=\"float\" office:value=\"1\" calcext:value-type=\"float\">\
            <office:annotation><text:p>c</text:p></office:annotation><text:p>1</text:p>\
            <draw:rect/></table:table-cell>";
        assert_eq!(
            set(cell, &NewValue::Text("a <b>".into())),
            "<table:table-cell table:style-name=\"ce1\" office:value-type=\"string\" \
             calcext:value-type=\"string\"><office:annotation><text:p>c</text:p>\
             </office:annotation><text:p>a &lt;b&gt;</text:p><draw:rect/></table:table-cell>"
        );
        assert_eq!(
            set(
                "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>",
                &NewValue::Empty
            ),
            "<table:table-cell/>"
        );
    }

    #[test]
    fn blanks_and_lines_are_spelt_out() {
        let mut out = Vec::new();
        paragraphs(" a  b\tc d \n\nf", &mut out);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "<text:p><text:s text:c=\"1\"/>a<text:s text:c=\"2\"/>b<text:tab/>c d\
             <text:s text:c=\"1\"/></text:p><text:p></text:p><text:p>f</text:p>"
        );
    }
}
