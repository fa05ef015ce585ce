//! National numbers of Belgium, Switzerland, Spain and Italy.

use super::{compact, digits, number, weighted};

/// Belgian national register number: 11 digits, the last two are `97 - n mod 97`, with a 2 put
/// before the nine others for people born from 2000 on (arrêté royal du 3 avril 1984).
pub(super) fn belgian_number(text: &str) -> bool {
    let all = digits(text);
    let Some((body, key)) = all.split_at_checked(9) else { return false };
    let month = body.iter().skip(2).take(2).fold(0, |sum, digit| sum * 10 + digit);
    if all.len() != 11 || month > 12 {
        return false;
    }
    let (Some(body), Some(key)) = (number(body), number(key)) else { return false };
    97 - body % 97 == key || 97 - (2_000_000_000 + body) % 97 == key
}

/// Swiss AVS number: 756 and ten digits, an EAN-13 key.
pub(super) fn swiss_avs(text: &str) -> bool {
    let all = digits(text);
    let weights = [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1];
    all.len() == 13 && all.starts_with(&[7, 5, 6]) && weighted(&all, &weights).is_multiple_of(10)
}

/// Spanish DNI (8 digits and a letter) or NIE (X, Y or Z, 7 digits and a letter).
pub(super) fn spanish_nif(text: &str) -> bool {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let id = compact(text);
    if id.len() != 9 {
        return false;
    }
    let (head, tail) = id.split_at(8);
    let first = match head.bytes().next() {
        Some(b'X') => "0",
        Some(b'Y') => "1",
        Some(b'Z') => "2",
        _ => head.get(..1).unwrap_or_default(),
    };
    let value = format!("{first}{}", head.get(1..).unwrap_or_default()).parse::<usize>();
    let letter = value.ok().and_then(|value| LETTERS.get(value % 23));
    letter.is_some() && letter == tail.as_bytes().first()
}

/// Italian codice fiscale: 16 characters, the last computed from the others (decreto 23 dicembre
/// 1976). Letters may stand for digits in namesakes (omocodia).
pub(super) fn italian_code(text: &str) -> bool {
    let id = compact(text);
    let bytes = id.as_bytes();
    let Some((last, body)) = bytes.split_last() else { return false };
    if body.len() != 15 || !shaped(body) {
        return false;
    }
    let sum: u32 = body.iter().enumerate().map(|(index, &byte)| value(byte, index)).sum();
    u8::try_from(sum % 26).is_ok_and(|key| b'A' + key == *last)
}

/// Letters where letters must be, digits (or the letters that stand for them) elsewhere.
fn shaped(body: &[u8]) -> bool {
    let letter = |index: usize| matches!(index, 0..=5 | 8 | 11);
    let digit = |byte: u8| byte.is_ascii_digit() || b"LMNPQRSTUV".contains(&byte);
    let fits = |(index, &byte): (usize, &u8)| {
        if letter(index) { byte.is_ascii_uppercase() } else { digit(byte) }
    };
    body.iter().enumerate().all(fits) && body.get(8).is_some_and(|m| b"ABCDEHLMPRST".contains(m))
}

/// Value of a character by its place: those at odd places (the first is odd) count otherwise.
fn value(byte: u8, index: usize) -> u32 {
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let rank = if byte.is_ascii_digit() { byte - b'0' } else { byte.wrapping_sub(b'A') };
    match index % 2 {
        0 => ODD.get(usize::from(rank)).copied().unwrap_or(0),
        _ => u32::from(rank),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_decide() {
        assert!(belgian_number("85.07.30-033 28") && !belgian_number("85.07.30-033 29"));
        assert!(swiss_avs("756.9217.0769.85") && !swiss_avs("756.9217.0769.84"));
        assert!(
            spanish_nif("54362315-K") && spanish_nif("X-2482300W") && !spanish_nif("54362315Z")
        );
        assert!(italian_code("RSSMRA45C12F205C") && !italian_code("RSSMRA45C12F205D"));
    }
}
