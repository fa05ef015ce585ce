//! What is wrong with a lexicon file, said to the person who wrote it.

/// A lexicon that cannot be used: which file, which line, what to change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct PackError {
    /// Path relative to `lexicons/`.
    pub file: String,
    /// 1-based line; 1 when it concerns the whole file.
    pub line: usize,
    /// What is wrong.
    pub what: Problem,
}

/// Kinds of [`PackError`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Not TOML, an unknown key, a missing key or a value of the wrong kind.
    #[error("{0}")]
    Format(String),
    /// The bytes are not UTF-8 text.
    #[error("the file is not UTF-8 text")]
    NotText,
    /// Not a word filter.
    #[error(
        "not a word filter; build it again with `cargo run -p epure-engine --example wordfilter`"
    )]
    NotAFilter,
    /// A line that is not a thing and its weight.
    #[error("not a word, a tab and its weight; make the file again with `make weights`")]
    NotAWeight,
    /// Two rules of a language with one id.
    #[error("rule `{0}` exists already in {1}")]
    Duplicate(String, String),
    /// Fewer than two examples of a kind.
    #[error("rule `{rule}` has {count} `{kind}` sentences; at least two are needed")]
    FewExamples {
        /// The rule.
        rule: String,
        /// `flags` or `allows`.
        kind: &'static str,
        /// How many there are.
        count: usize,
    },
    /// A `flags` sentence without a marked span, or with marks that do not pair.
    #[error("mark what must be found as [[…]] in: {0}")]
    BadMarks(String),
    /// A rule that matches nothing, or one for hints that matches something.
    #[error(
        "rule `{0}` needs one of `terms`, `list`, `pattern`, or `hints = true` and none of them"
    )]
    NothingToFind(String),
    /// A term that does not follow the language.
    #[error("term `{term}`: {why}")]
    Term {
        /// The term.
        term: String,
        /// Why it cannot be read.
        why: super::term::TermError,
    },
    /// A class that no `classes.toml` defines.
    #[error("term `{term}`: no class <{class}> in classes.toml")]
    UnknownClass {
        /// The term.
        term: String,
        /// The class.
        class: String,
    },
    /// A class made of itself.
    #[error("class <{0}> contains itself")]
    Circular(String),
    /// A term made only of numbers, dates and gaps.
    #[error("term `{0}` needs one word that is not a number or a date")]
    NoAnchor(String),
    /// A list file that is not there.
    #[error("no such file: {0}")]
    MissingList(String),
    /// A personal file with the name of one of the program's.
    #[error("a file of that name exists already; choose another")]
    Replaces,
    /// An example of a personal rule that does not hold.
    #[error("rule `{0}`: {1}")]
    Example(String, String),
    /// A regular expression that cannot be read.
    #[error("pattern: {0}")]
    Pattern(String),
    /// A check that does not exist.
    #[error("no check named `{0}`")]
    UnknownCheck(String),
    /// A rewriting strategy that does not exist.
    #[error("no rewriting named `{0}`")]
    UnknownRewrite(String),
}

impl PackError {
    /// An error at a byte offset of a file's text.
    pub(crate) fn at(file: &str, text: &str, offset: usize, what: Problem) -> Self {
        let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        Self { file: file.to_owned(), line, what }
    }
}
