//! The audit: a workbook, what its columns hold, the rules and a day go in; findings come out.
//!
//! Same workbook, same packs, same options: same findings, in the same order, with the same ids.

mod changes;
mod figures;
mod id;
pub(crate) mod notes;

use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::civil::Date;

pub use figures::{Ages, ChannelFigures, Figures, Summary};

use crate::checks::{self, Context};
use crate::contact::Identity;
use crate::country::{Audience, Channel};
use crate::finding::Finding;
use crate::mapping::{ColumnRole, Mapping};
use crate::messages::Lang;
use crate::packs::Packs;
use crate::reader::Language;
use crate::role::Role;
use crate::table::{ReadWarning, Visibility, Workbook};

/// What an audit is asked.
#[derive(Clone)]
pub struct Options {
    /// The day it speaks of.
    pub as_of: Date,
    /// Country whose rules apply to contacts that nothing places elsewhere: `fr`.
    pub country: String,
    /// Language of its sentences.
    pub lang: Lang,
    /// Language of the notes.
    pub notes: Language,
    /// Whom rows are about that say nothing of it; guessed from the other rows when none.
    pub default_audience: Option<Audience>,
    /// Whom a contact is, as somebody said once; none for those of whom nobody did.
    pub audiences: Option<AudienceLookUp>,
    /// Looks a contact up in the suppression list; no list when none.
    pub suppressed: Option<LookUp>,
}

/// Says whom a contact is, when somebody said so.
pub type AudienceLookUp = Arc<dyn Fn(&Identity) -> Option<Audience> + Send + Sync>;

/// Looks a contact up in the suppression list.
pub type LookUp = Arc<dyn Fn(&Identity) -> Option<Suppressed> + Send + Sync>;

/// What the suppression list says of a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppressed {
    /// Channels refused; all when empty.
    pub channels: Vec<Channel>,
    /// Since when.
    pub since: Option<Date>,
}

impl Options {
    /// An audit by French rules, in French.
    #[must_use]
    pub fn new(as_of: Date) -> Self {
        Self {
            as_of,
            country: "fr".to_owned(),
            lang: Lang::Fr,
            notes: Language::Auto,
            default_audience: None,
            audiences: None,
            suppressed: None,
        }
    }
}

/// How far an audit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is busy with.
    pub stage: Stage,
    /// Steps done in this stage.
    pub done: u64,
    /// Steps of this stage.
    pub total: u64,
}

/// What an audit is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading free texts.
    Notes,
    /// Reading rows as contacts.
    Contacts,
    /// Checking.
    Checks,
}

/// The audit was stopped by the one who asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the audit was cancelled")]
pub struct Cancelled;

/// What an audit says.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    /// The day it speaks of.
    pub as_of: Date,
    /// Country whose rules apply.
    pub country: String,
    /// Language of its sentences.
    pub lang: Lang,
    /// Language of the notes.
    pub notes: Language,
    /// Its sheets, in the file's order.
    pub sheets: Vec<SheetReport>,
    /// What has to be decided on, by place.
    pub findings: Vec<Finding>,
    /// What could not be read as meant.
    pub warnings: Vec<ReadWarning>,
    /// Rows whose contact refuses, in the file's order.
    pub refusals: Vec<Refusing>,
    /// Counts.
    pub summary: Summary,
    /// Figures about the contacts.
    pub figures: Figures,
}

/// A row whose contact refuses: a column, a note or another row says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusing {
    /// Its sheet.
    pub sheet: String,
    /// 1-based row.
    pub row: u32,
    /// Channels refused.
    pub channels: Vec<Channel>,
}

/// What was audited of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetReport {
    /// Its name.
    pub name: String,
    /// Is it hidden?
    pub hidden: bool,
    /// Was it audited?
    pub audited: bool,
    /// 1-based row of its header, when it has one.
    pub header_row: Option<u32>,
    /// Rows below the header.
    pub rows: u32,
    /// Its columns that have a header or a role.
    pub columns: Vec<ColumnReport>,
}

/// What a column was taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnReport {
    /// 0-based.
    pub index: u32,
    /// Header text.
    pub header: String,
    /// Role, guessed or chosen.
    pub role: Role,
    /// 0 to 1; 1 when a person chose.
    pub confidence: f32,
}

impl ColumnReport {
    /// The role that the audit went by.
    #[must_use]
    pub fn used(&self) -> Role {
        ColumnRole { role: self.role, confidence: self.confidence }.used()
    }
}

/// Tells how far the work is.
pub(crate) struct Pace<'a> {
    stage: Stage,
    progress: &'a dyn Fn(Progress) -> ControlFlow<()>,
}

impl<'a> Pace<'a> {
    pub(crate) fn new(stage: Stage, progress: &'a dyn Fn(Progress) -> ControlFlow<()>) -> Self {
        Self { stage, progress }
    }

    pub(crate) fn tell(&self, done: u64, total: u64) -> ControlFlow<()> {
        (self.progress)(Progress { stage: self.stage, done, total })
    }
}

/// Audits a workbook. `progress` is called now and then; when it breaks, the audit stops.
///
/// # Errors
/// [`Cancelled`] when `progress` said so.
pub fn audit(
    book: &Workbook,
    mapping: &Mapping,
    packs: &Packs,
    options: &Options,
    progress: &dyn Fn(Progress) -> ControlFlow<()>,
) -> Result<Audit, Cancelled> {
    let pace = |stage| Pace::new(stage, progress);
    let context = Context::new(book, mapping, packs, options, &pace)?;
    let mut findings = checks::run(&context, &pace(Stage::Checks))?;
    id::settle(book, &mut findings);
    Ok(Audit {
        as_of: options.as_of,
        country: options.country.clone(),
        lang: options.lang,
        notes: options.notes,
        sheets: book.sheets.iter().map(|table| report(table, mapping)).collect(),
        refusals: refusals(&context),
        summary: Summary::of(context.rows(), &findings),
        figures: Figures::of(&context),
        warnings: book.warnings.clone(),
        findings,
    })
}

fn refusals(context: &Context<'_>) -> Vec<Refusing> {
    let refusing = context.with_sheets().filter_map(|(contact, sheet)| {
        let channels: Vec<Channel> = contact.refused_in_file().iter().collect();
        let (sheet, row) = (sheet.table.name.clone(), contact.row.number);
        (!channels.is_empty()).then_some(Refusing { sheet, row, channels })
    });
    refusing.collect()
}

fn report(table: &crate::table::Table, mapping: &Mapping) -> SheetReport {
    let roles = mapping.sheet(&table.name);
    let columns = (0..table.width()).filter_map(|index| {
        let header = table.header_name(index).trim().to_owned();
        let known = roles.and_then(|roles| roles.get(index as usize)).copied();
        let known = known.filter(|known| known.confidence > 0.0 || !header.is_empty());
        let shown = known.is_some() || !header.is_empty();
        let role = known.unwrap_or_default();
        shown.then_some(ColumnReport {
            index,
            header,
            role: role.role,
            confidence: role.confidence,
        })
    });
    SheetReport {
        name: table.name.clone(),
        hidden: table.visibility != Visibility::Visible,
        audited: roles.is_some(),
        header_row: table.header.as_ref().map(|header| header.last_row),
        rows: u32::try_from(table.body().count()).unwrap_or(u32::MAX),
        columns: columns.collect(),
    }
}
