//! Where the command line writes, and in which language it speaks.

use std::io::{self, BufWriter, Write};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use epure_engine::finding::Severity;
use epure_engine::messages::Values;

use super::Outcome;
use super::passwords::Passwords;
use crate::dto::Lang;
use crate::error::{Error, ErrorCode};
use crate::packs;
use crate::texts::Texts;

/// Standard output (results) and standard error (messages). Colours are left out where they cannot
/// be shown or are not wanted (`NO_COLOR`). A command writes text or data, never both.
pub(crate) struct Console {
    texts: Texts,
    out: BufWriter<AutoStream<io::Stdout>>,
    /// The same without a look at colours: for data.
    data: BufWriter<io::Stdout>,
    err: AutoStream<io::Stderr>,
    passwords: Passwords,
}

impl Console {
    /// Speaks the language of the surroundings (`LC_ALL`, `LC_MESSAGES`, `LANG`); French when they
    /// do not ask for English.
    pub(super) fn new() -> Self {
        let asked = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty());
        let lang = match asked {
            Some(value) if value.starts_with("en") => Lang::En,
            _ => Lang::Fr,
        };
        Self {
            texts: packs::texts(lang),
            out: BufWriter::new(AutoStream::auto(io::stdout())),
            data: BufWriter::with_capacity(1 << 16, io::stdout()),
            err: AutoStream::auto(io::stderr()),
            passwords: Passwords::of_surroundings(),
        }
    }

    /// Speaks that language from now on.
    pub(super) fn speak(&mut self, lang: Lang) {
        self.texts = packs::texts(lang);
    }

    /// Takes passwords from standard input.
    pub(super) fn hear_passwords(&mut self) -> Result<(), Error> {
        self.passwords = Passwords::of_standard_input()?;
        Ok(())
    }

    /// The passwords it was given.
    pub(super) fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// The sentences of its language.
    pub(super) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// A sentence of its language.
    pub(super) fn say(&self, key: &str, values: Values<'_>) -> String {
        self.texts.say(key, values)
    }

    /// Where text goes.
    pub(super) fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// Where data goes.
    pub(super) fn data(&mut self) -> &mut impl Write {
        &mut self.data
    }

    /// Writes a line of results.
    pub(super) fn line(&mut self, line: &str) -> Result<(), Error> {
        writeln!(self.out, "{line}").map_err(writing)
    }

    /// Writes a message.
    pub(super) fn note(&mut self, message: &str) {
        // A message nobody can read any more is no reason to stop the work.
        let _ = writeln!(self.err, "{message}");
    }

    /// Tells why the request could not be carried out.
    pub(super) fn error(&mut self, error: &Error) {
        let told = error.told(&self.texts);
        let red = style(Severity::Critical);
        let _ = self.flush();
        self.note(&format!("{red}epure{red:#}: {}", told.message));
        if matches!(told.code, ErrorCode::PasswordNeeded | ErrorCode::PasswordWrong) {
            let hint = self.say("cli.password_hint", &[]);
            self.note(&hint);
        }
    }

    pub(super) fn help(&mut self, key: &str) -> Result<Outcome, Error> {
        let text = self.say(key, &[]);
        self.line(text.trim_end())?;
        Ok(Outcome::Done)
    }

    pub(super) fn version(&mut self) -> Result<Outcome, Error> {
        self.line(concat!("epure ", env!("CARGO_PKG_VERSION")))?;
        Ok(Outcome::Done)
    }

    pub(super) fn flush(&mut self) -> Result<(), Error> {
        self.out.flush().and_then(|()| self.data.flush()).map_err(writing)
    }
}

/// Standard output could not be written.
pub(super) fn writing(source: io::Error) -> Error {
    Error::Output(source)
}

/// A text of a file, without the control characters that would drive the terminal.
pub(super) fn tame(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Colour of a severity; always beside its word.
pub(super) fn style(severity: Severity) -> Style {
    match severity {
        Severity::Critical => AnsiColor::Red.on_default().bold(),
        Severity::Major => AnsiColor::Yellow.on_default().bold(),
        Severity::Minor => AnsiColor::Cyan.on_default(),
        Severity::Info => Style::new().dimmed(),
    }
}
