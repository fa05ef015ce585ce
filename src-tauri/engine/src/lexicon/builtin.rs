//! Word classes that no list can hold: numbers, dates, names.

use crate::text::date::month;
use crate::text::days;
use crate::text::token::{Gap, Kind, Shape, Token, Tokens};

/// A built-in class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Builtin {
    /// Digits, or a number in letters.
    Number,
    /// A day, a month with a year, or a whole date.
    Date,
    /// A day of the week.
    Weekday,
    /// A month.
    Month,
    /// A word with a capital that does not begin its sentence, in a note not all in capitals.
    Name,
    /// A word of letters, however it is written: for after a civility (`MME PETIT`, `mme petit`).
    Surname,
}

impl Builtin {
    /// The built-in class of that name.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        match name {
            "num" => Some(Self::Number),
            "date" => Some(Self::Date),
            "weekday" => Some(Self::Weekday),
            "month" => Some(Self::Month),
            "name" => Some(Self::Name),
            "surname" => Some(Self::Surname),
            _ => None,
        }
    }

    /// How many tokens it takes from an index on; 0 when it does not match there.
    pub(crate) fn take(self, tokens: &Tokens, at: usize) -> usize {
        let Some(token) = tokens.get(at) else { return 0 };
        let word = || tokens.word(token);
        let found = match self {
            Self::Number => token.kind == Kind::Number || days::number(word()).is_some(),
            Self::Weekday => is_weekday(word()),
            Self::Month => month(word()).is_some(),
            Self::Name => is_name(tokens, token),
            Self::Surname => token.kind == Kind::Word && token.len > 1 && token.gap < Gap::Clause,
            Self::Date => return date(tokens, at),
        };
        usize::from(found)
    }
}

/// Is it a day of the week, one or several ("lundis")? "Sat" and "sun" are other words as well.
fn is_weekday(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    let short = || days::short_weekday(word).is_some() && !matches!(word, "sat" | "sun");
    days::weekday(one).is_some() || short()
}

fn is_name(tokens: &Tokens, token: &Token) -> bool {
    token.kind == Kind::Word
        && token.shape != Shape::Lower
        && token.len > 1
        && token.gap != Gap::Break
        && !tokens.all_caps()
}

/// Length of the date that begins at a token: `12/09/2024`, `09/2024`, `12 septembre (2024)`,
/// `lundi (12 septembre)`, `septembre 2024`, `2024`.
fn date(tokens: &Tokens, at: usize) -> usize {
    let is_number = |index: usize| tokens.get(index).is_some_and(|t| t.kind == Kind::Number);
    let glued = |index: usize| tokens.get(index).is_some_and(|t| t.gap == Gap::Glued);
    let is_month =
        |index: usize| tokens.get(index).is_some_and(|t| month(tokens.word(t)).is_some());
    let is_year = |index: usize| {
        tokens.get(index).is_some_and(|t| {
            t.kind == Kind::Number && t.len == 4 && matches!(tokens.folded(t), [b'1' | b'2', ..])
        })
    };
    if Builtin::Weekday.take(tokens, at) == 1 {
        return 1 + if is_number(at + 1) { date(tokens, at + 1) } else { 0 };
    }
    if is_month(at) {
        return 1 + usize::from(is_year(at + 1));
    }
    if !is_number(at) {
        return 0;
    }
    if is_number(at + 1) && glued(at + 1) {
        return 2 + usize::from(is_number(at + 2) && glued(at + 2));
    }
    if is_month(at + 1) {
        return 2 + usize::from(is_year(at + 2));
    }
    usize::from(is_year(at) || tokens.get(at).is_some_and(|t| t.len <= 2))
}
