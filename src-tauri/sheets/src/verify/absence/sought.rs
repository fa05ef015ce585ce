//! Which texts a cleaning removes, and which of them are worth searching.

use epure_engine::plan::Edit;

use super::words::Word;

/// Digits that make a number worth searching, and those that make it telling anywhere.
const LEAST_DIGITS: usize = 6;
const TELLING_DIGITS: usize = 9;
/// Answers and titles that every sheet holds.
const EVERYWHERE: [&str; 24] = [
    "oui", "non", "yes", "vrai", "faux", "true", "false", "mme", "mlle", "mrs", "miss", "tel",
    "the", "les", "des", "sarl", "sas", "eurl", "null", "none", "aucun", "neant", "email", "mail",
];

/// A text that must be nowhere afterwards.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sought {
    /// The text.
    pub(crate) text: String,
    /// Was it named by a decision (rather than being all that a removed cell held)?
    pub(crate) named: bool,
}

/// What a cleaning removes: what the cells held (`former`), the addresses and numbers inside that,
/// and the words that decisions name. `vocabulary` says nothing of anybody.
pub(crate) fn removed<'t>(
    former: impl IntoIterator<Item = &'t String>,
    edits: &[Edit],
    vocabulary: &[String],
) -> Vec<Sought> {
    let mut found = Vec::new();
    for text in former.into_iter().filter(|text| !vocabulary.contains(text)) {
        found.extend(identifiers(text).map(|text| Sought { text: text.to_owned(), named: false }));
        found.push(Sought { text: text.clone(), named: false });
    }
    for edit in edits {
        if let Edit::SetCell { removed, .. } = edit {
            found.extend(removed.iter().map(|text| Sought { text: text.clone(), named: true }));
        }
    }
    found
}

/// E-mail addresses and numbers of nine digits or more in a longer text: each one tells who is
/// meant wherever it stands alone.
fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    emails(text).chain(numbers(text)).filter(|found| found.len() < text.trim().len())
}

fn emails(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('@').filter_map(|(at, _)| {
        let part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
        let before = text.get(..at)?;
        let after = text.get(at + 1..)?;
        let start = before.trim_end_matches(part).len();
        let end = at + 1 + (after.len() - after.trim_start_matches(part).len());
        let found = text.get(start..end)?.trim_end_matches(['.', '-']);
        let whole = start < at && found.get(at + 1 - start..)?.contains('.');
        whole.then_some(found)
    })
}

/// Digits in one or several groups; dates and hours are none.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        loop {
            let tail = text.get(rest..)?;
            let start = rest + tail.find(|c: char| c.is_ascii_digit())?;
            let run = text.get(start..)?;
            let group = |c: char| c.is_ascii_digit() || " .-\u{a0}\u{202f}".contains(c);
            let end = start + (run.len() - run.trim_start_matches(group).len());
            rest = end;
            let touches = |c: char| c.is_alphanumeric() || "/:,_@".contains(c);
            let before = text.get(..start)?.ends_with(touches);
            let found = text.get(start..end)?.trim_end_matches(|c: char| !c.is_ascii_digit());
            let after = text.get(start + found.len()..)?.starts_with(touches);
            let digits = found.bytes().filter(u8::is_ascii_digit).count();
            if !before && !after && (TELLING_DIGITS..=24).contains(&digits) {
                return Some(found);
            }
        }
    })
}

/// Worth searching at all? `words` are those of the text, `length` its letters and digits.
pub(super) fn is_sought(sought: &Sought, words: &[Word], length: usize) -> bool {
    if words.iter().all(|word| word.digits) {
        // Zeros at the beginning do not count: see `Needles`.
        let digits = sought.text.chars().filter(char::is_ascii_digit);
        let count = digits.skip_while(|digit| *digit == '0').count();
        return count >= LEAST_DIGITS && !is_date(&sought.text, words);
    }
    if sought.named {
        return length >= 2;
    }
    let everywhere = || EVERYWHERE.contains(&sought.text.to_lowercase().trim_matches('.'));
    length >= 3 && !(words.len() == 1 && everywhere())
}

/// A day written with its year: met everywhere as the date of something else.
fn is_date(text: &str, words: &[Word]) -> bool {
    let numbers: Vec<u32> =
        words.iter().filter_map(|word| text.get(word.start..word.end)?.parse().ok()).collect();
    let day = |n: u32| (1..=31).contains(&n);
    match numbers.as_slice() {
        [a, b, y, ..] if (1900..2100).contains(y) => day(*a) && day(*b),
        [y, a, b, ..] if (1900..2100).contains(y) => day(*a) && day(*b),
        _ => false,
    }
}

/// Can no program have it by itself?
pub(super) fn is_telling(text: &str, words: &[Word]) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let letters = text.chars().any(char::is_alphabetic);
    // Colours and ids are letters and digits too, but hexadecimal ones.
    let code = text.chars().all(|c| c.is_ascii_hexdigit());
    text.contains('@')
        || digits >= TELLING_DIGITS
        || (letters && !is_numbered(text) && !is_built_in(text))
            && (words.len() >= 2
                || digits > 0 && !code && words.iter().any(|w| w.end - w.start >= 3))
}

