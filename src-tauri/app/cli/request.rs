//! What `audit` and `clean` have in common: which files, which columns, which day, which country.

use std::path::Path;

use epure_engine::audit::AudienceLookUp;
use epure_engine::country::Audience;
use epure_engine::decision::DecisionFile;
use epure_engine::role::Role;
use epure_engine::table::column_index;
use epure_engine::text::fold::plain;
use epure_store::Store;
use jiff::civil::Date;

use super::args::{Args, bad_value, lang};
use super::{Console, usage};
use crate::clock::Clock;
use crate::error::Error;
use crate::folder::data_folder;
use crate::pipeline::{Audited, Fitted, Lookup, Pipeline, Question, Source, silent};
use crate::{audience, opposition};

/// How an audit is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    /// Sheets to audit; all when empty.
    pub(super) sheets: Vec<String>,
    /// Roles that win over the guesses: header text or column letters → role.
    pub(super) roles: Vec<(String, Role)>,
    /// Country pack.
    pub(super) country: Option<String>,
    /// Whom rows are about that say nothing of it.
    pub(super) audience: Option<Audience>,
    /// The day to speak of; today when none.
    pub(super) as_of: Option<Date>,
}

impl Request {
    /// Takes an option if it is one of those in common; answers whether it was.
    pub(super) fn take(
        &mut self,
        option: &str,
        args: &mut Args,
        console: &mut Console,
    ) -> Result<bool, Error> {
        match option {
            "--sheet" => self.sheets.push(args.text()?),
            "--map" => self.roles.push(mapping(&args.text()?)?),
            "--country" => self.country = Some(args.text()?.to_lowercase()),
            "--audience" => self.audience = Some(audience_named(&args.text()?)?),
            "--lang" => console.speak(lang("--lang", &args.text()?)?),
            "--as-of" => self.as_of = Some(args.day(option)?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Takes from a decisions file how its file was audited, where options do not say.
    pub(super) fn complete(&mut self, decided: &DecisionFile) {
        self.as_of = self.as_of.or(decided.as_of);
        self.country = self.country.take().or_else(|| decided.country.clone());
        if self.sheets.is_empty() {
            self.sheets.clone_from(&decided.sheets);
        }
        if self.roles.is_empty() {
            let roles = decided.columns.iter();
            self.roles = roles.map(|(column, role)| (column.clone(), *role)).collect();
        }
    }

    /// Reads and audits a file as asked.
    pub(super) fn audit(
        &self,
        pipeline: &Pipeline,
        path: &Path,
        console: &mut Console,
    ) -> Result<Audited, Error> {
        let mut source = pipeline.read(console.passwords().of_file(path), &silent)?;
        let mut sheets = pipeline.fit_all(&mut source.book);
        self.choose_sheets(&source, &mut sheets)?;
        for (column, role) in &self.roles {
            choose_role(&source, &mut sheets, column, *role)?;
        }
        let question = self.question(console)?;
        let audit = pipeline.audit(&source.book, &sheets, &question, &silent)?;
        Ok(Audited { source, sheets, audit })
    }

    /// The country whose rules apply.
    pub(super) fn country(&self) -> &str {
        self.country.as_deref().unwrap_or("fr")
    }

    /// What an audit is asked.
    pub(super) fn question(&self, console: &mut Console) -> Result<Question, Error> {
        let (suppressed, audiences) = remembered(console)?;
        Ok(Question {
            as_of: self.as_of.unwrap_or_else(|| Clock::System.today()),
            country: self.country().to_owned(),
            lang: console.texts().lang(),
            suppressed,
            audience: self.audience,
            audiences,
        })
    }

    /// Leaves out the sheets that were not asked for.
    fn choose_sheets(&self, source: &Source, sheets: &mut [Fitted]) -> Result<(), Error> {
        let book = &source.book;
        for name in &self.sheets {
            if book.sheet(name).is_none() {
                let values = vec![file(source), ("sheet", name.clone())];
                return Err(Error::unknown("errors.unknown_sheet_of", values));
            }
        }
        for (table, fitted) in book.sheets.iter().zip(sheets) {
            fitted.included &= self.sheets.is_empty() || self.sheets.contains(&table.name);
        }
        Ok(())
    }
}

/// Gives a role to every column of that header (case and accents ignored), or of those letters when
/// no header is.
fn choose_role(
    source: &Source,
    sheets: &mut [Fitted],
    column: &str,
    role: Role,
) -> Result<(), Error> {
    let wanted = plain(column);
    let mut chosen = false;
    for (table, fitted) in source.book.sheets.iter().zip(sheets.iter_mut()) {
        let named = (0..table.width()).filter(|at| plain(table.header_name(*at)) == wanted);
        for at in named.filter(|_| !wanted.is_empty()) {
            chosen |= fitted.choose(at, role);
        }
    }
    if let (false, Some(at)) = (chosen, column_index(column)) {
        for fitted in sheets {
            chosen |= fitted.choose(at, role);
        }
    }
    match chosen {
        true => Ok(()),
        false => {
            let values = vec![file(source), ("column", column.to_owned())];
            Err(Error::unknown("errors.unknown_column_anywhere", values))
        }
    }
}

/// The file, for a sentence about it: several may be audited at once.
fn file(source: &Source) -> (&'static str, String) {
    ("file", source.path.display().to_string())
}

/// What this computer remembers of people: the suppression list, and whom they are.
fn remembered(console: &mut Console) -> Result<(Option<Lookup>, Option<AudienceLookUp>), Error> {
    let Some(folder) = data_folder().filter(|folder| Store::exists(folder)) else {
        return Ok((None, None));
    };
    match Store::open(&folder) {
        Ok(store) => Ok((opposition::lookup(&store)?, audience::lookup(&store)?)),
        Err(error) => {
            // An audit is worth having without them; it must not go unsaid.
            let told = Error::from(error).told(console.texts());
            console.note(&told.message);
            Ok((None, None))
        }
    }
}

fn audience_named(value: &str) -> Result<Audience, Error> {
    match value {
        "professional" => Ok(Audience::Professional),
        "consumer" => Ok(Audience::Consumer),
        "sole_trader" => Ok(Audience::SoleTrader),
        _ => Err(bad_value("--audience", value, "professional, consumer, sole_trader")),
    }
}

/// `Notes client=notes` or `L=notes`.
fn mapping(text: &str) -> Result<(String, Role), Error> {
    let Some((column, role)) = text.rsplit_once('=') else {
        return Err(usage("cli.bad_map", vec![("value", text.to_owned())]));
    };
    let role = role.trim().parse().map_err(|_| {
        let names: Vec<&str> = Role::all().map(Role::name).collect();
        let values = vec![("role", role.trim().to_owned()), ("roles", names.join(", "))];
        usage("errors.unknown_role", values)
    })?;
    Ok((column.trim().to_owned(), role))
}
