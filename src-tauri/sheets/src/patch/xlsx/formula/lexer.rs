//! Finding the references of a formula among strings, names, functions and table references.

use super::Area;

/// A stretch of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece<'a> {
    /// Copied as it is.
    Other(&'a str),
    /// A text literal with its quotes.
    Literal(&'a str),
    /// A reference to cells.
    Reference(Reference<'a>),
    /// A name or item of another workbook: `[1]!Rate`, `[2]Sheet1!Rate`.
    External(&'a str),
}

/// A reference with the sheet it names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference<'a> {
    /// `Sheet1!`, `'My sheet'!`, `[1]Sheet1!`, `Jan:Dec!` as written; empty when there is none.
    pub(crate) prefix: &'a str,
    /// `Sheet1!` again before the second end (`Sheet1!A1:Sheet1!B2`); else empty.
    pub(crate) again: &'a str,
    /// The cells.
    pub(crate) area: Area,
}

impl Reference<'_> {
    /// As it is written.
    pub(crate) fn written(&self) -> String {
        match self.area {
            Area::Cells(a, b) if !self.again.is_empty() => {
                let (a, b) = (Area::Cell(a).text(), Area::Cell(b).text());
                format!("{}{a}:{}{b}", self.prefix, self.again)
            }
            area => format!("{}{}", self.prefix, area.text()),
        }
    }

    /// Name of the one sheet meant by the prefix: none when there is no prefix, `Err` when it is
    /// another workbook's, a stretch of sheets, or a sheet that was deleted.
    pub(crate) fn sheet(&self) -> Result<Option<String>, NotOneSheet> {
        let Some(name) = self.sheets() else { return Ok(None) };
        if name.contains(['[', ']', ':', '#', '|']) {
            return Err(NotOneSheet);
        }
        Ok(Some(name))
    }

    /// First and last sheet of the stretch meant by the prefix (`Jan:Dec!`), when it is one.
    pub(crate) fn stretch(&self) -> Option<(String, String)> {
        let names = self.sheets().filter(|names| !names.contains(['[', ']', '#', '|']))?;
        let (first, last) = names.split_once(':')?;
        Some((first.to_owned(), last.to_owned()))
    }

    /// Does it lead to another workbook?
    pub(crate) fn is_external(&self) -> bool {
        self.prefix.contains('[')
    }

    fn sheets(&self) -> Option<String> {
        let name = self.prefix.strip_suffix('!')?;
        let quoted = name.strip_prefix('\'').and_then(|name| name.strip_suffix('\''));
        Some(quoted.map_or_else(|| name.to_owned(), |name| name.replace("''", "'")))
    }
}

/// The prefix of a stretch of sheets, quoted when a name asks for it.
pub(crate) fn stretch_prefix(first: &str, last: &str) -> String {
    let plain = |name: &str| {
        name.chars().all(|c| c.is_alphanumeric() || c == '_')
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && Area::parse(name).is_none()
    };
    let joined = if first == last { first.to_owned() } else { format!("{first}:{last}") };
    match plain(first) && plain(last) {
        true => format!("{joined}!"),
        false => format!("'{}'!", joined.replace('\'', "''")),
    }
}

/// The reference is not to one sheet of this workbook.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct NotOneSheet;

/// Cuts a formula (without its `=`) into pieces; together they are all of it.
pub(crate) fn pieces(formula: &str) -> Vec<Piece<'_>> {
    let mut cutter = Cutter { text: formula, at: 0, plain: 0, out: Vec::new() };
    while cutter.at < formula.len() {
        cutter.step();
    }
    cutter.flush(formula.len());
    cutter.out
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
    /// Start of what was not given out yet.
    plain: usize,
    out: Vec<Piece<'a>>,
}

