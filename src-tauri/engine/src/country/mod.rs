//! Dated country rules: may this person be contacted on this channel, on this day?
//!
//! [`Country::verdict`] is a pure function of channel, audience, relation, evidence and day. It
//! never looks at a file: what is known of a contact is read in [`crate::contact`].

mod pack;
mod verdict;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use pack::{ConsentTerm, Country, Earlier, Fact, Retention, Rule};
pub use verdict::{Evidence, Outcome, Question, Verdict};

use crate::basis::Bases;
use crate::lexicon::error::PackError;
use crate::packs::PackFiles;

/// A way to reach somebody, as the law tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// E-mail.
    Email,
    /// Text message.
    Sms,
    /// Call by a machine.
    RobotCall,
    /// Call by a person.
    Phone,
    /// Letter.
    Post,
    /// Direct message on a social network.
    Social,
    /// Fax.
    Fax,
}

/// Whom one writes to or calls, as the law tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// A private person.
    Consumer,
    /// A person at work, by name.
    Professional,
    /// A company's shared mailbox or switchboard.
    Generic,
    /// Personal address or line of somebody who works alone.
    SoleTrader,
}

/// What already links the person to the company.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Never bought.
    #[default]
    Prospect,
    /// Bought similar products.
    Customer,
    /// A contract is being performed.
    Contract,
    /// Applied for a job.
    Candidate,
}

/// Which rule governs a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Regime {
    /// Agreement first.
    OptIn,
    /// Customers, similar products, refusal offered each time.
    SoftOptIn,
    /// Inform, and stop when asked.
    OptOut,
    /// No rule on consent.
    Free,
    /// No official answer.
    Check,
}

/// Every country that has a pack, by code.
#[derive(Debug)]
pub struct Countries {
    by_code: BTreeMap<String, Country>,
}

impl Countries {
    /// Loads `countries/*.toml`.
    ///
    /// # Errors
    /// A malformed pack, or one that cites an unknown ground.
    pub(crate) fn load(files: &PackFiles, bases: &Bases) -> Result<Self, PackError> {
        let mut by_code = BTreeMap::new();
        for path in files.keys() {
            let code = path.strip_prefix("countries/").and_then(|name| name.strip_suffix(".toml"));
            if let Some(code) = code {
                by_code.insert(code.to_owned(), Country::load(files, path, code, bases)?);
            }
        }
        Ok(Self { by_code })
    }

    /// The pack of a country, by its code (`fr`).
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Country> {
        self.by_code.get(code)
    }

    /// Takes a keeper's own number of years for prospects, in every country. (The law asks each
    /// keeper to set a period and to justify it: GDPR 5(1)(e).)
    pub fn keep_prospects_for(&mut self, years: i16) {
        for country in self.by_code.values_mut() {
            country.keep_prospects_for(years);
        }
    }

    /// Every pack, by code.
    pub fn all(&self) -> impl Iterator<Item = &Country> {
        self.by_code.values()
    }
}
