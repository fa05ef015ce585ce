//! The form of one value: is it an e-mail, a phone number, a date…? Cheap tests meant for whole
//! columns; what judges one value is in `lexicon::checkers`.

use crate::lexicon::checkers;

/// An e-mail address, or several.
pub(super) fn is_email(text: &str) -> bool {
    let mut parts = text.split([';', ',', ' ', '/', '\n']).filter(|part| !part.is_empty());
    let one = |part: &str| {
        let part = part.trim_start_matches("mailto:").trim_matches(['<', '>', '"']);
        part.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.contains('@')
                && host.rsplit_once('.').is_some_and(|(site, end)| {
                    !site.is_empty() && end.len() >= 2 && end.chars().all(char::is_alphabetic)
                })
        })
    };
    parts.next().is_some_and(one) && parts.all(one)
}

/// A web address or a profile.
pub(super) fn is_url(text: &str) -> bool {
    let lower = text.to_lowercase();
    if ["http://", "https://", "www.", "linkedin.com/", "facebook.com/"]
        .iter()
        .any(|start| lower.starts_with(start))
    {
        return true;
    }
    let host = lower.split('/').next().unwrap_or_default();
    !lower.contains([' ', '@', ','])
        && host.rsplit_once('.').is_some_and(|(site, end)| {
            !site.is_empty()
                && (2..=6).contains(&end.len())
                && end.bytes().all(|byte| byte.is_ascii_lowercase())
                && site.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
        })
}

/// The digits of a text that holds only digits and what separates those of a phone number.
fn phone_digits(text: &str) -> Option<String> {
    let text = text
        .trim()
        .trim_start_matches(['T', 't'])
        .trim_start_matches("él")
        .trim_start_matches("el");
    let text = text.trim_start_matches(['.', ':', ' ', '\'']);
    let odd = |c: char| !(c.is_ascii_digit() || " .-+()/\u{a0}\u{202f}_".contains(c));
    (!text.contains(odd)).then(|| text.chars().filter(char::is_ascii_digit).collect())
}

/// A telephone number: 9 to 15 digits in the groups people write, its first zero lost or not.
pub(super) fn is_phone(text: &str) -> bool {
    let Some(digits) = phone_digits(text) else { return several_phones(text) };
    match digits.len() {
        10 if digits.starts_with('0') => true,
        // Bare: a French number whose first zero a spreadsheet dropped.
        9 if digits.len() == text.trim().len() => !digits.starts_with('0'),
        9 => !groups_of_three(text),
        10 | 11 => true,
        12..=13 => text.contains('+') || digits.starts_with("00") || digits.starts_with("33"),
        14..=15 => text.contains('+'),
        _ => false,
    }
}

fn groups_of_three(text: &str) -> bool {
    text.split_whitespace().all(|group| group.len() == 3)
}

fn several_phones(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', ';', ',', '\n']).map(str::trim).collect();
    parts.len() > 1
        && parts.iter().all(|part| phone_digits(part).is_some_and(|d| (9..=13).contains(&d.len())))
}

/// A French mobile number (06, 07), international or not.
pub(super) fn is_mobile(text: &str) -> bool {
    let Some(digits) = phone_digits(text) else { return false };
    let national = digits
        .strip_prefix("0033")
        .or_else(|| digits.strip_prefix("33"))
        .filter(|rest| rest.len() >= 9)
        .unwrap_or(&digits)
        .trim_start_matches('0');
    national.len() == 9 && national.starts_with(['6', '7']) && is_phone(text)
}

/// A postal code: 4 or 5 digits, or the British, Canadian, Dutch and American forms.
pub(super) fn is_postcode(text: &str) -> bool {
    let text = text.trim();
    let bare = text.strip_prefix("F-").or_else(|| text.strip_prefix("CH-")).unwrap_or(text);
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    if digits == bare.len() {
        return (4..=5).contains(&digits);
    }
    let pattern: String = bare
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| {
            if c.is_ascii_digit() {
                '9'
            } else if c.is_ascii_uppercase() {
                'A'
            } else {
                '?'
            }
        })
        .collect();
    matches!(
        pattern.as_str(),
        "A99AA"
            | "AA99AA"
            | "A999AA"
            | "AA999AA"
            | "A9A9AA"
            | "AA9A9AA"
            | "A9A9A9"
            | "9999AA"
            | "999999999"
    ) && bare.len() != 9
}

