//! Which words exist in a language: a compact filter built from a public word list.
//!
//! It answers "is this a word?" and is wrong once in 250 for things that are no words; it never
//! misses a word of the list. It holds no list: words cannot be read back from it.

use xorf::{BinaryFuse8, BinaryFuse8Ref, DmaSerializable, Filter, FilterRef};

use super::fold;
use super::hash;

const MAGIC: &[u8; 8] = b"epurewd1";
const DESCRIPTOR: usize = BinaryFuse8::DESCRIPTOR_LEN;

/// The words of a language (`lexicons/<lang>/words.filter`).
#[derive(Clone, Debug, Default)]
pub struct Words {
    bytes: Vec<u8>,
}

impl Words {
    /// Reads a filter file; none when the bytes are not one.
    #[must_use]
    pub fn load(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (descriptor, fingerprints) = rest.split_at_checked(DESCRIPTOR + 4)?;
        let size = descriptor.get(DESCRIPTOR..)?;
        let size = u32::from_le_bytes(size.try_into().ok()?) as usize;
        (fingerprints.len() == size && size > 0).then(|| Self { bytes: rest.to_vec() })
    }

    /// Builds the filter file of a word list. The same list gives the same bytes.
    ///
    /// # Errors
    /// When the filter cannot be built, which random keys never cause.
    pub fn build<'a>(list: impl Iterator<Item = &'a str>) -> Result<Vec<u8>, String> {
        let mut plain = std::collections::BTreeSet::new();
        let mut accented = std::collections::BTreeSet::new();
        for word in list {
            let folded = fold::plain(word);
            for part in folded.split(' ') {
                if word.is_ascii() { &mut plain } else { &mut accented }.insert(part.to_owned());
            }
        }
        let mut keys: Vec<u64> = plain.union(&accented).map(|w| hash::word(w.as_bytes())).collect();
        keys.extend(accented.difference(&plain).map(|word| accented_only(word)));
        keys.sort_unstable();
        keys.dedup();
        let filter = BinaryFuse8::try_from(&keys).map_err(str::to_owned)?;
        let fingerprints = filter.dma_fingerprints();
        let mut out = MAGIC.to_vec();
        let mut descriptor = [0; DESCRIPTOR];
        filter.dma_copy_descriptor_to(&mut descriptor);
        out.extend_from_slice(&descriptor);
        let size = u32::try_from(fingerprints.len()).map_err(|e| e.to_string())?;
        out.extend_from_slice(&size.to_le_bytes());
        out.extend_from_slice(fingerprints);
        Ok(out)
    }

    /// Is a folded word (by its hash) in the list, accents aside? Without a list: no.
    #[must_use]
    #[inline]
    pub fn knows(&self, hash: u64) -> bool {
        let Some((head, fingerprints)) = self.bytes.split_at_checked(DESCRIPTOR + 4) else {
            return false;
        };
        BinaryFuse8Ref::from_dma(head, fingerprints).contains(&hash)
    }

    /// Is a word, as spelled with its accents, in the list? `cone` is not French, `cône` is.
    #[must_use]
    pub fn spells(&self, word: &str) -> bool {
        let folded = fold::plain(word);
        self.knows(hash::word(folded.as_bytes()))
            && !(word.is_ascii() && self.knows(accented_only(&folded)))
    }
}

/// Key that says: these letters are a word only with accents.
fn accented_only(folded: &str) -> u64 {
    hash::word(format!("!{folded}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_words_it_was_built_from_and_their_accents() -> Result<(), String> {
        let list = ["cône", "malade", "abat-jour", "congé"];
        let bytes = Words::build(list.into_iter())?;
        assert_eq!(bytes, Words::build(list.into_iter().rev())?);
        let words = Words::load(&bytes).ok_or("not a filter")?;
        assert!(words.spells("cône") && !words.spells("cone"));
        assert!(words.spells("malade") && !words.spells("maladd"));
        assert!(words.knows(hash::word(b"cone")) && words.knows(hash::word(b"jour")));
        assert!(Words::load(b"other").is_none());
        Ok(())
    }
}
