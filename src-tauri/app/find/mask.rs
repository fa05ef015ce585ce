//! Leaves other people out of what one person may read (GDPR 15(4)): their names, addresses, numbers.

use std::collections::BTreeSet;

use epure_engine::role::Role;
use epure_engine::table::Workbook;
use epure_engine::text::fold::plain;

use super::{Person, addresses, phones};
use crate::pipeline::Fitted;

/// What stands for somebody else.
const OTHER: &str = "[…]";
/// Words after which a name comes.
const CIVILITIES: [&str; 8] = ["m", "mr", "mme", "mlle", "monsieur", "madame", "mrs", "ms"];

/// The names of everybody in a file but the person.
pub(super) struct Mask<'a> {
    marks: &'a [Person],
    /// Folded words of each name.
    names: BTreeSet<Vec<String>>,
}

impl<'a> Mask<'a> {
    /// Collects the names of a workbook.
    pub(super) fn new(marks: &'a [Person], book: &Workbook, sheets: &[Fitted]) -> Self {
        let mut names = BTreeSet::new();
        for (table, fitted) in book.sheets.iter().zip(sheets) {
            let roles = fitted.roles();
            for row in table.body() {
                let of = |wanted: Role| {
                    let at = roles.iter().position(|role| *role == wanted);
                    at.and_then(|at| row.cells.get(at)).map(|cell| plain(&cell.to_string()))
                };
                let parted = format!(
                    "{} {}",
                    of(Role::FirstName).unwrap_or_default(),
                    of(Role::LastName).unwrap_or_default()
                );
                for name in [parted, of(Role::FullName).unwrap_or_default()] {
                    let words: Vec<String> =
                        name.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
                    let own = marks.iter().any(|mark| mark.is_named_in(&name));
                    if words.len() > 1 && words.len() <= 4 && !own {
                        names.insert(words.iter().rev().cloned().collect());
                        names.insert(words);
                    }
                }
            }
        }
        Self { marks, names }
    }

    /// A text without other people.
    pub(super) fn over(&self, text: &str) -> String {
        let mut out = String::new();
        let mut words = pieces(text).into_iter().peekable();
        let mut rest = text;
        let mut after_civility = false;
        while let Some(piece) = words.next() {
            let folded = plain(piece);
            let length = self.name_at(rest);
            let covered = match length {
                Some(length) => length,
                None if self.is_anothers(piece) => piece.len(),
                None if after_civility && is_name(piece) && !self.is_own(&folded) => piece.len(),
                None => 0,
            };
            if covered == 0 {
                out.push_str(piece);
            } else {
                out.push_str(OTHER);
                let mut left = covered.saturating_sub(piece.len());
                while let Some(next) = words.next_if(|next| next.len() <= left) {
                    left -= next.len();
                    rest = rest.get(next.len()..).unwrap_or_default();
                }
            }
            rest = rest.get(piece.len()..).unwrap_or_default();
            if !folded.is_empty() {
                after_civility = CIVILITIES.contains(&folded.as_str());
            }
        }
        out
    }

    /// Bytes that a known name takes at the beginning of a text.
    fn name_at(&self, text: &str) -> Option<usize> {
        let all = pieces(text);
        let fits = |name: &&Vec<String>| {
            let mut wanted = name.iter();
            let mut taken = 0;
            let mut next = wanted.next();
            for piece in &all {
                let Some(word) = next else { break };
                let folded = plain(piece);
                if folded.is_empty() && taken > 0 {
                    taken += piece.len();
                } else if folded == *word {
                    taken += piece.len();
                    next = wanted.next();
                } else {
                    return None;
                }
            }
            next.is_none().then_some(taken)
        };
        self.names.iter().filter_map(|name| fits(&name)).max()
    }

    /// Is it an address or a number of somebody else?
    fn is_anothers(&self, piece: &str) -> bool {
        let mails: Vec<String> = addresses(piece).collect();
        let numbers = phones(piece);
        let own = |mark: &Person| mark.is_named_in(piece);
        (!mails.is_empty() || !numbers.is_empty()) && !self.marks.iter().any(own)
    }

    fn is_own(&self, folded: &str) -> bool {
        self.marks.iter().any(|mark| match mark {
            Person::Name(words) => words.iter().any(|word| word == folded),
            _ => false,
        })
    }
}

fn is_name(piece: &str) -> bool {
    piece.chars().next().is_some_and(char::is_uppercase)
}

/// Words, and what stands between them; addresses and telephone numbers stay whole.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut kind = None;
    let of = |c: char| match c {
        _ if c.is_alphabetic() || c == '@' => 1,
        _ if c.is_ascii_digit() || c == '+' => 2,
        '.' | '-' | '_' => 3,
        _ => 0,
    };
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (at, (place, c)) in chars.iter().enumerate() {
        let next = chars.get(at + 1).map_or(0, |(_, c)| of(*c));
        let here = match (kind, of(*c), next) {
            // The points of an address, the blanks of a number.
            (Some(1 | 4), 3, 1 | 2) | (Some(4), 1 | 2, _) => 4,
            (Some(1), 2, _) => 4,
            (Some(2), _, 2) if matches!(c, ' ' | '.' | '-' | '\u{a0}') => 2,
            (_, kind, _) => kind,
        };
        let joined = match (kind, here) {
            (Some(1), 4) | (Some(4), 1) => true,
            (Some(before), now) => before == now,
            (None, _) => true,
        };
        if !joined {
            pieces.extend(text.get(start..*place));
            start = *place;
        }
        kind = Some(if kind == Some(4) && joined { 4 } else { here });
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_people_are_left_out_and_the_person_stays() {
        let marks = [
            Person::named("Zoé Boisvert").unwrap(),
            Person::named("zoe@exemple.fr").unwrap(),
            Person::named("06 39 98 12 34").unwrap(),
        ];
        let name = |text: &str| plain(text).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let mask = Mask { marks: &marks, names: [name("Max Nérée"), name("Nérée Max")].into() };
        for (text, want) in [
            ("Vu Zoé Boisvert avec max nérée", "Vu Zoé Boisvert avec […]"),
            ("zoe@exemple.fr ou max@exemple.fr", "zoe@exemple.fr ou […]"),
            ("tél 06 39 98 12 34, sinon 06 39 98 55 55", "tél 06 39 98 12 34, sinon […]"),
            ("passer par Mme Petit ou Mme Boisvert", "passer par Mme […] ou Mme Boisvert"),
            ("12 écrans, 2 claviers", "12 écrans, 2 claviers"),
        ] {
            assert_eq!(mask.over(text), want);
        }
    }
}
