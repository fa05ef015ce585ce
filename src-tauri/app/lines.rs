//! Lines of cells as a text that spreadsheets open.

use crate::error::Error;

/// The lines as csv, between semicolons, with the mark that spreadsheets know UTF-8 by.
pub(crate) fn csv(lines: &[Vec<String>]) -> Result<Vec<u8>, Error> {
    let trouble =
        |error: String| Error::Write { path: "csv".into(), source: std::io::Error::other(error) };
    let mut out =
        csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    for line in lines {
        out.write_record(line).map_err(|error| trouble(error.to_string()))?;
    }
    out.into_inner().map_err(|error| trouble(error.to_string()))
}
