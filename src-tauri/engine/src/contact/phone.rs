//! Telephone numbers of cells, in E.164 form.
//!
//! French numbers, nearly all of a French file, are read by the numbering plan; for the others the
//! country code and the length are checked (ITU-T E.164: 8 to 15 digits). Written here because the
//! library of the field, `phonenumber`, takes some ten microseconds a number where a file of 100,000
//! rows leaves one; `tests/data/phones.tsv` holds our reading against what it answers.

use std::borrow::Cow;

use crate::table::Cell;

/// A number that can be dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// As `+33612345678`.
    pub(crate) e164: String,
    /// Can it receive text messages, as far as the number tells?
    pub(crate) mobile: bool,
}

/// What a telephone cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Phone {
    /// One number or several.
    Good(Vec<Number>),
    /// Something that is no telephone number.
    Bad,
}

/// Reads a cell; none when it is blank. `calling_code`: that of numbers without one, as `33`.
pub(crate) fn read(cell: &Cell, calling_code: &str) -> Option<Phone> {
    match cell {
        Cell::Empty => None,
        Cell::Text(text) => of_text(text, calling_code),
        Cell::Number(number) if *number >= 1.0 => Some(of_number(*number, calling_code)),
        _ => Some(Phone::Bad),
    }
}

/// Spreadsheets drop the first zero of a number that looks like one, and its plus.
fn of_number(number: f64, calling_code: &str) -> Phone {
    one(&format!("{number:.0}"), calling_code)
        .map_or(Phone::Bad, |number| Phone::Good(vec![number]))
}

fn of_text(text: &str, calling_code: &str) -> Option<Phone> {
    if text.trim().is_empty() {
        return None;
    }
    if let Some(number) = one(text, calling_code) {
        return Some(Phone::Good(vec![number]));
    }
    let parts = text.split(['/', ';', ',', '\n', '|']).flat_map(|part| part.split(" ou "));
    let numbers: Vec<Number> = parts.filter_map(|part| one(part, calling_code)).collect();
    Some(if numbers.is_empty() { Phone::Bad } else { Phone::Good(numbers) })
}

/// One number, words around it left out ("Tél. 01 23 45 67 89 (standard)").
fn one(text: &str, calling_code: &str) -> Option<Number> {
    let text = match text.contains("(0)") {
        true => Cow::Owned(text.replace("(0)", "")),
        false => Cow::Borrowed(text),
    };
    let from = text.find(|c: char| c.is_ascii_digit() || c == '+')?;
    let text = text.get(from..)?;
    let inside =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || ".-+()_\u{a0}\u{202f}'’".contains(c);
    let end = text.find(|c: char| !inside(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    if rest.chars().any(|c| c.is_ascii_digit()) && !is_extension(rest) {
        return None;
    }
    let plus = number.starts_with('+');
    let mut digits = String::with_capacity(number.len());
    digits.extend(number.chars().filter(char::is_ascii_digit));
    dial(&digits, plus, calling_code)
}

/// "poste 12", "ext. 4": a number inside the company.
fn is_extension(rest: &str) -> bool {
    let rest = rest.trim().to_lowercase();
    ["poste", "ext", "p.", "x", "#", "(", "int"].iter().any(|word| rest.starts_with(word))
}

fn dial(digits: &str, plus: bool, calling_code: &str) -> Option<Number> {
    if plus {
        return international(digits);
    }
    if let Some(rest) = digits.strip_prefix("00") {
        return international(rest);
    }
    if calling_code == "33" {
        return french(digits).or_else(|| digits.strip_prefix("33").and_then(french));
    }
    let own = |rest: &str| international(&format!("{calling_code}{rest}"));
    match digits.strip_prefix('0') {
        // Italy dials the zero of its numbers from abroad too.
        Some(rest) if calling_code != "39" => own(rest),
        Some(_) => own(digits),
        None if digits.starts_with(calling_code) && digits.len() >= 10 => international(digits),
        None => own(digits),
    }
}

/// A number of the French plan, its first zero there or not.
fn french(digits: &str) -> Option<Number> {
    let rest = digits.strip_prefix('0').unwrap_or(digits);
    let first = rest.bytes().next()?;
    (rest.len() == 9 && first != b'0')
        .then(|| Number { e164: ["+33", rest].concat(), mobile: matches!(first, b'6' | b'7') })
}

fn international(digits: &str) -> Option<Number> {
    if let Some(rest) = digits.strip_prefix("33") {
        return french(rest);
    }
    let known = (8..=15).contains(&digits.len()) && !digits.starts_with('0');
    known.then(|| Number { mobile: is_mobile(digits), e164: ["+", digits].concat() })
}

/// Beginnings of mobile numbers in the countries around France.
fn is_mobile(digits: &str) -> bool {
    const MOBILE: [&str; 22] = [
        "324", "3526", "417", "4915", "4916", "4917", "346", "347", "393", "316", "447", "35383",
        "35385", "35386", "35387", "35389", "4366", "4367", "4368", "4369", "26269", "3519",
    ];
    MOBILE.iter().any(|start| digits.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<String> {
        match read(&Cell::Text(text.into()), "33") {
            Some(Phone::Good(numbers)) => numbers.into_iter().next().map(|number| number.e164),
            _ => None,
        }
    }

    #[test]
    fn numbers_have_one_form() {
        for text in [
            "06 12 34 56 78",
            "0612345678",
            "+33 6 12 34 56 78",
            "0033612345678",
            "+33 (0)6.12.34.56.78",
            "33612345678",
            "6 12 34 56 78",
            "Port. : 06-12-34-56-78",
            "06 12 34 56 78 poste 12",
        ] {
            assert_eq!(first(text).as_deref(), Some("+33612345678"), "{text}");
        }
        assert_eq!(first("+32 2 123 45 67").as_deref(), Some("+3221234567"));
        assert_eq!(
            read(&Cell::Number(612_345_678.0), "33"),
            read(&Cell::Text("0612345678".into()), "33")
        );
    }

    #[test]
    fn numbers_of_the_countries_around_have_the_form_that_libphonenumber_gives() {
        for line in include_str!("../../tests/data/phones.tsv").lines() {
            let [code, text, want] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
            let read = match read(&Cell::Text(text.into()), code) {
                Some(Phone::Good(numbers)) => numbers.into_iter().next(),
                _ => None,
            };
            assert_eq!(read.map(|number| number.e164).as_deref(), Some(want), "{line}");
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_told() {
        for text in ["06 12 34 56", "absent", "00 00", "0012", "06 12 34 56 78 90 12"] {
            assert_eq!(read(&Cell::Text(text.into()), "33"), Some(Phone::Bad), "{text}");
        }
        assert_eq!(read(&Cell::Text(" ".into()), "33"), None);
    }

    #[test]
    fn several_numbers_in_a_cell_are_all_read() {
        let read = read(&Cell::Text("01 23 45 67 89 / 06 12 34 56 78".into()), "33");
        assert!(
            matches!(read, Some(Phone::Good(numbers)) if numbers.len() == 2 && numbers[1].mobile)
        );
    }
}
