//! What a column holds: the closed list that guesses, choices and checks share.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Role of a column (the command-line contract's `role`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Role {
    /// Company, organisation, trade name.
    Company,
    /// Mr, Mrs, M., Mme…
    Civility,
    /// Given name.
    FirstName,
    /// Family name.
    LastName,
    /// Given and family name together, or a contact's name without more.
    FullName,
    /// Job title, position.
    JobTitle,
    /// E-mail address.
    Email,
    /// Telephone, of any kind or a landline.
    Phone,
    /// Mobile telephone.
    Mobile,
    /// Street address, or a whole postal address.
    Address,
    /// Postal code.
    Postcode,
    /// Town.
    City,
    /// Country.
    Country,
    /// Web site, social profile.
    Website,
    /// SIREN, SIRET or intra-community VAT number of a company.
    Siren,
    /// Free text about the contact.
    Notes,
    /// Day of the last contact, in either direction.
    LastContact,
    /// Day of our own last message, call or reminder; says nothing of the contact's interest.
    LastOutbound,
    /// Next step, usually a day to come.
    NextAction,
    /// Day the contact entered the file.
    Created,
    /// Where the contact stands in the sale.
    Status,
    /// Where the contact comes from.
    Source,
    /// Business, consumer, customer, partner…: what kind of contact it is.
    Audience,
    /// Consent to e-mail.
    ConsentEmail,
    /// Consent to text messages.
    ConsentSms,
    /// Consent to calls.
    ConsentPhone,
    /// Consent to letters.
    ConsentPost,
    /// Day the consent was given.
    ConsentDate,
    /// How the consent was obtained: form, IP address, double opt-in…
    ConsentProof,
    /// Refusal, unsubscription, "do not contact".
    OptOut,
    /// Birth date or age.
    BirthDate,
    /// Social security or identity document number.
    NationalId,
    /// Bank account.
    Iban,
    /// A column that is sensitive by its very subject (health, religion, children…).
    Sensitive,
    /// Anything else.
    Other,
}

impl Role {
    /// Every role, in the contract's order.
    pub const ALL: [Self; 35] = [
        Self::Company,
        Self::Civility,
        Self::FirstName,
        Self::LastName,
        Self::FullName,
        Self::JobTitle,
        Self::Email,
        Self::Phone,
        Self::Mobile,
        Self::Address,
        Self::Postcode,
        Self::City,
        Self::Country,
        Self::Website,
        Self::Siren,
        Self::Notes,
        Self::LastContact,
        Self::LastOutbound,
        Self::NextAction,
        Self::Created,
        Self::Status,
        Self::Source,
        Self::Audience,
        Self::ConsentEmail,
        Self::ConsentSms,
        Self::ConsentPhone,
        Self::ConsentPost,
        Self::ConsentDate,
        Self::ConsentProof,
        Self::OptOut,
        Self::BirthDate,
        Self::NationalId,
        Self::Iban,
        Self::Sensitive,
        Self::Other,
    ];

    /// The name used in files and on the command line, as `last_contact`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Civility => "civility",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::FullName => "full_name",
            Self::JobTitle => "job_title",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Mobile => "mobile",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::City => "city",
            Self::Country => "country",
            Self::Website => "website",
            Self::Siren => "siren",
            Self::Notes => "notes",
            Self::LastContact => "last_contact",
            Self::LastOutbound => "last_outbound",
            Self::NextAction => "next_action",
            Self::Created => "created",
            Self::Status => "status",
            Self::Source => "source",
            Self::Audience => "audience",
            Self::ConsentEmail => "consent_email",
            Self::ConsentSms => "consent_sms",
            Self::ConsentPhone => "consent_phone",
            Self::ConsentPost => "consent_post",
            Self::ConsentDate => "consent_date",
            Self::ConsentProof => "consent_proof",
            Self::OptOut => "opt_out",
            Self::BirthDate => "birth_date",
            Self::NationalId => "national_id",
            Self::Iban => "iban",
            Self::Sensitive => "sensitive",
            Self::Other => "other",
        }
    }

    /// Every role, in the contract's order.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter()
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::all().find(|role| role.name() == text).ok_or_else(|| UnknownRole(text.to_owned()))
    }
}

/// The text is the name of no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no column role is named `{0}`")]
pub struct UnknownRole(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_parse_back() {
        for role in Role::all() {
            assert_eq!(role.name().parse(), Ok(role));
        }
        assert!("prenom".parse::<Role>().is_err());
    }

    #[test]
    fn serde_reads_the_same_names() {
        for role in Role::all() {
            let read = toml::Value::String(role.name().to_owned()).try_into::<Role>();
            assert_eq!(read.ok(), Some(role));
        }
    }
}
