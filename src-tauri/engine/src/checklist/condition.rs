//! When a question is asked and when a sentence is written: `has:channels=email`, `yes:backups`,
//! `!any:processors`, `yes:access | partly:access`.

use super::Level;

/// One thing that may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// `has:FACT=OPTION`: the company said so of itself.
    Has(String, String),
    /// `yes:`, `partly:`, `no:`, `na:` QUESTION: what its answer counts as.
    Answer(Level, String),
    /// `measured`: an audit was handed over.
    Measured,
    /// `counted:CHECK`: that audit found some.
    Counted(String),
    /// `role:ROLE`: that audit saw a column of that role.
    Role(String),
    /// `any:LIST`: a list is not empty.
    Any(String),
    /// `value:NAME`: a value is not empty.
    Value(String),
    /// `item:FLAG`: the item being written is marked so.
    Item(String),
    /// `asked:KIND`: the request being answered is of that kind; holds where none is.
    Asked(String),
}

/// What conditions are asked of.
pub trait World {
    /// Does it hold?
    fn holds(&self, test: &Test) -> bool;
}

/// One of several tests, each possibly denied, must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    any: Vec<(bool, Test)>,
}

impl Condition {
    /// Reads `a | !b`.
    ///
    /// # Errors
    /// What cannot be read, as a sentence.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let one = |part: &str| {
            let part = part.trim();
            let (wanted, part) = match part.strip_prefix('!') {
                Some(rest) => (false, rest),
                None => (true, part),
            };
            test(part).map(|test| (wanted, test)).ok_or_else(|| {
                format!("`{part}` is no condition; see lexicons/checklist/README.md")
            })
        };
        Ok(Self { any: text.split('|').map(one).collect::<Result<_, _>>()? })
    }

    /// Does it hold there?
    #[must_use]
    pub fn holds(&self, world: &impl World) -> bool {
        self.any.iter().any(|(wanted, test)| world.holds(test) == *wanted)
    }

    /// What it looks at.
    pub fn tests(&self) -> impl Iterator<Item = &Test> {
        self.any.iter().map(|(_, test)| test)
    }
}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, (wanted, test)) in self.any.iter().enumerate() {
            let before = if at > 0 { " | " } else { "" };
            let not = if *wanted { "" } else { "!" };
            write!(f, "{before}{not}{test}")?;
        }
        Ok(())
    }
}

impl std::fmt::Display for Test {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Has(fact, option) => write!(f, "has:{fact}={option}"),
            Self::Answer(level, question) => write!(f, "{}:{question}", level.name()),
            Self::Measured => f.write_str("measured"),
            Self::Counted(check) => write!(f, "counted:{check}"),
            Self::Role(role) => write!(f, "role:{role}"),
            Self::Any(list) => write!(f, "any:{list}"),
            Self::Value(name) => write!(f, "value:{name}"),
            Self::Item(flag) => write!(f, "item:{flag}"),
            Self::Asked(kind) => write!(f, "asked:{kind}"),
        }
    }
}

fn test(part: &str) -> Option<Test> {
    if part == "measured" {
        return Some(Test::Measured);
    }
    let (kind, name) = part.split_once(':')?;
    let name = Some(name.trim()).filter(|name| !name.is_empty())?.to_owned();
    Some(match kind {
        "has" => {
            let (fact, option) = name.split_once('=')?;
            Test::Has(fact.to_owned(), option.to_owned())
        }
        "counted" => Test::Counted(name),
        "role" => Test::Role(name),
        "any" => Test::Any(name),
        "value" => Test::Value(name),
        "item" => Test::Item(name),
        "asked" => Test::Asked(name),
        level => Test::Answer(Level::named(level)?, name),
    })
}
