//! Which encoding a text file is in: byte order mark, UTF-16 by its zeros, UTF-8 when valid, else
//! a Western single-byte encoding (Windows, or Macintosh as Excel for Mac writes).

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

/// Valid UTF-8, or with so few bad bytes among good ones that it was meant as UTF-8.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > 20 * bad
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
