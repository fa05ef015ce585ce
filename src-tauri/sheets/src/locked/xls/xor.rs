//! The XOR obfuscation of Excel 5 and 95, which Excel 97 to 2003 could use as well ([MS-OFFCRYPTO] 2.3.7,
//! method 1).

use encoding_rs::WINDOWS_1252;

use crate::locked::Password;
use crate::read::Problem;
use crate::read::biff::{Records, short};

/// Letters of a password that count.
const MOST_LETTERS: usize = 15;
/// What fills a short password up.
const FILLING: [u8; 15] =
    [0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00];
/// Bytes of a record before its content.
const HEAD: usize = 4;

/// The content of all records decrypted, what was in clear as well. `described` says which key and which
/// hash the password must come to.
pub(super) fn decrypted(
    stream: &[u8],
    described: &[u8],
    password: &Password,
) -> Result<Vec<u8>, Problem> {
    let letters = letters(password).ok_or(Problem::PasswordWrong)?;
    let key = key(&letters);
    if short(described, 0) != Some(key) || short(described, 2) != Some(hash(&letters)) {
        return Err(Problem::PasswordWrong);
    }
    let mask = mask(&letters, key);
    let mut clear = stream.to_vec();
    for record in Records::new(stream, 0) {
        let from = record.at + HEAD;
        let length = record.data.len();
        let content = clear.get_mut(from..from + length).unwrap_or_default();
        // Where the mask begins follows from the place and the length of the record.
        let mask = mask.iter().cycle().skip((from + length) % mask.len());
        for (byte, mask) in content.iter_mut().zip(mask) {
            *byte = (*byte ^ mask).rotate_right(5);
        }
    }
    Ok(clear)
}

/// The letters of a password as Windows writes them in the west of Europe; none when it cannot.
fn letters(password: &Password) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(password.utf8()).ok()?;
    let (letters, _, unknown) = WINDOWS_1252.encode(text);
    (!unknown).then(|| letters.iter().copied().take(MOST_LETTERS).collect())
}

/// The key ([MS-OFFCRYPTO] 2.3.7.2): its tables are powers of two in the field of x¹⁶ + x¹² + x⁵ + 1.
fn key(letters: &[u8]) -> u16 {
    let double = |number: u16| (number << 1) ^ if number >> 15 == 1 { 0x1021 } else { 0 };
    let (mut key, mut power, mut start) = (0, 0x8000, 0xFFFF);
    for letter in letters.iter().rev() {
        for bit in 0..8 {
            power = double(power);
            start = double(start);
            if bit < 7 && letter >> bit & 1 == 1 {
                key ^= power;
            }
        }
    }
    key ^ start
}

/// The hash that tells whether a password is right ([MS-OFFCRYPTO] 2.3.7.1).
fn hash(letters: &[u8]) -> u16 {
    let count = u8::try_from(letters.len()).unwrap_or_default();
    let all = letters.iter().rev().chain([&count]);
    let turn = |hash: u16| (hash >> 14 & 1) | (hash << 1 & 0x7FFF);
    all.fold(0, |hash, letter| turn(hash) ^ u16::from(*letter)) ^ 0xCE4B
}

/// What the bytes of the stream are mixed with in turn ([MS-OFFCRYPTO] 2.3.7.2).
fn mask(letters: &[u8], key: u16) -> [u8; 16] {
    let mut mask = [0; 16];
    let filled = letters.iter().chain(&FILLING);
    for ((mask, byte), key) in mask.iter_mut().zip(filled).zip(key.to_le_bytes().iter().cycle()) {
        *mask = (byte ^ key).rotate_right(1);
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_come_to_the_hash_that_is_known_of_them() {
        assert_eq!(hash(b"VelvetSweatshop"), 0x9A0A);
    }

    #[test]
    fn what_windows_cannot_write_is_no_password() {
        let read = |text: &str| letters(&Password::new(text).unwrap());
        assert_eq!(read("Sésame").as_deref(), Some(&b"S\xE9same"[..]));
        assert_eq!(read("0123456789abcdefg").map(|letters| letters.len()), Some(MOST_LETTERS));
        assert_eq!(read("пароль"), None);
    }
}
