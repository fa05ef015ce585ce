//! References in attributes: which attributes hold some, and a tag with all of them shifted.

use super::formula::{self, BROKEN};
use super::reference::{self, Shifted};
use super::shift::Shift;
use crate::xml::{Kind, Tag, Tokens};

/// What an attribute holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// A formula or a condition with references in brackets.
    Formula,
    /// One or more addresses or ranges, separated by blanks.
    Ranges,
    /// The cell at the far corner of a shape, which never just vanishes.
    EndCell,
}

/// What becomes of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Write it as it is.
    Same,
    /// Write this instead.
    Changed(Vec<u8>),
    /// What it stands for is gone: leave the whole element out.
    Gone,
}

/// Attributes with references (ODF 1.3 part 3, 19; and LibreOffice's calcext, loext).
fn holds(name: &[u8]) -> Option<Holds> {
    Some(match name {
        b"table:formula" | b"table:expression" | b"table:condition" | b"calcext:value"
        | b"style:condition" => Holds::Formula,
        b"table:cell-range-address"
        | b"table:target-range-address"
        | b"table:print-ranges"
        | b"table:scenario-ranges"
        | b"table:source-cell-range-addresses"
        | b"table:target-cell-address"
        | b"table:label-cell-range-address"
        | b"table:data-cell-range-address"
        | b"table:buttons"
        | b"table:cell-address"
        | b"draw:notify-on-update-of-ranges"
        | b"form:linked-cell"
        | b"form:source-cell-range"
        | b"calcext:target-range-address"
        | b"calcext:cell-address"
        | b"calcext:data-range"
        | b"chart:values-cell-range-address"
        | b"chart:label-cell-address" => Holds::Ranges,
        b"table:end-cell-address" => Holds::EndCell,
        _ => return None,
    })
}

/// Elements that are nothing without the range they are about.
fn lives_by_its_range(element: &[u8]) -> bool {
    matches!(
        element,
        b"table:database-range"
            | b"calcext:conditional-format"
            | b"calcext:sparkline"
            | b"table:label-range"
            | b"table:highlighted-range"
            | b"table:scenario"
            | b"chart:series"
    )
}

/// A quick look: can these bytes hold a reference at all?
pub(crate) fn may_hold_references(bytes: &[u8]) -> bool {
    [b"formula=".as_slice(), b"-address", b"-range", b"linked-cell", b"<draw:object"]
        .iter()
        .any(|needle| memchr::memmem::find(bytes, needle).is_some())
}

/// An open or empty tag with its references shifted.
pub(super) fn shift_tag(raw: &[u8], by: &Shift<'_>) -> Fate {
    let tag = Tag::new(raw);
    let shows = matches!(tag.name(), b"draw:image" | b"draw:object" | b"draw:object-ole");
    if shows && tag.get("xlink:href").is_some_and(|link| by.is_gone(&link)) {
        return Fate::Gone;
    }
    let (by, base) = seen_from(&tag, by);
    let mut changes: Vec<(String, Option<String>)> = base.into_iter().collect();
    for attribute in tag.attributes() {
        let Some(holds) = holds(attribute.name) else { continue };
        let name = String::from_utf8_lossy(attribute.name).into_owned();
        let value = crate::xml::unescape(attribute.value);
        match shift_value(&value, holds, &by) {
            Value::Same => {}
            Value::Changed(new) => changes.push((name, Some(new))),
            Value::Gone if lives_by_its_range(tag.name()) => return Fate::Gone,
            Value::Gone if tag.local() == b"named-range" => {
                changes.push((name, Some(BROKEN.to_owned())));
            }
            Value::Gone => changes.push((name, None)),
        }
    }
    if changes.is_empty() {
        return Fate::Same;
    }
    let changes: Vec<_> =
        changes.iter().map(|(name, new)| (name.as_str(), new.as_deref())).collect();
    Fate::Changed(tag.with(&changes))
}

