//! Counts of an audit: findings by kind, ages of contacts, answers by channel.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use crate::checks::Context;
use crate::contact::row::Contact;
use crate::contact::will::CHANNELS;
use crate::country::{Channel, Evidence};
use crate::finding::{Category, Check, Finding, Severity};

/// Counts of findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows below the headers of the audited sheets.
    pub rows: u32,
    /// All findings.
    pub findings: u32,
    /// By check.
    pub by_check: BTreeMap<Check, u32>,
    /// By what notes reveal.
    pub by_category: BTreeMap<Category, u32>,
    /// By severity.
    pub by_severity: BTreeMap<Severity, u32>,
}

/// Figures about the contacts of the audited sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Number of contacts.
    pub contacts: u32,
    /// When they were last heard of.
    pub ages: Ages,
    /// Contacts that reach the retention limit, by the first day of the month, over two years.
    pub expiring: BTreeMap<Date, u32>,
    /// What is known of each channel.
    pub channels: BTreeMap<Channel, ChannelFigures>,
    /// Contacts that may be contacted on one channel more or less from a day on, because a rule of
    /// their country begins or ends: the days of the year before the audit and of two years after.
    pub changes: BTreeMap<Date, u32>,
}

/// When contacts were last heard of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ages {
    /// Months after which a prospect must go; 0 when the country says nothing.
    pub limit_months: u32,
    /// Number of contacts by whole months since they were last heard of.
    pub months: BTreeMap<u32, u32>,
    /// Contacts without any readable date.
    pub undated: u32,
}

/// What is known of a channel, for the contacts that can be reached on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChannelFigures {
    /// Said yes.
    pub given: u32,
    /// Said no.
    pub refused: u32,
    /// Nothing is known.
    pub unknown: u32,
}

impl Summary {
    pub(super) fn of(rows: u32, findings: &[Finding]) -> Self {
        let count = u32::try_from(findings.len()).unwrap_or(u32::MAX);
        let mut summary = Self { rows, findings: count, ..Self::default() };
        for finding in findings {
            *summary.by_check.entry(finding.check).or_default() += 1;
            *summary.by_severity.entry(finding.severity).or_default() += 1;
            if let Some(category) = finding.category {
                *summary.by_category.entry(category).or_default() += 1;
            }
        }
        summary
    }
}

/// Months of the forecast.
const FORECAST: i32 = 24;

impl Figures {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let mut figures = Self {
            contacts: u32::try_from(context.contacts.len()).unwrap_or(u32::MAX),
            ..Self::default()
        };
        let today = context.options.as_of;
        let years = context.retention_years();
        figures.ages.limit_months = u32::from(years.unsigned_abs()) * 12;
        for contact in &context.contacts {
            let own = context.retention(contact).map_or(years, |kept| kept.years);
            figures.age(contact.heard, today, own);
            figures.answers(contact);
        }
        figures.changes = super::changes::count(context);
        figures
    }

    fn age(&mut self, heard: Option<Date>, today: Date, years: i16) {
        let Some(heard) = heard else {
            self.ages.undated += 1;
            return;
        };
        let months = heard.until((Unit::Month, today)).map_or(0, |span| span.get_months());
        *self.ages.months.entry(u32::try_from(months).unwrap_or(0)).or_default() += 1;
        let last = heard.saturating_add(years.years());
        let horizon = today.saturating_add(FORECAST.months());
        if years > 0 && last >= today && last <= horizon {
            *self.expiring.entry(last.first_of_month()).or_default() += 1;
        }
    }

    fn answers(&mut self, contact: &Contact<'_>) {
        for channel in CHANNELS {
            if !contact.reachable(channel) {
                continue;
            }
            let figures = self.channels.entry(channel).or_default();
            match contact.evidence(channel) {
                Evidence::Granted { .. } => figures.given += 1,
                Evidence::Refused => figures.refused += 1,
                Evidence::None => figures.unknown += 1,
            }
        }
    }
}
