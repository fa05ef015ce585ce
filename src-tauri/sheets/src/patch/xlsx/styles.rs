//! Styles of cells that get a date: the one they have when it shows dates, else a copy that does.

use std::collections::{BTreeMap, BTreeSet};

use epure_engine::plan::NewValue;

use crate::xml::{Element, Node, write_all};

use super::XlsxError;
use super::survey::Survey;
use crate::package::{Package, Source};

/// Number format 14: a short date in the user's own order.
const SHORT_DATE: &str = "14";

/// New styles to append, and which one replaces which.
#[derive(Clone, Debug, Default)]
pub(crate) struct DateStyles {
    by_base: BTreeMap<u32, u32>,
}

impl DateStyles {
    /// Style to use for a date in a cell of style `base`.
    fn of(&self, base: u32) -> Option<u32> {
        self.by_base.get(&base).copied()
    }

    /// Decides for every cell that gets a date; gives the styles part with the new styles, when there are
    /// some.
    pub(crate) fn of_survey<R: Source>(
        package: &mut Package<R>,
        survey: &Survey<'_>,
    ) -> Result<(Self, Option<Vec<u8>>), XlsxError> {
        let mut bases = BTreeSet::new();
        for (index, edits) in survey.edits.iter().enumerate() {
            let facts = survey.census.sheets.get(&index);
            for (at, _) in edits.set.iter().filter(|(_, v)| matches!(v, NewValue::Date(_))) {
                bases.insert(facts.and_then(|facts| facts.styles.get(at)).copied().unwrap_or(0));
            }
        }
        match survey.book.styles.as_ref().filter(|_| !bases.is_empty()) {
            Some(part) => Self::plan(part, &super::whole(package, part)?, bases),
            None => Ok(Default::default()),
        }
    }

    /// The style of a cell of style `base` that gets a value; none when it keeps its own.
    pub(crate) fn for_value(&self, value: &NewValue, base: u32) -> Option<u32> {
        matches!(value, NewValue::Date(_)).then(|| self.of(base)).flatten()
    }

    /// Reads the styles part, decides on a date style for every base, and gives the part back with
    /// the new styles in it; none when nothing had to be added.
    fn plan(
        part: &str,
        bytes: &[u8],
        bases: impl IntoIterator<Item = u32>,
    ) -> Result<(Self, Option<Vec<u8>>), XlsxError> {
        let mut nodes = Element::parse(bytes).map_err(|e| XlsxError::xml(part, e))?;
        let mut plan = Self::default();
        let mut added = false;
        if let Some(root) = nodes.iter_mut().find_map(element_mut) {
            let formats = custom_formats(root);
            if let Some(styles) = root.child_mut("cellXfs") {
                for base in bases {
                    added |= plan.add(styles, base, &formats);
                }
            }
        }
        let mut out = Vec::new();
        write_all(&nodes, &mut out);
        Ok((plan, added.then_some(out)))
    }

    /// Decides for one base; true when a style was appended.
    fn add(&mut self, styles: &mut Element, base: u32, formats: &BTreeMap<u32, String>) -> bool {
        if self.by_base.contains_key(&base) {
            return false;
        }
        let count = styles.elements().count();
        let Some(found) = styles.elements().nth(base as usize).or(styles.elements().next()) else {
            return false;
        };
        let id = found.tag().get("numFmtId").and_then(|id| id.trim().parse().ok()).unwrap_or(0);
        if shows_dates(id, formats) {
            self.by_base.insert(base, base);
            return false;
        }
        let mut copy = found.clone();
        copy.set("numFmtId", Some(SHORT_DATE));
        copy.set("applyNumberFormat", Some("1"));
        styles.children.push(Node::Element(copy));
        self.by_base.insert(base, u32::try_from(count).unwrap_or(0));
        if styles.tag().get("count").is_some() {
            styles.set("count", Some(&(count + 1).to_string()));
        }
        true
    }
}

fn element_mut(node: &mut Node) -> Option<&mut Element> {
    match node {
        Node::Element(element) => Some(element),
        _ => None,
    }
}

fn custom_formats(root: &Element) -> BTreeMap<u32, String> {
    let formats = root.child("numFmts").into_iter().flat_map(Element::elements);
    formats
        .filter_map(|format| {
            let id = format.tag().get("numFmtId")?.trim().parse().ok()?;
            Some((id, format.tag().get("formatCode")?.into_owned()))
        })
        .collect()
}

/// Does a number format show days? Built-in ones by number (ECMA-376 part 1, 18.8.30), others by
/// the letters of their code outside quotes and brackets.
fn shows_dates(id: u32, custom: &BTreeMap<u32, String>) -> bool {
    if matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=58) {
        return true;
    }
    let Some(code) = custom.get(&id) else { return false };
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    code.chars().any(|c| {
        let literal = quoted || bracket || escaped;
        escaped = !escaped && !quoted && matches!(c, '\\' | '_' | '*');
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            _ => {}
        }
        !literal
            && matches!(c.to_ascii_lowercase(), 'd' | 'y' | 'j' | 'a')
            && !code.to_ascii_lowercase().starts_with("general")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_style_is_reused_or_made_from_the_cells_own() {
        let part = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm\"/></numFmts>\
            <cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"1\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
        let (plan, bytes) = DateStyles::plan("s", part.as_bytes(), [0, 1, 0]).unwrap();
        assert_eq!((plan.of(0), plan.of(1)), (Some(2), Some(1)));
        let text = String::from_utf8(bytes.unwrap()).unwrap();
        assert!(text.contains("<cellXfs count=\"3\">"));
        assert!(
            text.contains("<xf numFmtId=\"14\" fontId=\"1\" applyNumberFormat=\"1\"/></cellXfs>")
        );
        assert!(DateStyles::plan("s", part.as_bytes(), [1]).unwrap().1.is_none());
    }

    #[test]
    fn codes_that_show_dates() {
        let code = |code: &str| shows_dates(164, &BTreeMap::from([(164, code.to_owned())]));
        assert!(code("dd/mm/yyyy") && code("[$-40C]d mmm") && code("jj/mm/aaaa"));
        assert!(!code("0.00") && !code("\"day\" 0") && !code("[Red]0") && !code("General"));
    }
}
