//! New text into the bytes of the file's encoding.

use encoding_rs::{EncoderResult, Encoding, UTF_16BE, UTF_16LE};

/// The bytes of a text, or none when the encoding lacks one of its characters even in its
/// [`nearest`] form.
pub(super) fn encode(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    if encoding == UTF_16LE {
        return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    strict(text, encoding).or_else(|| {
        let mut plain = String::with_capacity(text.len());
        for character in text.chars() {
            match strict(character.encode_utf8(&mut [0; 4]), encoding) {
                Some(_) => plain.push(character),
                None => plain.push_str(nearest(character)?),
            }
        }
        strict(&plain, encoding)
    })
}

fn strict(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let mut encoder = encoding.new_encoder();
    let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len())?;
    let mut bytes = Vec::with_capacity(room);
    let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true);
    (result == EncoderResult::InputEmpty).then_some(bytes)
}

/// What a typist would put for a typographic character that old encodings lack.
fn nearest(character: char) -> Option<&'static str> {
    match character {
        '\u{202F}' | '\u{2009}' | '\u{A0}' => Some(" "),
        '\u{2010}' | '\u{2011}' | '–' | '—' | '−' => Some("-"),
        '’' | '‘' => Some("'"),
        '“' | '”' => Some("\""),
        '…' => Some("..."),
        '→' => Some("->"),
        'œ' => Some("oe"),
        'Œ' => Some("OE"),
        '€' => Some("EUR"),
        _ => None,
    }
}
