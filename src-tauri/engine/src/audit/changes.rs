//! "On 11 August 2026, 37 rows change verdict": contacts whom a new rule closes or opens a channel to.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::checks::Context;
use crate::contact::row::Contact;
use crate::contact::will::CHANNELS;
use crate::country::{Channel, Country};

/// Days before the audit whose changes are told, and months after it.
const BEFORE: i32 = 365;
const AFTER: i32 = 24;

/// Number of contacts whose verdict changes, by day.
pub(super) fn count(context: &Context<'_>) -> BTreeMap<Date, u32> {
    let mut turns: BTreeMap<&str, BTreeMap<Date, Vec<Channel>>> = BTreeMap::new();
    let today = context.options.as_of;
    let near = today.saturating_sub(BEFORE.days())..=today.saturating_add(AFTER.months());
    for country in context.packs.countries.all() {
        for (day, channels) in country.turns().filter(|(day, _)| near.contains(day)) {
            let of_country = turns.entry(country.about.code.as_str()).or_default();
            of_country.entry(day).or_default().extend(channels);
        }
    }
    let mut counts = BTreeMap::new();
    for contact in &context.contacts {
        let Some(country) = context.country(contact) else { continue };
        let Some(days) = turns.get(country.about.code.as_str()) else { continue };
        for (day, channels) in days {
            let changed = |channel: &Channel| changes(context, country, contact, *channel, *day);
            if CHANNELS.iter().filter(|channel| channels.contains(channel)).any(changed) {
                *counts.entry(*day).or_default() += 1;
            }
        }
    }
    counts
}

/// Does the answer for a channel change on a day?
fn changes(
    context: &Context<'_>,
    country: &Country,
    contact: &Contact<'_>,
    channel: Channel,
    day: Date,
) -> bool {
    let on =
        |on: Date| country.verdict(&context.question(contact, channel, on)).outcome.is_allowed();
    contact.reachable(channel) && on(day) != on(day.saturating_sub(1.day()))
}
