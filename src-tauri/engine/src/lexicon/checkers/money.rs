//! Bank accounts and cards.

use super::{compact, digits};

/// IBAN (ISO 13616): country, length and structure of the country, key modulo 97.
pub(super) fn iban(text: &str) -> bool {
    compact(text).parse::<iban::Iban>().is_ok()
}

/// Something written as an IBAN, with a country of the register, right or not: 15 to 34
/// characters.
pub(super) fn iban_shape(text: &str) -> bool {
    let id = compact(text);
    (15..=34).contains(&id.len()) && id.bytes().filter(u8::is_ascii_digit).count() >= 12
}

/// Payment card (ISO/IEC 7812): length and first digits of an issuer, and the Luhn key. Fourteen
/// digits (Diners) count only when grouped 4-6-4: a SIRET has fourteen and the same key.
pub(super) fn card(text: &str) -> bool {
    let all = digits(text);
    if all.len() == 14 && !text.split([' ', '.', '-', '\u{a0}']).map(str::len).eq([4, 6, 4]) {
        return false;
    }
    luhn(&all) && issued(&all) && !all.windows(2).all(|pair| pair.first() == pair.last())
}

/// Lengths and beginnings of Visa, Mastercard, American Express, Diners, Discover, JCB, Maestro.
fn issued(all: &[u32]) -> bool {
    let head = |count: usize| all.iter().take(count).fold(0, |sum, digit| sum * 10 + digit);
    match (head(1), head(2), head(4)) {
        (4, ..) => matches!(all.len(), 13 | 16 | 19),
        (_, 51..=55, _) | (.., 2221..=2720) => all.len() == 16,
        (_, 34 | 37, _) => all.len() == 15,
        (_, 36 | 38 | 39, _) | (.., 3000..=3059) => all.len() == 14,
        (.., 6011) | (_, 64 | 65, _) | (.., 3528..=3589) => all.len() == 16,
        (_, 50 | 56..=58 | 62 | 63 | 67, _) => matches!(all.len(), 16 | 19),
        _ => false,
    }
}

/// ISO/IEC 7812-1 check digit.
fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, &digit)| match index % 2 {
            0 => digit,
            _ if digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        })
        .sum();
    digits.len() > 1 && sum.is_multiple_of(10)
}

/// Digits that are no telephone number: a French one has ten digits, the first 0.
pub(super) fn not_phone(text: &str) -> bool {
    let all = digits(text);
    (all.len() != 10 || all.first() != Some(&0)) && !text.starts_with('+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issuer_and_key_decide() {
        assert!(card("4012-8888-8888-1881") && card("3782 822463 10005"));
        assert!(!card("4012-8888-8888-1882") && !card("0000 0000 0000 0000"));
        assert!(!card("9012 8888 8888 1886"), "no issuer begins so");
        assert!(
            iban("FR76 3000 6000 0112 3456 7890 189") && !iban("FR77 3000 6000 0112 3456 7890 189")
        );
    }
}
