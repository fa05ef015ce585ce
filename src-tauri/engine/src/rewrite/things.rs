//! Things: a few words that name one tell what is wanted ("volets alu"), not how somebody is.

use rustc_hash::FxHashSet;

use crate::lexicon::error::PackError;
use crate::packs::PackFiles;

use super::phrases::class_entries;

/// Classes that list things.
const CLASSES: [&str; 3] = ["inert", "object", "goods"];

/// The things of a language that are named by one word, folded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Things(FxHashSet<String>);

impl Things {
    /// Reads the things of a language's folder; none when it has no such files.
    pub(crate) fn load(files: &PackFiles, folder: &str) -> Result<Self, PackError> {
        let mut all = FxHashSet::default();
        for class in CLASSES {
            let entries = class_entries(files, folder, class)?;
            all.extend(entries.into_iter().filter(|entry| !entry.contains(' ')));
        }
        Ok(Self(all))
    }

    /// Does a folded word name a thing, or several?
    pub(crate) fn has(&self, word: &str) -> bool {
        let one = word.strip_suffix(['s', 'x']);
        self.0.contains(word) || one.is_some_and(|one| self.0.contains(one))
    }
}
