//! In which country a contact is: country column, then calling code, then e-mail domain.

use rustc_hash::FxHashMap;

use crate::country::Countries;
use crate::text::fold::plain;

/// A contact's country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// One that has a pack, by its code.
    Known(&'a str),
    /// Another one, named by its column.
    Elsewhere,
}

/// What tells a country.
pub(crate) struct Places<'a> {
    names: FxHashMap<String, &'a str>,
    phones: Vec<(&'a str, &'a str)>,
    domains: FxHashMap<&'a str, &'a str>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(countries: &'a Countries) -> Self {
        let mut places =
            Self { names: FxHashMap::default(), phones: Vec::new(), domains: FxHashMap::default() };
        for about in countries.all().map(|country| &country.about) {
            let code = about.code.as_str();
            places.names.extend(about.names.iter().map(|name| (plain(name), code)));
            places.phones.extend(about.phone.iter().map(|prefix| (prefix.as_str(), code)));
            places.domains.extend(about.domains.iter().map(|end| (end.as_str(), code)));
        }
        places.phones.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        places
    }

    /// The country of a contact; none when nothing tells. `phone`: in E.164 form; `domain`: of the
    /// e-mail address.
    pub(crate) fn of(
        &self,
        column: Option<&str>,
        phone: Option<&str>,
        domain: Option<&str>,
    ) -> Option<Place<'a>> {
        let named = column.map(plain).filter(|name| !name.is_empty());
        if let Some(name) = named {
            return Some(self.names.get(&name).map_or(Place::Elsewhere, |code| Place::Known(code)));
        }
        if let Some(digits) = phone.and_then(|number| number.strip_prefix('+')) {
            let found = self.phones.iter().find(|(prefix, _)| digits.starts_with(prefix));
            return Some(found.map_or(Place::Elsewhere, |(_, code)| Place::Known(code)));
        }
        let end = domain?.rsplit('.').next()?;
        self.domains.get(end).map(|code| Place::Known(code))
    }
}
