//! The use cases, plain Rust: what the window's commands and the command line call, and nothing
//! else does the work.
//!
//! | method of [`App`] | takes | gives |
//! |---|---|---|
//! | `open_file` | `OpenRequest`, progress | `OpenedFile` |
//! | `unlock_file` | path, its password | |
//! | `close_file` | file id | |
//! | `set_header` | file id, sheet, first and last row (or none) | `SheetView` |
//! | `set_role` | file id, sheet, column index, `Role` (or none: the guess again) | `SheetView` |
//! | `set_included` | file id, sheet, yes or no | `SheetView` |
//! | `audit` | file id, `AuditRequest`, progress | `AuditOverview` |
//! | `set_audience` | file id, `AudienceChoice` | |
//! | `overview` | file id | `AuditOverview` |
//! | `findings` | file id, `PageRequest` | `FindingPage` |
//! | `facets` | file id, `FindingFilter` | `Facets` |
//! | `finding` | file id, finding id | `FindingView` |
//! | `notes` | file id, `NotesRequest` | `NotesPage` |
//! | `decide` | file id, `Decide` | `Decided` |
//! | `reopen` | file id, `Selection` | `Decided` |
//! | `undo`, `redo` | file id | `Decided` |
//! | `undo_entry` | file id, history entry | `Decided` |
//! | `go_back` | file id, history entry (or none: before everything) | `Decided` |
//! | `history` | file id | `History` |
//! | `plan` | file id | `PlanPreview` |
//! | `compare` | file id, `CompareRequest` | `ComparePage` |
//! | `export` | file id, `ExportOptions`, progress | `ExportResult` |
//! | `save_coaching` | file id, path | |
//! | `recents` | | `RecentFile[]` |
//! | `forget` | path | |
//! | `settings`, `set_settings` | `Settings` | `Settings` |
//! | `own_words`, `set_own_words` | `OwnWords` | `OwnWords` |
//! | `try_words` | `OwnWords`, `OwnSentence[]` | `TriedSentence[]` |
//! | `save_settings`, `load_settings` | path | `Settings` |
//! | `list_files` | paths | paths |
//! | `rules` | | `RuleView[]` |
//! | `about` | | `About` |
//! | `components` | | `Component[]` |
//! | `assessments` | | `AssessmentRow[]` |
//! | `begin_assessment` | `Answers` | `AssessmentView` |
//! | `assessment` | number | `AssessmentView` |
//! | `choose_assessment` | number (audits go by its period) | `AssessmentView` |
//! | `logo`, `set_logo`, `remove_logo` | number, path | `data:` address |
//! | `answer` | number, `Answers` (autosave: all of them each time) | `AssessmentView` |
//! | `measure` | number, file id (audited) | `AssessmentView` |
//! | `forget_assessment` | number | |
//! | `repeat_assessment` | number | `AssessmentView` |
//! | `documents` | number | `DocumentRow[]` |
//! | `document` | number, document | `DocumentView` |
//! | `letters` | number (or none), `RequestView` | `PieceView[]` |
//! | `take_back` | number, path | `TakenBack` |
//! | `make_papers` | number, `PapersRequest` | `Papers` |
//! | `requests`, `keep_request` | `RequestView` | `RequestView[]` |
//! | `forget_request` | number | `RequestView[]` |
//! | `log_request` | `FindRequest` | |
//! | `find_person`, `save_answer` | `FindRequest` (and path), progress | `PersonFound` |
//! | `suppression` | | `SuppressionView` |
//! | `import_refusals` | paths, everybody or those who say so | `RefusalsRead` |
//! | `check_refusals` | path | `FileChecked` |
//! | `purge_refusals` | | number |
//! | `campaign`, `save_campaign` | path, `Channel` or none (and path), progress | `CampaignView` |
//! | `campaign_message` | `MessageParts` | text |
//! | `record_answers` | file, answers, copy (paths), progress | `CampaignResult` |
//! | `breaches`, `keep_breach` | `BreachView` | `BreachView[]` |
//! | `forget_breach` | number | `BreachView[]` |
//! | `save_logs` | path | |
//! | `journal` | | `JournalView` |
//! | `save_journal` | path | |
//!
//! A job with progress gets an [`OnProgress`]: breaking cancels it and leaves everything as it was.
//! Every method fails with an [`Error`], which [`App::tell`] says in the person's language.

