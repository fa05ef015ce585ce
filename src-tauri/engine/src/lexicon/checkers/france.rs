//! French numbers: social security (NIR), identity card, bank account (RIB).

use super::{compact, digits, number};

/// NIR with its key: 13 characters and `97 - n mod 97` (Code de la sécurité sociale R. 115-1;
/// Corsica's 2A and 2B count as 19 and 18).
pub(super) fn nir(text: &str) -> bool {
    let id = compact(text);
    nir_shape(text) && id.len() == 15 && key(&id).as_deref() == id.get(13..)
}

/// 13 or 15 characters with a possible sex, month and department.
pub(super) fn nir_shape(text: &str) -> bool {
    let id = compact(text);
    let part = |from: usize, to: usize| id.get(from..to).unwrap_or_default();
    let month: u32 = part(3, 5).parse().unwrap_or(0);
    let department = part(5, 7);
    let corsica = matches!(department, "2A" | "2B");
    let rest_are_digits = part(0, 5).bytes().chain(part(7, 15).bytes()).all(|b| b.is_ascii_digit());
    matches!(id.len(), 13 | 15)
        && matches!(id.as_bytes().first(), Some(b'1'..=b'4' | b'7' | b'8'))
        && (matches!(month, 1..=12 | 20..=42 | 50..=99))
        && (corsica || department.parse::<u32>().is_ok_and(|d| d > 0))
        && rest_are_digits
}

/// The two digits of a NIR's key.
fn key(id: &str) -> Option<String> {
    let number: u64 = match id.get(5..7)? {
        "2A" => id.get(..13)?.replacen("2A", "19", 1),
        "2B" => id.get(..13)?.replacen("2B", "18", 1),
        _ => id.get(..13)?.to_owned(),
    }
    .parse()
    .ok()?;
    Some(format!("{:02}", 97 - number % 97))
}

/// National identity card: 12 digits before 2021 (year, month, department, rank), 9 characters
/// since, first a letter; passports are two digits, two letters, five digits.
pub(super) fn cni(text: &str) -> bool {
    let id = compact(text);
    let month = id.get(2..4).and_then(|m| m.parse::<u32>().ok()).unwrap_or(0);
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    match id.len() {
        12 => digits == 12 && (1..=12).contains(&month),
        9 => (2..9).contains(&digits),
        _ => false,
    }
}

/// RIB: bank 5, branch 5, account 11 (letters count as digits), key 2; the whole is 0 modulo 97.
pub(super) fn rib(text: &str) -> bool {
    let id = compact(text);
    if id.len() != 23 {
        return false;
    }
    let valued: Option<Vec<u32>> = id.chars().map(letter_value).collect();
    let Some(all) = valued else { return false };
    let remainder = all.iter().fold(0, |rest, digit| (rest * 10 + digit) % 97);
    remainder == 0 && number(&digits(id.get(..10).unwrap_or_default())).is_some_and(|n| n > 0)
}

/// Letters of an account: A–I are 1–9, J–R 1–9, S–Z 2–9.
fn letter_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        'A'..='I' => Some(u32::from(c) - u32::from('A') + 1),
        'J'..='R' => Some(u32::from(c) - u32::from('J') + 1),
        'S'..='Z' => Some(u32::from(c) - u32::from('S') + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_decide() {
        assert!(nir("2 55 08 14 168 025 38") && nir("253072B07300470"));
        assert!(!nir("2 55 08 14 168 025 39"));
        assert!(!nir_shape("2 55 13 14 168 025 38"), "month 13");
        assert!(rib("20041 01005 0500013M026 06") && !rib("20041 01005 0500013M026 07"));
        assert!(cni("880692310285") && !cni("881392310285") && cni("14CV58201"));
    }
}
