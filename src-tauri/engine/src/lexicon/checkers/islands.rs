//! British and Irish numbers: National Insurance, NHS, PPS.

use super::{compact, digits, weighted};

/// National Insurance number: two letters (some never issued), six digits, A to D.
pub(super) fn national_insurance(text: &str) -> bool {
    let id = compact(text);
    let bytes = id.as_bytes();
    let (Some(prefix), Some(body), Some(last)) = (id.get(..2), bytes.get(2..8), bytes.get(8))
    else {
        return false;
    };
    let letters = prefix.bytes().all(|b| b.is_ascii_uppercase() && !b"DFIQUV".contains(&b));
    let issued = !matches!(prefix, "BG" | "GB" | "NK" | "KN" | "TN" | "NT" | "ZZ");
    id.len() == 9
        && letters
        && issued
        && prefix.as_bytes().get(1) != Some(&b'O')
        && body.iter().all(u8::is_ascii_digit)
        && matches!(last, b'A'..=b'D')
}

/// NHS number: ten digits, the last is `11 - sum mod 11`.
pub(super) fn nhs(text: &str) -> bool {
    let all = digits(text);
    let Some((key, body)) = all.split_last() else { return false };
    let sum = weighted(body, &[10, 9, 8, 7, 6, 5, 4, 3, 2]);
    all.len() == 10 && sum > 0 && (11 - sum % 11) % 11 == *key
}

/// Irish PPS number: seven digits, a check letter, and a second letter since 2013.
pub(super) fn pps(text: &str) -> bool {
    let id = compact(text);
    if !matches!(id.len(), 8 | 9) {
        return false;
    }
    let all = digits(id.get(..7).unwrap_or_default());
    let second = match id.as_bytes().get(8) {
        None | Some(b'W' | b'T') => 0,
        Some(letter @ b'A'..=b'Z') => u32::from(letter - b'A' + 1),
        Some(_) => return false,
    };
    let sum = weighted(&all, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    let letter = match u8::try_from(sum % 23) {
        Ok(0) => b'W',
        Ok(rest) => b'A' + rest - 1,
        Err(_) => return false,
    };
    all.len() == 7 && id.as_bytes().get(7) == Some(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_ranges_decide() {
        assert!(national_insurance("AB 12 34 56 C") && !national_insurance("DA 12 34 56 C"));
        assert!(nhs("943 476 5919") && !nhs("943 476 5918"));
        assert!(pps("6433435F") && pps("6433435FT") && !pps("6433435E"));
    }
}
