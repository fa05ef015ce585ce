//! The use cases at work behind the window: answers in the person's language, and the one job that
//! may be stopped.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use epure_app::api::{App, OnProgress};
use epure_app::clock::Clock;
use epure_app::dto::{Lang, Progress};
use epure_app::error::{AppError, Error, ErrorCode};
use epure_app::{data_folder, packs};
use tauri::ipc::Channel;

/// What a command answers.
pub(crate) type Answer<T> = Result<T, AppError>;

/// The use cases, or why they could not be started (every command then says it).
pub(crate) struct Desk {
    app: OnceLock<Answer<App>>,
    stop: AtomicBool,
    written: Mutex<BTreeSet<PathBuf>>,
}

impl Desk {
    /// Begins to load the rules and to open what is kept on this computer; the window is drawn
    /// meanwhile, and its first question waits.
    pub(crate) fn open() -> Arc<Self> {
        let desk = Arc::new(Self {
            app: OnceLock::new(),
            stop: AtomicBool::new(false),
            written: Mutex::default(),
        });
        let loading = Arc::clone(&desk);
        std::thread::spawn(move || loading.app().is_ok());
        desk
    }

    /// The use cases, once they are there.
    fn app(&self) -> &Answer<App> {
        self.app.get_or_init(start)
    }

    /// Asks something short.
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&App) -> Result<T, Error>) -> Answer<T> {
        let app = self.app().as_ref().map_err(Clone::clone)?;
        question(app).map_err(|error| app.tell(&error))
    }

    /// Does something long away from the window's thread, telling how far it is; [`Desk::stop`]
    /// ends it.
    pub(crate) async fn job<T: Send + 'static>(
        self: Arc<Self>,
        told: Channel<Progress>,
        work: impl FnOnce(&App, OnProgress<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Answer<T> {
        self.stop.store(false, Ordering::Relaxed);
        let done = tauri::async_runtime::spawn_blocking(move || {
            let progress = |step: Progress| {
                // A page that went away does not stop the job.
                let _ = told.send(step);
                if self.stop.load(Ordering::Relaxed) {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            };
            self.ask(|app| work(app, &progress))
        });
        done.await.unwrap_or_else(|fault| Err(refusal(fault.to_string())))
    }

    /// Does something long that writes a file, which the page may then ask to have shown.
    pub(crate) async fn write_by_job<T: Send + 'static>(
        self: &Arc<Self>,
        path: String,
        told: Channel<Progress>,
        work: impl FnOnce(&App, &str, OnProgress<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Answer<T> {
        let target = path.clone();
        let written = self.clone().job(told, move |app, told| work(app, &target, told)).await?;
        self.wrote(&path);
        Ok(written)
    }

    /// Asks the running job to stop.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Remembers a file that was written, so that the page may ask to have it shown.
    pub(crate) fn wrote(&self, path: &str) {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).insert(path.into());
    }

    /// The path, when the program wrote that file itself: nothing else is opened for the page.
    ///
    /// # Errors
    /// `bad_request` for any other path.
    pub(crate) fn own<'a>(&self, path: &'a str) -> Answer<&'a Path> {
        let path = Path::new(path);
        let written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.contains(path).then_some(path).ok_or_else(|| refusal(String::new()))
    }
}

/// A refusal of the window itself.
pub(crate) fn refusal(detail: String) -> AppError {
    AppError {
        code: ErrorCode::BadRequest,
        message: String::new(),
        detail: Some(detail),
        path: None,
    }
}

fn start() -> Answer<App> {
    let folder = data_folder().ok_or_else(|| AppError {
        code: ErrorCode::Store,
        message: String::new(),
        detail: Some("this computer has no home folder".to_owned()),
        path: None,
    })?;
    App::open(&folder, Clock::System).map_err(|error| error.told(&packs::texts(Lang::default())))
}