/// From where a tag's relative references are meant, and its new base cell if that moves.
///
/// Rules that hold for many cells (validations, conditional formats) are written for a base cell:
/// relative references keep their distance to it. Names do so too, for the cell that uses them.
fn seen_from<'a>(tag: &Tag<'_>, by: &Shift<'a>) -> (Shift<'a>, Option<(String, Option<String>)>) {
    if matches!(tag.local(), b"named-range" | b"named-expression") {
        return (by.relative(0, 0), None);
    }
    let attribute = tag.attributes().find(|found| found.name.ends_with(b":base-cell-address"));
    let Some(attribute) = attribute else { return (*by, None) };
    let base = crate::xml::unescape(attribute.value);
    let (Some(sheet), Some((row, column))) =
        (reference::sheet_of(&base), reference::first_cell(&base))
    else {
        return (*by, None);
    };
    let (rows, columns) = by.removals(Some(&sheet));
    let (up, left) = (rows.before(row), columns.before(column));
    let steps = |count: u32| -i32::try_from(count).unwrap_or(i32::MAX);
    let seen = by.inside(&sheet).relative(steps(up), steps(left));
    // A base cell that goes gives way to the one that takes its place.
    let name = String::from_utf8_lossy(attribute.name).into_owned();
    let moved = reference::moved_by(&base, up, left).map(|new| (name, Some(new)));
    (seen, moved)
}

/// What becomes of an attribute's value.
enum Value {
    Same,
    Changed(String),
    Gone,
}

fn shift_value(value: &str, holds: Holds, by: &Shift<'_>) -> Value {
    match holds {
        Holds::Formula => match formula::shift(value, by) {
            std::borrow::Cow::Borrowed(_) => Value::Same,
            std::borrow::Cow::Owned(new) => Value::Changed(new),
        },
        Holds::EndCell => match reference::shift_or_neighbour(value, by) {
            Some(new) if new != value => Value::Changed(new),
            _ => Value::Same,
        },
        Holds::Ranges => shift_list(value, by),
    }
}

/// A list of ranges: those that are gone are left out.
fn shift_list(value: &str, by: &Shift<'_>) -> Value {
    let items = split_list(value);
    let mut kept = Vec::with_capacity(items.len());
    let mut changed = false;
    for item in &items {
        match reference::shift(item, by) {
            Shifted::Same => kept.push((*item).to_owned()),
            Shifted::Moved(new) => {
                changed = true;
                kept.push(new);
            }
            Shifted::Gone => changed = true,
        }
    }
    match (changed, kept.is_empty()) {
        (false, _) => Value::Same,
        (true, true) => Value::Gone,
        (true, false) => Value::Changed(kept.join(" ")),
    }
}

/// Splits at blanks outside quoted sheet names.
fn split_list(value: &str) -> Vec<&str> {
    let mut quoted = false;
    value
        .split(|c: char| {
            quoted ^= c == '\'';
            c == ' ' && !quoted
        })
        .filter(|item| !item.is_empty())
        .collect()
}

/// Every tag of a stretch of XML shifted; elements that are gone are left out.
pub(super) fn shift_bytes(bytes: &[u8], by: &Shift<'_>, out: &mut Vec<u8>) {
    if by.is_none() || !may_hold_references(bytes) {
        out.extend_from_slice(bytes);
        return;
    }
    let mut gone_depth = 0usize;
    for token in Tokens::new(bytes) {
        if gone_depth > 0 {
            match token.kind {
                Kind::Open => gone_depth += 1,
                Kind::Close => gone_depth -= 1,
                _ => {}
            }
            continue;
        }
        if !matches!(token.kind, Kind::Open | Kind::Empty) {
            out.extend_from_slice(token.raw);
            continue;
        }
        match shift_tag(token.raw, by) {
            Fate::Same => out.extend_from_slice(token.raw),
            Fate::Changed(new) => out.extend(new),
            Fate::Gone => gone_depth = usize::from(token.kind == Kind::Open),
        }
    }
}
