//! What tells a person apart from another: normalised e-mail, phone number, name and company.

use crate::text::fold::plain;
use crate::text::hash;

/// A contact, as it is recognised again in another row, file or list.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// Address in lower case.
    pub email: Option<String>,
    /// Number in E.164 form, as `+33612345678`.
    pub phone: Option<String>,
    /// Folded name and company, as `marie durand|garage petit`.
    pub name: Option<String>,
    /// Further addresses and numbers, in the same forms.
    pub others: Vec<String>,
}

impl Identity {
    /// Folded name and company; none without a name.
    pub(crate) fn of_name(first: &str, last: &str, company: &str) -> Option<String> {
        let mut words: Vec<String> =
            plain(&format!("{first} {last}")).split(' ').map(str::to_owned).collect();
        words.retain(|word| !word.is_empty());
        if words.is_empty() {
            return None;
        }
        // "Durand Marie" and "Marie Durand" are one person.
        words.sort();
        Some(format!("{}|{}", words.join(" "), plain(company)))
    }

    /// What decisions about this contact are remembered by.
    #[must_use]
    pub fn key(&self) -> &str {
        let known = [&self.email, &self.phone, &self.name];
        known.into_iter().find_map(Option::as_deref).unwrap_or_default()
    }
}

/// A number that stands for a normalised text when rows are compared.
pub(crate) fn digest(text: &str) -> u64 {
    hash::word(text.as_bytes())
}
