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
    const MAGICS: [(&[u8], Found); 14] = [
        // Before UTF-16, whose mark begins as one of these.
        (b"\xFF\xFE\0\0", Found::Utf32),
        (b"\0\0\xFE\xFF", Found::Utf32),
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
    let gnumeric = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gnumeric"));
    if gnumeric && head.starts_with(b"\x1F\x8B") {
        return Some(Found::OtherSpreadsheet);
    }
    if let Some((_, found)) = MAGICS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(*found);
    }
    if is_utf16(head) {
        return None;
    }
    // Some programs pad the fields of their text files with zeros.
    let zeros = memchr::memchr_iter(0, head).count();
    let many = if is_tabular(path) { zeros * MOST_ZEROS > head.len() } else { zeros > 0 };
    if many || too_many_controls(head) {
        return Some(Found::Unknown);
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if is_sylk(text) || text.starts_with("0,1,\"EXCEL\"") {
        return Some(Found::OldSpreadsheet);
    }
    markup(&text.to_lowercase(), path)
}

/// Does the name say that the file is text with separators?
fn is_tabular(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
    matches!(extension.as_str(), "csv" | "tsv" | "tab" | "txt")
}

/// Markup and structured text, which no separator makes a table.
fn markup(text: &str, path: &Path) -> Option<Found> {
    let tabular = is_tabular(path);
    if text.starts_with("<!doctype html") || text.starts_with("<html") {
        return Some(Found::WebPage);
    }
    if text.starts_with("<?xml") {
        let workbook = ["office:spreadsheet", "opendocument.spreadsheet", "gnumeric"];
        return Some(match text {
            _ if workbook.iter().any(|name| text.contains(name)) => Found::OtherSpreadsheet,
            _ if text.contains("<html") => Found::WebPage,
            _ => Found::Xml,
        });
    }
    if !tabular && (text.starts_with("<table") || text.starts_with("<meta")) {
        return Some(Found::WebPage);
    }
    if !tabular && (text.starts_with('{') || text.starts_with('[') || text.starts_with('<')) {
        return Some(Found::StructuredText);
    }
    None
}

/// SYLK (Multiplan's exchange format), which a header beginning with `ID;P…` is not: every line of
/// it is a record type and fields that begin with a letter, and cells say where they are.
fn is_sylk(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    if !lines.next().is_some_and(|line| line.starts_with("ID;P")) {
        return false;
    }
    // The last line may be cut where the look at the file ends.
    let mut records: Vec<&str> = lines.collect();
    records.pop_if(|_| text.len() > HEAD / 2);
    let placed = |line: &&str| {
        sylk_fields(line).skip(1).any(|field| {
            let number = field.strip_prefix(['X', 'Y']).unwrap_or_default();
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    // Its number formats, of which there may be many, come before its cells.
    records.iter().all(|line| is_sylk_record(line))
        && (records.iter().any(placed) || records.len() >= MANY_FORMATS)
}

/// So many lines that all look like records of SYLK are no sheet of prospects.
const MANY_FORMATS: usize = 40;

/// The fields of a record; a doubled semicolon belongs to its field.
fn sylk_fields(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut from = 0;
        let end = loop {
            let Some(at) = text.get(from..)?.find(';') else { break text.len() };
            match text.get(from + at + 1..)?.starts_with(';') {
                true => from += at + 2,
                false => break from + at,
            }
        };
        rest = text.get(end + 1..);
        text.get(..end)
    })
}

fn is_sylk_record(line: &str) -> bool {
    let mut fields = sylk_fields(line);
    let kind = fields.next().unwrap_or_default();
    matches!(kind, "B" | "C" | "E" | "F" | "O" | "P" | "W" | "NN" | "NE" | "NU" | "NL")
        && fields
            .all(|field| field.is_empty() || field.starts_with(|c: char| c.is_ascii_uppercase()))
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

/// Text with separators has no more zeros than one byte in so many.
const MOST_ZEROS: usize = 4;

/// Zeros apart, which are judged by themselves.
fn too_many_controls(head: &[u8]) -> bool {
    let usual = |byte: u8| matches!(byte, 0 | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C);
    let odd = |byte: &&u8| **byte < 0x20 && !usual(**byte);
    head.iter().filter(odd).count() * 50 > head.len()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn told(text: &str, name: &str) -> Option<Found> {
        match kind(&mut Cursor::new(text.as_bytes()), Path::new(name)) {
            Ok(Kind::Text) => None,
            Ok(other) => panic!("{other:?}"),
            Err(Problem::NotASpreadsheet { found }) => Some(found),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_header_that_begins_as_sylk_does_is_no_sylk() {
        let sheets = [
            "ID;Prénom;Nom\n1;Ana;B\n",
            "ID;Pays\nF;R\nB;E\nC;H\n",
            "ID;P\nFR;12\nBE;3\n",
            "ID;PRENOM;NOM\nC;Yves;Xavier\nP;Paul;Petit\n",
            "ID;P",
        ];
        for text in sheets {
            assert_eq!(told(text, "a.csv"), None, "{text}");
        }
        let sylk = "ID;PWXL;N;E\nP;PGeneral\nP;P#,##0_);;[Red]\\(#,##0\\)\nF;P0;DG0G8\nB;Y2;X2\nC;Y1;X1;K\"a\"\nE\n";
        assert_eq!(told(sylk, "a.slk"), Some(Found::OldSpreadsheet));
        assert_eq!(told(&sylk.replace('\n', "\r\n"), "a.csv"), Some(Found::OldSpreadsheet));
    }

    #[test]
    fn stray_zeros_do_not_make_a_text_file_unreadable() {
        let text = format!("Nom;Ville\n{}Ana;\0Lyon\n", "Bob;Paris\n".repeat(20));
        assert_eq!(told(&text, "a.csv"), None);
        assert_eq!(told(&text, "a.bin"), Some(Found::Unknown));
        let padded = "Nom;Ville\nAna\0\0;Lyon\0\n".repeat(20);
        assert_eq!(told(&padded, "a.csv"), None);
        assert_eq!(told("a\0\0\0b", "a.csv"), Some(Found::Unknown));
    }

    #[test]
    fn workbooks_of_other_programs_are_told() {
        let xml = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        assert_eq!(told(xml, "a.xls"), Some(Found::OtherSpreadsheet));
        assert_eq!(told("<?xml version=\"1.0\"?><notes/>", "a.xml"), Some(Found::Xml));
        assert_eq!(told("<html><body>", "a.xls"), Some(Found::WebPage));
    }
}
