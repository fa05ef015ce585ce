//! From a plan to a cleaned file, checked, and its change log.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use epure_engine::plan::{Edit, LogLine};
use epure_engine::role::Role;
use epure_engine::table::{Cell, Format, Table, Workbook};
use epure_sheets::patch::{Aid, any_moves, moves_as_deletions};
use epure_sheets::read::csv::CsvDialect;
use epure_sheets::verify::{Proof, VerifyError, verify_rebuilt, verify_rebuilt_archive};
use epure_sheets::write::{self, Counts, NotKept};
use epure_sheets::{
    CleanError, CleanOptions, Draft, Keyed, Made, Password, Step, archive_beside, lock,
};
use jiff::civil::Date;

use super::{Fitted, Pipeline, fingerprint, papers};
use crate::api::OnProgress;
use crate::dto::{Lang, Progress, Stage};
use crate::error::{Error, ErrorCode};
use crate::files::{draft, trouble};
use crate::progress::Pace;

/// A file to clean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Original<'a> {
    /// Where it lies.
    pub(crate) path: &'a Path,
    /// What was read of it.
    pub(crate) book: &'a Workbook,
    /// What its columns hold, by sheet.
    pub(crate) sheets: &'a [Fitted],
    /// Size in bytes.
    pub(crate) size: u64,
    /// SHA-256 that it had when it was read.
    pub(crate) sha256: &'a str,
    /// Text files: how it was read.
    pub(crate) dialect: Option<CsvDialect>,
    /// The password that it opens with.
    pub(crate) password: Option<&'a Password>,
}

impl<'a> Original<'a> {
    /// The file, to be opened again.
    pub(super) fn keyed(&self) -> Keyed<'a> {
        Keyed { path: self.path, password: self.password }
    }
}

/// Where the cleaned file goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    /// The file to make; its extension says the format.
    pub(crate) path: &'a Path,
    /// The change log to make.
    pub(crate) log: Option<&'a Path>,
    /// The certificate to make, a workbook or a page by its extension.
    pub(crate) certificate: Option<&'a Path>,
    /// Replace what is there.
    pub(crate) force: bool,
    /// Rows that move go to a file of their own beside the copy.
    pub(crate) archive_file: bool,
    /// The password that the copy is to open with.
    pub(crate) password: Option<&'a Password>,
    /// Help to add to columns.
    pub(crate) aids: &'a [Aid],
    /// The day written in them.
    pub(crate) on: Date,
    /// Language of the log.
    pub(crate) lang: Lang,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cleaned {
    /// What was proved of it.
    pub(crate) proof: Proof,
    /// It was made anew in another format rather than edited in place.
    pub(crate) rebuilt: bool,
    /// What its format could not keep.
    pub(crate) not_kept: Vec<NotKept>,
}

impl Pipeline {
    /// Writes the cleaned file, checks it, and writes the log. The original is only ever read.
    pub(crate) fn clean(
        &self,
        original: Original<'_>,
        edits: &[Edit],
        log: &[LogLine],
        target: Target<'_>,
        progress: OnProgress<'_>,
    ) -> Result<Cleaned, Error> {
        papers::check(original.path, target)?;
        let cleaned = match in_place(original.book.format, target.path)? {
            true => edit(original, edits, target, progress)?,
            false => rebuild(original, edits, target, progress)?,
        };
        self.papers(original, log, target, &cleaned)?;
        Ok(cleaned)
    }
}

/// File name without its folder.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The format that a copy has unless another one is asked for: the old binary formats become xlsx.
pub(crate) fn format_of_copy(format: Format) -> Format {
    match format {
        Format::Xls | Format::Xlsb => Format::Xlsx,
        format => format,
    }
}

/// Where a cleaned copy of a file could go: beside it, `prospects.xlsx` → `prospects-épuré.xlsx`;
/// the old binary formats become xlsx. `word` is what is added to the name.
pub(crate) fn suggested(path: &Path, format: Format, word: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = match format_of_copy(format) {
        Format::Xlsx if format != Format::Xlsx => "xlsx".into(),
        _ => path.extension().unwrap_or_default().to_string_lossy(),
    };
    path.with_file_name(format!("{stem}-{word}.{extension}"))
}

/// Is the target of the original's own format, one that is edited in place? Else it must be xlsx.
pub(crate) fn in_place(format: Format, target: &Path) -> Result<bool, Error> {
    let extension = target.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let own = match format {
        Format::Xlsx => "xlsx",
        Format::Xlsm => "xlsm",
        Format::Ods => "ods",
        Format::Csv => "csv",
        Format::Tsv => "tsv",
        Format::Xls | Format::Xlsb => "",
    };
    // A tab-separated text is often named csv or txt: the name alone changes nothing.
    let text = matches!(format, Format::Csv | Format::Tsv)
        && matches!(extension.as_str(), "csv" | "tsv" | "txt");
    match extension.as_str() {
        _ if extension == own || text => Ok(true),
        "xlsx" => Ok(false),
        _ => {
            let values = vec![("file", name_of(target)), ("own", own.to_owned())];
            Err(Error::Refused {
                code: ErrorCode::TargetRefused,
                key: "errors.target_format",
                values,
            })
        }
    }
}

