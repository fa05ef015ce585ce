//! Reads arguments one by one; what is wrong with them is told in the reader's language.

use std::ffi::OsString;
use std::path::PathBuf;

use jiff::civil::Date;
use lexopt::Arg;

use super::usage;
use crate::dto::Lang;
use crate::error::Error;

/// One argument of a command.
pub(super) enum Item {
    /// An option, as `--lang` (short ones as `-o`).
    Option(String),
    /// Anything else.
    Value(OsString),
}

/// The arguments left to read.
pub(super) struct Args(lexopt::Parser);

impl Args {
    pub(super) fn new(arguments: impl IntoIterator<Item = OsString>) -> Self {
        Self(lexopt::Parser::from_args(arguments))
    }

    /// The first argument: a command, `--help` or `--version`; none when there is none.
    pub(super) fn command(&mut self) -> Result<Option<String>, Error> {
        Ok(self.next()?.map(|item| match item {
            Item::Option(name) if name == "-h" => "--help".to_owned(),
            Item::Option(name) if name == "-V" => "--version".to_owned(),
            Item::Option(name) => name,
            Item::Value(value) => value.to_string_lossy().into_owned(),
        }))
    }

    /// The next argument, if any.
    pub(super) fn next(&mut self) -> Result<Option<Item>, Error> {
        let item = match self.0.next().map_err(|error| told(&error))? {
            None => return Ok(None),
            Some(Arg::Long(name)) => Item::Option(format!("--{name}")),
            Some(Arg::Short(name)) => Item::Option(format!("-{name}")),
            Some(Arg::Value(value)) => Item::Value(value),
        };
        Ok(Some(item))
    }

    /// The next argument as text, when there is one and it is no option.
    pub(super) fn value_or_none(&mut self) -> Result<Option<String>, Error> {
        match self.next()? {
            Some(Item::Value(value)) => Ok(Some(value.to_string_lossy().into_owned())),
            _ => Ok(None),
        }
    }

    /// The value of the option just read.
    pub(super) fn value(&mut self) -> Result<OsString, Error> {
        self.0.value().map_err(|error| told(&error))
    }

    /// The value of the option just read, as text.
    pub(super) fn text(&mut self) -> Result<String, Error> {
        Ok(self.value()?.to_string_lossy().into_owned())
    }

    /// The value of the option just read, as a path.
    pub(super) fn path(&mut self) -> Result<PathBuf, Error> {
        Ok(PathBuf::from(self.value()?))
    }

    /// The value of the option just read, `option`, as a day.
    pub(super) fn day(&mut self, option: &str) -> Result<Date, Error> {
        let text = self.text()?;
        text.parse().map_err(|_| bad_value(option, &text, "2026-12-31"))
    }
}

/// A value that none of the possible ones equals.
pub(super) fn bad_value(option: &str, value: &str, possible: &str) -> Error {
    usage(
        "cli.bad_value",
        vec![
            ("option", option.to_owned()),
            ("value", value.to_owned()),
            ("possible", possible.to_owned()),
        ],
    )
}

/// An option that the command does not have.
pub(super) fn unknown_option(option: String) -> Error {
    usage("cli.unknown_option", vec![("option", option)])
}

/// An argument too many.
pub(super) fn unexpected(value: &std::ffi::OsStr) -> Error {
    usage("cli.unexpected", vec![("value", value.to_string_lossy().into_owned())])
}

/// The language called `fr` or `en`.
pub(super) fn lang(option: &str, value: &str) -> Result<Lang, Error> {
    match value {
        "fr" => Ok(Lang::Fr),
        "en" => Ok(Lang::En),
        _ => Err(bad_value(option, value, "fr, en")),
    }
}

/// Is a report asked for as JSON, or as text?
pub(super) fn is_json(value: &str) -> Result<bool, Error> {
    match value {
        "text" => Ok(false),
        "json" => Ok(true),
        _ => Err(bad_value("--format", value, "text, json")),
    }
}

fn told(error: &lexopt::Error) -> Error {
    match error {
        lexopt::Error::MissingValue { option } => {
            usage("cli.missing_value", vec![("option", option.clone().unwrap_or_default())])
        }
        lexopt::Error::UnexpectedValue { option, .. } => {
            usage("cli.no_value_expected", vec![("option", option.clone())])
        }
        other => usage("cli.bad_argument", vec![("detail", other.to_string())]),
    }
}
