//! What the values of a column look like: shares of e-mails, phones, dates, yes and no…

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::forms;
use super::words::pieces;
use crate::table::{Cell, Table};

/// Values looked at in one column: enough to tell, few enough to be quick.
const SAMPLE: usize = 300;

/// A kind of value that a column can be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ValueKind {
    Email,
    Phone,
    Mobile,
    Date,
    Url,
    Iban,
    NationalId,
    Siren,
    Postcode,
    YesNo,
    Civility,
    Number,
    Country,
    FirstName,
    FullName,
    Company,
    Job,
    Street,
    Status,
    Source,
    Audience,
    LongText,
}

/// Word lists of `columns/values.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueFile {
    yes_no: Vec<String>,
    civilities: Vec<String>,
    status: Vec<String>,
    sources: Vec<String>,
    audiences: Vec<String>,
    company_words: Vec<String>,
    job_words: Vec<String>,
    street_words: Vec<String>,
    countries: Vec<String>,
    first_names: Vec<String>,
}

/// The same lists, folded.
#[derive(Debug)]
pub(super) struct ValueWords {
    yes_no: FxHashSet<String>,
    civilities: FxHashSet<String>,
    status: FxHashSet<String>,
    sources: FxHashSet<String>,
    audiences: FxHashSet<String>,
    company_words: FxHashSet<String>,
    job_words: FxHashSet<String>,
    street_words: FxHashSet<String>,
    countries: FxHashSet<String>,
    first_names: FxHashSet<String>,
}

impl ValueWords {
    pub(super) fn new(file: ValueFile) -> Self {
        let set = |list: Vec<String>| list.iter().map(|text| key(text)).collect();
        Self {
            yes_no: set(file.yes_no),
            civilities: set(file.civilities),
            status: set(file.status),
            sources: set(file.sources),
            audiences: set(file.audiences),
            company_words: set(file.company_words),
            job_words: set(file.job_words),
            street_words: set(file.street_words),
            countries: set(file.countries),
            first_names: set(file.first_names),
        }
    }
}

impl ValueWords {
    pub(super) fn is_first_name(&self, word: &str) -> bool {
        self.first_names.contains(word)
    }
}

/// Folded words, or the text itself when it has none (✓).
fn key(text: &str) -> String {
    let words = pieces(text);
    if words.is_empty() { text.trim().to_owned() } else { words.join(" ") }
}

/// What a column is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// Values looked at (blank cells are not values).
    pub(super) values: usize,
    counts: [usize; 22],
    /// Different values.
    distinct: usize,
    words: usize,
    digits_only: usize,
    with_digits: usize,
    old_dates: usize,
    dated_start: usize,
}

impl Shape {
    /// Looks at the values of a column, spread over the whole table.
    pub(super) fn of(table: &Table, column: u32, words: &ValueWords) -> Self {
        let cells: Vec<&Cell> =
            table.body().map(|row| row.cell(column)).filter(|cell| !cell.is_blank()).collect();
        let step = cells.len().div_ceil(SAMPLE).max(1);
        let mut shape = Self::default();
        let mut seen = FxHashSet::default();
        for cell in cells.iter().step_by(step) {
            shape.add(cell, words);
            seen.insert(key(&cell.to_string()));
        }
        shape.distinct = seen.len();
        shape
    }

    /// Share of values of that kind, 0 to 1.
    pub(super) fn share(&self, kind: ValueKind) -> f32 {
        self.part(self.counts.get(kind as usize).copied().unwrap_or(0))
    }

    fn part(&self, count: usize) -> f32 {
        if self.values == 0 { 0.0 } else { count as f32 / self.values as f32 }
    }

    /// Words in a value, on average.
    pub(super) fn mean_words(&self) -> f32 {
        self.part(self.words)
    }

    /// Share of values that hold a digit.
    pub(super) fn with_digits(&self) -> f32 {
        self.part(self.with_digits)
    }

    /// Share of values that are digits and nothing else.
    pub(super) fn digits_only(&self) -> f32 {
        self.part(self.digits_only)
    }

    /// Few values that come again and again, as a choice in a list.
    pub(super) fn few(&self) -> bool {
        self.values >= 6 && self.distinct * 3 <= self.values && self.distinct <= 25
    }

    /// Share of dates that are more than sixteen years before the newest ones people write now.
    pub(super) fn old_dates(&self) -> f32 {
        self.part(self.old_dates)
    }

