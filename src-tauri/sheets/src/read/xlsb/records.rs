//! Records of a binary part (MS-XLSB 2.1.4), cut out of it as it inflates.

/// Record types (MS-XLSB 2.3).
pub(crate) const ROW_HEADER: u16 = 0;
pub(crate) const FONT: u16 = 43;
pub(crate) const FORMAT: u16 = 44;
pub(crate) const FILL: u16 = 45;
pub(crate) const XF: u16 = 47;
pub(crate) const COLUMN_INFO: u16 = 60;
pub(crate) const CELL_RICH_TEXT: u16 = 62;
pub(crate) const PANE: u16 = 151;
pub(crate) const BUNDLE_SHEET: u16 = 156;
pub(crate) const BEGIN_FILTER: u16 = 161;
pub(crate) const MERGED_CELL: u16 = 176;
pub(crate) const BEGIN_CELL_XFS: u16 = 617;
pub(crate) const END_CELL_XFS: u16 = 618;
pub(crate) const COMMENT_AUTHOR: u16 = 632;
pub(crate) const BEGIN_COMMENT: u16 = 635;
pub(crate) const COMMENT_TEXT: u16 = 637;

/// Cuts records out of a part that comes in pieces.
#[derive(Default)]
pub(crate) struct Records {
    window: Vec<u8>,
}

impl Records {
    /// Takes the next piece of the part; calls `visit` with type and content of each record that is
    /// now whole.
    pub(crate) fn push(&mut self, piece: &[u8], visit: &mut dyn FnMut(u16, &[u8])) {
        self.window.extend_from_slice(piece);
        let mut at = 0;
        while let Some((kind, start, end)) = record(&self.window, at) {
            visit(kind, self.window.get(start..end).unwrap_or_default());
            at = end;
        }
        self.window.drain(..at);
    }
}

/// Type, begin and end of the content of the record at `at`; none when it is not whole.
fn record(bytes: &[u8], at: usize) -> Option<(u16, usize, usize)> {
    let low = *bytes.get(at)?;
    let (kind, mut next) = match low & 0x80 {
        0 => (u16::from(low), at + 1),
        _ => (u16::from(low & 0x7F) | u16::from(*bytes.get(at + 1)? & 0x7F) << 7, at + 2),
    };
    let mut length = 0usize;
    for shift in [0, 7, 14, 21] {
        let byte = *bytes.get(next)?;
        next += 1;
        length |= usize::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    let end = next.checked_add(length)?;
    (end <= bytes.len()).then_some((kind, next, end))
}

/// Two bytes of a record's content.
pub(crate) fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes of a record's content.
pub(crate) fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A text preceded by its length (XLWideString, 2.5.168), and where it ends.
pub(crate) fn wide(data: &[u8], at: usize) -> Option<(String, usize)> {
    let count = usize::try_from(long(data, at)?).ok()?;
    let start = at.checked_add(4)?;
    let end = start.checked_add(count.checked_mul(2)?)?;
    let units =
        data.get(start..end)?.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    Some((text.collect(), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_the_same_whatever_the_pieces() {
        // Types 0, 156 and 7 with 3, 0 and 200 bytes.
        let mut part = vec![0, 3, 1, 2, 3, 0x9C, 0x01, 0, 7, 0xC8, 0x01];
        part.extend([9; 200]);
        for size in [1, 2, 5, 64, part.len()] {
            let (mut records, mut seen) = (Records::default(), Vec::new());
            for piece in part.chunks(size) {
                records.push(piece, &mut |kind, data| seen.push((kind, data.len())));
            }
            assert_eq!(seen, [(0, 3), (156, 0), (7, 200)], "{size}");
        }
    }

    #[test]
    fn texts_are_read_within_bounds() {
        assert_eq!(wide(&[1, 0, 0, 0, 0xE9, 0], 0), Some(("é".to_owned(), 6)));
        assert_eq!(wide(&[9, 0, 0, 0, 0xE9, 0], 0), None);
        assert_eq!(wide(&[0xFF, 0xFF, 0xFF, 0xFF], 0), None);
    }
}
