//! The form of `lexicons/countries/<code>.toml`.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::{Audience, Channel, Regime, Relation};
use crate::basis::Bases;
use crate::lexicon::error::{PackError, Problem};
use crate::lexicon::pack::Bilingual;
use crate::packs::{PackFiles, parse};

/// The rules of one country.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// How it is called and recognised.
    #[serde(rename = "country")]
    pub about: About,
    /// Channel × audience × relation; the first that fits wins.
    #[serde(rename = "rule", default)]
    pub rules: Vec<Rule>,
    /// How long agreements last.
    #[serde(rename = "consent", default)]
    pub consents: Vec<ConsentTerm>,
    /// How long contacts are kept.
    #[serde(rename = "retention", default)]
    pub retentions: Vec<Retention>,
    /// What the law says beside that.
    #[serde(rename = "fact", default)]
    pub facts: Vec<Fact>,
}

/// How a country is called and recognised.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// ISO 3166 code in lower case (`uk` for the United Kingdom).
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// What country columns say.
    pub names: Vec<String>,
    /// Calling codes, without `+`.
    pub phone: Vec<String>,
    /// Endings of e-mail domains.
    pub domains: Vec<String>,
}

/// What governs some channels for some people, between two days.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Unique in the country, as `phone.consumer`.
    pub id: String,
    /// Channels it governs.
    pub channel: Vec<Channel>,
    /// People it is about.
    pub audience: Vec<Audience>,
    /// Relations it is about; all when empty.
    #[serde(default)]
    pub relation: Vec<Relation>,
    /// What applies.
    pub regime: Regime,
    /// For [`Regime::Check`]: what we do meanwhile.
    #[serde(default)]
    pub treat_as: Option<Regime>,
    /// First day.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Ids of `basis.toml`.
    pub basis: Vec<String>,
}

/// How long an agreement lasts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentTerm {
    /// Unique in the country.
    pub id: String,
    /// Channels it is about.
    pub channel: Vec<Channel>,
    /// People it is about.
    pub audience: Vec<Audience>,
    /// Days after the agreement, the last one included.
    pub max_days: i32,
    /// First day on which it applies.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// What agreements given before `valid_from` are worth.
    #[serde(default)]
    pub earlier: Earlier,
    /// Ids of `basis.toml`.
    pub basis: Vec<String>,
    /// Grounds of `earlier`.
    #[serde(default)]
    pub earlier_basis: Vec<String>,
}

/// What an agreement given before a term began is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Earlier {
    /// As much as a later one.
    #[default]
    Counts,
    /// Nothing that can be relied on.
    NotEstablished,
}

/// How long contacts are kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Unique in the country, as `prospect`.
    pub id: String,
    /// Relations it is about.
    pub relation: Vec<Relation>,
    /// Years without news.
    pub years: i16,
    /// Days before the end during which users are warned.
    pub soon_days: i32,
    /// First day on which it applies.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Ids of `basis.toml`.
    pub basis: Vec<String>,
}

/// Something the law says, shown as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Unique in the country.
    pub id: String,
    /// What it says.
    pub text: Bilingual,
    /// First day on which it applies.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Ids of `basis.toml`.
    pub basis: Vec<String>,
}

/// Does a value with these bounds apply on that day?
pub(super) fn applies(from: Option<Date>, to: Option<Date>, on: Date) -> bool {
    from.is_none_or(|from| from <= on) && to.is_none_or(|to| on <= to)
}

impl Country {
    pub(super) fn load(
        files: &PackFiles,
        path: &str,
        code: &str,
        bases: &Bases,
    ) -> Result<Self, PackError> {
        let country: Self = parse(files, path)?;
        let wrong = |what: String| PackError {
            file: path.to_owned(),
            line: 1,
            what: Problem::Format(what),
        };
        if country.about.code != code {
            return Err(wrong(format!(
                "code = {:?} in a file named {code}.toml",
                country.about.code
            )));
        }
        for rule in &country.rules {
            if (rule.regime == Regime::Check) != rule.treat_as.is_some() {
                let why = "`treat_as` goes with regime = \"check\", and only with it";
                return Err(wrong(format!("rule `{}`: {why}", rule.id)));
            }
        }
        country.check_basis(bases).map_err(wrong)?;
        Ok(country)
    }

    /// Every value cites at least one ground, and only known ones.
    fn check_basis(&self, bases: &Bases) -> Result<(), String> {
        let rules = self.rules.iter().map(|rule| (&rule.id, &rule.basis));
        let consents = self.consents.iter().map(|consent| (&consent.id, &consent.basis));
        let retentions = self.retentions.iter().map(|kept| (&kept.id, &kept.basis));
        let facts = self.facts.iter().map(|fact| (&fact.id, &fact.basis));
        for (id, basis) in rules.chain(consents).chain(retentions).chain(facts) {
            if basis.is_empty() {
                return Err(format!("`{id}` cites no ground"));
            }
            if let Some(unknown) = basis.iter().find(|id| !bases.ids().any(|known| known == *id)) {
                return Err(format!("`{id}` cites `{unknown}`, which basis.toml does not hold"));
            }
        }
        Ok(())
    }

    /// The rule that governs a channel on that day.
    #[must_use]
    pub fn rule(
        &self,
        channel: Channel,
        audience: Audience,
        relation: Relation,
        on: Date,
    ) -> Option<&Rule> {
        self.rules.iter().find(|rule| {
            rule.channel.contains(&channel)
                && rule.audience.contains(&audience)
                && (rule.relation.is_empty() || rule.relation.contains(&relation))
                && applies(rule.valid_from, rule.valid_to, on)
        })
    }

    /// The days on which a rule about channels begins, or on which the one before has just ended, with
    /// the channels it governs.
    pub fn turns(&self) -> impl Iterator<Item = (Date, &[Channel])> {
        let rules = self.rules.iter().flat_map(|rule| {
            let after = rule.valid_to.map(|last| last.saturating_add(1.day()));
            let days = rule.valid_from.into_iter().chain(after);
            days.map(|day| (day, rule.channel.as_slice()))
        });
        let terms = self
            .consents
            .iter()
            .filter_map(|term| Some((term.valid_from?, term.channel.as_slice())));
        rules.chain(terms)
    }

    /// How long such a contact is kept, on that day.
    #[must_use]
    pub fn retention(&self, relation: Relation, on: Date) -> Option<&Retention> {
        self.retentions.iter().find(|kept| {
            kept.relation.contains(&relation) && applies(kept.valid_from, kept.valid_to, on)
        })
    }

    /// What the law says beside its rules, on that day.
    #[must_use]
    pub fn fact(&self, id: &str, on: Date) -> Option<&Fact> {
        let mut facts = self.facts.iter().filter(|fact| fact.id == id);
        facts.find(|fact| applies(fact.valid_from, fact.valid_to, on))
    }

    /// Takes a keeper's own number of years for prospects.
    pub(super) fn keep_prospects_for(&mut self, years: i16) {
        let of_prospects = |kept: &&mut Retention| kept.relation.contains(&Relation::Prospect);
        self.retentions.iter_mut().filter(of_prospects).for_each(|kept| kept.years = years);
    }

    /// How long such an agreement lasts, on that day.
    #[must_use]
    pub fn consent(&self, channel: Channel, audience: Audience, on: Date) -> Option<&ConsentTerm> {
        self.consents.iter().find(|term| {
            term.channel.contains(&channel)
                && term.audience.contains(&audience)
                && applies(term.valid_from, term.valid_to, on)
        })
    }
}
