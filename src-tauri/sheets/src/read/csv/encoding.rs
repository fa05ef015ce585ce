//! Which encoding a text file is in: byte order mark, UTF-16 by its zeros, UTF-8 when most of it is
//! valid, else a Western single-byte encoding (Windows, or Macintosh as Excel for Mac writes).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::read::sniff::utf16_order;

/// An encoding, and the length of its byte order mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Detected {
    pub(super) encoding: &'static Encoding,
    /// Bytes of the mark: 0 when there is none.
    pub(super) bom: usize,
}

/// Bytes looked at by the statistical detector.
const SAMPLE: usize = 1 << 20;

pub(super) fn detect(bytes: &[u8]) -> Detected {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return Detected { encoding, bom };
    }
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or(bytes);
    let encoding = match utf16_order(head) {
        Some(true) => UTF_16LE,
        Some(false) => UTF_16BE,
        None if nearly_utf8(bytes) => UTF_8,
        None => single_byte(bytes),
    };
    Detected { encoding, bom: 0 }
}

/// Valid UTF-8, or meant as UTF-8 but for some bytes: joined from several exports, or cut in the middle
/// of a character. An accent of a Western text is one byte that ASCII nearly always follows, which makes
/// it a bad one here: such a text hardly ever holds as many valid sequences of several bytes.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    bad == 0 || good > bad
}

fn single_byte(bytes: &[u8]) -> &'static Encoding {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or(bytes);
    if mac_letters(sample) > windows_letters(sample) {
        return MACINTOSH;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    // Short files give the detector little to go by; French and English are what is expected.
    if sample.len() < 4096 && guess.is_single_byte() { WINDOWS_1252 } else { guess }
}

/// Bytes that are é è à ê ç ô î ù û É in the Macintosh encoding.
fn mac_letters(bytes: &[u8]) -> usize {
    const LETTERS: &[u8] = b"\x8E\x8F\x88\x90\x8D\x99\x94\x9D\x9E\x83";
    bytes.iter().filter(|byte| LETTERS.contains(byte)).count()
}

/// Bytes that are letters with an accent in Windows-1252.
fn windows_letters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte >= 0xC0).count()
}

/// The text without its mark, and whether some bytes had to be replaced.
pub(super) fn decode(bytes: &[u8], found: &Detected) -> (String, bool) {
    let body = bytes.get(found.bom..).unwrap_or_default();
    let (text, replaced) = found.encoding.decode_without_bom_handling(body);
    (text.into_owned(), replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text in UTF-8 and the stray bytes `é` of Windows that follow it.
    fn mixed(text: &str, strays: usize) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        bytes.extend_from_slice(&b"Zo\xE9;rien\n".repeat(strays));
        bytes
    }

    #[test]
    fn stray_bytes_do_not_turn_utf8_into_another_encoding() {
        let good = "Société;Note\nAli;Délégué syndical\n";
        for strays in 1..4 {
            assert_eq!(detect(&mixed(good, strays)).encoding, UTF_8, "{strays}");
        }
        // As many strays as characters: as well a Western text that quotes a few damaged words.
        assert_eq!(detect(&mixed(good, 5)).encoding, WINDOWS_1252);
        assert_eq!(detect(b"Nom\nH\xC3\xA9l\xC3\xA8n\xC3\n").encoding, UTF_8, "a cut character");
    }

    #[test]
    fn western_texts_are_no_utf8() {
        for text in [
            "Nom;Note\nZoé;rien\n",
            "Société;Prénom\nÉtain;Hélène\n",
            "« été\u{a0}»;« vu à Orléans »\n",
            "«\u{a0}qualité\u{a0}»;É…;déjà vu\n",
            "ÉTÉ;NOËL;FORÊT “D’Ô”\n",
            "l’été…;coût 5\u{a0}€\n",
        ] {
            let bytes = WINDOWS_1252.encode(text).0;
            let found = detect(&bytes);
            assert_eq!(found.encoding, WINDOWS_1252, "{text}");
            assert_eq!(decode(&bytes, &found), (text.to_owned(), false));
        }
    }
}
