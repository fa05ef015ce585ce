//! What is told of an original before it is edited: its format, its fingerprint, its last change.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use epure_engine::table::Format;
use sha2::{Digest, Sha256};

/// Told by the first bytes, and the extension for what has no mark of its own.
pub(super) fn format_of(source: &mut (impl Read + Seek), path: &Path) -> io::Result<Format> {
    let mut head = [0; 64];
    source.seek(SeekFrom::Start(0))?;
    let count = source.read(&mut head)?;
    source.seek(SeekFrom::Start(0))?;
    let head = head.get(..count).unwrap_or_default();
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    let ods = head.windows(12).any(|window| window == b"opendocument" || window == b"oasis.opendo");
    Ok(match extension.as_str() {
        _ if head.starts_with(b"PK") && (ods || extension == "ods") => Format::Ods,
        "xlsb" => Format::Xlsb,
        "xlsm" => Format::Xlsm,
        _ if head.starts_with(b"PK") => Format::Xlsx,
        _ if head.starts_with(b"\xD0\xCF\x11\xE0") => Format::Xls,
        "tsv" => Format::Tsv,
        _ => Format::Csv,
    })
}

/// Size and last change of a file, as the system has them: another program that writes to the
/// original meanwhile is noticed.
pub(super) fn stamp(file: &File) -> io::Result<(u64, Option<std::time::SystemTime>)> {
    let facts = file.metadata()?;
    Ok((facts.len(), facts.modified().ok()))
}

/// Lower-case hexadecimal SHA-256 of a whole file.
///
/// # Errors
/// The file can't be read.
pub fn sha256(file: &mut File) -> io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; 1 << 18];
    loop {
        let count = file.read(&mut chunk)?;
        if count == 0 {
            break;
        }
        hasher.update(chunk.get(..count).unwrap_or_default());
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