/// Names that programs give and number by themselves (`Sheet1`, `Heading 1`, `Titre 2`), in small
/// letters.
const NUMBERED: [&str; 26] = [
    "accent",
    "bild",
    "chart",
    "col",
    "collevel",
    "colonne",
    "column",
    "feuil",
    "feuille",
    "graphique",
    "heading",
    "image",
    "object",
    "objet",
    "page",
    "picture",
    "result",
    "row",
    "rowlevel",
    "sheet",
    "style",
    "table",
    "tableau",
    "tabelle",
    "text",
    "titre",
];

/// A text in small letters, without blanks or quotes around it.
fn bare(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || "\"'“”«»".contains(c)).to_lowercase()
}

/// Names of several words, in small letters, that styles have from Excel or LibreOffice themselves, in
/// English, French and German; single words and numbered names are told otherwise.
const BUILT_IN: [&str; 18] = [
    "check cell",
    "comma [0]",
    "currency [0]",
    "explanatory text",
    "followed hyperlink",
    "linked cell",
    "warning text",
    "cellule liée",
    "lien hypertexte",
    "lien hypertexte visité",
    "milliers [0]",
    "monétaire [0]",
    "texte explicatif",
    "dezimal [0]",
    "erklärender text",
    "verknüpfte zelle",
    "währung [0]",
    "warnender text",
];

/// The name of a style that no user gave (`20% - Accent1`, `Comma [0]`)?
fn is_built_in(text: &str) -> bool {
    let text = bare(text);
    let shade = ["20", "40", "60"].iter().find_map(|shade| text.strip_prefix(shade));
    let accent = shade.and_then(|rest| rest.trim_start().strip_prefix('%')).map(str::trim_start);
    let accent = accent.and_then(|rest| rest.strip_prefix('-')).map(str::trim_start);
    let number =
        accent.and_then(|rest| ["accent", "akzent"].iter().find_map(|a| rest.strip_prefix(a)));
    let numbered = number.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    numbered || BUILT_IN.contains(&text.as_str())
}

/// A name as programs number them, or a measure (`90pt`, `1.5 cm`)?
fn is_numbered(text: &str) -> bool {
    let text = bare(text);
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = name.len() < text.len();
    if numbered && NUMBERED.contains(&name.trim_end_matches([' ', '_'])) {
        return true;
    }
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
    unit.len() < text.len() && ["pt", "cm", "mm", "px", "in", "em"].contains(&unit.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_found_inside_longer_texts() {
        let cases: [(&str, &[&str]); 7] = [
            ("écrire à j.durand@example.com.", &["j.durand@example.com"]),
            ("<j@example.fr>;k@example.fr", &["j@example.fr", "k@example.fr"]),
            ("seul@example.fr", &[]),
            ("tél. 01 99 00 12 34 ou 06.39.98.12.34", &["01 99 00 12 34", "06.39.98.12.34"]),
            ("le 12/03/2024 10:30:00, dossier 2024-03", &[]),
            ("@ 12 @b a@", &[]),
            ("0199001234", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(identifiers(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn programs_number_names_and_write_measures() {
        let telling = |text: &str| {
            let mut words = Vec::new();
            crate::verify::absence::words::fold_words(text, &mut words);
            is_telling(text, &words)
        };
        for text in [
            "20% - Accent1",
            "60 % - Accent6",
            "\"Comma [0]\"",
            "Lien hypertexte visité",
            "RowLevel_1",
        ] {
            assert!(!telling(text), "{text}");
        }
        for text in ["Heading 1", "col_2", "Accent12", "90pt", "1.5 cm", "Note", "123456"] {
            assert!(!telling(text), "{text}");
        }
        for text in [
            "AB-1234",
            "en congé",
            "lot 12 perdu",
            "a@b.fr",
            "12 enfants",
            "Durand 2",
            "X2Y",
            "20% Durand",
        ] {
            assert!(telling(text), "{text}");
        }
    }

    #[test]
    fn the_vocabulary_is_left_out_unless_a_decision_names_it() {
        let former = ["Perdu".to_owned(), "Zorro".to_owned()];
        let sheet = "a".to_owned();
        let cell = "A1".parse().unwrap();
        let value = epure_engine::plan::NewValue::Empty;
        let edit = Edit::SetCell { sheet, cell, value, removed: vec!["Perdu".to_owned()] };
        let texts = |edits: &[Edit]| -> Vec<(String, bool)> {
            let sought = removed(&former, edits, &["Perdu".to_owned()]);
            sought.into_iter().map(|sought| (sought.text, sought.named)).collect()
        };
        assert_eq!(texts(&[]), [("Zorro".to_owned(), false)]);
        assert_eq!(texts(&[edit]), [("Zorro".to_owned(), false), ("Perdu".to_owned(), true)]);
    }
}
