//! Named and database ranges (filters, sorts, subtotals) when rows or columns go.

use super::formula::BROKEN;
use super::reference;
use super::shift::Shift;
use super::tags::{Fate, shift_bytes, shift_tag};
use crate::patch::xlsx::Scrub;
use crate::xml::{Element, Tag, XmlError, write_all};

/// Is it the name of cells that are gone, and does it say what one of them held? Headers and first cells of
/// rows often name them.
pub(super) fn tells_of_gone(open: &[u8], scrub: &Scrub) -> bool {
    let tag = Tag::new(open);
    tag.name() == b"table:named-range"
        && tag.get("table:cell-range-address").is_some_and(|address| address == BROKEN)
        && tag.get("table:name").is_some_and(|name| scrub.finds_in_name(&name))
}

/// A database range after the removals; nothing when its cells are gone.
///
/// Filters, sorts and subtotals name columns by their number in the range: those numbers follow
/// the columns, and a condition on a column that goes is left out.
pub(super) fn database_range(
    open: &[u8],
    rest: &[u8],
    by: &Shift<'_>,
) -> Result<Vec<u8>, XmlError> {
    let mut range = Element::from_parts(open, rest)?;
    let before = range.tag().get("table:target-range-address").unwrap_or_default().into_owned();
    match shift_tag(open, by) {
        Fate::Gone => return Ok(Vec::new()),
        Fate::Same => {}
        Fate::Changed(new) => range.open = new,
    }
    let by_column = range.tag().raw(b"table:orientation") != Some(b"column".as_slice());
    let removed = reference::sheet_of(&before)
        .map(|sheet| by.removals(Some(&sheet)))
        .map(|(rows, columns)| if by_column { columns } else { rows });
    let first =
        reference::first_cell(&before).map(|(row, column)| if by_column { column } else { row });
    if let (Some(removed), Some(first)) = (removed.filter(|removed| !removed.is_none()), first) {
        let moved = |number: u32| {
            let place = first.saturating_add(number);
            let kept = !removed.contains(place);
            kept.then(|| number - removed.within_half_open(first, place))
        };
        fields(&mut range, &moved);
    }
    let mut out = Vec::new();
    let mut inner = Vec::new();
    write_all(&range.children, &mut inner);
    out.extend_from_slice(&range.open);
    shift_bytes(&inner, by, &mut out);
    out.extend_from_slice(&range.close);
    Ok(out)
}

/// Renumbers the fields that conditions name; conditions without field go, and what they leave
/// empty.
fn fields(element: &mut Element, moved: &dyn Fn(u32) -> Option<u32>) {
    element.retain(|child| {
        for name in ["table:field-number", "table:group-by-field-number"] {
            let number = child.tag().get(name).and_then(|text| text.parse().ok());
            let Some(number) = number else { continue };
            match moved(number) {
                Some(new) => child.set(name, Some(&new.to_string())),
                None => return false,
            }
        }
        let had = child.elements().count();
        fields(child, moved);
        had == 0 || child.elements().count() > 0
    });
}
