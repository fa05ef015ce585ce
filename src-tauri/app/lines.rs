//! Lines of cells as a text that spreadsheets open, and of which they run nothing.

use epure_sheets::patch::csv::guarded;

use crate::error::Error;

/// The lines as csv, between semicolons, with the mark that spreadsheets know UTF-8 by.
pub(crate) fn csv(lines: &[Vec<String>]) -> Result<Vec<u8>, Error> {
    let trouble =
        |error: String| Error::Write { path: "csv".into(), source: std::io::Error::other(error) };
    let mut out =
        csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    for line in lines {
        out.write_record(line.iter().map(|cell| guarded(cell, "")))
            .map_err(|error| trouble(error.to_string()))?;
    }
    out.into_inner().map_err(|error| trouble(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_looks_like_a_formula_stays_a_text() {
        let cells = ["=1+1", "+33 6 39 98 00 01", "-cmd|' /C calc'!A0", "@SUM(A1)", "Zoé"];
        let bytes = csv(&[cells.map(str::to_owned).to_vec()]).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let expected = "\u{feff}'=1+1;+33 6 39 98 00 01;'-cmd|' /C calc'!A0;'@SUM(A1);Zoé\n";
        assert_eq!(text, expected);
    }
}
