//! The overview of an audit: the figures behind the verdict and the charts.

use std::collections::BTreeSet;

use epure_engine::audit::{Ages, Audit, Figures};
use epure_engine::country;
use epure_engine::finding::{Check, Finding, Severity};
use epure_engine::table::ReadWarning;
use jiff::civil::Date;

use crate::dto::{
    AgeBucket, Audience, AuditOverview, Channel, ChannelConsent, ContactAges, ForecastMonth,
    Summary, Verdict, VerdictChange, Warning,
};
use crate::review::{Review, count};
use crate::texts::Texts;
use crate::word;

/// Edges of the age buckets, in months; the retention limit is added to them.
const EDGES: [u32; 8] = [0, 3, 6, 12, 24, 36, 48, 60];

/// The overview of an audit and of what was decided since.
pub(crate) fn overview(
    review: &Review,
    audience: Option<Audience>,
    warnings: Vec<Warning>,
) -> AuditOverview {
    let audit = review.audit();
    let figures = &audit.figures;
    AuditOverview {
        as_of: audit.as_of,
        country: audit.country.clone(),
        verdict: verdict(audit),
        summary: summary(audit),
        states: review.counts(),
        contact_ages: ages(&figures.ages),
        forecast: forecast(figures),
        changes: changes(figures),
        consent: consent(figures),
        audience,
        remembered: review.remembered(),
        warnings,
    }
}

/// Contacts that reach the limit, month by month.
pub(crate) fn forecast(figures: &Figures) -> Vec<ForecastMonth> {
    let month = |(month, contacts): (&Date, &u32)| ForecastMonth {
        month: format!("{:04}-{:02}", month.year(), month.month()),
        contacts: *contacts,
    };
    figures.expiring.iter().map(month).collect()
}

/// Contacts whose verdict changes on a day.
pub(crate) fn changes(figures: &Figures) -> Vec<VerdictChange> {
    let change = |(on, contacts): (&Date, &u32)| VerdictChange { on: *on, contacts: *contacts };
    figures.changes.iter().map(change).collect()
}

/// What is known of each channel.
pub(crate) fn consent(figures: &Figures) -> Vec<ChannelConsent> {
    let known = figures.channels.iter().filter_map(|(channel, figures)| {
        Some(ChannelConsent {
            channel: shown(*channel)?,
            given: figures.given,
            refused: figures.refused,
            unknown: figures.unknown,
        })
    });
    known.collect()
}

/// Counts of all findings.
pub(crate) fn summary(audit: &Audit) -> Summary {
    let summary = &audit.summary;
    Summary {
        rows: summary.rows,
        findings: summary.findings,
        by_check: summary.by_check.clone(),
        by_category: summary.by_category.clone(),
        by_severity: summary.by_severity.clone(),
    }
}

/// What could not be read as meant, in sentences.
pub(crate) fn warnings(warnings: &[ReadWarning], texts: &Texts) -> Vec<Warning> {
    let sentence = |warning: &ReadWarning| Warning {
        sheet: warning.sheet.clone(),
        cell: warning.cell.map(|cell| cell.to_string()),
        message: texts.say(&format!("warnings.{}", word::of(&warning.kind)), &[]),
    };
    warnings.iter().map(sentence).collect()
}

fn verdict(audit: &Audit) -> Verdict {
    let rows = |wanted: &dyn Fn(&Finding) -> bool| {
        let places = audit.findings.iter().filter(|finding| wanted(finding));
        let rows: BTreeSet<(&str, u32)> = places
            .filter_map(|finding| Some((finding.place.sheet.as_str(), finding.place.row?)))
            .collect();
        count(rows.iter())
    };
    let notes: BTreeSet<_> = audit
        .findings
        .iter()
        .filter(|finding| finding.check == Check::SensitiveNote)
        .filter_map(|finding| Some((finding.place.sheet.as_str(), finding.place.cell()?)))
        .collect();
    let worst = audit.findings.iter().map(|finding| finding.severity).max();
    Verdict {
        worst: worst.filter(|severity| *severity > Severity::Info),
        contacts: audit.figures.contacts,
        contacts_concerned: rows(&|finding| finding.severity > Severity::Info),
        notes_concerned: count(notes.iter()),
        stale_contacts: rows(&|finding| finding.check == Check::Stale),
    }
}

fn ages(ages: &Ages) -> ContactAges {
    let limit = ages.limit_months;
    let mut edges: BTreeSet<u32> = EDGES.into_iter().collect();
    if limit > 0 {
        edges.insert(limit);
    }
    let edges: Vec<u32> = edges.into_iter().collect();
    let ends = edges.iter().skip(1).copied().map(Some).chain([None]);
    let bucket = |(from, to): (u32, Option<u32>)| AgeBucket {
        from_months: from,
        to_months: to,
        contacts: ages
            .months
            .range(from..to.unwrap_or(u32::MAX))
            .map(|(_, contacts)| contacts)
            .sum(),
        over: limit > 0 && from >= limit,
    };
    ContactAges {
        limit_months: limit,
        buckets: edges.iter().copied().zip(ends).map(bucket).collect(),
        undated: ages.undated,
    }
}

/// The channels that the overview shows.
fn shown(channel: country::Channel) -> Option<Channel> {
    match channel {
        country::Channel::Email => Some(Channel::Email),
        country::Channel::Sms => Some(Channel::Sms),
        country::Channel::Phone => Some(Channel::Phone),
        country::Channel::Post => Some(Channel::Post),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buckets(limit_months: u32, months: &[(u32, u32)]) -> Vec<(u32, Option<u32>, u32, bool)> {
        let ages = super::ages(&Ages {
            limit_months,
            months: months.iter().copied().collect(),
            undated: 0,
        });
        let plain = |b: &AgeBucket| (b.from_months, b.to_months, b.contacts, b.over);
        ages.buckets.iter().map(plain).collect()
    }

    #[test]
    fn buckets_meet_at_the_limit_and_lose_nobody() {
        let counted = buckets(30, &[(0, 1), (29, 2), (30, 4), (35, 8), (400, 16)]);
        assert_eq!(counted.iter().map(|(.., contacts, _)| contacts).sum::<u32>(), 31);
        assert!(counted.contains(&(24, Some(30), 2, false)));
        assert!(counted.contains(&(30, Some(36), 12, true)));
        assert_eq!(counted.last(), Some(&(60, None, 16, true)));
    }

    #[test]
    fn without_a_limit_nothing_is_over_it() {
        assert!(buckets(0, &[(100, 1)]).iter().all(|(.., over)| !over));
    }
}