mod accountability;
mod assessment;
mod audit;
mod campaign;
mod coaching;
mod company;
mod decide;
mod documents;
mod export;
mod files;
mod history;
mod logo;
mod memory;
mod own_words;
mod people;
mod personal;
mod portable;
mod refusals;
mod review;
mod session;
mod views;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use epure_sheets::Password;
use epure_store::Store;
use jiff::Timestamp;

use crate::clock::Clock;
use crate::dto::{OwnWords, Progress, Settings};
use crate::error::{AppError, Error};
use crate::pipeline::Pipeline;

use session::Session;

/// Told how far a job is; answers whether to go on.
pub type OnProgress<'a> = &'a (dyn Fn(Progress) -> ControlFlow<()> + Sync);

/// Épure at work: the open files of one person, on one computer.
pub struct App {
    pipeline: RwLock<Arc<Pipeline>>,
    store: Arc<Mutex<Store>>,
    sessions: Mutex<BTreeMap<String, Arc<Mutex<Session>>>>,
    opened: AtomicU64,
    /// Passwords given, by file: in memory only, until the file is closed or the program is.
    passwords: Mutex<BTreeMap<PathBuf, Password>>,
    clock: Clock,
}

impl App {
    /// Loads the rules and opens what was kept in `folder` (made when missing).
    ///
    /// # Errors
    /// The store cannot be used (newer, or without its key), or the lexicons cannot be loaded.
    pub fn open(folder: &Path, clock: Clock) -> Result<Self, Error> {
        let store = Store::open(folder)?;
        let (settings, own) = (personal::settings(&store)?, own_words::own_words(&store)?);
        // Own words kept under former rules may not pass under these: the program works without.
        let pipeline = tuned(&settings, &own).or_else(|_| Pipeline::new())?;
        Ok(Self {
            pipeline: RwLock::new(Arc::new(pipeline)),
            store: Arc::new(Mutex::new(store)),
            sessions: Mutex::default(),
            opened: AtomicU64::new(0),
            passwords: Mutex::default(),
            clock,
        })
    }

    /// An error in the person's language.
    #[must_use]
    pub fn tell(&self, error: &Error) -> AppError {
        let lang = self.settings().map(|settings| settings.lang).unwrap_or_default();
        error.told(&crate::packs::texts(lang))
    }

    /// The rules in force.
    fn pipeline(&self) -> Arc<Pipeline> {
        Arc::clone(&self.pipeline.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts the rules in tune with what the person set.
    fn retune(&self, settings: &Settings, own: &OwnWords) -> Result<(), Error> {
        let pipeline = Arc::new(tuned(settings, own)?);
        *self.pipeline.write().unwrap_or_else(PoisonError::into_inner) = pipeline;
        Ok(())
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The open file of that id.
    fn session(&self, file: &str) -> Result<Arc<Mutex<Session>>, Error> {
        let found = lock(&self.sessions).get(file).cloned();
        found.ok_or_else(|| Error::unknown("errors.unknown_file", Vec::new()))
    }

    /// Takes up a file that was opened; another opening of the same path is closed.
    fn take_up(&self, mut session: Session) -> (String, Arc<Mutex<Session>>) {
        let id = (self.opened.fetch_add(1, Ordering::Relaxed) + 1).to_string();
        session.id.clone_from(&id);
        let path = session.path.clone();
        let session = Arc::new(Mutex::new(session));
        let mut sessions = lock(&self.sessions);
        sessions.retain(|_, other| lock(other).path != path);
        sessions.insert(id.clone(), Arc::clone(&session));
        (id, session)
    }
}

/// The rules with a person's own words and retention period.
fn tuned(settings: &Settings, own: &OwnWords) -> Result<Pipeline, Error> {
    let years = settings.own_retention.as_ref().map(|own| own.years);
    let packs = crate::own_words::packs(own)?;
    let compile = || Pipeline::tuned(&packs, years);
    let compiled = std::thread::scope(|scope| scope.spawn(compile).join());
    // A thread that panicked would have done so here as well.
    Ok(compiled.unwrap_or_else(|_| compile())?.packed())
}

/// Locks, whatever happened to a thread that held it: what it guards is written whole or not at all.
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
