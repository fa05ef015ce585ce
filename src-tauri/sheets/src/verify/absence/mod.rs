//! Is a removed text still somewhere? A search by words, the same for every format.
//!
//! Texts are compared as words with case, accents, ligatures and separators folded, so that
//! `DUPONT-Élodie`, `dupont elodie` and `Dupont, Élodie` are one text; digits are also compared
//! joined, so that `06 12 34 56 78` is found as `0612345678`. A match is a run of whole words.
//!
//! What is searched (`sought`): what removed cells held, the addresses and long numbers inside it, and
//! what decisions name: texts of at least three letters (two when a person named them), numbers of
//! at least six digits, whatever zeros they begin with. Shorter ones, and words that every sheet holds (`oui`, `Mme`),
//! occur everywhere by chance: their removal is proved by the comparison of cells alone. Of a text
//! of more than eight words, the first eight are searched. Which places of a part are worth
//! looking at depends on how telling a text is ([`Place`]).

mod binary;
mod codes;
mod hits;
mod needles;
mod sieve;
mod sought;
mod words;
mod xml;

pub(crate) use binary::search_binary;
pub(crate) use codes::without_codes;
pub(crate) use hits::Hits;
pub(crate) use needles::{Needles, Place};
#[cfg(test)]
pub(crate) use sought::Sought;
pub(crate) use sought::removed;
pub(crate) use words::Word;
pub(crate) use xml::{XmlSearch, is_run, percent_decoded, search_xml};