/// A SIREN or SIRET with a right key, or a VAT number.
pub(super) fn is_company_number(text: &str) -> bool {
    let compact: String =
        text.chars().filter(|c| !c.is_whitespace() && !".-".contains(*c)).collect();
    let bytes = compact.as_bytes();
    if bytes.iter().all(u8::is_ascii_digit) {
        // La Poste's establishments do not follow the key; they are too few to matter here.
        return matches!(bytes.len(), 9 | 14) && luhn(bytes);
    }
    let upper = compact.to_uppercase();
    let vat = |country: &str, lengths: std::ops::RangeInclusive<usize>| {
        upper.strip_prefix(country).is_some_and(|rest| {
            lengths.contains(&rest.len())
                && rest.bytes().all(|b| b.is_ascii_alphanumeric())
                && rest.bytes().filter(u8::is_ascii_digit).count() + 2 >= rest.len()
        })
    };
    vat("FR", 11..=11)
        || vat("BE", 10..=10)
        || vat("DE", 9..=9)
        || vat("CHE", 9..=12)
        || vat("LU", 8..=8)
        || vat("ES", 9..=9)
        || vat("IT", 11..=11)
        || vat("GB", 9..=12)
}

/// Luhn's key over ASCII digits.
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte - b'0') * (1 + at as u32 % 2);
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    sum > 0 && sum.is_multiple_of(10)
}

/// An IBAN with a right key.
pub(super) fn is_iban(text: &str) -> bool {
    is_compact(text, b' ') && checkers::by_name("iban").is_some_and(|check| check(text))
}

/// A French social security number: its key is right, or it has the shape and no key.
pub(super) fn is_nir(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let name = if digits < 15 { "nir-shape" } else { "nir" };
    is_compact(text, b'.') && checkers::by_name(name).is_some_and(|check| check(text))
}

/// Is the text made of letters, digits, blanks and one more separator, and not too long?
fn is_compact(text: &str, separator: u8) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b' ' || byte == separator;
    (13..=42).contains(&text.len()) && text.bytes().all(fits)
}

/// A number, decimal or with a unit of money or a percent sign.
pub(super) fn is_number(text: &str) -> bool {
    let bare = text.trim().trim_end_matches(['€', '$', '%', 'k', 'K', '£', ' ', '\u{a0}']);
    let bare = bare.trim_start_matches(['$', '€', '£', '-', '+']);
    // 192.0.2.1 is no number.
    !bare.is_empty()
        && bare.matches('.').count() < 3
        && bare.bytes().any(|byte| byte.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || " .,\u{a0}\u{202f}".contains(c))
}

/// Year of a text that is a date in one of the forms people write: 31/03/2026, 2026-03-31,
/// 31.03.26, 31 mars 2026, mars 2026, March 31, 2026; a time may follow.
pub(super) fn date_year(text: &str) -> Option<i32> {
    if text.len() > 40 {
        return None;
    }
    date_at_start(text).filter(|(_, rest)| is_time(rest)).map(|(year, _)| year)
}

/// Does a longer text begin with a date?
pub(super) fn starts_with_date(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let text = text.strip_prefix("Le ").or_else(|| text.strip_prefix("le ")).unwrap_or(text);
    date_at_start(text).is_some()
        || text.split_once('/').is_some_and(|(day, rest)| {
            (1..=2).contains(&day.len())
                && day.bytes().all(|byte| byte.is_ascii_digit())
                && rest.bytes().take(1).all(|byte| byte.is_ascii_digit())
        })
}

fn is_time(rest: &str) -> bool {
    let rest = rest.trim().trim_start_matches('à').trim_start();
    let odd = |c: char| !(c.is_ascii_digit() || ":hH+.Z TAPMapmUCGB".contains(c));
    rest.is_empty() || (!rest.contains(odd) && rest.contains(|c: char| c.is_ascii_digit()))
}

/// Year of the date a text begins with, and what follows it.
fn date_at_start(text: &str) -> Option<(i32, &str)> {
    numeric_date(text).or_else(|| written_date(text))
}