    /// Share of text values that begin with a date and go on.
    pub(super) fn dated_start(&self) -> f32 {
        self.part(self.dated_start)
    }

    fn count(&mut self, kind: ValueKind, yes: bool) {
        if let Some(count) = self.counts.get_mut(kind as usize) {
            *count += usize::from(yes);
        }
    }

    fn add(&mut self, cell: &Cell, words: &ValueWords) {
        self.values += 1;
        match cell {
            Cell::Empty | Cell::Error(_) => {}
            Cell::Date(at) => {
                self.count(ValueKind::Date, true);
                self.old_dates += usize::from(at.year() < 2008);
                self.with_digits += 1;
            }
            Cell::Bool(_) => self.count(ValueKind::YesNo, true),
            Cell::Number(number) => self.add_number(*number),
            Cell::Text(text) => self.add_text(text.trim(), words),
        }
    }

    fn add_number(&mut self, number: f64) {
        self.count(ValueKind::Number, true);
        self.with_digits += 1;
        if number.fract() == 0.0 && number >= 0.0 {
            self.digits_only += 1;
            self.add_digits(&format!("{number:.0}"));
        }
    }

    /// Digits that stand for something: a number that lost its leading zero included.
    fn add_digits(&mut self, digits: &str) {
        self.count(ValueKind::YesNo, digits == "0" || digits == "1");
        self.count(ValueKind::Postcode, forms::is_postcode(digits));
        self.count(ValueKind::Siren, forms::is_company_number(digits));
        self.count(ValueKind::NationalId, forms::is_nir(digits));
        self.count(ValueKind::Phone, forms::is_phone(digits));
        self.count(ValueKind::Mobile, forms::is_mobile(digits));
    }

    fn add_text(&mut self, text: &str, words: &ValueWords) {
        let parts = pieces(text);
        let folded = if parts.is_empty() { text.to_owned() } else { parts.join(" ") };
        let number = text.split_whitespace().count();
        self.words += number;
        self.with_digits += usize::from(text.bytes().any(|byte| byte.is_ascii_digit()));
        self.digits_only += usize::from(text.bytes().all(|byte| byte.is_ascii_digit()));
        self.add_forms(text);
        self.add_listed(&folded, words);
        let has = |set: &FxHashSet<String>| parts.iter().any(|part| set.contains(part));
        let company = has(&words.company_words);
        self.count(ValueKind::Company, company && number <= 10);
        self.count(ValueKind::Job, has(&words.job_words) && number <= 10);
        self.count(ValueKind::Street, has(&words.street_words) && number > 1);
        let named = parts.iter().take(4).any(|part| words.first_names.contains(part));
        let letters = parts.iter().all(|part| part.chars().all(char::is_alphabetic));
        self.count(ValueKind::FirstName, named && parts.len() <= 2 && letters && number == 1);
        let is_name = named && (2..=5).contains(&number) && letters && !company;
        self.count(ValueKind::FullName, is_name);
        self.count(ValueKind::LongText, number >= 5 || text.contains('\n'));
    }

    fn add_forms(&mut self, text: &str) {
        let date = forms::date_year(text);
        self.count(ValueKind::Email, forms::is_email(text));
        self.count(ValueKind::Url, forms::is_url(text));
        self.count(ValueKind::Iban, forms::is_iban(text));
        self.count(ValueKind::Date, date.is_some());
        self.old_dates += usize::from(date.is_some_and(|year| year < 2008));
        self.dated_start += usize::from(date.is_none() && forms::starts_with_date(text));
        self.count(ValueKind::Number, forms::is_number(text));
        if date.is_none() {
            self.count(ValueKind::Phone, forms::is_phone(text));
            self.count(ValueKind::Mobile, forms::is_mobile(text));
            self.count(ValueKind::Postcode, forms::is_postcode(text));
            self.count(ValueKind::Siren, forms::is_company_number(text));
            self.count(ValueKind::NationalId, forms::is_nir(text));
        }
    }

    fn add_listed(&mut self, folded: &str, words: &ValueWords) {
        self.count(ValueKind::YesNo, words.yes_no.contains(folded));
        self.count(ValueKind::Civility, words.civilities.contains(folded));
        self.count(ValueKind::Status, words.status.contains(folded));
        self.count(ValueKind::Source, words.sources.contains(folded));
        self.count(ValueKind::Audience, words.audiences.contains(folded));
        self.count(ValueKind::Country, words.countries.contains(folded));
    }
}
