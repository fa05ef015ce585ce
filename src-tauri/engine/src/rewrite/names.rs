//! Given names: whom a word that opens a note names, and whether a man or a woman.

use rustc_hash::FxHashSet;

use crate::lexicon::error::PackError;
use crate::packs::PackFiles;

use super::phrases::class_entries;

/// The given names of a language (`classes/female-name.txt`, `classes/male-name.txt`), folded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    women: FxHashSet<String>,
    men: FxHashSet<String>,
}

impl Names {
    /// Reads the given names of a language's folder; none when it has no such files.
    pub(crate) fn load(files: &PackFiles, folder: &str) -> Result<Self, PackError> {
        let read = |class: &str| -> Result<FxHashSet<String>, PackError> {
            let names = class_entries(files, folder, class)?;
            Ok(names.iter().flat_map(|name| name.split(' ')).map(str::to_owned).collect())
        };
        Ok(Self { women: read("female-name")?, men: read("male-name")? })
    }

    /// Is a folded word a given name, or a part of one ("Jean-Marc")?
    pub(crate) fn has(&self, word: &str) -> bool {
        self.women.contains(word) || self.men.contains(word)
    }

    /// Is a folded word the given name of a woman? None when it is no name, or of both.
    pub(crate) fn is_woman(&self, word: &str) -> Option<bool> {
        match (self.women.contains(word), self.men.contains(word)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }
}
