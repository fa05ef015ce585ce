//! The language of terms, as people write it in the packs: parsing only.
//!
//! See `lexicons/README.md` for its description. Each space-separated element matches one token.

use crate::text::fold;

use super::wordings::{apart, wordings};

/// A parsed term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As written in the pack.
    pub source: String,
    /// What must follow what.
    pub items: Vec<Item>,
    /// Does it count only where somebody is named in the sentence (`~` before it)?
    pub wants_somebody: bool,
}

/// One element of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// One of several choices; each choice is one or more words in a row.
    One {
        /// The choices.
        choices: Vec<Vec<Atom>>,
        /// May it be missing?
        optional: bool,
    },
    /// Up to so many tokens of any kind.
    Gap(u8),
    /// What was found begins here: what comes before must be there, but is no part of it.
    Start,
    /// What was found ends here.
    End,
}

/// What one token must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Atom {
    /// The word with its inflections, as spelled with accents, in lower case.
    Word(String),
    /// Any form of the verb, given by its infinitive with accents.
    Verb(String),
    /// Exactly these letters in this case.
    Exact(String),
    /// This folded form, not inflected.
    Plain(String),
    /// Words that begin so (folded).
    Prefix(String),
    /// A word class of `classes.toml`, or a built-in one.
    Class(String),
}

/// Why a term cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermError {
    /// Nothing to match.
    #[error("the term is empty")]
    Empty,
    /// Nothing that must be there.
    #[error("the term has no word that must be there")]
    NothingRequired,
    /// An element with no letters after its sign.
    #[error("`{0}` holds no letter or digit")]
    NoLetters(String),
    /// A gap that does not lie between two words.
    #[error("a gap (`..`) must lie between two words")]
    LooseGap,
    /// A gap too wide.
    #[error("`{0}`: a gap is `..` or `..1` to `..12`")]
    BadGap(String),
    /// A prefix too short.
    #[error("`{0}`: a prefix needs three letters at least")]
    ShortPrefix(String),
    /// A `?` that may be meant for one choice only.
    #[error(
        "`{0}`: a `?` makes the whole element optional; write `(a|b)?` for that, and no `?` for a plural, which is understood"
    )]
    LooseOption(String),
    /// Two wordings without the parentheses that keep their words together.
    #[error(
        "`{0}`: `|` stands between single words; write `(a b|c d)` for two wordings, `(a|b) (c|d)` for a choice in each place"
    )]
    LooseChoice(String),
    /// Brackets that leave nothing to be found.
    #[error("square brackets stand around the first or the last elements of a term, not all")]
    BadBrackets,
    /// Parentheses that do not close, or that stand for too many wordings.
    #[error("`{0}`: parentheses must close, stand apart from words and hold at most 400 wordings")]
    BadChoice(String),
    /// A class name that is not closed.
    #[error("`{0}`: a class is written `<name>`")]
    BadClass(String),
}

/// Width of a bare gap.
const GAP: u8 = 3;
/// Widest gap.
const WIDEST: u8 = 12;

/// Parses a term.
///
/// # Errors
/// [`TermError`] when it does not follow the language.
pub fn parse(source: &str) -> Result<Term, TermError> {
    let mut items = Vec::new();
    let (wants_somebody, written) = match source.trim_start().strip_prefix('~') {
        Some(rest) => (true, rest),
        None => (false, source),
    };
    let (before, body, after) = context(written)?;
    for (part, mark) in [(before, Some(Item::Start)), (body, None), (after, None)] {
        if part == after && !after.is_empty() {
            items.push(Item::End);
        }
        let elements = elements(part)?;
        if elements.windows(2).any(looks_torn) {
            return Err(TermError::LooseChoice(part.to_owned()));
        }
        for element in elements {
            element_items(element, &mut items)?;
        }
        items.extend(mark.filter(|_| !part.is_empty()));
    }
    let gap = |item: Option<&Item>| matches!(item, Some(Item::Gap(_)));
    if items.is_empty() {
        return Err(TermError::Empty);
    }
    if gap(items.first()) || gap(items.last()) {
        return Err(TermError::LooseGap);
    }
    if !items.iter().any(|item| matches!(item, Item::One { optional: false, .. })) {
        return Err(TermError::NothingRequired);
    }
    Ok(Term { source: source.to_owned(), items, wants_somebody })
}

/// Splits at blanks outside parentheses.
fn elements(part: &str) -> Result<Vec<&str>, TermError> {
    let elements = apart(part, char::is_whitespace);
    let mut elements = elements.ok_or_else(|| TermError::BadChoice(part.to_owned()))?;
    elements.retain(|element| !element.is_empty());
    Ok(elements)
}

