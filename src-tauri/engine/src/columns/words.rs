//! The words of a header: folded, split, spelled one way, each with its weight.
//!
//! "Tél. portable 2", "telPortable" and "TELEPHONE_PORTABLE" all become `telephone mobile`.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::slip::one_slip;

/// Weight of a word that adds little to the role (pro, bureau, client…).
const QUALIFIER: f32 = 0.25;
/// Shortest word of a glued header (`codepostal`).
const PIECE: usize = 3;
/// What a day is called in both languages.
const DATE: &str = "date";
/// Shortest word in which one wrong letter is forgiven.
const TYPO: usize = 7;
/// Shortest word in which two letters in the wrong order are forgiven.
const SWAP: usize = 5;

/// Spelling rules of one language, with every word its column names use.
#[derive(Debug, Default)]
pub(super) struct Speller {
    small: FxHashSet<String>,
    /// Small words that, at the end, ask for a day (Créé le).
    date_endings: FxHashSet<String>,
    qualifiers: FxHashSet<String>,
    /// Another spelling → the one kept.
    same: FxHashMap<String, String>,
    /// Several words → the one kept; longest first.
    phrases: Vec<(Vec<String>, String)>,
    known: FxHashSet<String>,
    /// Known words by length, to look for typing errors.
    by_length: Vec<Vec<String>>,
}

/// One word of a header.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) weight: f32,
}

impl Speller {
    /// Builds the rules from the lists of a pack, as written there.
    pub(super) fn new(
        [small, date_endings, qualifiers]: [&[String]; 3],
        same: impl Iterator<Item = (String, Vec<String>)>,
    ) -> Self {
        let folded = |list: &[String]| list.iter().map(|word| fold(word)).collect();
        let mut speller =
            Self { small: folded(small), date_endings: folded(date_endings), ..Self::default() };
        for (kept, others) in same {
            let kept = fold(&kept);
            for other in others {
                speller.add_same(&pieces(&other), &kept);
            }
            speller.known.insert(kept);
        }
        speller.phrases.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        speller.qualifiers = qualifiers.iter().map(|word| speller.spelled(&fold(word))).collect();
        speller.known.extend(speller.qualifiers.iter().cloned());
        speller
    }

    fn add_same(&mut self, other: &[String], kept: &str) {
        if let [word] = other {
            self.known.insert(word.clone());
            self.same.insert(word.clone(), kept.to_owned());
            return;
        }
        let short: Vec<String> =
            other.iter().filter(|word| !self.small.contains(*word)).cloned().collect();
        if short.len() > 1 && short.len() < other.len() {
            self.phrases.push((short, kept.to_owned()));
        }
        self.phrases.push((other.to_vec(), kept.to_owned()));
    }

    /// Makes the words of a column name known, so that glued and mistyped headers find them.
    pub(super) fn learn(&mut self, words: &[Word]) {
        for word in words {
            self.known.insert(word.text.clone());
        }
    }

    /// Ends the learning.
    pub(super) fn seal(&mut self) {
        let mut known: Vec<&String> = self.known.iter().collect();
        known.sort();
        for word in known {
            if self.by_length.len() <= word.len() {
                self.by_length.resize(word.len() + 1, Vec::new());
            }
            if let Some(words) = self.by_length.get_mut(word.len()) {
                words.push(word.clone());
            }
        }
    }

    /// The words of a header or of a column name, small words left out.
    pub(super) fn words(&self, text: &str) -> Vec<Word> {
        let raw = pieces_by(untyped(text), |word, camel| self.cut(word, camel));
        let mut raw = self.phrases(raw);
        if let [_, .., last] = raw.as_mut_slice()
            && self.date_endings.contains(last)
        {
            DATE.clone_into(last);
        }
        let kept: Vec<String> = raw.into_iter().filter(|word| !self.small.contains(word)).collect();
        let kept = self.phrases(kept);
        let letters = kept.iter().any(|word| !is_number(word));
        let spelled = kept.iter().filter(|word| !letters || !is_number(word));
        spelled.map(|word| self.word(self.spelled(word))).collect()
    }

