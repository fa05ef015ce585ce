//! The cleaned copy: what it will change, writing it, checking it.

use std::path::Path;

use epure_engine::audit::Refusing;
use epure_engine::plan::Plan;
use epure_engine::table::Format;
use epure_sheets::{Password, takes_password};
use epure_store::{Event, Exported, Value};

use super::accountability::mark;
use super::session::Session;
use super::{App, OnProgress, lock};
use crate::compare::compare;
use crate::dto::{ComparePage, CompareRequest, ExportOptions, ExportResult, PlanPreview, Secret};
use crate::error::{Error, ErrorCode};
use crate::packs;
use crate::pipeline::{
    Cleaned, Target, Wishes, count_edits, format_of_copy, refusals, suggested, takes_aids,
};

impl App {
    /// What the decisions that stand will change.
    ///
    /// # Errors
    /// Unknown file, one not audited yet, or decisions that cannot be carried out together.
    pub fn plan(&self, file: &str) -> Result<PlanPreview, Error> {
        let session = self.session(file)?;
        let session = lock(&session);
        let plan = self.planned(&session)?;
        let counts = count_edits(&plan.edits);
        let texts = packs::texts(self.settings()?.lang);
        let target = |word: &str| suggested(&session.path, session.book.format, word);
        let log = target(&texts.say("export.log_word", &[])).with_extension("xlsx");
        let certificate = target(&texts.say("export.certificate_word", &[])).with_extension("");
        let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(PlanPreview {
            cells_changed: small(counts.cells_changed),
            rows_removed: small(counts.rows_removed),
            rows_moved: small(counts.rows_moved),
            columns_removed: small(counts.columns_removed),
            parts_removed: small(counts.parts_changed),
            open: session.review()?.counts().open,
            target: target(&texts.say("export.word", &[])).display().to_string(),
            log: log.display().to_string(),
            certificate: certificate.display().to_string(),
            aids: takes_aids(session.book.format),
            archives_apart: matches!(session.book.format, Format::Csv | Format::Tsv),
            takes_password: takes_password(format_of_copy(session.book.format)),
            locked: session.password.is_some(),
        })
    }

    /// A sheet before and after the decisions that stand.
    ///
    /// # Errors
    /// Unknown file or sheet, a file not audited yet, or decisions that cannot be carried out
    /// together.
    pub fn compare(&self, file: &str, request: &CompareRequest) -> Result<ComparePage, Error> {
        let session = self.session(file)?;
        let session = lock(&session);
        let plan = self.planned(&session)?;
        let at = session.sheet(&request.sheet)?;
        let table = session.book.sheets.get(at).ok_or_else(|| {
            Error::unknown("errors.unknown_sheet", vec![("sheet", request.sheet.clone())])
        })?;
        Ok(compare(table, &plan.edits, request, self.settings()?.lang))
    }

    /// Writes the cleaned copy and its log; the copy is opened again and checked before it gets its
    /// name. The original is only ever read.
    ///
    /// # Errors
    /// Target refused or not writable; original changed since; check failed; cancelled. The target
    /// is then as it was.
    pub fn export(
        &self,
        file: &str,
        options: &ExportOptions,
        progress: OnProgress<'_>,
    ) -> Result<ExportResult, Error> {
        if options.target.trim().is_empty() {
            return Err(Error::Refused {
                code: ErrorCode::BadRequest,
                key: "errors.no_target",
                values: Vec::new(),
            });
        }
        let session = self.session(file)?;
        let (plan, refusing, kept) = {
            let session = lock(&session);
            (self.planned(&session)?, refusing(&session, options)?, session.to_clean())
        };
        let original = kept.original();
        let password = protection(options, original.password)?;
        let lang = self.settings()?.lang;
        let wishes = Wishes { blank_rows: options.blank_rows, aids: options.aids };
        let (mut edits, aids) = wishes.on(original, plan.edits, &packs::texts(lang));
        edits.extend(self.pipeline().mark_refusals(original, &refusing, &edits, lang));
        let target = Target {
            path: Path::new(&options.target),
            log: options.log.as_deref().map(Path::new),
            certificate: options.certificate.as_deref().map(Path::new),
            force: options.force,
            password: password.as_ref(),
            archive_file: options.archive_file,
            aids: &aids,
            on: self.clock.today(),
            lang,
        };
        // The file is not locked meanwhile: the window can still ask about it.
        let cleaned = self.pipeline().clean(original, &edits, &plan.log, target, progress)?;
        let mut session = lock(&session);
        let suppressed = self.note_refusals(&session, options.refusals)?;
        self.note_export(&mut session, target.path)?;
        self.note_cleaning(&session, &cleaned, plan.log.len())?;
        let result = result(&cleaned, options, lang)?;
        Ok(ExportResult { suppressed: u32::try_from(suppressed).unwrap_or(u32::MAX), ..result })
    }

