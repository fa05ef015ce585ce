//! Rows whose cells are all written as most programs write them, gone through without a look at more
//! than is asked: nearly all rows of nearly all large sheets. Others are told at the first odd cell.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::xml::has_sections;

/// Calls `each` with the place of the row's number in the reference of every cell, in order, until it says
/// false. True when all of them were shown: a row that is not written as usual (`<c r="B12"…` for every cell)
/// is not gone through to its end.
#[inline]
pub(crate) fn usual_numbers(
    number: &str,
    rest: &[u8],
    mut each: impl FnMut(usize) -> bool,
) -> bool {
    static CELL: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"<c"));
    static PREFIXED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b":c"));
    const START: usize = b"<c r=\"".len();
    // What looks like a cell may be none, or the other way round.
    if has_sections(rest) || PREFIXED.find(rest).is_some() {
        return false;
    }
    CELL.find_iter(rest).all(|at| {
        let tail = rest.get(at..).unwrap_or_default();
        let Some(letters) = column_letters(tail.get(START..).unwrap_or_default()) else {
            return false;
        };
        let after = tail.get(START + letters..).unwrap_or_default();
        let usual = tail.starts_with(b"<c r=\"")
            && after.starts_with(number.as_bytes())
            && after.get(number.len()) == Some(&b'"');
        usual && each(at + START + letters)
    })
}

/// How many letters a reference begins with, when they name a column of a sheet.
#[inline]
fn column_letters(reference: &[u8]) -> Option<usize> {
    let count = reference.iter().take(4).take_while(|byte| byte.is_ascii_uppercase()).count();
    let named = match count {
        1 | 2 => true,
        3 => reference.get(..3) <= Some(b"XFD"),
        _ => false,
    };
    named.then_some(count)
}

/// What a usual cell holds.
pub(super) enum Value<'a> {
    /// Nothing: `<c r="B12" s="3"/>`.
    Nothing,
    /// A shared string, by its index.
    Shared(u32),
    /// A number as written.
    Number(&'a [u8]),
}

/// Calls `each` with what every cell of a row's content holds. True when all of them were shown: shared
/// strings and numbers without formula, and nothing between the cells.
#[inline]
pub(super) fn usual_values<'a>(rest: &'a [u8], mut each: impl FnMut(Value<'a>)) -> bool {
    let mut left = rest;
    while let Some((value, after)) = first_value(left) {
        each(value);
        left = after;
    }
    left == b"</row>"
}

/// The value of the cell that bytes begin with, and what comes after the cell.
#[inline]
fn first_value(bytes: &[u8]) -> Option<(Value<'_>, &[u8])> {
    const LONGEST_REFERENCE: usize = "XFD1048576".len();
    let quote = |bytes: &[u8], within| bytes.iter().take(within).position(|byte| *byte == b'"');
    let reference = bytes.strip_prefix(b"<c r=\"")?;
    let mut left = reference.get(quote(reference, LONGEST_REFERENCE + 1)? + 1..)?;
    let mut shared = false;
    let value = loop {
        left = match left {
            [b'>', b'<', b'v', b'>', value @ ..] => break value,
            [b'/', b'>', after @ ..] => return Some((Value::Nothing, after)),
            [b' ', b't', b'=', b'"', b's', b'"', after @ ..] if !shared => {
                shared = true;
                after
            }
            [b' ', b's', b'=', b'"', after @ ..] => after.get(quote(after, after.len())? + 1..)?,
            _ => return None,
        };
    };
    let (value, after) = value.split_at_checked(value.iter().position(|byte| *byte == b'<')?)?;
    let after = after.strip_prefix(b"</v></c>")?;
    let value = if shared { Value::Shared(index(value)?) } else { Value::Number(value) };
    Some((value, after))
}

/// A number of some digits and nothing else.
fn index(digits: &[u8]) -> Option<u32> {
    let number = digits.iter().try_fold(0u32, |number, digit| {
        let value = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(value)
    });
    number.filter(|_| !digits.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_usual_rows() {
        let told = |row: &str| {
            let mut found = Vec::new();
            let all = usual_values(row.as_bytes(), |value| {
                found.push(match value {
                    Value::Nothing => String::new(),
                    Value::Shared(index) => format!("s{index}"),
                    Value::Number(number) => String::from_utf8_lossy(number).into_owned(),
                });
            });
            (found, all)
        };
        let row = "<c r=\"A5\" s=\"12\" t=\"s\"><v>7</v></c><c r=\"XFD1048576\"/><c r=\"B5\"><v>1.5E3</v></c>";
        let values = vec!["s7".to_owned(), String::new(), "1.5E3".to_owned()];
        assert_eq!(told(&format!("{row}</row>")), (values.clone(), true));
        for odd in [
            "",
            " </row>",
            "<c r=\"C5\" t=\"str\"><v>a</v></c></row>",
            "<c r=\"C5\"><f>B5</f><v>1</v></c></row>",
            "<c r=\"C5\" t=\"s\"><v></v></c></row>",
            "<c r=\"C5\" t=\"s\"><v>99999999999</v></c></row>",
            "<c><v>1</v></c></row>",
            "<x:c r=\"C5\"><x:v>1</x:v></x:c></row>",
            "</x:row>",
        ] {
            assert_eq!(told(&format!("{row}{odd}")), (values.clone(), false), "{odd}");
        }
    }
}
