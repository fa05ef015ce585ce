//! What the person set, and the files opened lately.

use std::collections::BTreeMap;

use epure_engine::finding::{Category, Severity};
pub use epure_engine::messages::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
    Contrast,
}

/// What the person set. Unknown fields of a newer version are dropped, missing ones take defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Language of the window and of messages.
    pub lang: Lang,
    /// Colours.
    pub theme: Theme,
    /// Country pack, as `fr`.
    pub country: String,
    /// The person's own retention period for prospects; the country's when none.
    pub own_retention: Option<OwnRetention>,
    /// Name written beside decisions.
    pub author: String,
    /// Single-letter keys in the review.
    pub letter_keys: bool,
    /// Keys that the person changed: action → keys, as `ctrl+shift+z` (empty: no key).
    pub keys: BTreeMap<String, String>,
    /// Severities of categories of notes, where the person's own differ from the rules'.
    pub severities: BTreeMap<Category, Severity>,
    /// Zoom of the window, in percent (50 to 200).
    pub zoom: u32,
    /// Area and page shown last, as `company/journal`: where the window opens; empty at first.
    pub place: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: Lang::default(),
            theme: Theme::default(),
            country: "fr".to_owned(),
            own_retention: None,
            author: String::new(),
            letter_keys: true,
            keys: BTreeMap::new(),
            severities: BTreeMap::new(),
            zoom: 100,
            place: String::new(),
        }
    }
}

/// How long a company keeps its prospects, by its own decision (GDPR 5(1)(e)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnRetention {
    /// Years after the last contact, 1 to 30.
    pub years: u32,
    /// Why: what the company would answer if asked.
    pub reason: String,
}

/// A file opened lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecentFile {
    /// Where it lies.
    pub path: String,
    /// File name without its folder.
    pub name: String,
    /// When it was last opened (RFC 3339).
    pub opened_at: String,
    /// Is it still there?
    pub exists: bool,
    /// Decisions taken on it.
    pub decisions: u32,
}

/// How well notes of one language are read, measured on notes that no rule was written for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Accuracy {
    /// Language of the notes.
    pub lang: Lang,
    /// The category, as `health`; `all` for all of them together.
    pub category: String,
    /// Of what is flagged, the share that had to be (0 to 1).
    pub precision: f32,
    /// Of what had to be flagged, the share that is (0 to 1).
    pub recall: f32,
}

/// Somebody else's work that the program carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub licence: String,
}

/// What the about box says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct About {
    /// Version of the program.
    pub version: String,
    /// Where work is kept on this computer.
    pub data_folder: String,
    /// Number of rules.
    pub rules: u32,
    /// Which rules these are: a short fingerprint of all of them.
    pub rules_version: String,
    /// The day on which a legal ground was checked last.
    #[ts(as = "Option<String>")]
    pub checked_on: Option<Date>,
    /// Countries with a pack.
    pub countries: Vec<String>,
    /// How well notes are read.
    pub accuracy: Vec<Accuracy>,
}
