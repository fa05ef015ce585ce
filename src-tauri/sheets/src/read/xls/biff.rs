//! Records of a BIFF workbook stream (MS-XLS): passwords, impossible sizes, hidden rows and
//! columns, notes. Cell values are left to calamine.

use epure_engine::table::{CellRef, Comment};

use crate::read::error::Problem;

/// What the stream tells of a sheet besides its cells.
#[derive(Debug, Default)]
pub(super) struct SheetFacts {
    /// Byte offset of the sheet's records in the stream.
    offset: u32,
    /// 1-based hidden rows.
    pub(super) hidden_rows: Vec<u32>,
    /// 0-based hidden columns: first and last.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Notes.
    pub(super) comments: Vec<Comment>,
}

/// Rows and columns of a BIFF8 sheet.
const ROWS: u32 = 65_536;
const COLUMNS: u32 = 256;

/// Record types (MS-XLS 2.3.1).
const FILE_PASS: u16 = 0x2F;
const CODE_PAGE: u16 = 0x42;
const BOUND_SHEET: u16 = 0x85;
const FORMAT: u16 = 0x41E;
const XF: u16 = 0xE0;
const DIMENSIONS: u16 = 0x200;
const ROW: u16 = 0x208;
const COL_INFO: u16 = 0x7D;
const NOTE: u16 = 0x1C;
const OBJ: u16 = 0x5D;
const TXO: u16 = 0x1B6;
const CONTINUE: u16 = 0x3C;
const BOF: u16 = 0x809;
const EOF: u16 = 0x0A;

/// Looks at the whole stream. Sizes that no sheet can have are put right in `stream`, as calamine
/// asks for as much memory as they say; so are code pages that it does not know, and number formats that
/// have a number which it takes for another's.
pub(super) fn look(stream: &mut [u8]) -> Result<Vec<SheetFacts>, Problem> {
    for (at, dimensions) in impossible(stream) {
        if let Some(bytes) = stream.get_mut(at..at + dimensions.len()) {
            bytes.copy_from_slice(&dimensions);
        }
    }
    if let Some(at) = odd_code_page(stream)
        && let Some(bytes) = stream.get_mut(at..at + 2)
    {
        bytes.copy_from_slice(&WESTERN.to_le_bytes());
    }
    for (at, number) in odd_formats(stream) {
        if let Some(bytes) = stream.get_mut(at..at + 2) {
            bytes.copy_from_slice(&number.to_le_bytes());
        }
    }
    let mut sheets = Vec::new();
    for record in Records::new(stream, 0) {
        match record.kind {
            // What had a password that can be given is in clear by now.
            FILE_PASS => return Err(Problem::UnknownProtection),
            BOUND_SHEET => {
                let offset = long(record.data, 0).unwrap_or(u32::MAX);
                sheets.push(SheetFacts { offset, ..SheetFacts::default() });
            }
            EOF => break,
            _ => {}
        }
    }
    for sheet in &mut sheets {
        sheet.read(stream);
    }
    Ok(sheets)
}

/// Windows' Western code page.
const WESTERN: u16 = 1252;

/// Where the stream names a Macintosh code page that no reader here knows (those of Central Europe,
/// Greece, Turkey and others): its plain letters are read as those of Western Windows.
fn odd_code_page(stream: &[u8]) -> Option<usize> {
    const KNOWN: [u16; 3] = [10000, 10007, 10017];
    let mut pages = Records::new(stream, 0).filter(|record| record.kind == CODE_PAGE);
    let odd = |record: &Record<'_>| {
        short(record.data, 0)
            .is_some_and(|page| (10_000..10_100).contains(&page) && !KNOWN.contains(&page))
    };
    pages.find(odd).map(|record| record.at + 4)
}

/// Where the stream gives a number format of its own, or a cell's format that goes by it, a number that is
/// not for such (MS-XLS 2.4.126; older programs did), and a number that is.
fn odd_formats(stream: &[u8]) -> Vec<(usize, u16)> {
    let usual = |number: u16| matches!(number, 5..=8 | 23..=26 | 41..=44 | 63..=66 | 164..=382);
    let numbers = |kind: u16, at: usize| {
        let records = Records::new(stream, 0).filter(move |record| record.kind == kind);
        records.filter_map(move |record| Some((record.at + 4 + at, short(record.data, at)?)))
    };
    let formats: Vec<(usize, u16)> = numbers(FORMAT, 0).collect();
    let taken = |number: &u16| formats.iter().any(|(_, format)| format == number);
    let mut free = (164..=382u16).rev().filter(|number| !taken(number));
    let mut found = Vec::new();
    for (at, odd) in formats.iter().filter(|(_, number)| !usual(*number)) {
        let Some(number) = free.next() else { break };
        found.push((*at, number));
        let cells = numbers(XF, 2).filter(|(_, format)| format == odd);
        found.extend(cells.map(|(at, _)| (at, number)));
    }
    found
}