    /// Writes in the journal what was decided and that a verified copy was written.
    fn note_cleaning(
        &self,
        session: &Session,
        cleaned: &Cleaned,
        decisions: usize,
    ) -> Result<(), Error> {
        let proof = &cleaned.proof;
        let decided = [
            mark("file", &session.sha256),
            ("decisions", Value::Count(decisions as u64)),
            mark("rules", &packs::version()),
        ];
        let written = [
            mark("file", &proof.sha256_before),
            mark("copy", &proof.sha256_after),
            ("cells", Value::Count(proof.cells_changed)),
            ("rows", Value::Count(proof.rows_removed)),
            ("archived", Value::Count(proof.rows_moved)),
        ];
        let (store, now) = (self.store(), self.now());
        store.journal().write(Event::Decided, &decided, now)?;
        store.journal().write(Event::Cleaned, &written, now)?;
        Ok(())
    }

    fn planned(&self, session: &Session) -> Result<Plan, Error> {
        let review = session.review()?;
        self.pipeline().plan(&session.book, review.audit(), &review.decisions())
    }

    /// Writes in the history that a copy was made.
    fn note_export(&self, session: &mut Session, path: &Path) -> Result<(), Error> {
        let file = session.file;
        let entry = {
            let store = self.store();
            let author = super::personal::author(&store)?;
            let exported = Exported { path: path.to_owned() };
            store.history().exported(file, self.now(), &author, exported)?
        };
        // An audit begun meanwhile reads the history from the store.
        if let Ok(review) = session.review_mut() {
            review.push(entry);
        }
        Ok(())
    }
}

/// The password that the copy is to open with.
fn protection(
    options: &ExportOptions,
    known: Option<&Password>,
) -> Result<Option<Password>, Error> {
    if !options.protect {
        return Ok(None);
    }
    let chosen = options.password.as_ref().and_then(Secret::password).or_else(|| known.cloned());
    let missing = || Error::bad_request("errors.no_password", Vec::new());
    chosen.map(Some).ok_or_else(missing)
}

/// The refusals that the copy is to tell, when that is asked.
fn refusing(session: &Session, options: &ExportOptions) -> Result<Vec<Refusing>, Error> {
    if !options.refusals {
        return Ok(Vec::new());
    }
    let review = session.review()?;
    Ok(refusals(review.audit(), &review.decisions()))
}

fn result(
    cleaned: &Cleaned,
    options: &ExportOptions,
    lang: crate::dto::Lang,
) -> Result<ExportResult, Error> {
    let names = packs::names(lang)?;
    let proof = &cleaned.proof;
    let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(ExportResult {
        path: options.target.clone(),
        log: options.log.clone(),
        certificate: options.certificate.clone(),
        cells_changed: small(proof.cells_changed),
        rows_removed: small(proof.rows_removed),
        rows_moved: small(proof.rows_moved),
        archives: proof.archives.iter().map(|a| a.path.display().to_string()).collect(),
        parts_changed: small(proof.parts_changed),
        parts_total: small(proof.parts_total),
        checked: true,
        not_kept: cleaned.not_kept.iter().map(|loss| names.not_kept(*loss).to_owned()).collect(),
        suppressed: 0,
        sha256: proof.sha256_after.clone(),
    })
}
