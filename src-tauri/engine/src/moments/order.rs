//! In which order the numbers of written dates come: told by the days above twelve of a column, or of
//! the notes of a sheet.

/// In which order numbers of a written date come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// 31/12/2026.
    #[default]
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
    /// Both were seen: `04/05/2021` cannot be told.
    Mixed,
}

/// Written dates that tell their order, counted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    day_first: u32,
    month_first: u32,
}

impl Seen {
    /// Counts the two numbers that a written date begins with.
    pub(crate) fn add(&mut self, (first, second): (u8, u8)) {
        self.day_first += u32::from(first > 12 && (1..=12).contains(&second));
        self.month_first += u32::from((13..=31).contains(&second) && (1..=12).contains(&first));
    }

    /// Counts the dates of a free text.
    pub(crate) fn add_text(&mut self, text: &str) {
        for date in in_text(text) {
            // With dots or dashes, a number above twelve in the middle is more often a reference.
            if let Some((first, second)) = leading(date)
                && (second <= 12 || date.contains('/'))
            {
                self.add((first, second));
            }
        }
    }

    /// Does any of them tell?
    pub(crate) fn tells(self) -> bool {
        self.day_first + self.month_first > 0
    }

    /// The order that they tell together; the day first when none tells.
    pub(crate) fn order(self) -> Order {
        match (self.day_first, self.month_first) {
            (_, 0) => Order::DayFirst,
            (0, _) => Order::MonthFirst,
            _ => Order::Mixed,
        }
    }
}

/// Pieces of a free text that may be dates in figures: `31/12/2026`.
fn in_text(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-' | '.')));
    let pieces = pieces.map(|piece| piece.trim_matches(['/', '-', '.']));
    pieces.filter(|piece| piece.len() >= 6 && piece.split(['/', '-', '.']).count() == 3)
}

/// The two numbers that a date such as `31/12/2026` begins with.
pub(crate) fn leading(date: &str) -> Option<(u8, u8)> {
    let mut parts = date.trim().splitn(3, ['/', '-', '.']);
    let (first, second, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let year = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(year, 2 | 4) {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?))
}

/// Can a date in figures be read both ways: `04/05/21`?
pub(crate) fn reads_both_ways(date: &str) -> bool {
    let month = 1..=12;
    leading(date).is_some_and(|(a, b)| a != b && month.contains(&a) && month.contains(&b))
}

/// Is its year of two digits? With a whole year, the day comes first by habit.
pub(crate) fn is_short(date: &str) -> bool {
    let year = date.trim().splitn(3, ['/', '-', '.']).nth(2).unwrap_or_default();
    year.bytes().take_while(u8::is_ascii_digit).count() == 2
}

/// Dates of a free text that can be read both ways, their year of two digits.
pub(crate) fn open_in(text: &str) -> usize {
    in_text(text)
        .filter(|date| date.contains('/') && reads_both_ways(date) && is_short(date))
        .count()
}
