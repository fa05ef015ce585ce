//! Bytes of documents from document models: docx, html, xlsx, ics. Knows formats, nothing of the law; opens
//! no file. The same document gives the same bytes.

mod docx;
mod html;
mod ics;
mod xlsx;
mod xml;

pub use docx::docx;
pub use html::html;
pub use ics::{Event, ics};
pub use xlsx::{sheet_name, xlsx};

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The library that makes xlsx files refused something.
    #[error("the workbook could not be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The package of a docx could not be assembled.
    #[error("the document could not be written: {0}")]
    Package(#[from] zip::result::ZipError),
    /// The same, below the package.
    #[error("the document could not be written: {0}")]
    Io(#[from] std::io::Error),
}
