//! Where a cell stands, as spreadsheets write it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A cell's place in its sheet: 1-based row, 0-based column. Written and parsed as `L12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// 1-based row.
    pub row: u32,
    /// 0-based column (0 is A).
    pub column: u32,
}

/// Largest row number of xlsx and ods sheets.
pub const MAX_ROWS: u32 = 1_048_576;
/// Number of columns of an xlsx sheet (A to XFD).
pub const MAX_COLUMNS: u32 = 16_384;

/// Letters of a 0-based column index: 0 → `A`, 26 → `AA`.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + digit as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// 0-based index of column letters (either case); `None` for anything but 1 to 3 ASCII letters up
/// to XFD.
#[must_use]
pub fn column_index(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut index = 0u32;
    for byte in letters.bytes() {
        if !byte.is_ascii_alphabetic() {
            return None;
        }
        index = index * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1;
    }
    (index <= MAX_COLUMNS).then(|| index - 1)
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), self.row)
    }
}

impl FromStr for CellRef {
    type Err = BadCellRef;

    fn from_str(text: &str) -> Result<Self, BadCellRef> {
        let split = text.find(|c: char| c.is_ascii_digit()).ok_or(BadCellRef)?;
        let (letters, digits) = text.split_at(split);
        let column = column_index(letters).ok_or(BadCellRef)?;
        let row: u32 = digits.parse().map_err(|_| BadCellRef)?;
        if row == 0 || row > MAX_ROWS || digits.starts_with('+') {
            return Err(BadCellRef);
        }
        Ok(Self { row, column })
    }
}

/// The text is no cell reference such as `L12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cell reference")]
pub struct BadCellRef;

impl Serialize for CellRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellRef {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_indexes_are_inverse_up_to_the_last_column() {
        for index in 0..MAX_COLUMNS {
            assert_eq!(column_index(&column_letters(index)), Some(index));
        }
        assert_eq!(column_letters(MAX_COLUMNS - 1), "XFD");
        assert_eq!(column_index("XFE"), None);
    }

    #[test]
    fn cell_references_parse_as_spreadsheets_write_them() {
        assert_eq!("L12".parse(), Ok(CellRef { row: 12, column: 11 }));
        assert_eq!(CellRef { row: 12, column: 11 }.to_string(), "L12");
        for bad in ["", "12", "L", "L0", "L+1", "é1", "L1048577"] {
            assert_eq!(bad.parse::<CellRef>(), Err(BadCellRef), "{bad}");
        }
    }
}