/// Do two neighbours look like wordings torn apart: `care home|nursing home`, `with us|the girls|the
/// lads`? A word is repeated across the blank, where a choice ends or begins.
fn looks_torn(neighbours: &[&str]) -> bool {
    let choices = |element: &str| -> Option<Vec<String>> {
        let loose = !element.starts_with('(') && !element.ends_with('?');
        let word = |choice: &str| choice.trim_start_matches(['@', '!', '=']).to_owned();
        loose.then(|| element.split('|').map(word).collect())
    };
    let [first, second] = neighbours else { return false };
    let (Some(first), Some(second)) = (choices(first), choices(second)) else { return false };
    let head = first.len() > 1 && first.first().is_some_and(|word| second.contains(word));
    head || second.len() > 1 && second.last().is_some_and(|word| first.contains(word))
}

/// Splits `[before] body [after]`.
fn context(source: &str) -> Result<(&str, &str, &str), TermError> {
    let (mut before, mut body, mut after) = ("", source.trim(), "");
    if let Some(rest) = body.strip_prefix('[') {
        (before, body) = rest.split_once(']').ok_or(TermError::BadBrackets)?;
    }
    if let Some(rest) = body.trim_end().strip_suffix(']') {
        (body, after) = rest.rsplit_once('[').ok_or(TermError::BadBrackets)?;
    }
    if body.contains(['[', ']'])
        || before.contains('[')
        || body.trim().is_empty() && source.contains('[')
    {
        return Err(TermError::BadBrackets);
    }
    Ok((before, body, after))
}

/// Parses one space-separated element; it gives several items when it holds a hyphen or apostrophe.
fn element_items(element: &str, items: &mut Vec<Item>) -> Result<(), TermError> {
    if let Some(width) = element.strip_prefix("..") {
        items.push(Item::Gap(gap_width(width).ok_or_else(|| TermError::BadGap(element.into()))?));
        return Ok(());
    }
    let (body, optional) = option(element)?;
    let written = wordings(body).ok_or_else(|| TermError::BadChoice(element.to_owned()))?;
    let choices = written.iter().map(|one| phrase(one)).collect::<Result<Vec<_>, _>>()?;
    match choices.as_slice() {
        [words] if !optional => items.extend(
            words.iter().map(|a| Item::One { choices: vec![vec![a.clone()]], optional: false }),
        ),
        _ => items.push(Item::One { choices, optional }),
    }
    Ok(())
}

/// Reads the `?` of an element, and the parentheses that may hold its choices.
fn option(element: &str) -> Result<(&str, bool), TermError> {
    let (body, optional) = match element.strip_suffix('?') {
        Some(body) => (body, true),
        None => (element, false),
    };
    if body.starts_with('(') {
        return Ok((body, optional));
    }
    let last = body.rsplit('|').next().unwrap_or_default();
    let plural = last.len() > 4 && last.ends_with(['s', 'x']);
    if body.contains('?') || optional && plural && body.contains('|') {
        return Err(TermError::LooseOption(element.to_owned()));
    }
    Ok((body, optional))
}

fn gap_width(digits: &str) -> Option<u8> {
    if digits.is_empty() {
        return Some(GAP);
    }
    digits.parse().ok().filter(|width| (1..=WIDEST).contains(width))
}

/// Parses one choice; between parentheses it may hold several words.
fn phrase(text: &str) -> Result<Vec<Atom>, TermError> {
    let mut atoms = Vec::new();
    for word in text.split_whitespace() {
        atoms.extend(choice(word)?);
    }
    if atoms.is_empty() { Err(TermError::NoLetters(text.to_owned())) } else { Ok(atoms) }
}

/// Parses one word of a choice: its words in a row, the sign before it applied to them.
fn choice(text: &str) -> Result<Vec<Atom>, TermError> {
    let empty = || TermError::NoLetters(text.to_owned());
    let mut chars = text.chars();
    let sign = chars.next().ok_or_else(empty)?;
    let rest = chars.as_str();
    let atoms: Vec<Atom> = match sign {
        '<' => return class(text).map(|atom| vec![atom]),
        '=' => words(rest).into_iter().map(Atom::Exact).collect(),
        '!' => words(rest).iter().map(|w| Atom::Plain(fold::plain(w))).collect(),
        '@' => last_word(words(rest), Atom::Verb),
        _ => match text.strip_suffix('*') {
            Some(stem) => {
                let atoms = last_word(words(stem), |w| Atom::Prefix(fold::plain(&w)));
                let short = |a: &Atom| matches!(a, Atom::Prefix(p) if p.len() < 3);
                if atoms.iter().any(short) {
                    return Err(TermError::ShortPrefix(text.to_owned()));
                }
                atoms
            }
            None => plain_words(text),
        },
    };
    if atoms.is_empty() { Err(empty()) } else { Ok(atoms) }
}

