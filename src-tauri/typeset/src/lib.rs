//! Documents as PDF: typst lays out `document.typ`, with fonts that the program carries. Nothing is
//! read from disk or fetched: every file and package is refused.

mod logo;
mod values;
mod world;

use epure_engine::dossier::{Document, Logo};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

pub use logo::{LogoError, logo};
use world::Desk;

/// Why pages could not be laid out.
#[derive(Debug, thiserror::Error)]
#[error("the pages could not be laid out: {0}")]
pub struct TypesetError(String);

/// Makes the PDF, tagged for screen readers, with the company's logo if there is one. The same
/// document gives the same bytes.
///
/// # Errors
/// The layout or the export failed.
pub fn pdf(document: &Document, logo: Option<&Logo>) -> Result<Vec<u8>, TypesetError> {
    let desk = Desk::new(values::of(document, logo));
    let pages: PagedDocument = typst::compile(&desk).output.map_err(|errors| told(&errors))?;
    let on = document.on;
    let day = Datetime::from_ymd_hms(
        i32::from(on.year()),
        on.month().unsigned_abs(),
        on.day().unsigned_abs(),
        0,
        0,
        0,
    );
    let options = PdfOptions {
        ident: Smart::Custom(format!("epure/{}/{}/{on}", document.company, document.id)),
        creator: Smart::Custom(Some("Épure".to_owned())),
        timestamp: day.map(Timestamp::new_utc),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(|errors| told(&errors))
}

fn told(errors: &[SourceDiagnostic]) -> TypesetError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    TypesetError(messages.join("; "))
}
