//! Workbooks of Excel 97 to 2003 with a password ([MS-XLS] 2.2.10): their records are encrypted with RC4
//! one by one, with another key every 1,024 bytes. The obfuscation by XOR of older files is not undone.

use std::io::{Cursor, Read, Seek, Write};

use cfb::CompoundFile;
use epure_engine::table::Format;
use md5::Digest;
use rc4::{KeyInit, Rc4, StreamCipher};

use super::Password;
use super::hash::Hash;
use super::office::csp::Csp;
use crate::read::biff::{Record, Records, short};
use crate::read::{Limits, Problem, guarded};

const WORKBOOK: &str = "/Workbook";
/// Bytes of the stream under one key.
const STRETCH: usize = 1024;
/// The record that says how the stream is encrypted, and one that programs pass over.
const FILE_PASS: u16 = 0x2F;
const RESERVED: u16 = 0xC1;
/// The encryption that is undone.
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
    let Some((stream, at)) = guarded(|| locked_stream(&mut file, limits))? else { return Ok(None) };
    let described = Records::new(&stream, at).next().map(|record| record.data).unwrap_or_default();
    if short(described, 0) != Some(RC4) {
        return Err(Problem::UnknownProtection);
    }
    let password = password.ok_or(Problem::PasswordProtected { format: Format::Xls })?;
    let key = Key::of(described, password)?;
    let mut clear = stream.clone();
    for (stretch, number) in clear.chunks_mut(STRETCH).zip(0u32..) {
        key.apply(number, stretch)?;
    }
    for record in Records::new(&stream, 0) {
        keep(&mut clear, &stream, record.at, kept(&record));
    }
    if let Some(kind) = clear.get_mut(at..at + 2) {
        kind.copy_from_slice(&RESERVED.to_le_bytes());
    }
    file.seek(std::io::SeekFrom::Start(0))?;
    let mut whole = Vec::new();
    file.take(limits.file_bytes).read_to_end(&mut whole)?;
    guarded(|| put(whole, &clear)).map(Some)
}

/// The stream of the workbook, and where it says that it is encrypted.
fn locked_stream<R: Read + Seek>(
    file: R,
    limits: Limits,
) -> Result<Option<(Vec<u8>, usize)>, Problem> {
    let mut file = CompoundFile::open(file).map_err(Problem::damaged)?;
    if !file.is_stream(WORKBOOK) {
        return Ok(None);
    }
    let mut stream = Vec::new();
    let source = file.open_stream(WORKBOOK).map_err(Problem::damaged)?;
    source.take(limits.file_bytes).read_to_end(&mut stream).map_err(Problem::damaged)?;
    // It stands among the first records: everything behind it is encrypted.
    let found = Records::new(&stream, 0).take(8).find(|record| record.kind == FILE_PASS);
    let at = found.map(|record| record.at);
    Ok(at.map(|at| (stream, at)))
}

fn put(whole: Vec<u8>, clear: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut file = CompoundFile::open(Cursor::new(whole)).map_err(Problem::damaged)?;
    let mut stream = file.open_stream(WORKBOOK).map_err(Problem::damaged)?;
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

/// What the keys of the stretches are made from.
enum Key {
    /// Office 97 and 2000 ([MS-OFFCRYPTO] 2.3.6.2): 40 bits.
    Old([u8; 5]),
    /// Later ones ([MS-OFFCRYPTO] 2.3.5.2): a hash, and the bytes of a key.
    New(Vec<u8>, usize),
}

impl Key {
    /// The key that a password gives, once it was found right.
    fn of(described: &[u8], password: &Password) -> Result<Self, Problem> {
        let info = described.get(2..).unwrap_or_default();
        let right = match (short(info, 0), short(info, 2)) {
            (Some(1), Some(1)) => Self::old(info, password),
            (Some(2..=4), Some(2)) => Self::new(&Csp::read(info)?, password)?,
            _ => return Err(Problem::UnknownProtection),
        };
        right.ok_or(Problem::PasswordWrong)
    }

    fn old(info: &[u8], password: &Password) -> Option<Self> {
        let (salt, verifier) = (info.get(4..20)?, info.get(20..52)?);
        let hashed = short_md5(&password.utf16());
        let repeated = [&hashed[..], salt].concat().repeat(16);
        let key = Self::Old(short_md5(&repeated));
        let mut verifier = verifier.to_vec();
        key.apply(0, &mut verifier).ok()?;
        let (verifier, hash) = verifier.split_at_checked(16)?;
        (md5::Md5::digest(verifier).as_slice() == hash).then_some(key)
    }

    fn new(csp: &Csp<'_>, password: &Password) -> Result<Option<Self>, Problem> {
        const CIPHER: u32 = 0x6801;
        let bits = if csp.bits == 0 { 40 } else { csp.bits };
        if csp.cipher != CIPHER || !(40..=128).contains(&bits) {
            return Err(Problem::UnknownProtection);
        }
        let hashed = Hash::Sha1.of(&[csp.salt, &password.utf16()]);
        let key = Self::New(hashed, bits as usize / 8);
        let mut both = [csp.verifier, csp.verifier_hash.get(..20).unwrap_or_default()].concat();
        key.apply(0, &mut both)?;
        let (verifier, hash) = both.split_at_checked(csp.verifier.len()).unwrap_or_default();
        Ok((Hash::Sha1.of(&[verifier]) == hash).then_some(key))
    }

    /// Encrypts or decrypts a stretch.
    fn apply(&self, number: u32, stretch: &mut [u8]) -> Result<(), Problem> {
        let number = number.to_le_bytes();
        let key = match self {
            Self::Old(hashed) => md5::Md5::digest([&hashed[..], &number].concat()).to_vec(),
            Self::New(hashed, bytes) => {
                let mut key = Hash::Sha1.of(&[hashed, &number]);
                key.truncate(*bytes);
                // Keys of 40 bits are filled up with zeros.
                key.resize(if *bytes == 5 { 16 } else { *bytes }, 0);
                key
            }
        };
        let mut cipher = Rc4::new_from_slice(&key).map_err(Problem::damaged)?;
        cipher.apply_keystream(stretch);
        Ok(())
    }
}

/// The first 40 bits of a hash.
fn short_md5(bytes: &[u8]) -> [u8; 5] {
    let hashed = md5::Md5::digest(bytes);
    hashed.first_chunk().copied().unwrap_or_default()
}
