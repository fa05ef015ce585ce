//! Edits made to one file and proved, format by format.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Cursor, Seek, Write};
use std::ops::ControlFlow;

use epure_engine::plan::Edit;
use epure_engine::table::Format;

use super::{CleanError, CleanOptions, CleanProgress, Step};
use crate::draft::Draft;
use crate::locked::{Opened, lock};
use crate::package::{Package, Source};
use crate::patch::csv;
use crate::patch::ods::{self, OdsOptions};
use crate::patch::xlsx::{self, Plan, XlsxError, XlsxOptions};
use crate::read::{Limits, ReadError};
use crate::verify::xlsx::{Written, prove};
use crate::verify::{Decided, Proof, verify_csv, verify_ods};

/// What is to be done.
pub(super) struct Job<'a> {
    pub(super) edits: &'a [Edit],
    pub(super) options: &'a CleanOptions,
    pub(super) progress: CleanProgress<'a>,
    pub(super) format: Format,
}

/// Where a package can be written.
pub(super) trait Place: Write + Seek + Send {}

impl<T: Write + Seek + Send> Place for T {}

impl Job<'_> {
    /// Tells the caller how far the writing is.
    pub(super) fn ticks(&self) -> impl Fn(u64, u64) -> ControlFlow<()> {
        |done, total| (self.progress)(Step::Write, done, total)
    }

    /// What the made file is held against.
    pub(super) fn decided(&self) -> Decided<'_> {
        let CleanOptions { vocabulary, headers, aids, .. } = self.options;
        Decided { edits: self.edits, vocabulary, headers, aids }
    }

    pub(super) fn xlsx_options<'o>(
        &'o self,
        tick: &'o dyn Fn(u64, u64) -> ControlFlow<()>,
    ) -> XlsxOptions<'o> {
        XlsxOptions {
            vocabulary: &self.options.vocabulary,
            headers: Some(&self.options.headers),
            aids: &self.options.aids,
            progress: Some(tick),
        }
    }

    pub(super) fn ods_options<'o>(
        &'o self,
        tick: &'o dyn Fn(u64, u64) -> ControlFlow<()>,
    ) -> OdsOptions<'o> {
        OdsOptions {
            headers: self.options.headers.clone(),
            vocabulary: &self.options.vocabulary,
            progress: Some(tick),
        }
    }

    pub(super) fn xlsx(&self, content: impl Source, made: &mut Draft) -> Result<Proof, CleanError> {
        let tick = self.ticks();
        let options = self.xlsx_options(&tick);
        let target = made.target().to_owned();
        let failed = |error| CleanError::patch(error, &target);
        let package = Package::open(content).map_err(|error| failed(error.into()))?;
        let mut package = package.keeping_parts();
        let plan = Plan::new(&mut package, self.edits, &options);
        let plan = plan.map_err(failed)?;
        let mut judged = Written::new(&plan);
        self.make(made, |out| {
            let out = BufWriter::with_capacity(1 << 18, out);
            let written = xlsx::write_planned(&mut package, &plan, out, &mut judged);
            written.and_then(flushed).map_err(failed)
        })?;
        self.step_verify(0)?;
        let after = self.reopen(made)?;
        let proof = prove(&mut package, after, &plan, judged).map_err(CleanError::unproved)?;
        self.step_verify(1)?;
        Ok(proof)
    }

    pub(super) fn ods(
        &self,
        mut content: impl Source,
        made: &mut Draft,
    ) -> Result<Proof, CleanError> {
        let tick = self.ticks();
        let target = made.target().to_owned();
        self.make(made, |out| {
            let written = ods::write(&mut content, self.edits, &self.ods_options(&tick), out);
            written.map(drop).map_err(|error| CleanError::ods(error, &target))
        })?;
        self.step_verify(0)?;
        let after = self.reopen(made)?;
        let proof = verify_ods(content, after, self.decided());
        let proof = proof.map_err(CleanError::unproved)?;
        self.step_verify(1)?;
        Ok(proof)
    }

    /// A text file is held in memory, as when it is read. Rows that move go to files of their own, which
    /// come with how many they are.
    pub(super) fn csv(
        &self,
        mut content: impl Source,
        made: &mut Draft,
    ) -> Result<(Proof, Vec<(Draft, u64)>), CleanError> {
        let mut original = Vec::new();
        content.read_to_end(&mut original).map_err(|error| CleanError::Unreadable {
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
        let archives = outcome.archives.iter().map(|(name, bytes)| {
            self.text_archive(&original, (name.as_str(), bytes.as_slice()), made.target())
        });
        Ok((proof, archives.collect::<Result<_, _>>()?))
    }

    /// Makes the file by `write`; one that gets a password is made in memory and locked, so that it never
    /// lies on the disk in clear.
    pub(super) fn make(
        &self,
        made: &mut Draft,
        write: impl FnOnce(&mut dyn Place) -> Result<(), CleanError>,
    ) -> Result<(), CleanError> {
        let Some(password) = &self.options.protect else { return write(open(made)?) };
        let mut clear = Cursor::new(Vec::new());
        write(&mut clear)?;
        let locked = lock(clear.into_inner(), self.format, password);
        let locked = locked.map_err(|error| CleanError::write(error, made.target()))?;
        put(made, &locked)
    }

    /// The file that was made, as whoever has its password reads it.
    fn reopen<'m>(
        &self,
        made: &'m mut Draft,
    ) -> Result<Opened<BufReader<&'m mut File>>, CleanError> {
        let target = made.target().to_owned();
        let file = BufReader::with_capacity(1 << 16, open(made)?);
        Opened::of(file, self.options.protect.as_ref(), Limits::default())
            .map_err(|problem| CleanError::Unproved(ReadError::of(&target, problem).into()))
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

/// What is still buffered of a package, written.
pub(super) fn flushed<W: Write>(out: BufWriter<W>) -> Result<(), XlsxError> {
    let written = out.into_inner().map_err(io::IntoInnerError::into_error);
    written.map(drop).map_err(XlsxError::Write)
}

/// Writes all of it.
pub(super) fn put(made: &mut Draft, bytes: &[u8]) -> Result<(), CleanError> {
    let target = made.target().to_owned();
    open(made)?.write_all(bytes).map_err(|error| CleanError::write(error, &target))
}
