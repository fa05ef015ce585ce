//! Workbooks that open with a password: unlocked in memory, locked again on request.
//!
//! Office files are encrypted as [MS-OFFCRYPTO] says (agile, or the standard encryption of Office 2007;
//! what is written is agile), workbooks of Excel 97 to 2003 as [MS-XLS] says, OpenDocument files part by part as ODF 1.3 part 2, chapter 4 says, or whole as LibreOffice can do. What is
//! unlocked is held in memory, at most as large as a file may be, and never written to a disk in clear.

mod cipher;
mod gcm;
mod hash;
mod odf;
mod office;
mod opened;
mod password;
mod xls;

use std::io;

use epure_engine::table::Format;

pub(crate) use opened::Opened;
pub use password::{Keyed, Password};

/// Can files of that format be given a password?
#[must_use]
pub fn takes_password(format: Format) -> bool {
    matches!(format, Format::Xlsx | Format::Xlsm | Format::Ods)
}

/// A package (xlsx, xlsm, ods), locked with a password.
///
/// # Errors
/// The system gives no random bytes; the package is none of that format.
pub fn lock(package: Vec<u8>, format: Format, password: &Password) -> io::Result<Vec<u8>> {
    match format {
        Format::Ods => odf::lock(package, password),
        _ => office::lock(package, password),
    }
}

/// Fresh random bytes of the system.
fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}

/// The bytes that a base64 text stands for.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text.trim()).ok()
}

/// Bytes as base64 text.
fn to_base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