    fn word(&self, text: String) -> Word {
        let weight = if self.qualifiers.contains(&text) { QUALIFIER } else { 1.0 };
        Word { text, weight }
    }

    /// Replaces the phrases that stand for one word.
    fn phrases(&self, mut words: Vec<String>) -> Vec<String> {
        for (phrase, kept) in &self.phrases {
            while let Some(at) = words.windows(phrase.len()).position(|part| part == phrase) {
                words.splice(at..at + phrase.len(), [kept.clone()]);
            }
        }
        words
    }

    /// One spelling for one word: known synonyms, plural, one wrong letter in a long word.
    fn spelled(&self, word: &str) -> String {
        if let Some(kept) = self.same.get(word) {
            return kept.clone();
        }
        let single = singular(word);
        if let Some(kept) = self.same.get(single) {
            return kept.clone();
        }
        if single.len() >= SWAP && !self.known.contains(single) {
            let near = (single.len() - 1..=single.len() + 1)
                .filter_map(|length| self.by_length.get(length))
                .flatten()
                .find(|known| match single.len() {
                    TYPO.. => one_edit(known, single),
                    length => known.len() == length && swapped(known, single),
                });
            if let Some(near) = near {
                return self.same.get(near).unwrap_or(near).clone();
            }
        }
        single.to_owned()
    }

    fn knows(&self, word: &str) -> bool {
        self.known.contains(word) || self.known.contains(singular(word))
    }

    /// Cuts a glued word into known words: at its capitals, else wherever known words fit.
    fn cut(&self, word: &str, camel: &[String]) -> Vec<String> {
        if self.knows(word) || self.same.contains_key(word) || self.small.contains(word) {
            return vec![word.to_owned()];
        }
        let all_known = camel.iter().all(|part| self.knows(part) || self.small.contains(part));
        if camel.len() > 1 && all_known {
            return camel.to_vec();
        }
        if word.len() >= 2 * PIECE && word.is_ascii() && word.len() <= 40 {
            let mut found = Vec::new();
            if self.split(word, &mut found) {
                return found;
            }
        }
        vec![word.to_owned()]
    }

    /// Splits `rest` into known words, longest first, small words allowed between them.
    fn split(&self, rest: &str, found: &mut Vec<String>) -> bool {
        if rest.is_empty() {
            return found.iter().filter(|word| word.len() >= PIECE).count() > 1;
        }
        for length in (2..=rest.len()).rev() {
            let Some((head, tail)) = rest.split_at_checked(length) else { continue };
            let fits = (length >= PIECE && self.knows(head))
                || (!found.is_empty() && !tail.is_empty() && self.small.contains(head));
            if fits {
                found.push(head.to_owned());
                if found.len() <= 6 && self.split(tail, found) {
                    return true;
                }
                found.pop();
            }
        }
        false
    }
}

/// Without the letter by which databases tell the type of a field: `b_optin`, `x_studio_note`.
fn untyped(header: &str) -> &str {
    match header.trim().split_once('_') {
        Some((letter, rest)) if letter.len() == 1 && !rest.is_empty() => rest,
        _ => header,
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Without the final s of a plural; short words and words in -ss, -us, -is stay.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() >= 3 && !stem.ends_with(['s', 'u', 'i']) => stem,
        _ => word,
    }
}

/// Are two words of one length alike but for two neighbours in the wrong order?
fn swapped(a: &str, b: &str) -> bool {
    let differ = |(x, y): &(u8, u8)| x != y;
    let pairs: Vec<(u8, u8)> = a.bytes().zip(b.bytes()).filter(differ).collect();
    matches!(pairs.as_slice(), [(x1, y1), (x2, y2)] if x1 == y2 && x2 == y1) && one_edit(a, b)
}

/// Do two words that begin alike differ by one slip?
fn one_edit(a: &str, b: &str) -> bool {
    a.bytes().next() == b.bytes().next() && one_slip(a, b)
}

