//! Characters and their XML spelling.

use std::borrow::Cow;

use memchr::memchr;

/// The text of raw XML characters: the five named entities and character numbers resolved,
/// unknown entities left as written, bytes that are not UTF-8 replaced.
pub(crate) fn unescape(raw: &[u8]) -> Cow<'_, str> {
    if memchr(b'&', raw).is_none() {
        return String::from_utf8_lossy(raw);
    }
    let text = String::from_utf8_lossy(raw);
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match after.split_once(';').and_then(|(name, tail)| Some((entity(name)?, tail))) {
            Some((character, tail)) => {
                out.push(character);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// Characters between tags. What XML cannot hold at all is left out (see the xlsx writer for the
/// `_xHHHH_` spelling that spreadsheets use instead).
pub(crate) fn escape_text(text: &str) -> String {
    escape(text, false)
}

/// Characters of an attribute value between double quotes; line ends and tabs as numbers, since a
/// reader would turn them into blanks.
pub(crate) fn escape_attribute(text: &str) -> String {
    escape(text, true)
}

fn escape(text: &str, attribute: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_the_round_trip() {
        let text = "a < b & \"c\" > 'd'\n\té\u{1F600}";
        assert_eq!(unescape(escape_text(text).as_bytes()), text);
        assert_eq!(unescape(escape_attribute(text).as_bytes()), text);
    }

    #[test]
    fn entities_by_name_and_by_number() {
        assert_eq!(unescape(b"&#233;&#xE9;&amp;lt;&eacute;&&#xD800;"), "éé&lt;&eacute;&&#xD800;");
    }
}
