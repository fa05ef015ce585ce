//! The verdict on one contact and one channel.

use jiff::ToSpan;
use jiff::civil::Date;

use super::pack::{ConsentTerm, Country, Earlier, Rule};
use super::{Audience, Channel, Regime, Relation};

/// What is asked of a country's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// How one wants to reach the person.
    pub channel: Channel,
    /// Whom.
    pub audience: Audience,
    /// What already links them.
    pub relation: Relation,
    /// What the file tells of their will.
    pub evidence: Evidence,
    /// The day.
    pub on: Date,
}

/// What the file tells of a person's will on a channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Evidence {
    /// Nothing.
    #[default]
    None,
    /// They agreed.
    Granted {
        /// The day, when it is known.
        on: Option<Date>,
        /// Is there a trace of how (form, source, text)?
        proved: bool,
        /// The last day on which it holds, when the file tells one.
        until: Option<Date>,
    },
    /// They said no.
    Refused,
}

/// What the rules answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// They refused: nothing may be sent.
    Refused,
    /// Their agreement holds, until that day when it has an end.
    Granted {
        /// Last day.
        until: Option<Date>,
    },
    /// They agreed, but nothing shows how or when.
    Unproved,
    /// Their agreement ended on that day.
    Expired {
        /// Last day on which it held.
        on: Date,
    },
    /// Their agreement came before a rule that it cannot be shown to meet.
    TooEarly,
    /// Customers: similar products, refusal offered each time.
    Customer,
    /// Inform, and stop when asked.
    Informed,
    /// No rule on consent.
    Free,
    /// Agreement is needed and nothing tells of one.
    NotEstablished,
    /// No official answer, or no rule known: check first.
    Check,
}

/// A country's answer, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// The answer.
    pub outcome: Outcome,
    /// Which rule governs the channel; none when the pack knows none.
    pub rule: Option<&'a str>,
    /// The regime in force, doubt settled by the pack.
    pub regime: Regime,
    /// True when no official text settles the case: a prudent reading.
    pub prudent: bool,
    /// Ids of `basis.toml`.
    pub basis: &'a [String],
}

impl Outcome {
    /// May the person be contacted on this channel?
    #[must_use]
    pub fn is_allowed(self) -> bool {
        matches!(self, Self::Granted { .. } | Self::Customer | Self::Informed | Self::Free)
    }
}

impl Country {
    /// May this person be contacted on this channel, on this day? A refusal outranks everything.
    #[must_use]
    pub fn verdict(&self, question: &Question) -> Verdict<'_> {
        let Question { channel, audience, relation, on, .. } = *question;
        let Some(rule) = self.rule(channel, audience, relation, on) else {
            let outcome = if question.evidence == Evidence::Refused {
                Outcome::Refused
            } else {
                Outcome::Check
            };
            return Verdict {
                outcome,
                rule: None,
                regime: Regime::Check,
                prudent: true,
                basis: &[],
            };
        };
        let term = self.consent(channel, audience, on);
        let (outcome, basis) = answer(rule, term, question);
        Verdict {
            outcome,
            rule: Some(&rule.id),
            regime: rule.treat_as.unwrap_or(rule.regime),
            prudent: rule.regime == Regime::Check,
            basis,
        }
    }
}

fn answer<'a>(
    rule: &'a Rule,
    term: Option<&'a ConsentTerm>,
    question: &Question,
) -> (Outcome, &'a [String]) {
    let (on, proved, until) = match question.evidence {
        Evidence::Refused => return (Outcome::Refused, &rule.basis),
        Evidence::None => return (without_consent(rule), &rule.basis),
        Evidence::Granted { on, proved, until } => (on, proved, until),
    };
    if !matches!(rule.treat_as.unwrap_or(rule.regime), Regime::OptIn) {
        // No agreement is needed: one that is weak changes nothing.
        return (without_consent(rule), &rule.basis);
    }
    // What was agreed to for a time ends with it, whatever the law allows.
    if let Some(last) = until.filter(|last| *last < question.on) {
        return (Outcome::Expired { on: last }, term.map_or(&rule.basis, |term| &term.basis));
    }
    let (outcome, basis) = in_force(rule, term, (on, proved), question.on);
    match outcome {
        Outcome::Granted { until: last } => {
            let last = last.into_iter().chain(until).min();
            (Outcome::Granted { until: last }, basis)
        }
        outcome => (outcome, basis),
    }
}

/// The answer to an agreement that the law asks for, by its day and its proof.
fn in_force<'a>(
    rule: &'a Rule,
    term: Option<&'a ConsentTerm>,
    (on, proved): (Option<Date>, bool),
    today: Date,
) -> (Outcome, &'a [String]) {
    match (term, on) {
        // Nobody agrees on a day to come: the date is wrong, and proves nothing.
        (_, Some(given)) if given > today => (Outcome::Unproved, &rule.basis),
        (Some(term), Some(given)) => within(term, given, proved, today),
        (Some(term), None) => (Outcome::Unproved, &term.basis),
        (None, _) if proved || on.is_some() => (Outcome::Granted { until: None }, &rule.basis),
        (None, _) => (Outcome::Unproved, &rule.basis),
    }
}

/// The answer when the person said nothing.
fn without_consent(rule: &Rule) -> Outcome {
    match rule.regime {
        Regime::OptIn => Outcome::NotEstablished,
        Regime::SoftOptIn => Outcome::Customer,
        Regime::OptOut => Outcome::Informed,
        Regime::Free => Outcome::Free,
        Regime::Check => Outcome::Check,
    }
}

/// The answer when agreements last so long and no longer.
fn within(term: &ConsentTerm, given: Date, proved: bool, today: Date) -> (Outcome, &[String]) {
    let too_early = term.valid_from.is_some_and(|from| given < from);
    if too_early && term.earlier == Earlier::NotEstablished {
        let basis = if term.earlier_basis.is_empty() { &term.basis } else { &term.earlier_basis };
        return (Outcome::TooEarly, basis);
    }
    let last = given.saturating_add(term.max_days.days());
    if last < today {
        (Outcome::Expired { on: last }, &term.basis)
    } else if proved {
        (Outcome::Granted { until: Some(last) }, &term.basis)
    } else {
        (Outcome::Unproved, &term.basis)
    }
}
