//! The team's page of a review, written beside the clean file.

use std::path::Path;

use epure_engine::text::words::Words;
use epure_papers::html;
use epure_typeset::pdf;

use super::{App, lock};
use crate::coaching::{Page, kinds, lessons, lists};
use crate::error::Error;
use crate::files::write_whole;
use crate::packs;

/// Lists of real words, by language.
const WORDS: [&str; 2] = ["fr/words.filter", "en/words.filter"];

impl App {
    /// Writes the team's page of a file's review, as PDF when the path says so, else as HTML;
    /// replaces what was there.
    ///
    /// # Errors
    /// Unknown file, or one not audited yet; the page cannot be laid out or written.
    pub fn save_coaching(&self, file: &str, path: &str) -> Result<(), Error> {
        let lang = self.settings()?.lang;
        let (texts, names) = (packs::texts(lang), packs::names(lang)?);
        let pipeline = self.pipeline();
        let page = {
            let session = self.session(file)?;
            let session = lock(&session);
            let review = session.review()?;
            let page = Page {
                kinds: &kinds(review),
                lessons: &lessons(review, pipeline.reader()),
                lists: &lists(review, pipeline.reader(), &real_words()),
                on: self.clock.today(),
            };
            page.document(&texts, &names)
        };
        let path = Path::new(path);
        let bytes = match path.extension().is_some_and(|one| one.eq_ignore_ascii_case("pdf")) {
            true => pdf(&page, None)?,
            false => html(&page).into_bytes(),
        };
        write_whole(path, &bytes)
    }
}

fn real_words() -> Vec<Words> {
    let files = packs::files();
    WORDS.iter().filter_map(|path| Words::load(files.get(*path)?)).collect()
}
