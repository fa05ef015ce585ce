//! Edits made to one file and proved, format by format.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;

use epure_engine::plan::Edit;

use super::{CleanError, CleanOptions, CleanProgress, Step};
use crate::draft::Draft;
use crate::package::Package;
use crate::patch::csv;
use crate::patch::ods::{self, OdsError, OdsOptions};
use crate::patch::xlsx::{self, Plan, XlsxError, XlsxOptions};
use crate::verify::xlsx::prove;
use crate::verify::{Proof, verify_csv, verify_ods};

/// What is to be done.
pub(super) struct Job<'a> {
    pub(super) edits: &'a [Edit],
    pub(super) options: &'a CleanOptions,
    pub(super) progress: CleanProgress<'a>,
}

impl Job<'_> {
    pub(super) fn xlsx(&self, source: &File, made: &mut Draft) -> Result<Proof, CleanError> {
        let tick = |done, total| (self.progress)(Step::Write, done, total);
        let options = XlsxOptions {
            vocabulary: &self.options.vocabulary,
            headers: Some(&self.options.headers),
            aids: &self.options.aids,
            progress: Some(&tick),
        };
        let before = BufReader::with_capacity(1 << 16, source);
        let target = made.target().to_owned();
        let failed = |error| CleanError::patch(error, &target);
        let mut package = Package::open(before).map_err(|error| failed(error.into()))?;
        let plan = Plan::new(&mut package, self.edits, &options);
        let plan = plan.map_err(failed)?;
        let out = BufWriter::with_capacity(1 << 18, open(made)?);
        let written = xlsx::write_planned(&mut package, &plan, out).and_then(|out| {
            let flushed = out.into_inner().map_err(io::IntoInnerError::into_error);
            flushed.map(drop).map_err(XlsxError::Write)
        });
        written.map_err(failed)?;
        self.step_verify(0)?;
        let after = BufReader::with_capacity(1 << 16, open(made)?);
        let proof = prove(&mut package, after, &plan).map_err(CleanError::unproved)?;
        self.step_verify(1)?;
        Ok(proof)
    }

    pub(super) fn ods(&self, source: &mut File, made: &mut Draft) -> Result<Proof, CleanError> {
        let tick = |done, total| (self.progress)(Step::Write, done, total);
        let options = OdsOptions {
            headers: self.options.headers.clone(),
            vocabulary: &self.options.vocabulary,
            progress: Some(&tick),
        };
        let target = made.target().to_owned();
        let out = open(made)?;
        let written =
            ods::write(BufReader::with_capacity(1 << 16, &*source), self.edits, &options, out);
        written.map_err(|error| match error {
            OdsError::Cancelled => CleanError::Cancelled,
            OdsError::Write(source) => CleanError::write(source, &target),
            error => CleanError::Ods(error),
        })?;
        self.step_verify(0)?;
        let before = BufReader::with_capacity(1 << 16, &*source);
        let after = BufReader::with_capacity(1 << 16, open(made)?);
        let (vocabulary, headers) = (&self.options.vocabulary, &self.options.headers);
        let proof = verify_ods(before, after, self.edits, vocabulary, headers);
        let proof = proof.map_err(CleanError::unproved)?;
        self.step_verify(1)?;
        Ok(proof)
    }

    /// A text file is held in memory, as when it is read. Rows that move go to files of their own
    /// beside the target.
    pub(super) fn csv(&self, source: &mut File, made: &mut Draft) -> Result<Proof, CleanError> {
        let mut original = Vec::new();
        let read = source.seek(SeekFrom::Start(0)).and_then(|_| source.read_to_end(&mut original));
        read.map_err(|error| CleanError::Unreadable {
            path: made.target().to_owned(),
            source: error,
        })?;
        let mut cleaned = Vec::with_capacity(original.len());
        let header = self.options.headers.values().next().copied();
        let (dialect, edits) = (self.options.csv, self.edits);
        let outcome = csv::write(&original, dialect, header, edits, &mut cleaned);
        let outcome = outcome.map_err(CleanError::Csv)?;
        put(made, &cleaned)?;
        self.step_verify(0)?;
        let proof = verify_csv(&original, &cleaned, dialect, edits, &self.options.vocabulary);
        let proof = proof.map_err(CleanError::unproved)?;
        self.step_verify(1)?;
        for (name, bytes) in &outcome.archives {
            self.archive(made, name, bytes)?;
        }
        Ok(proof)
    }

    /// `clients.csv` and the archive `Archive` make `clients - Archive.csv`.
    fn archive(&self, made: &Draft, name: &str, bytes: &[u8]) -> Result<(), CleanError> {
        let stem = made.target().file_stem().unwrap_or_default().to_string_lossy();
        let extension = made.target().extension().unwrap_or_default().to_string_lossy();
        let safe: String =
            name.chars().map(|c| if "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
        let target = made.target().with_file_name(format!("{stem} - {safe}.{extension}"));
        if target.exists() && !self.options.overwrite {
            return Err(CleanError::TargetExists { path: target });
        }
        let mut file = Draft::new(&target).map_err(|error| CleanError::write(error, &target))?;
        put(&mut file, bytes)?;
        file.persist(self.options.overwrite).map_err(|error| CleanError::write(error, &target))
    }

    fn step_verify(&self, done: u64) -> Result<(), CleanError> {
        match (self.progress)(Step::Verify, done, 1) {
            ControlFlow::Break(()) => Err(CleanError::Cancelled),
            ControlFlow::Continue(()) => Ok(()),
        }
    }
}

/// The file that is made, at its beginning.
fn open(made: &mut Draft) -> Result<&mut File, CleanError> {
    let target = made.target().to_owned();
    made.file().map_err(|error| CleanError::write(error, &target))
}

/// Writes all of it.
fn put(made: &mut Draft, bytes: &[u8]) -> Result<(), CleanError> {
    let target = made.target().to_owned();
    open(made)?.write_all(bytes).map_err(|error| CleanError::write(error, &target))
}
