//! A part's bytes as UTF-8, whatever encoding its author chose.

use std::io::{self, Cursor, Read};

use encoding_rs::{Decoder, Encoding, UTF_8};

/// The stream as UTF-8. Parts in UTF-8 (nearly all) pass through untouched, but for a byte order
/// mark; others are decoded, and their declaration then says UTF-8.
pub(crate) fn utf8<'r, R: Read + Send + 'r>(
    mut source: R,
) -> io::Result<Box<dyn Read + Send + 'r>> {
    let mut head = Vec::with_capacity(256);
    source.by_ref().take(256).read_to_end(&mut head)?;
    let encoding = encoding_of(&head);
    let marked = Encoding::for_bom(&head).map_or(0, |(_, len)| len);
    let rest = head.split_off(marked);
    let whole = Cursor::new(rest).chain(source);
    if encoding == UTF_8 {
        return Ok(Box::new(whole));
    }
    let decoded = Decoding {
        source: whole,
        decoder: encoding.new_decoder_without_bom_handling(),
        input: Vec::new(),
        output: Vec::new(),
        given: 0,
        finished: false,
    };
    Ok(Box::new(Declared::new(decoded)?))
}

/// Is a part in UTF-8 (or plain ASCII), by its first bytes?
pub(crate) fn is_utf8(head: &[u8]) -> bool {
    encoding_of(head) == UTF_8
}

/// By byte order mark, by the look of `<?` in UTF-16, else by the declaration.
fn encoding_of(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    match head {
        [b'<', 0, ..] => return encoding_rs::UTF_16LE,
        [0, b'<', ..] => return encoding_rs::UTF_16BE,
        _ => {}
    }
    let text = String::from_utf8_lossy(head);
    let declared = text.split("?>").next().and_then(|declaration| {
        let value = declaration.split("encoding=").nth(1)?;
        let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'')?;
        Encoding::for_label(value.split(quote).nth(1)?.as_bytes())
    });
    // A declaration that could be read as ASCII is no UTF-16 declaration, whatever it says.
    declared.filter(|found| found.is_ascii_compatible()).unwrap_or(UTF_8)
}

/// Decodes as it is read.
struct Decoding<R> {
    source: R,
    decoder: Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    given: usize,
    finished: bool,
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        while self.given == self.output.len() && !self.finished {
            self.input.clear();
            self.source.by_ref().take(16 << 10).read_to_end(&mut self.input)?;
            self.finished = self.input.is_empty();
            let room = self.decoder.max_utf8_buffer_length(self.input.len()).unwrap_or(64 << 10);
            let mut text = String::with_capacity(room);
            let _ = self.decoder.decode_to_string(&self.input, &mut text, self.finished);
            self.output = text.into_bytes();
            self.given = 0;
        }
        let ready = self.output.get(self.given..).unwrap_or_default();
        let count = ready.len().min(space.len());
        if let (Some(to), Some(from)) = (space.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

/// Replaces the XML declaration of a decoded part by one that is true.
struct Declared<R> {
    head: Cursor<Vec<u8>>,
    rest: R,
}

impl<R: Read> Declared<R> {
    fn new(mut rest: R) -> io::Result<Self> {
        let mut head = Vec::new();
        rest.by_ref().take(512).read_to_end(&mut head)?;
        if head.starts_with(b"<?xml")
            && let Some(end) = memchr::memmem::find(&head, b"?>")
        {
            let tail = head.split_off(end + 2);
            head = br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#.to_vec();
            head.extend(tail);
        }
        Ok(Self { head: Cursor::new(head), rest })
    }
}

impl<R: Read> Read for Declared<R> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        match self.head.read(space)? {
            0 => self.rest.read(space),
            count => Ok(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut text = String::new();
        utf8(bytes).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn every_encoding_ends_as_utf8() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>é</a>";
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><a>é</a>";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&le), expected);
        assert_eq!(read(&[b"\xFF\xFE", &le[..]].concat()), expected);
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&be), expected);
        assert_eq!(read(b"<?xml version='1.0' encoding='windows-1252'?><a>\xE9</a>"), expected);
    }

    #[test]
    fn utf8_passes_through() {
        assert_eq!(read("\u{feff}<a>é</a>".as_bytes()), "<a>é</a>");
        assert_eq!(read(b"<?xml encoding='UTF-16'?><a/>"), "<?xml encoding='UTF-16'?><a/>");
        assert_eq!(read(b""), "");
    }
}
