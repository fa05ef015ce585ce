//! The files that rows move to when they leave the workbook, made and proved.

use std::io::BufWriter;
use std::path::Path;

use epure_engine::plan::Edit;
use epure_engine::table::Format;

use super::CleanError;
use super::job::{Job, flushed, put};
use super::made::archive_beside;
use crate::draft::Draft;
use crate::locked::Keyed;
use crate::package::{Package, Source};
use crate::patch::ods;
use crate::patch::xlsx::{self, XlsxError};
use crate::verify::{verify_archive, verify_csv_archive};

impl Job<'_> {
    /// The file that the rows of a package move to, in the format of that package (macros stay behind);
    /// and how many they are.
    pub(super) fn archive(
        &self,
        mut content: impl Source,
        original: &Path,
        target: &Path,
    ) -> Result<(Draft, u64), CleanError> {
        let ods = self.format == Format::Ods;
        let place = archive_beside(target, self.edits, if ods { "ods" } else { "xlsx" });
        let mut made = Draft::new(&place).map_err(|error| CleanError::write(error, &place))?;
        let tick = self.ticks();
        self.make(&mut made, |out| match ods {
            true => ods::write_archive(&mut content, self.edits, &self.ods_options(&tick), out)
                .map_err(|error| CleanError::ods(error, &place)),
            false => {
                let out = BufWriter::with_capacity(1 << 18, out);
                let written = Package::open(&mut content).map_err(XlsxError::from);
                let written = written.and_then(|mut package| {
                    let options = self.xlsx_options(&tick);
                    xlsx::write_archive(&mut package, self.edits, &options, out)
                });
                written.and_then(flushed).map_err(|error| CleanError::patch(error, &place))
            }
        })?;
        let original = Keyed { path: original, password: self.options.password.as_ref() };
        let archive = Keyed { path: made.path(), password: self.options.protect.as_ref() };
        let proof = verify_archive(original, archive, self.format, self.decided());
        let rows = proof.map_err(CleanError::unproved)?.rows_moved;
        Ok((made, rows))
    }

    /// A text file that rows of the text `original` move to, which `bytes` are.
    pub(super) fn text_archive(
        &self,
        original: &[u8],
        (name, bytes): (&str, &[u8]),
        target: &Path,
    ) -> Result<(Draft, u64), CleanError> {
        let here = |edit: &&Edit| !matches!(edit, Edit::MoveRow { to, .. } if to != name);
        let edits: Vec<Edit> = self.edits.iter().filter(here).cloned().collect();
        let header = self.options.headers.values().next().copied();
        let proof = verify_csv_archive(original, bytes, self.options.csv, header, &edits);
        let rows = proof.map_err(CleanError::unproved)?.rows_moved;
        let extension = target.extension().unwrap_or_default().to_string_lossy();
        let place = archive_beside(target, &edits, &extension);
        let mut made = Draft::new(&place).map_err(|error| CleanError::write(error, &place))?;
        put(&mut made, bytes)?;
        Ok((made, rows))
    }
}
