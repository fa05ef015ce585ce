//! The words of written workbooks, read from `lexicons/workbooks/{fr,en}.toml`.
//!
//! The layout is strict: a missing or unknown key is refused, so no sentence can be forgotten in
//! one language.

use std::collections::BTreeMap;

use epure_engine::finding::{ActionKind, Category, Check, Severity};
use jiff::civil::Date;
use serde::Deserialize;

use super::NotKept;

/// Language of a workbook's words; decides how dates and numbers are written in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French: 31/12/2026, 1 234.
    Fr,
    /// English: 2026-12-31, 1,234.
    En,
}

/// Every word that [`super`] writes, in one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    pub(super) language: Language,
    pub(super) log: LogTexts,
    pub(super) report: ReportTexts,
    pub(super) certificate: CertificateTexts,
    pub(super) facts: FactTexts,
    severities: BTreeMap<Severity, String>,
    actions: BTreeMap<ActionKind, String>,
    proposals: BTreeMap<ActionKind, String>,
    checks: BTreeMap<Check, String>,
    categories: BTreeMap<Category, String>,
    losses: BTreeMap<NotKept, String>,
}

/// Words of the change log.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LogTexts {
    pub(super) sheet: String,
    pub(super) summary: String,
    pub(super) title: String,
    pub(super) columns: LogColumns,
    pub(super) no_removed_text: String,
}

/// Headers of the change log.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LogColumns {
    pub(super) sheet: String,
    pub(super) cell: String,
    pub(super) row: String,
    pub(super) category: String,
    pub(super) rule: String,
    pub(super) action: String,
    pub(super) reason: String,
}

/// Words of the audit report.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportTexts {
    pub(super) sheet: String,
    pub(super) summary: String,
    pub(super) title: String,
    pub(super) columns: ReportColumns,
    pub(super) holds_personal_data: String,
    pub(super) by_severity: String,
    pub(super) by_check: String,
    pub(super) by_category: String,
    pub(super) total: String,
    pub(super) audited_on: String,
    row: String,
}

/// Headers of the audit report.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportColumns {
    pub(super) severity: String,
    pub(super) check: String,
    pub(super) category: String,
    pub(super) sheet: String,
    pub(super) cell: String,
    pub(super) text: String,
    pub(super) message: String,
    pub(super) basis: String,
    pub(super) action: String,
    pub(super) value: String,
    pub(super) rule: String,
}

/// Words of the certificate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertificateTexts {
    pub(super) sheet: String,
    pub(super) title: String,
    pub(super) intro: String,
    pub(super) intro_rebuilt: String,
    pub(super) no_removed_text: String,
    pub(super) kept_elsewhere: String,
    pub(super) files: String,
    pub(super) circumstances: String,
    pub(super) changes: String,
    pub(super) applied: String,
    pub(super) rule: String,
    pub(super) changed: String,
    pub(super) kept: String,
    pub(super) no_rule: String,
    pub(super) not_kept: String,
    pub(super) everything_kept: String,
}

/// Words of the facts about a cleaning, shared by log and certificate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactTexts {
    pub(super) file: String,
    pub(super) original: String,
    pub(super) cleaned: String,
    pub(super) archive: String,
    pub(super) size: String,
    pub(super) bytes: String,
    pub(super) sha256: String,
    pub(super) date: String,
    pub(super) program: String,
    pub(super) rules: String,
    pub(super) cells_changed: String,
    pub(super) rows_removed: String,
    pub(super) rows_moved: String,
    pub(super) columns_removed: String,
    pub(super) parts_total: String,
    pub(super) parts_changed: String,
    pub(super) parts_searched: String,
    pub(super) texts_searched: String,
    pub(super) by_action: String,
    pub(super) not_kept: String,
}

impl Texts {
    /// Reads one language's file (TOML text of `lexicons/workbooks/<language>.toml`).
    ///
    /// # Errors
    /// The file is no TOML, or a key is missing, unknown or mistyped; the error says which line.
    pub fn parse(toml: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(toml)
    }

    /// Name of a severity.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> &str {
        named(&self.severities, severity)
    }

    /// What was done, in the past.
    #[must_use]
    pub fn action(&self, action: ActionKind) -> &str {
        named(&self.actions, action)
    }

    /// What could be done, in the infinitive.
    #[must_use]
    pub fn proposal(&self, action: ActionKind) -> &str {
        named(&self.proposals, action)
    }

    /// Name of a check.
    #[must_use]
    pub fn check(&self, check: Check) -> &str {
        named(&self.checks, check)
    }

    /// Name of what a note reveals.
    #[must_use]
    pub fn category(&self, category: Category) -> &str {
        named(&self.categories, category)
    }

    /// Name of what a conversion to xlsx could not keep.
    #[must_use]
    pub fn not_kept(&self, loss: NotKept) -> &str {
        named(&self.losses, loss)
    }

    /// “row 12”, for a finding about a whole row.
    pub(super) fn row(&self, number: u32) -> String {
        self.report.row.replace("{row}", &number.to_string())
    }

    /// A day as readers of the language write it.
    pub(super) fn day(&self, day: Date) -> String {
        match self.language {
            Language::Fr => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
            Language::En => day.to_string(),
        }
    }

    /// A count with the language's thousands separator (French: narrow no-break space).
    pub(super) fn count(&self, count: u64) -> String {
        let digits = count.to_string();
        let separator = match self.language {
            Language::Fr => '\u{202F}',
            Language::En => ',',
        };
        let mut grouped = String::with_capacity(digits.len() * 2);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }
}

/// The word for a key; empty when a new key has no word yet, which a test over all keys forbids.
fn named<K: Ord>(words: &BTreeMap<K, String>, key: K) -> &str {
    words.get(&key).map_or("", String::as_str)
}
