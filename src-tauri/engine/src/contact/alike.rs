//! Are two rows about one person? Told by address, number, name and company, typing errors, swapped
//! names and initials allowed for, colleagues who share a mailbox told apart.

use crate::columns::ColumnPack;
use crate::text::slip::typed_as;

/// A row, ready to be compared. Texts are folded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    /// Words of the name, sorted.
    pub(crate) name: Words,
    /// Words of the company, legal forms left out.
    pub(crate) company: Words,
    /// Normalised address.
    pub(crate) email: Option<String>,
    /// Is the address read by several people?
    pub(crate) shared_mailbox: bool,
    /// Numbers in E.164 form.
    pub(crate) phones: Words,
    /// Postal code, or town when there is none.
    pub(crate) place: Option<String>,
}

/// Words without blanks, in one piece of memory: a file has hundreds of thousands of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words(Box<str>);

impl<'w> FromIterator<&'w str> for Words {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Self {
        let mut all = String::new();
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(word);
        }
        Self(all.into())
    }
}

impl Words {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|word| !word.is_empty())
    }

    pub(crate) fn len(&self) -> usize {
        self.iter().count()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn first(&self) -> Option<&str> {
        self.iter().next()
    }

    fn contains(&self, word: &str) -> bool {
        self.iter().any(|own| own == word)
    }

    /// Their letters, without what is between them.
    pub(crate) fn letters(&self) -> String {
        self.iter().collect()
    }
}

/// Why two rows are one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Because {
    /// Same name, same address.
    Email,
    /// Same name, same number.
    Phone,
    /// Same name, same company.
    Name,
    /// Nearly the same.
    Likely,
}

impl Because {
    /// Is it the same person beyond doubt?
    pub(crate) fn is_sure(self) -> bool {
        self != Self::Likely
    }
}

/// How two names stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Different,
    /// One of them is missing.
    Missing,
    /// One is a part of the other: Durand, Paul Durand.
    Part,
    /// A typing error or an initial apart.
    Close,
    Same,
}

/// Words that say the form of a company, not its name.
const FORMS: [&str; 24] = [
    "sarl",
    "sas",
    "sasu",
    "sa",
    "eurl",
    "sci",
    "snc",
    "scop",
    "ei",
    "eirl",
    "ets",
    "etablissements",
    "societe",
    "ste",
    "ltd",
    "inc",
    "gmbh",
    "cie",
    "groupe",
    "group",
    "the",
    "la",
    "le",
    "les",
];

/// Words of a company's name without its legal form; all of them when nothing else is left.
pub(crate) fn company_words(folded: &str) -> Words {
    let own: Words = folded.split(' ').filter(|word| !FORMS.contains(word)).collect();
    if own.is_empty() { folded.split(' ').collect() } else { own }
}

impl Person {
    /// Is the other row about the same person, and why?
    pub(crate) fn same_as(&self, other: &Self, pack: &ColumnPack) -> Option<Because> {
        let names = names(&self.name, &other.name, pack);
        if names == Likeness::Different {
            return None;
        }
        let companies = companies(&self.company, &other.company);
        let same_mail = self.email.is_some() && self.email == other.email;
        let same_phone = self.phones.iter().any(|phone| other.phones.contains(phone));
        let nameless = self.name.is_empty() && other.name.is_empty();
        match names {
            Likeness::Same if same_mail => Some(Because::Email),
            Likeness::Same if same_phone => Some(Because::Phone),
            Likeness::Same => self.by_name(other, companies),
            Likeness::Close if same_mail || same_phone => Some(Because::Likely),
            Likeness::Close => {
                (companies >= Likeness::Close && self.no_conflict(other)).then_some(Because::Likely)
            }
            Likeness::Part if same_mail && !self.shared_mailbox => Some(Because::Email),
            Likeness::Part if same_phone && companies != Likeness::Different => {
                Some(Because::Likely)
            }
            Likeness::Missing if nameless => {
                self.by_company(other, companies, same_mail, same_phone)
            }
            Likeness::Missing if same_mail && !self.shared_mailbox => Some(Because::Email),
            _ => None,
        }
    }

    /// One name: one person in one company, or at one place, or with a mistyped address.
    fn by_name(&self, other: &Self, companies: Likeness) -> Option<Because> {
        let full = self.name.len() > 1;
        match companies {
            Likeness::Same => Some(Because::Name),
            Likeness::Close if full => Some(Because::Likely),
            _ if full && self.mistyped_mail(other) => Some(Because::Likely),
            Likeness::Missing if full && self.mistyped_number(other) => Some(Because::Likely),
            Likeness::Missing if full && self.place.is_some() && self.place == other.place => {
                self.no_conflict(other).then_some(Because::Likely)
            }
            _ => None,
        }
    }

    /// Rows that name a company alone.
    fn by_company(
        &self,
        other: &Self,
        companies: Likeness,
        same_mail: bool,
        same_phone: bool,
    ) -> Option<Because> {
        let alike = companies >= Likeness::Close;
        match () {
            () if same_mail && companies != Likeness::Different => Some(Because::Email),
            () if same_phone && alike => Some(Because::Phone),
            () if alike && self.place.is_some() && self.place == other.place => {
                self.no_conflict(other).then_some(Because::Likely)
            }
            () => None,
        }
    }

