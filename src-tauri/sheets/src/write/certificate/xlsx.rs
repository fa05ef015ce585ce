//! The certificate as a one-sheet workbook.

use crate::write::sheet::{self, title_format};
use crate::write::{Cleaning, Texts, WriteError};

/// Writes the certificate workbook.
///
/// # Errors
/// The workbook could not be assembled.
pub fn certificate_xlsx(cleaning: &Cleaning, texts: &Texts) -> Result<Vec<u8>, WriteError> {
    let words = &texts.certificate;
    let mut book = sheet::new_workbook(&words.title, cleaning.on)?;
    let page = book.add_worksheet().set_name(&words.sheet)?;
    page.set_column_width(0, 44)?;
    page.set_column_width(1, 72)?;
    page.write_string_with_format(0, 0, &words.title, &title_format())?;
    let intro = if cleaning.rebuilt { &words.intro_rebuilt } else { &words.intro };
    page.write_string(1, 0, intro)?;
    page.write_string(2, 0, &words.no_removed_text)?;
    let next = sheet::write_facts(page, 4, &cleaning.facts(texts))?;
    let rules: Vec<(String, u32)> = cleaning
        .applied
        .iter()
        .map(|one| (format!("{} ({})", one.title, one.rule), one.changed + one.kept))
        .collect();
    sheet::write_totals(page, next + 1, &words.applied, &rules)?;
    page.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(book.save_to_buffer()?)
}