impl<'a> Cutter<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Gives out what was passed over, up to `to`.
    fn flush(&mut self, to: usize) {
        let plain = self.slice(self.plain, to);
        if !plain.is_empty() {
            self.out.push(Piece::Other(plain));
        }
        self.plain = to;
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        match first {
            '"' => {
                let from = self.at;
                self.at += quoted(rest, '"');
                self.flush(from);
                self.out.push(Piece::Literal(self.slice(from, self.at)));
                self.plain = self.at;
            }
            '[' if prefix_len(rest).is_none() => self.at += brackets(rest),
            '#' => self.at += error_len(rest),
            c if starts_word(c) || c == '\'' || c == '[' => self.word(),
            c => self.at += c.len_utf8(),
        }
    }

    /// A reference, or a name, number or function to pass over.
    fn word(&mut self) {
        let rest = self.rest();
        let prefix = prefix_len(rest).unwrap_or(0);
        let after = rest.get(prefix..).unwrap_or_default();
        if let Some((area, len)) = Area::parse(after) {
            let from = self.at;
            let (area, again, more) = self.second_end(area, rest, prefix, len);
            self.at += prefix + len + more;
            self.flush(from);
            let prefix = rest.get(..prefix).unwrap_or_default();
            self.out.push(Piece::Reference(Reference { prefix, again, area }));
            self.plain = self.at;
            return;
        }
        let name = after.find(|c| !in_word(c)).unwrap_or(after.len());
        let from = self.at;
        self.at += (prefix + name).max(rest.chars().next().map_or(1, char::len_utf8));
        if rest.get(..prefix).is_some_and(|prefix| prefix.contains('[')) {
            self.flush(from);
            self.out.push(Piece::External(self.slice(from, self.at)));
            self.plain = self.at;
            return;
        }
        if self.rest().starts_with('[') {
            self.at += brackets(self.rest());
        }
    }

    /// `A1:Sheet1!B2`: the second end with the same prefix makes one range.
    fn second_end(
        &self,
        area: Area,
        rest: &'a str,
        prefix: usize,
        len: usize,
    ) -> (Area, &'a str, usize) {
        let alone = (area, "", 0);
        let Area::Cell(first) = area else { return alone };
        let written = rest.get(..prefix).unwrap_or_default();
        let tail = rest.get(prefix + len..).unwrap_or_default();
        let Some(second) = tail.strip_prefix(':').and_then(|tail| tail.strip_prefix(written))
        else {
            return alone;
        };
        match Area::parse(second) {
            Some((Area::Cell(last), more)) if !written.is_empty() => {
                (Area::Cells(first, last), written, 1 + written.len() + more)
            }
            _ => alone,
        }
    }
}

fn starts_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\\' || c == '$'
}

fn in_word(c: char) -> bool {
    starts_word(c) || c == '.' || c == '?'
}

/// Length of a quoted stretch, the quote doubled inside; the whole rest when it is not closed.
fn quoted(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            match chars.peek() {
                Some((_, next)) if *next == quote => {
                    chars.next();
                }
                _ => return at + 1,
            }
        }
    }
    text.len()
}

/// Length of a bracketed stretch; `'` escapes the character that follows it.
fn brackets(text: &str) -> usize {
    let mut depth = 0usize;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' => {
                chars.next();
            }
            '[' => depth += 1,
            ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// Length of an error value and of what it swallows (`#REF!$A$1`), or of a lone `#`.
fn error_len(text: &str) -> usize {
    const ERRORS: [&str; 9] =
        ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#N/A", "#SPILL!", "#CALC!"];
    let Some(error) = ERRORS.iter().find(|error| text.starts_with(**error)) else { return 1 };
    let after = text.get(error.len()..).unwrap_or_default();
    let swallowed =
        if *error == "#REF!" { Area::parse(after).map_or(0, |(_, len)| len) } else { 0 };
    error.len() + swallowed
}

/// Length of a sheet prefix with its `!`: `'…'!`, `Name!`, `[1]Name!`, `A:B!`, `[1]!`.
fn prefix_len(text: &str) -> Option<usize> {
    if text.starts_with('\'') {
        let len = quoted(text, '\'');
        return text.get(len..)?.starts_with('!').then_some(len + 1);
    }
    let mut len = if text.starts_with('[') { brackets(text) } else { 0 };
    let name = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.find(|c: char| !in_word(c) || c == '$').unwrap_or(rest.len())
    };
    len += name(len);
    if text.get(len..)?.starts_with(':') {
        len += 1 + name(len + 1);
    }
    (len > 0 && text.get(len..)?.starts_with('!')).then_some(len + 1)
}