    /// Is an address the other one with a typing error?
    fn mistyped_mail(&self, other: &Self) -> bool {
        let mails = self.email.as_deref().zip(other.email.as_deref());
        mails.is_some_and(|(a, b)| within(a, b, 2))
    }

    /// Is a number the other one with a typing error?
    fn mistyped_number(&self, other: &Self) -> bool {
        self.phones.iter().any(|a| other.phones.iter().any(|b| typed_as(a, b, 1)))
    }

    /// Nothing tells two people apart: no two personal addresses, no two numbers.
    fn no_conflict(&self, other: &Self) -> bool {
        let mails = self.email.as_deref().zip(other.email.as_deref());
        let mails = mails.is_some_and(|(a, b)| {
            !self.shared_mailbox && !other.shared_mailbox && !within(a, b, 2)
        });
        let numbers = !self.phones.is_empty()
            && !other.phones.is_empty()
            && !self.phones.iter().any(|a| other.phones.iter().any(|b| typed_as(a, b, 1)));
        !(mails || numbers)
    }
}

/// Are the letters of some words those of others, wherever the blanks are?
fn same_letters(a: &Words, b: &Words) -> bool {
    a.iter().flat_map(str::bytes).eq(b.iter().flat_map(str::bytes))
}

fn companies(a: &Words, b: &Words) -> Likeness {
    if a.is_empty() || b.is_empty() {
        return Likeness::Missing;
    }
    if a == b {
        return Likeness::Same;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let letters: usize = short.iter().map(str::len).sum();
    let part = short.iter().all(|word| long.contains(word));
    let close = || within(&a.letters(), &b.letters(), 1 + usize::from(letters >= 12));
    match () {
        () if same_letters(a, b) => Likeness::Same,
        // "Menuiserie Blanc" and "Menuiserie Blanc Lyon"; "Garage" alone says too little.
        () if part && short.len() > 1 && letters >= 8 => Likeness::Close,
        () if letters >= 6 && close() => Likeness::Close,
        () => Likeness::Different,
    }
}

fn names(a: &Words, b: &Words, pack: &ColumnPack) -> Likeness {
    if a.is_empty() || b.is_empty() {
        return Likeness::Missing;
    }
    if a == b || same_letters(a, b) {
        return Likeness::Same;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < long.len() {
        let part = short.iter().all(|word| word.len() > 1 && long.contains(word));
        return if part { Likeness::Part } else { Likeness::Different };
    }
    if a.len() > 1 && !a.iter().any(|word| b.contains(word)) {
        return Likeness::Different;
    }
    // Words that are in one name only.
    let mut left: Vec<&str> = a.iter().filter(|word| !b.contains(word)).collect();
    let mut right: Vec<&str> = b.iter().filter(|word| !a.contains(word)).collect();
    left.sort();
    right.sort();
    let close =
        left.len() == right.len() && left.iter().zip(&right).all(|(a, b)| close_words(a, b, pack));
    if close { Likeness::Close } else { Likeness::Different }
}

/// One word and its typing error or initial; two given names of the lexicon are two people.
fn close_words(a: &str, b: &str, pack: &ColumnPack) -> bool {
    let initial = |short: &str, long: &str| short.len() == 1 && long.starts_with(short);
    if initial(a, b) || initial(b, a) {
        return true;
    }
    let shortest = a.len().min(b.len());
    let allowed = match shortest {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    let two_people = pack.is_first_name(a) && pack.is_first_name(b);
    !two_people && within(a, b, allowed)
}

/// Are two texts the same but for at most `most` slips, none of them in a figure?
fn within(a: &str, b: &str, most: usize) -> bool {
    a == b || (same_digits(a, b) && typed_as(a, b, most))
}

/// Figures tell apart what letters do not: agence 12 is not agence 13.
fn same_digits(a: &str, b: &str) -> bool {
    let digits = |text| str::bytes(text).filter(u8::is_ascii_digit);
    a.len().abs_diff(b.len()) <= 2 && digits(a).eq(digits(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_never_mistyped() {
        assert!(within("agence nord", "agnece nord", 1) && within("agence 12", "agence 12", 0));
        assert!(!within("agence 12", "agence 13", 1));
    }

    #[test]
    fn companies_are_told_by_their_own_words() {
        let of = |a: &str, b: &str| companies(&company_words(a), &company_words(b));
        assert_eq!(of("sarl menuiserie blanc", "menuiserie blanc"), Likeness::Same);
        assert_eq!(of("menuiserie blanc", "menuiserie blank"), Likeness::Close);
        assert_eq!(of("menuiserie blanc", "menuiserie noir"), Likeness::Different);
        assert_eq!(of("garage", "garage petit"), Likeness::Different);
        assert_eq!(of("", "garage petit"), Likeness::Missing);
    }
}
