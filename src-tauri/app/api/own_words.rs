//! A person's own words: kept on this computer, put to the test before they hold.

use epure_engine::packs::PackFiles;
use epure_engine::reader::Reader;
use epure_store::Store;

use super::App;
use crate::dto::{OwnSentence, OwnWords, TriedSentence};
use crate::error::Error;
use crate::own_words::{packs, tried};

/// Name under which they are kept.
const OWN_WORDS: &str = "own-words";

impl App {
    /// The person's own words.
    ///
    /// # Errors
    /// The store refused.
    pub fn own_words(&self) -> Result<OwnWords, Error> {
        own_words(&self.store())
    }

    /// Keeps the person's own words; the next audit reads with them.
    ///
    /// # Errors
    /// Something that cannot be a word, or a word that the rules cannot find; the store refused.
    /// What was kept before then stays.
    pub fn set_own_words(&self, own: OwnWords) -> Result<OwnWords, Error> {
        self.retune(&self.settings()?, &own)?;
        self.store().settings().set(OWN_WORDS, &own)?;
        Ok(own)
    }

    /// How sentences read with such words, which are not kept.
    ///
    /// # Errors
    /// As for [`App::set_own_words`].
    pub fn try_words(
        &self,
        own: &OwnWords,
        sentences: &[OwnSentence],
    ) -> Result<Vec<TriedSentence>, Error> {
        if *own == self.own_words()? {
            return Ok(tried(self.pipeline().reader(), sentences));
        }
        Ok(tried(&reader(&packs(own)?)?, sentences))
    }
}

/// The note reader with own packs.
fn reader(own: &PackFiles) -> Result<Reader, Error> {
    Reader::with_personal(&crate::packs::files(), own)
        .map_err(|error| Error::Packs(error.to_string()))
}

/// What was kept; nothing when nothing was.
pub(super) fn own_words(store: &Store) -> Result<OwnWords, Error> {
    Ok(store.settings().get(OWN_WORDS)?.unwrap_or_default())
}