/// One folded word out of a text: letters and digits, lower case, no accents.
pub(super) fn fold(text: &str) -> String {
    pieces(text).join(" ")
}

/// The folded words of a text.
pub(super) fn pieces(text: &str) -> Vec<String> {
    pieces_by(text, |word, _| vec![word.to_owned()])
}

/// The folded words of a text; `cut` says what each becomes, given its parts between capitals.
fn pieces_by(text: &str, cut: impl Fn(&str, &[String]) -> Vec<String>) -> Vec<String> {
    let text = text.replace("n°", "numero ").replace("N°", "numero ").replace("nº", "numero ");
    let text = text.replace('№', "numero ").replace('@', " arobase ");
    let mut words = Vec::new();
    for chunk in text.split(|c: char| !is_word_char(c)) {
        for run in runs(chunk) {
            let camel: Vec<String> = capitals(run).into_iter().map(folded).collect();
            let word = camel.concat();
            if !word.is_empty() {
                words.extend(cut(&word, &camel));
            }
        }
    }
    words
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Runs of digits and runs of letters.
fn runs(chunk: &str) -> Vec<&str> {
    cut_where(chunk, |before, after, _| before.is_ascii_digit() != after.is_ascii_digit())
}

/// Parts of a word between its capitals: `emailPro` → email, Pro; `TELFixe` → TEL, Fixe.
fn capitals(word: &str) -> Vec<&str> {
    cut_where(word, |before, after, next| {
        after.is_uppercase() && (before.is_lowercase() || next.is_some_and(char::is_lowercase))
    })
}

/// Cuts a text between two characters where `edge` says so, given those two and the next one.
fn cut_where(text: &str, edge: impl Fn(char, char, Option<char>) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if before.is_some_and(|before| edge(before, c, next)) {
            parts.extend(text.get(start..at));
            start = at;
        }
        before = Some(c);
    }
    parts.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    parts
}

/// Lower case without accents.
fn folded(text: &str) -> String {
    crate::text::fold::plain(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speller() -> Speller {
        let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let same = [
            ("telephone", list(&["tel", "phone"])),
            ("email", list(&["mail", "e-mail", "adresse de messagerie"])),
            ("mobile", list(&["portable"])),
            ("numero", list(&["num", "no"])),
        ];
        let same = same.into_iter().map(|(kept, others)| (kept.to_owned(), others));
        let mut speller =
            Speller::new([&list(&["de", "du", "la"]), &list(&["le"]), &list(&["pro"])], same);
        let names = ["Code postal", "Date du dernier contact", "Commentaire", "Fixe"];
        for name in names {
            let words = speller.words(name);
            speller.learn(&words);
        }
        speller.seal();
        speller
    }

    fn words(header: &str) -> String {
        let words = speller().words(header).into_iter().map(|word| word.text);
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn one_spelling_for_all() {
        assert_eq!(words("Tél. portable 2"), "telephone mobile");
        assert_eq!(words("TELEPHONE_PORTABLE"), "telephone mobile");
        assert_eq!(words("telPortable"), "telephone mobile");
        assert_eq!(words("TELFixe"), "telephone fixe");
        assert_eq!(words("N° tel"), "numero telephone");
        assert_eq!(words("E-mail pro"), "email pro");
        assert_eq!(words("Adresse de messagerie 2"), "email");
        assert_eq!(words("codepostal"), "code postal");
        assert_eq!(words("datedudernierCONTACT"), "date dernier contact");
        assert_eq!(words("Commentaitre"), "commentaire");
        assert_eq!(words("Contact le"), "contact date");
        assert_eq!(words("06"), "06");
        assert_eq!(words(" (…) "), "");
    }

    #[test]
    fn one_edit_is_one_letter() {
        assert!(one_edit("telephone", "telehpone") && one_edit("telephone", "telephonne"));
        assert!(!one_edit("telephone", "telegramme") && !one_edit("societe", "activite"));
        assert!(!one_edit("same", "same"));
    }
}