/// Dimensions records that ask for too much: where, and the bytes to put there.
fn impossible(stream: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let mut found = Vec::new();
    for record in Records::new(stream, 0).filter(|record| record.kind == DIMENSIONS) {
        let data = record.data;
        let wide = data.len() >= 14;
        let (rows, columns) = match wide {
            true => ((long(data, 0), long(data, 4)), (short(data, 8), short(data, 10))),
            false => {
                let row = |at| short(data, at).map(u32::from);
                ((row(0), row(2)), (short(data, 4), short(data, 6)))
            }
        };
        let rows_fit = matches!(rows, (Some(a), Some(b)) if a <= b && b <= ROWS);
        let columns_fit =
            matches!(columns, (Some(a), Some(b)) if a <= b && u32::from(b) <= COLUMNS);
        if !rows_fit || !columns_fit {
            found.push((record.at + 4, vec![0; data.len()]));
        }
    }
    found
}

impl SheetFacts {
    fn read(&mut self, stream: &[u8]) {
        let mut depth = 0u32;
        let mut notes: Vec<(CellRef, u16, Option<String>)> = Vec::new();
        let mut texts: Vec<(u16, String)> = Vec::new();
        let mut object = 0u16;
        let mut wanted: Option<usize> = None;
        for record in Records::new(stream, self.offset as usize) {
            let data = record.data;
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                _ if depth > 1 => {}
                ROW => self.row(data),
                COL_INFO => self.column(data),
                // The object's id is in its first sub-record (ftCmo).
                OBJ => object = short(data, 6).unwrap_or(0),
                TXO => wanted = short(data, 10).map(usize::from).filter(|length| *length > 0),
                CONTINUE => {
                    if let Some(length) = wanted.take() {
                        texts.push((object, unicode(data, length)));
                    }
                }
                NOTE => notes.extend(note(data)),
                _ => {}
            }
        }
        for (cell, id, author) in notes {
            let text = texts.iter().find(|(object, _)| *object == id).map(|(_, text)| text.clone());
            self.comments.push(Comment { cell, author, text: text.unwrap_or_default() });
        }
        self.comments.sort_by_key(|comment| comment.cell);
    }

    fn row(&mut self, data: &[u8]) {
        if let (Some(row), Some(flags)) = (short(data, 0), short(data, 12))
            && flags & 0x20 != 0
        {
            self.hidden_rows.push(u32::from(row) + 1);
        }
    }

    fn column(&mut self, data: &[u8]) {
        if let (Some(first), Some(last), Some(flags)) =
            (short(data, 0), short(data, 2), short(data, 8))
            && flags & 1 != 0
        {
            self.hidden_columns.push((u32::from(first), u32::from(last).min(COLUMNS - 1)));
        }
    }
}

/// NoteSh (MS-XLS 2.5.187): row, column, flags, object, author.
fn note(data: &[u8]) -> Option<(CellRef, u16, Option<String>)> {
    let cell = CellRef { row: u32::from(short(data, 0)?) + 1, column: u32::from(short(data, 2)?) };
    let author = short(data, 8)
        .map(|length| unicode(data.get(10..).unwrap_or_default(), usize::from(length)))
        .filter(|author| !author.trim().is_empty());
    Some((cell, short(data, 6)?, author))
}

/// Text after a flag byte: 8-bit when its first bit is clear, else UTF-16.
pub(crate) fn unicode(data: &[u8], length: usize) -> String {
    let Some((flags, rest)) = data.split_first() else { return String::new() };
    if flags & 1 == 0 {
        return rest.iter().take(length).map(|byte| char::from(*byte)).collect();
    }
    let units = rest.chunks_exact(2).take(length).filter_map(|pair| short(pair, 0));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Two bytes of a record's content.
pub(crate) fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

/// Four bytes of a record's content.
pub(crate) fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

/// One record: its type, where it begins, its content.
pub(crate) struct Record<'s> {
    pub(crate) kind: u16,
    pub(crate) at: usize,
    pub(crate) data: &'s [u8],
}

/// Records of a stream from an offset on.
pub(crate) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    pub(crate) fn new(stream: &'s [u8], at: usize) -> Self {
        Self { stream, at }
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let at = self.at;
        let kind = short(self.stream, at)?;
        let length = usize::from(short(self.stream, at + 2)?);
        let data = self.stream.get(at + 4..at + 4 + length)?;
        self.at = at + 4 + length;
        Some(Record { kind, at, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_with_the_number_of_a_date_get_one_of_their_own() {
        let record = |kind: u16, data: &[u8]| {
            let length = u16::try_from(data.len()).unwrap();
            [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
        };
        let mut stream = [
            record(FORMAT, b"\x05\0\x01\0\x000"),
            record(FORMAT, b"\x32\0\x08\0\x000.00E+00"),
            record(FORMAT, b"\x7E\x01\x01\0\x000"),
            record(XF, b"\0\0\x32\0"),
            record(XF, b"\0\0\x0E\0"),
            record(EOF, b""),
        ]
        .concat();
        look(&mut stream).unwrap();
        let numbers: Vec<Option<u16>> = Records::new(&stream, 0)
            .map(|record| short(record.data, if record.kind == XF { 2 } else { 0 }))
            .collect();
        assert_eq!(numbers, [Some(5), Some(381), Some(382), Some(381), Some(14), None]);
    }
}
