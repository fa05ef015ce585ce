//! The words by which files, messages and other programs name the values of an enum.

/// Gives an enum `ALL` (its values, in order) and `name` (the contract's word, the one serde
/// writes).
macro_rules! named {
    ($type:ty { $($value:ident => $name:literal,)+ }) => {
        impl $type {
            /// Every value, in the contract's order.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The word used in files, messages and on the command line.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $name),+
                }
            }
        }
    };
}

use crate::contact::Why;
use crate::country::{Audience, Channel};
use crate::finding::{ActionKind, Category, Check, Severity};
use crate::table::{HiddenKind, ReadWarningKind};

named!(Check {
    SensitiveNote => "sensitive_note",
    Opposition => "opposition",
    ConsentMissing => "consent_missing",
    ConsentExpired => "consent_expired",
    ConsentContradicted => "consent_contradicted",
    ConsentUnproved => "consent_unproved",
    Stale => "stale",
    StaleSoon => "stale_soon",
    DateMissing => "date_missing",
    DateInvalid => "date_invalid",
    ExcessiveColumn => "excessive_column",
    Duplicate => "duplicate",
    Suppressed => "suppressed",
    HiddenContent => "hidden_content",
    InvalidContact => "invalid_contact",
});

named!(Category {
    Health => "health",
    EthnicOrigin => "ethnic_origin",
    Political => "political",
    Religion => "religion",
    Union => "union",
    SexLife => "sex_life",
    GeneticBiometric => "genetic_biometric",
    Criminal => "criminal",
    Insult => "insult",
    Judgement => "judgement",
    Family => "family",
    Hardship => "hardship",
    NationalId => "national_id",
    Bank => "bank",
    Opposition => "opposition",
    Consent => "consent",
});

named!(Severity {
    Critical => "critical",
    Major => "major",
    Minor => "minor",
    Info => "info",
});

named!(ActionKind {
    Rewrite => "rewrite",
    ClearCell => "clear_cell",
    SetCell => "set_cell",
    DeleteRow => "delete_row",
    MoveRow => "move_row",
    AskConsent => "ask_consent",
    AddToOpposition => "add_to_opposition",
    RemovePart => "remove_part",
    Keep => "keep",
});

named!(HiddenKind {
    Sheet => "sheet",
    Rows => "rows",
    Columns => "columns",
    Comments => "comments",
    Authors => "authors",
    CustomProperties => "custom_properties",
    Thumbnail => "thumbnail",
    ExternalLinks => "external_links",
    EmbeddedFiles => "embedded_files",
    Macros => "macros",
    Connections => "connections",
    PivotCaches => "pivot_caches",
    ChangeHistory => "change_history",
    PrinterSettings => "printer_settings",
    CustomXml => "custom_xml",
});

named!(ReadWarningKind {
    ImpossibleDate => "impossible_date",
    BadEncoding => "bad_encoding",
    SheetWithoutCells => "sheet_without_cells",
    DamagedPart => "damaged_part",
    UnevenLine => "uneven_line",
});

named!(Channel {
    Email => "email",
    Sms => "sms",
    RobotCall => "robot_call",
    Phone => "phone",
    Post => "post",
    Social => "social",
    Fax => "fax",
});

named!(Audience {
    Consumer => "consumer",
    Professional => "professional",
    Generic => "generic",
    SoleTrader => "sole_trader",
});

named!(Why {
    Said => "said",
    CompanyNumber => "company_number",
    Company => "company",
    JobTitle => "job_title",
    WorkMailbox => "work_mailbox",
    SharedMailbox => "shared_mailbox",
    FreeMailbox => "free_mailbox",
    Sheet => "sheet",
    Default => "default",
    Chosen => "chosen",
});

impl HiddenKind {
    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same<T: serde::Serialize + Copy>(all: &[T], name: impl Fn(T) -> &'static str) {
        for value in all {
            let written = serde_json::to_value(value).unwrap();
            assert_eq!(written, serde_json::Value::from(name(*value)));
        }
    }

    #[test]
    fn names_are_those_that_serde_writes() {
        same(Check::ALL, Check::name);
        same(Category::ALL, Category::name);
        same(Severity::ALL, Severity::name);
        same(ActionKind::ALL, ActionKind::name);
        same(HiddenKind::ALL, HiddenKind::name);
        same(ReadWarningKind::ALL, ReadWarningKind::name);
        same(Channel::ALL, Channel::name);
        same(Audience::ALL, Audience::name);
        same(Why::ALL, Why::name);
    }
}