/// Words without a sign before them; a verb may follow an elided pronoun (`s'@évader`).
fn plain_words(text: &str) -> Vec<Atom> {
    let word = |w: String| Atom::Word(w.to_lowercase());
    match text.split_once('@') {
        Some((pronoun, verb)) => {
            let mut atoms: Vec<Atom> = words(pronoun).into_iter().map(word).collect();
            atoms.extend(last_word(words(verb), Atom::Verb));
            atoms
        }
        None => words(text).into_iter().map(word).collect(),
    }
}

fn class(text: &str) -> Result<Atom, TermError> {
    let name = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let valid = |n: &&str| {
        !n.is_empty()
            && n.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    name.filter(valid)
        .map(|n| Atom::Class(n.to_owned()))
        .ok_or_else(|| TermError::BadClass(text.to_owned()))
}

/// The sign applies to the last word; the words before it (elided pronouns) stand as they are.
fn last_word(mut words: Vec<String>, make: impl FnOnce(String) -> Atom) -> Vec<Atom> {
    let Some(last) = words.pop() else { return Vec::new() };
    let mut atoms: Vec<Atom> = words.iter().map(|w| Atom::Plain(fold::plain(w))).collect();
    atoms.push(make(last));
    atoms
}

/// Cuts as the notes' tokens are cut: at hyphens and apostrophes, between letters and digits, and
/// nowhere in `C.G.T.`.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut number = None;
    for c in text.chars() {
        match fold::fold(c) {
            fold::Folded::Separator if c == '.' => {}
            fold::Folded::Separator => number = None,
            fold::Folded::Dropped => {}
            _ => {
                let digit = c.is_ascii_digit();
                if number != Some(digit) {
                    words.push(String::new());
                    number = Some(digit);
                }
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(atom: Atom) -> Item {
        Item::One { choices: vec![vec![atom]], optional: false }
    }

    #[test]
    fn each_sign_of_the_language_is_read() -> Result<(), TermError> {
        let term = parse("@être très? .. =CGT|!on alcool* <num> mi-temps ..5 s'@évader")?;
        let want = vec![
            one(Atom::Verb("être".into())),
            Item::One { choices: vec![vec![Atom::Word("très".into())]], optional: true },
            Item::Gap(3),
            Item::One {
                choices: vec![vec![Atom::Exact("CGT".into())], vec![Atom::Plain("on".into())]],
                optional: false,
            },
            one(Atom::Prefix("alcool".into())),
            one(Atom::Class("num".into())),
            one(Atom::Word("mi".into())),
            one(Atom::Word("temps".into())),
            Item::Gap(5),
            one(Atom::Word("s".into())),
            one(Atom::Verb("évader".into())),
        ];
        assert_eq!(term.items, want);
        Ok(())
    }

    #[test]
    fn context_stands_in_brackets() -> Result<(), TermError> {
        let term = parse("[il] boit [trop]")?;
        let word = |w: &str| one(Atom::Word(w.into()));
        assert_eq!(term.items, [word("il"), Item::Start, word("boit"), Item::End, word("trop")]);
        Ok(())
    }

    #[test]
    fn what_cannot_match_is_refused() {
        assert_eq!(parse(""), Err(TermError::Empty));
        assert_eq!(parse(".. malade"), Err(TermError::LooseGap));
        assert_eq!(parse("malade?"), Err(TermError::NothingRequired));
        assert_eq!(parse("a ..40 b"), Err(TermError::BadGap("..40".into())));
        assert_eq!(parse("a|tests? b"), Err(TermError::LooseOption("a|tests?".into())));
        assert_eq!(parse("a?|b? c"), Err(TermError::LooseOption("a?|b?".into())));
        assert_eq!(parse("(a|b tests)? b").map(|term| term.items.len()), Ok(2));
        for torn in ["care home|nursing home", "with us|the girls|the lads", "opt out|opted out"] {
            assert_eq!(parse(torn), Err(TermError::LooseChoice(torn.into())));
        }
        assert!(parse("(care home|nursing home) group").is_ok());
        assert!(parse("(je|nous) (me|nous) permets").is_ok() && parse("ne|à ne? pas|plus").is_ok());
        assert_eq!(parse("go(es) home"), Err(TermError::BadChoice("go(es)".into())));
        assert_eq!(parse("[malade]"), Err(TermError::BadBrackets));
        assert_eq!(parse("[a b"), Err(TermError::BadBrackets));
        assert_eq!(parse("al*"), Err(TermError::ShortPrefix("al*".into())));
        assert_eq!(parse("<Person>"), Err(TermError::BadClass("<Person>".into())));
        assert_eq!(parse("a |"), Err(TermError::NoLetters("".into())));
    }
}
