//! What a file is, by its content; its extension only settles what text may be.

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::error::{Found, Problem};

/// The families of files, each with its own reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A zip package: xlsx, xlsm, xlsb, ods, or no spreadsheet at all.
    Package,
    /// An OLE compound file: xls, an encrypted xlsx, or no spreadsheet at all.
    Compound,
    /// Text with separators.
    Text,
}

/// Bytes looked at.
const HEAD: usize = 8192;

/// Tells the family of a file from its first bytes; leaves the cursor at the start.
pub(crate) fn kind(file: &mut (impl Read + Seek), path: &Path) -> Result<Kind, Problem> {
    let mut head = Vec::with_capacity(HEAD);
    file.take(HEAD as u64).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    if head.is_empty() {
        return Err(Problem::Empty);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Package);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Kind::Compound);
    }
    match foreign(&head, path) {
        Some(found) => Err(Problem::NotASpreadsheet { found }),
        None => Ok(Kind::Text),
    }
}

/// What the bytes are when they are no spreadsheet; `None` for text that may hold a table.
fn foreign(head: &[u8], path: &Path) -> Option<Found> {
    const MAGICS: [(&[u8], Found); 12] = [
        (b"%PDF", Found::Pdf),
        (b"\x89PNG", Found::Picture),
        (b"\xFF\xD8\xFF", Found::Picture),
        (b"GIF8", Found::Picture),
        (b"{\\rtf", Found::TextDocument),
        (b"Rar!", Found::Archive),
        (b"7z\xBC\xAF", Found::Archive),
        (b"\x1F\x8B", Found::Archive),
        (b"\x09\x00\x04\x00", Found::OldSpreadsheet),
        (b"\x09\x02\x06\x00", Found::OldSpreadsheet),
        (b"\x09\x04\x06\x00", Found::OldSpreadsheet),
        (b"\x09\x08\x08\x00", Found::OldSpreadsheet),
    ];
    if let Some((_, found)) = MAGICS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(*found);
    }
    if is_utf16(head) {
        return None;
    }
    if memchr::memchr(0, head).is_some() || too_many_controls(head) {
        return Some(Found::Unknown);
    }
    let text = String::from_utf8_lossy(head).trim_start_matches('\u{feff}').to_lowercase();
    markup(text.trim_start(), path)
}

/// Markup and structured text, which no separator makes a table.
fn markup(text: &str, path: &Path) -> Option<Found> {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
    let tabular = matches!(extension.as_str(), "csv" | "tsv" | "tab" | "txt");
    if text.starts_with("<!doctype html") || text.starts_with("<html") {
        return Some(Found::WebPage);
    }
    if text.starts_with("<?xml") {
        return Some(if text.contains("<html") { Found::WebPage } else { Found::Xml });
    }
    if !tabular && (text.starts_with("<table") || text.starts_with("<meta")) {
        return Some(Found::WebPage);
    }
    if is_sylk(text) || text.starts_with("0,1,\"excel\"") {
        return Some(Found::OldSpreadsheet);
    }
    if !tabular && (text.starts_with('{') || text.starts_with('[') || text.starts_with('<')) {
        return Some(Found::StructuredText);
    }
    None
}

/// SYLK, which a header beginning with `ID;P…` is not: its second line is a record too.
fn is_sylk(text: &str) -> bool {
    let mut lines = text.lines();
    let record = |line: &str| line.split_once(';').is_some_and(|(kind, _)| kind.len() <= 2);
    lines.next().is_some_and(|line| line.starts_with("id;p") && line.len() < 40)
        && lines
            .next()
            .is_some_and(|line| record(line) && line.starts_with(['p', 'b', 'c', 'f', 'o']))
}

/// UTF-16, with a byte order mark or, without one, by its pattern of zero bytes.
pub(crate) fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || utf16_order(head).is_some()
}

/// Byte order of UTF-16 text without a mark: `Some(true)` for little endian. Western text has a
/// zero in nearly every other byte.
pub(crate) fn utf16_order(head: &[u8]) -> Option<bool> {
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |odd: usize| {
        head.iter().enumerate().filter(|(at, byte)| at % 2 == odd && **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 >= pairs * 7 && even * 20 <= pairs {
        return Some(true);
    }
    (even * 10 >= pairs * 7 && odd * 20 <= pairs).then_some(false)
}

fn too_many_controls(head: &[u8]) -> bool {
    let odd = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C);
    head.iter().filter(odd).count() * 50 > head.len()
}
