//! How a text file is written: separator, quote, encoding, mark, line ends.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::records::{Record, Records};

/// Everything needed to write a text file back as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvDialect {
    /// Between two fields: `;` `,` tab or `|` when guessed, seldom `^` `§` or `:`.
    pub separator: char,
    /// Around a field that holds the separator, a quote or a line end.
    pub quote: char,
    /// Encoding of the bytes (UTF-16 has its byte order).
    pub encoding: &'static Encoding,
    /// Does the file begin with a byte order mark?
    pub bom: bool,
    /// What ends a record.
    pub line_end: LineEnd,
}

impl CsvDialect {
    /// The same with another separator, or another encoding by its label (`windows-1252`); none for
    /// an encoding that nobody knows, or that spreadsheets do not write.
    #[must_use]
    pub fn with(self, separator: Option<char>, encoding: Option<&str>) -> Option<Self> {
        let encoding = match encoding {
            Some(label) => Encoding::for_label_no_replacement(label.as_bytes())?,
            None => self.encoding,
        };
        Some(Self { separator: separator.unwrap_or(self.separator), encoding, ..self })
    }
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    CrLf,
    /// Carriage return alone (old Macintosh).
    Cr,
}

impl LineEnd {
    /// The characters themselves.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
        }
    }
}

const USUAL: [char; 4] = [';', ',', '\t', '|'];
/// Separators that texts hold too: they must cut every record alike.
const SELDOM: [char; 3] = ['^', '§', ':'];
/// Fewest fields that one of those makes: a colon cuts a list of labels in two.
const FEWEST: usize = 3;
/// Records looked at to choose a separator.
const RECORDS: usize = 200;

/// The `sep=;` line that tells Excel the separator: the whole line with its end (empty when there
/// is none), and the separator it announces.
pub(super) fn sep_line(text: &str) -> (&str, Option<char>) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, after) = text.split_at(end);
    let bare = line.trim_matches('"');
    let announced = match bare.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")) {
        Some(_) => bare.chars().nth(4).filter(|_| bare.chars().count() == 5),
        None => None,
    };
    if announced.is_none() {
        return ("", None);
    }
    let line_end = if after.starts_with("\r\n") { 2 } else { after.len().min(1) };
    (text.get(..end + line_end).unwrap_or(text), announced)
}

/// The first line end of the text; Windows' when there is none.
pub(super) fn line_end(text: &str) -> LineEnd {
    match text.find(['\n', '\r']).and_then(|at| text.get(at..)) {
        Some(rest) if rest.starts_with("\r\n") => LineEnd::CrLf,
        Some(rest) if rest.starts_with('\n') => LineEnd::Lf,
        Some(_) => LineEnd::Cr,
        None => LineEnd::CrLf,
    }
}

/// The separator that cuts the most records into the same number of fields; among equals, the one
/// that makes more fields. `;` when nothing cuts them (a bare list).
pub(super) fn guess_separator(sample: &str, encoding: &'static Encoding) -> char {
    let best = best_of(&USUAL, |separator| cuts(sample, separator));
    if best.is_some_and(|(cut, _)| cut.all) {
        return best.map_or(';', |(_, separator)| separator);
    }
    // In the double bytes of East Asian encodings, the second one may look like a separator.
    let plain = |encoding: &'static Encoding| encoding.is_single_byte();
    let wide = [encoding_rs::UTF_8, encoding_rs::UTF_16LE, encoding_rs::UTF_16BE];
    let known = plain(encoding) || wide.contains(&encoding);
    let seldom = best_of(&SELDOM, |separator| {
        cuts(sample, separator).filter(|cut| known && cut.all && cut.width >= FEWEST && cut.names)
    });
    let usual = best.map_or(0.0, |(cut, _)| cut.score);
    let seldom = seldom.filter(|(cut, _)| cut.score > usual);
    seldom.or(best).map_or(';', |(_, separator)| separator)
}

/// The best score, and the first separator that has it.
fn best_of(separators: &[char], cuts: impl Fn(char) -> Option<Cut>) -> Option<(Cut, char)> {
    let scored = separators.iter().filter_map(|separator| Some((cuts(*separator)?, *separator)));
    scored.reduce(|best, next| if next.0.score > best.0.score { next } else { best })
}

/// How a separator cuts the records.
#[derive(Clone, Copy)]
struct Cut {
    score: f64,
    /// Number of fields that most records have.
    width: usize,
    /// Have all records, more than one, that number?
    all: bool,
    /// Has the first record a letter in each of its fields, as a header has? Hours and addresses of
    /// machines hold none or few.
    names: bool,
}

fn cuts(sample: &str, separator: char) -> Option<Cut> {
    let dialect = CsvDialect {
        separator,
        quote: '"',
        encoding: encoding_rs::UTF_8,
        bom: false,
        line_end: LineEnd::Lf,
    };
    let mut widths = BTreeMap::<usize, usize>::new();
    let (mut records, mut record) = (Records::new(sample, &dialect), Record::default());
    let (mut seen, mut names) = (0usize, false);
    while seen < RECORDS && records.next_into(&mut record) {
        if record.fields.iter().any(|field| !field.span.is_empty()) {
            if seen == 0 {
                let lettered = |text: &str| text.chars().any(char::is_alphabetic);
                let fields = &mut record.fields.iter();
                names = fields.all(|field| sample.get(field.span.clone()).is_some_and(lettered));
            }
            *widths.entry(record.fields.len()).or_default() += 1;
            seen += 1;
        }
    }
    let cut = widths.iter().filter(|(width, _)| **width > 1);
    let (width, count) = cut.max_by_key(|(width, count)| **count * **width)?;
    let share = *count as f64 / seen.max(1) as f64;
    // A lone comma in a few sentences is no separator.
    let score = if share < 0.25 { return None } else { share * (1.0 + (*width as f64).ln()) };
    Some(Cut { score, width: *width, all: *count == seen && seen > 1, names })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seldom_separators_are_told_where_they_cut_every_line() {
        let text = "Nom;E-mail;Note\nAna;a@b.example;vu, revu\n\nBob;;\"dit: non\"\n";
        for separator in ['^', '§', ':'] {
            let text = text.replace(';', &separator.to_string());
            assert_eq!(guess_separator(&text, encoding_rs::UTF_8), separator, "{text}");
            let western = encoding_rs::WINDOWS_1252;
            assert_eq!(guess_separator(&text, western), separator, "{text}");
        }
        let asian = guess_separator(&text.replace(';', "^"), encoding_rs::SHIFT_JIS);
        assert_ne!(asian, '^');
    }

    #[test]
    fn texts_that_hold_them_are_cut_as_before() {
        for (text, expected) in [
            ("Heure\n10:30:00\n11:45:00\n", ';'),
            ("10:30:00\n11:45:00\n", ';'),
            ("Nom : Ana\nVille : Lyon\n", ';'),
            ("a^b^c\nd^e\nf^g^h\n", ';'),
            ("Nom:x:y;Note\nAna:x:y;vu\n", ';'),
            ("Nom,Heure:min:s\nAna,10:30:00\n", ','),
            ("Nom:a:b|Note\nAna:a:b|vu\n", '|'),
            ("Nom;Ville;Note:a:b\nAna;Lyon;x:y:z\nBob;Lyon\nEva;Metz;u:v:w\n", ';'),
            ("Nom§Note\nAna§vu\n", ';'),
            ("Nom:Ville:Note\n", ';'),
        ] {
            assert_eq!(guess_separator(text, encoding_rs::UTF_8), expected, "{text}");
        }
    }
}