fn numeric_date(text: &str) -> Option<(i32, &str)> {
    let (a, rest) = number(text)?;
    let separator = rest.chars().next().filter(|c| "/-.".contains(*c))?;
    let (b, rest) = number(rest.strip_prefix(separator)?)?;
    let (c, rest) = number(rest.strip_prefix(separator)?)?;
    if rest.starts_with(separator) {
        return None;
    }
    let day_month = |x: u32, y: u32| (1..=31).contains(&x) && (1..=12).contains(&y);
    match (a, b, c) {
        (1900..=2100, month, day) if day_month(day, month) => Some((a as i32, rest)),
        (x, y, 1900..=2100) if day_month(x, y) || day_month(y, x) => Some((c as i32, rest)),
        (x, y, 0..=99) if day_month(x, y) || day_month(y, x) => {
            Some((if c < 50 { 2000 } else { 1900 } + c as i32, rest))
        }
        _ => None,
    }
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok().filter(|_| digits.len() <= 4)?, rest))
}

const MONTHS: [&str; 24] = [
    "jan", "feb", "fev", "fév", "mar", "apr", "avr", "mai", "may", "jun", "jui", "juil", "jul",
    "aou", "aoû", "aug", "sep", "oct", "nov", "dec", "déc", "sept", "janv", "févr",
];

fn written_date(text: &str) -> Option<(i32, &str)> {
    let mut month = false;
    let mut at = 0;
    for word in text.split_inclusive([' ', ',', '-', '.', '\u{a0}']).take(5) {
        at += word.len();
        let bare = word.trim_matches([' ', ',', '-', '.', '\u{a0}']).to_lowercase();
        let year = bare.parse::<i32>().ok();
        match year {
            Some(year @ 1900..=2100) if month => return Some((year, text.get(at..)?)),
            Some(1..=31) => {}
            Some(_) => return None,
            None if MONTHS.iter().any(|name| bare.starts_with(name)) && bare.len() <= 9 => {
                month = true;
            }
            None if bare.is_empty() || matches!(bare.as_str(), "1er" | "le" | "1st") => {}
            None => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_and_its_neighbours() {
        assert!(
            is_email("a.b@exemple.fr") && is_email("a@b.fr; c@d.com") && !is_email("voir a@b.fr")
        );
        assert!(
            is_phone("06 12 34 56 78") && is_phone("+33 6 12 34 56 78") && is_phone("612345678")
        );
        assert!(is_phone("Tél : 01.23.45.67.89") && is_phone("027 558 81 02"));
        assert!(!is_phone("732 829 320") && !is_phone("75001") && !is_phone("12/03/2024"));
        assert!(
            is_mobile("0612345678") && is_mobile("33 7 12 34 56 78") && !is_mobile("0123456789")
        );
        assert!(is_postcode("75001") && is_postcode("1950") && is_postcode("SW1A 1AA"));
        assert!(!is_postcode("123") && !is_postcode("Paris"));
        assert!(is_company_number("732 829 320") && is_company_number("FR40303265045"));
        assert!(!is_company_number("444555666"));
        assert!(is_iban("FR14 2004 1010 0505 0001 3M02 606") && !is_iban("FR15 2004 1010 0505"));
        assert!(is_nir("1 85 05 78 006 084 91") && !is_nir("0612345678901"));
        assert!(is_url("https://a.fr/b") && is_url("exemple.fr") && !is_url("M. Dupont"));
        assert!(is_number("1 200,50 €") && is_number("12%") && !is_number("12 rue"));
    }

    #[test]
    fn dates_as_people_write_them() {
        for text in [
            "31/03/2026",
            "2026-03-31",
            "2026-03-31 10:20:00",
            "31.03.26",
            "31 mars 2026",
            "mars 2026",
            "March 31, 2026",
            "3/31/2026 8:05 PM",
            "1er avril 2026",
            "2026-03-31T10:20:00Z",
            "12-04-2026 09:30",
            "31-janv.-2026",
        ] {
            assert_eq!(date_year(text), Some(2026), "{text}");
        }
        for text in ["06 12 34 56 78", "1.2.3.4", "32/13/2026", "12 rue de mars", "2026", "3 mars"]
        {
            assert_eq!(date_year(text), None, "{text}");
        }
        assert!(starts_with_date("12/03 : appelé, rappeler") && starts_with_date("12/03/2026 ok"));
        assert!(!starts_with_date("12 rue de la Paix"));
    }
}
