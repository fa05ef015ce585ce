//! Searching bytes that are no XML: pictures, printer settings, macros, old office files.

use std::io::{self, Read};

use super::needles::{Needles, Place};
use super::words::Word;

/// Read at a time, and kept of the chunk before so that no text is cut in two.
const CHUNK: usize = 256 << 10;
const OVERLAP: usize = 1 << 10;

/// Calls `hit` for every removed text met in a stream, written in UTF-8, in an 8-bit code, or in
/// UTF-16 of either byte order.
pub(crate) fn search_binary(
    mut source: impl Read,
    needles: &Needles,
    place: Place,
    hit: &mut dyn FnMut(u32),
) -> io::Result<()> {
    let mut window: Vec<u8> = Vec::new();
    let mut words = Vec::new();
    loop {
        let held = window.len().min(OVERLAP);
        window.drain(..window.len() - held);
        let got = source.by_ref().take(CHUNK as u64).read_to_end(&mut window)?;
        if got == 0 {
            return Ok(());
        }
        search_window(&window, needles, place, &mut words, hit);
    }
}

fn search_window(
    window: &[u8],
    needles: &Needles,
    place: Place,
    words: &mut Vec<Word>,
    hit: &mut dyn FnMut(u32),
) {
    let mut look = |text: &str, words: &mut Vec<Word>| {
        needles.find(text, place, words, |id, _| hit(id));
        // The length that some programs write before a text may look like its first letter.
        let mut rest = text.chars();
        if rest.next().is_some_and(char::is_alphanumeric) {
            needles.find(rest.as_str(), place, words, |id, _| hit(id));
        }
    };
    for text in runs(window) {
        look(&text, words);
    }
    for offset in [0, 1] {
        for big in [false, true] {
            let units = window.get(offset..).unwrap_or_default().chunks_exact(2).map(|pair| {
                let pair = <[u8; 2]>::try_from(pair).unwrap_or_default();
                if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
            });
            // Most bytes are no text: only stretches of plausible characters are looked at.
            for text in wide_runs(units) {
                look(&text, words);
            }
        }
    }
}

/// Stretches of at least four printable characters, as UTF-8 and, where they are not, as
/// Windows-1252.
fn runs(bytes: &[u8]) -> Vec<String> {
    bytes
        .split(|byte| *byte < b' ' && *byte != b'\t' && *byte != b'\n' && *byte != b'\r')
        .filter(|run| run.len() >= 4)
        .flat_map(|run| match std::str::from_utf8(run) {
            Ok(text) => vec![text.to_owned()],
            Err(_) => vec![
                String::from_utf8_lossy(run).into_owned(),
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(run).0.into_owned(),
            ],
        })
        .collect()
}

/// Stretches of at least four Latin characters of two bytes. Bytes beside a text often read as rare
/// letters (`ȁ`): a stretch with such is also given without them.
fn wide_runs(units: impl Iterator<Item = u16>) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for unit in units.chain([0]) {
        let latin = (0x20..0x250).contains(&unit) || (0x2010..0x2030).contains(&unit);
        match char::from_u32(u32::from(unit)).filter(|_| latin) {
            Some(character) => run.push(character),
            None => {
                let rare = |c: char| ('\u{100}'..'\u{250}').contains(&c) && !"œŒŸ".contains(c);
                let pieces = run.split(rare).filter(|piece| *piece != run);
                let all = pieces.chain([run.as_str()]).filter(|piece| piece.chars().count() >= 4);
                found.extend(all.map(str::to_owned));
                run.clear();
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::sought::Sought;
    use super::*;

    fn found(bytes: &[u8]) -> usize {
        let sought = Sought { text: "Élodie Durand".to_owned(), named: false };
        let needles = Needles::new([sought]);
        let mut count = 0;
        search_binary(bytes, &needles, Place::Bytes, &mut |_| count += 1).unwrap();
        count
    }

    #[test]
    fn every_encoding_is_looked_at() {
        let text = "Élodie Durand";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wide_be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [text.as_bytes(), b"\x01\xC9lodie Durand\0", &wide, &wide_be] {
            assert!(found(bytes) > 0);
            assert!(found(&[b"\xFF", bytes, b"\x00\x00"].concat()) > 0);
            assert!(found(&[b"\x01\x02", bytes, b"\x01\x01"].concat()) > 0);
        }
        assert!(found("AÉlodie Durand\u{1}".as_bytes()) > 0, "after its length");
        assert_eq!(found(b"\0\x01nothing here to find\0"), 0);
    }

    #[test]
    fn a_text_across_chunks_is_found() {
        let mut bytes = vec![0u8; CHUNK - 5];
        bytes.extend_from_slice("Élodie Durand".as_bytes());
        assert!(found(&bytes) > 0);
    }
}
