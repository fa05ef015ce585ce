//! The files of `lexicons/`, carried inside the program.

use std::sync::OnceLock;

use epure_engine::basis::Bases;
use epure_engine::dossier::Dossiers;
use epure_engine::lexicon::pack::Bilingual;
use epure_engine::packs::PackFiles;
use epure_sheets::write::Texts as Names;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use crate::dto::Lang;
use crate::error::Error;
use crate::texts::Texts;

static LEXICONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/lexicons");

/// Every file of `lexicons/`, by its path in it.
#[must_use]
pub fn files() -> PackFiles {
    let mut files = PackFiles::new();
    collect(&LEXICONS, &mut files);
    files
}

/// What the program says in a language. (The files are inside the program and a test reads them
/// both, so that what cannot be read is never met; it would say keys instead of sentences.)
#[must_use]
pub fn texts(lang: Lang) -> Texts {
    Texts::parse(lang, text(&format!("app/{lang}.toml"))).unwrap_or_else(|_| Texts::silent(lang))
}

/// The names of severities, checks, categories and actions in a language, as reports write them.
pub(crate) fn names(lang: Lang) -> Result<Names, Error> {
    Names::parse(text(&format!("workbooks/{lang}.toml")))
        .map_err(|error| Error::Packs(error.to_string()))
}

/// The self-assessments and documents, loaded when they are first asked for: audits need none.
pub(crate) fn dossiers(bases: &Bases) -> Result<&'static Dossiers, Error> {
    static DOSSIERS: OnceLock<Result<Dossiers, String>> = OnceLock::new();
    let load = || Dossiers::load(&files(), bases).map_err(|error| error.to_string());
    DOSSIERS.get_or_init(load).as_ref().map_err(|error| Error::Packs(error.clone()))
}

/// Which rules these are: the first digits of the SHA-256 of all files of `lexicons/`.
pub(crate) fn version() -> String {
    let mut hasher = Sha256::new();
    for (path, bytes) in files() {
        hasher.update(path.as_bytes());
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    hasher.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// The text of one file of `lexicons/`; empty when there is no such file.
#[must_use]
pub fn text(path: &str) -> &'static str {
    LEXICONS.get_file(path).and_then(include_dir::File::contents_utf8).unwrap_or_default()
}

/// The text of a lexicon in the reader's language.
pub(crate) fn said(text: &Bilingual, lang: Lang) -> &str {
    match lang {
        Lang::Fr => &text.fr,
        Lang::En => &text.en,
    }
}

fn collect(folder: &Dir<'_>, files: &mut PackFiles) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(path, file.contents().to_vec());
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}
