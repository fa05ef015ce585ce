//! Workbooks of Excel 5 to 2003 with a password ([MS-XLS] 2.2.10): the content of their records is
//! encrypted, by RC4 or by the XOR of a short key.

mod rc4;
mod xor;

use std::io::{Cursor, Read, Seek, Write};

use cfb::CompoundFile;
use epure_engine::table::Format;

use super::Password;
use crate::read::biff::{Record, Records, short};
use crate::read::{Limits, Problem, guarded};

/// The stream of Excel 97 and later, and that of Excel 5 and 95.
const WORKBOOK: &str = "/Workbook";
const BOOK: &str = "/Book";
/// The record that says how the stream is encrypted, and one that programs pass over.
const FILE_PASS: u16 = 0x2F;
const RESERVED: u16 = 0xC1;
/// The two encryptions, as Excel 97 and later tell them apart; the former had the one only.
const XOR: u16 = 0;
const RC4: u16 = 1;
/// Records that are never encrypted, and one of which four bytes are not.
const OPEN: [u16; 7] = [0x809, FILE_PASS, 0x194, 0x195, 0xE1, 0x196, 0x138];
const BOUND_SHEET: u16 = 0x85;

/// The compound file with its workbook in clear; none when it has no password.
pub(super) fn unlock<R: Read + Seek>(
    mut file: R,
    password: Option<&Password>,
    limits: Limits,
) -> Result<Option<Vec<u8>>, Problem> {
    let Some(locked) = guarded(|| locked_stream(&mut file, limits))? else { return Ok(None) };
    let Locked { name, stream, at } = locked;
    let described = Records::new(&stream, at).next().map(|record| record.data).unwrap_or_default();
    let (decrypt, described): (Decrypt, _) = match (name, short(described, 0)) {
        (BOOK, _) => (xor::decrypted, described),
        (_, Some(XOR)) => (xor::decrypted, described.get(2..).unwrap_or_default()),
        (_, Some(RC4)) => (rc4::decrypted, described.get(2..).unwrap_or_default()),
        _ => return Err(Problem::UnknownProtection),
    };
    let password = password.ok_or(Problem::PasswordProtected { format: Format::Xls })?;
    let mut clear = decrypt(&stream, described, password)?;
    for record in Records::new(&stream, 0) {
        keep(&mut clear, &stream, record.at, kept(&record));
    }
    if let Some(kind) = clear.get_mut(at..at + 2) {
        kind.copy_from_slice(&RESERVED.to_le_bytes());
    }
    file.seek(std::io::SeekFrom::Start(0))?;
    let mut whole = Vec::new();
    file.take(limits.file_bytes).read_to_end(&mut whole)?;
    guarded(|| put(whole, name, &clear)).map(Some)
}

/// From a stream, what it says of its encryption and a password to the stream decrypted.
type Decrypt = fn(&[u8], &[u8], &Password) -> Result<Vec<u8>, Problem>;

/// The stream of a workbook that is encrypted.
struct Locked {
    name: &'static str,
    stream: Vec<u8>,
    /// Where it says so.
    at: usize,
}

fn locked_stream<R: Read + Seek>(file: R, limits: Limits) -> Result<Option<Locked>, Problem> {
    let mut file = CompoundFile::open(file).map_err(Problem::damaged)?;
    let Some(name) = [WORKBOOK, BOOK].into_iter().find(|name| file.is_stream(name)) else {
        return Ok(None);
    };
    let mut stream = Vec::new();
    let source = file.open_stream(name).map_err(Problem::damaged)?;
    source.take(limits.file_bytes).read_to_end(&mut stream).map_err(Problem::damaged)?;
    // It stands among the first records: everything behind it is encrypted.
    let found = Records::new(&stream, 0).take(8).find(|record| record.kind == FILE_PASS);
    let at = found.map(|record| record.at);
    Ok(at.map(|at| Locked { name, stream, at }))
}

fn put(whole: Vec<u8>, name: &str, clear: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut file = CompoundFile::open(Cursor::new(whole)).map_err(Problem::damaged)?;
    let mut stream = file.open_stream(name).map_err(Problem::damaged)?;
    stream.write_all(clear).and_then(|()| stream.flush()).map_err(Problem::damaged)?;
    drop(stream);
    Ok(file.into_inner().into_inner())
}

/// Bytes at the beginning of a record that are not encrypted: its head, and more of some.
fn kept(record: &Record<'_>) -> usize {
    match record.kind {
        BOUND_SHEET => 8,
        kind if OPEN.contains(&kind) => 4 + record.data.len(),
        _ => 4,
    }
}

/// Puts back what was never encrypted.
fn keep(clear: &mut [u8], stream: &[u8], at: usize, length: usize) {
    let end = at.saturating_add(length).min(stream.len());
    if let (Some(clear), Some(stream)) = (clear.get_mut(at..end), stream.get(at..end)) {
        clear.copy_from_slice(stream);
    }
}
