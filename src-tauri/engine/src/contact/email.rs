//! E-mail addresses of cells: cut, checked, normalised. Never whether the mailbox exists.

/// An address, cut at its sign, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// Before the sign.
    pub(crate) local: String,
    /// After the sign.
    pub(crate) domain: String,
}

/// What an e-mail cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mail {
    /// One address or several, all well formed.
    Good(Vec<Address>),
    /// Something that is no address.
    Bad,
}

impl Address {
    /// The whole address.
    pub(crate) fn normal(&self) -> String {
        [&self.local, "@", &self.domain].concat()
    }
}

/// Reads a cell; none when it is blank.
pub(crate) fn read(text: &str) -> Option<Mail> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let parts = text
        .split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '/' | '|' | '<' | '>' | '"'));
    let addresses: Option<Vec<Address>> =
        parts.filter(|part| part.contains('@')).map(address).collect();
    Some(addresses.filter(|all| !all.is_empty()).map_or(Mail::Bad, Mail::Good))
}

/// One address, when it is well formed (RFC 5321 as mail services apply it: no quotes, no comments,
/// a domain with a dot).
pub(crate) fn address(text: &str) -> Option<Address> {
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let (local, domain) = text.split_once('@')?;
    (is_local(local) && is_domain(domain))
        .then(|| Address { local: local.to_lowercase(), domain: domain.to_lowercase() })
}

fn is_local(local: &str) -> bool {
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    let sign = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    !local.is_empty() && local.len() <= 64 && !dots && local.chars().all(sign)
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let end =
        |end: &str| end.chars().count() >= 2 && !end.bytes().all(|byte| byte.is_ascii_digit());
    domain.len() <= 253
        && domain.rsplit_once('.').is_some_and(|(_, last)| end(last))
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_one_address_or_several() {
        let count = |text| match read(text) {
            Some(Mail::Good(all)) => all.len(),
            _ => 0,
        };
        assert_eq!(count("Marie.Durand@Societe.example"), 1);
        assert_eq!(count("a@x.example ; b@y.example"), 2);
        assert_eq!(count("Marie Durand <marie@x.example>"), 1);
        assert_eq!(read("   "), None);
        for bad in [
            "marie",
            "marie@",
            "@x.example",
            "a@b",
            "a..b@x.example",
            "a@x..example",
            "a b@-x.example",
            "a@@x.example",
            "a@x.1",
        ] {
            assert_eq!(read(bad), Some(Mail::Bad), "{bad}");
        }
    }
}
