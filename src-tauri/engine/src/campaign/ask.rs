//! Who may be asked for consent: by a channel that is open to us already, about those that are not.
//!
//! Asking by a channel that needs a consent nobody gave is prospecting without consent: those people
//! are left out, with the reason.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::ToSpan;

use crate::audit::{Cancelled, Options, Pace, Progress, Stage};
use crate::checks::Context;
use crate::contact::row::Contact;
use crate::country::{Channel, Outcome};
use crate::mapping::Mapping;
use crate::packs::Packs;
use crate::table::Workbook;

/// Channels one may ask by, the least intrusive first.
const BY: [Channel; 4] = [Channel::Email, Channel::Post, Channel::Sms, Channel::Phone];
/// Channels one may ask about.
const ABOUT: [Channel; 3] = [Channel::Email, Channel::Sms, Channel::Phone];

/// Somebody to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Sheet.
    pub sheet: String,
    /// 1-based row.
    pub row: u32,
    /// How to ask.
    pub by: Channel,
    /// What to ask a consent for.
    pub about: Vec<Channel>,
}

/// Why somebody is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// They refused.
    Refused,
    /// Kept too long: the row must go.
    Stale,
    /// No channel is open to ask by.
    NoOpenChannel,
    /// No official text says whether they may be asked.
    ToCheck,
    /// Nothing is missing.
    NothingToAsk,
    /// The same person is asked in another row.
    Twice,
}

/// A campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Campaign {
    /// Who to ask, in the file's order.
    pub asked: Vec<Asked>,
    /// How many are not, by reason.
    pub left_out: BTreeMap<LeftOut, u32>,
}

/// The people of a workbook who may be asked, on the day of the options. `by`: the only channel to ask
/// by; the first that is open when none.
///
/// # Errors
/// [`Cancelled`] when `progress` said so.
pub fn who_to_ask(
    book: &Workbook,
    mapping: &Mapping,
    packs: &Packs,
    options: &Options,
    by: Option<Channel>,
    progress: &dyn Fn(Progress) -> ControlFlow<()>,
) -> Result<Campaign, Cancelled> {
    let pace = |stage: Stage| Pace::new(stage, progress);
    let context = Context::new(book, mapping, packs, options, &pace)?;
    let mut campaign = Campaign::default();
    let mut seen = rustc_hash::FxHashSet::default();
    for (contact, sheet) in context.with_sheets() {
        let answer = ask(&context, contact, by).and_then(|asked| {
            let key = context.rows.key(&sheet.columns, contact.row);
            if seen.insert(key) { Ok(asked) } else { Err(LeftOut::Twice) }
        });
        match answer {
            Ok((by, about)) => campaign.asked.push(Asked {
                sheet: sheet.table.name.clone(),
                row: contact.row.number,
                by,
                about,
            }),
            Err(reason) => *campaign.left_out.entry(reason).or_default() += 1,
        }
    }
    Ok(campaign)
}

fn ask(
    context: &Context<'_>,
    contact: &Contact<'_>,
    by: Option<Channel>,
) -> Result<(Channel, Vec<Channel>), LeftOut> {
    let outcome = |channel: Channel| context.verdict(contact, channel).map(|found| found.outcome);
    if is_stale(context, contact) {
        return Err(LeftOut::Stale);
    }
    // Who said "no more calls" is not asked for text messages instead.
    if !contact.refused().is_empty() {
        return Err(LeftOut::Refused);
    }
    let about: Vec<Channel> = ABOUT
        .into_iter()
        .filter(|channel| contact.reachable(*channel))
        .filter(|channel| outcome(*channel).is_some_and(is_missing))
        .collect();
    if about.is_empty() {
        return Err(LeftOut::NothingToAsk);
    }
    let wanted = BY.into_iter().filter(|channel| by.is_none_or(|by| by == *channel));
    let reachable = |channel: &Channel| match channel {
        Channel::Post => contact.has_address,
        other => contact.reachable(*other),
    };
    let mut unsettled = false;
    for channel in wanted.filter(reachable) {
        match outcome(channel) {
            Some(found) if found.is_allowed() && !about.contains(&channel) => {
                return Ok((channel, about));
            }
            Some(Outcome::Check) | None => unsettled = true,
            _ => {}
        }
    }
    Err(if unsettled { LeftOut::ToCheck } else { LeftOut::NoOpenChannel })
}

/// Could an answer give what is missing?
fn is_missing(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::NotEstablished | Outcome::Unproved | Outcome::Expired { .. } | Outcome::TooEarly
    )
}

fn is_stale(context: &Context<'_>, contact: &Contact<'_>) -> bool {
    let end = contact.heard.zip(context.retention(contact));
    end.is_some_and(|(heard, kept)| {
        heard.saturating_add(kept.years.years()) < context.options.as_of
    })
}