/// Edits inside the original's own format.
fn edit(
    original: Original<'_>,
    edits: &[Edit],
    target: Target<'_>,
    progress: OnProgress<'_>,
) -> Result<Cleaned, Error> {
    let writing = Pace::new(Stage::Writing, progress);
    let verifying = Pace::new(Stage::Verifying, progress);
    let tell = |step, done, total| match step {
        Step::Write => writing.tell(done, total),
        Step::Verify => verifying.tell(done, total),
    };
    let options = CleanOptions {
        overwrite: target.force,
        sha256: Some(original.sha256.to_owned()),
        format: Some(original.book.format),
        vocabulary: vocabulary(original),
        headers: headers(original.book),
        aids: target.aids.to_vec(),
        password: original.password.cloned(),
        protect: target.password.cloned(),
        archive_file: target.archive_file,
        csv: original.dialect,
    };
    let proof = epure_sheets::clean(original.path, target.path, edits, &options, &tell)?;
    Ok(Cleaned { proof, rebuilt: false, not_kept: Vec::new() })
}

/// Roles of columns whose values are a choice among a few words, and say nothing of anybody when they
/// stand elsewhere in the file.
const CHOICES: [Role; 10] = [
    Role::Civility,
    Role::Country,
    Role::Status,
    Role::Source,
    Role::Audience,
    Role::ConsentEmail,
    Role::ConsentSms,
    Role::ConsentPhone,
    Role::ConsentPost,
    Role::OptOut,
];
/// A column of choices has no more different values than that.
const MOST_CHOICES: usize = 60;

/// The choices of the columns that hold choices.
pub(super) fn vocabulary(original: Original<'_>) -> Vec<String> {
    let mut words = BTreeSet::new();
    for (table, fitted) in original.book.sheets.iter().zip(original.sheets) {
        for column in fitted.columns().filter(|column| CHOICES.contains(&column.role)) {
            let cells = table.body().map(|row| row.cell(column.index));
            let choices: BTreeSet<&str> = cells.filter_map(Cell::as_text).collect();
            if choices.len() <= MOST_CHOICES {
                words.extend(choices.into_iter().map(str::to_owned));
            }
        }
    }
    words.into_iter().collect()
}

/// First and last header row of each sheet that has a header.
pub(super) fn headers(book: &Workbook) -> BTreeMap<String, (u32, u32)> {
    let rows = |table: &Table| {
        let header = table.header.as_ref()?;
        Some((table.name.clone(), (header.first_row, header.last_row)))
    };
    book.sheets.iter().filter_map(rows).collect()
}

/// Makes a new xlsx workbook, opens it again and checks what it holds before it gets its name.
fn rebuild(
    original: Original<'_>,
    edits: &[Edit],
    target: Target<'_>,
    progress: OnProgress<'_>,
) -> Result<Cleaned, Error> {
    if target.path.exists() && !target.force {
        return Err(CleanError::TargetExists { path: target.path.to_owned() }.into());
    }
    if fingerprint(original.path)?.0 != original.sha256 {
        return Err(CleanError::OriginalChanged.into());
    }
    step(Stage::Writing, progress)?;
    let apart = target.archive_file && any_moves(edits);
    let leaving = apart.then(|| moves_as_deletions(edits));
    let staying = leaving.as_deref().unwrap_or(edits);
    let (book, source) = (original.book, original.keyed());
    let mut bytes = Cursor::new(Vec::new());
    let not_kept = write::rebuild(book, source, staying, target.on, &mut bytes)?;
    let copy = protected(bytes.into_inner(), target.path, target.password)?;
    step(Stage::Verifying, progress)?;
    let made = Keyed { path: copy.path(), password: target.password };
    let words = vocabulary(original);
    let proof = verify_rebuilt(book, source, made, staying, &words).map_err(unproved)?;
    let mut made = Made::new(copy, Proof { sha256_before: original.sha256.to_owned(), ..proof });
    if apart {
        let mut bytes = Cursor::new(Vec::new());
        write::rebuild_archive(book, source, edits, target.on, &mut bytes)?;
        let path = archive_beside(target.path, edits, "xlsx");
        let archive = protected(bytes.into_inner(), &path, target.password)?;
        let keyed = Keyed { path: archive.path(), password: target.password };
        let moved = verify_rebuilt_archive(book, source, keyed, edits, &words).map_err(unproved)?;
        made = made.with_archive(archive, moved.rows_moved).map_err(trouble(&path))?;
    }
    Ok(Cleaned { proof: made.place(target.force)?, rebuilt: true, not_kept })
}

/// A draft of a new workbook, locked when there is a password.
fn protected(bytes: Vec<u8>, path: &Path, password: Option<&Password>) -> Result<Draft, Error> {
    match password {
        None => draft(path, &bytes),
        Some(password) => draft(path, &lock(bytes, Format::Xlsx, password).map_err(trouble(path))?),
    }
}

fn unproved(error: VerifyError) -> Error {
    let error = match error {
        VerifyError::Survives { parts } => CleanError::Survives { parts },
        error => CleanError::Unproved(error),
    };
    error.into()
}

/// Says that a stage begins; stops when told to.
fn step(stage: Stage, progress: OnProgress<'_>) -> Result<(), Error> {
    match progress(Progress { stage, done: 0, total: 1, seconds_left: None }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Cancelled),
    }
}

/// What edits change, by kind.
pub(crate) fn count(edits: &[Edit]) -> Counts {
    let mut counts = Counts::default();
    for edit in edits {
        match edit {
            Edit::SetCell { .. } => counts.cells_changed += 1,
            Edit::DeleteRow { .. } => counts.rows_removed += 1,
            Edit::MoveRow { .. } => counts.rows_moved += 1,
            Edit::DeleteColumn { .. } => counts.columns_removed += 1,
            Edit::RemovePart { .. } => counts.parts_changed += 1,
        }
    }
    counts
}
