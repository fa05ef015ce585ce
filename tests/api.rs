//! The use cases as the window calls them, one person at work on one computer.

/// Self-assessment, documents, requests, breaches, journal.
mod assessment;
/// Opening files, columns and what is remembered of them.
mod files;
/// Own words, own retention period, settings as a file, before and after.
mod own;
/// One person across files, the suppression list, a consent campaign.
mod people;
/// Settings, recent files, what the store refuses.
mod personal;
/// Notes read through, authors, severities, and what a copy is wished to be.
mod reading;
/// Audit, review, decisions, memory, export.
mod review;
/// What the data folder holds after all that.
mod secrecy;

use std::ops::ControlFlow;
use std::path::PathBuf;

use epure_app::api::App;
use epure_app::clock::Clock;
use epure_app::dto::{OpenRequest, OpenedFile, Progress};
use epure_app::error::Error;
use jiff::Timestamp;
use tempfile::TempDir;

/// A computer: its data folder, a folder of files, and the program running on it.
pub(crate) struct Computer {
    folder: TempDir,
    pub(crate) app: App,
}

/// The day it is in these tests.
pub(crate) const TODAY: &str = "2026-11-24T10:00:00Z";

fn clock() -> Clock {
    Clock::Fixed(TODAY.parse::<Timestamp>().unwrap())
}

pub(crate) fn computer() -> Computer {
    let folder = tempfile::tempdir().unwrap();
    let app = App::open(&folder.path().join("data"), clock()).unwrap();
    Computer { folder, app }
}

impl Computer {
    /// The program is killed and started again: nothing is closed first.
    pub(crate) fn killed_and_started_again(&mut self) {
        let again = App::open(&self.data(), clock()).unwrap();
        std::mem::forget(std::mem::replace(&mut self.app, again));
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Where this computer's files and data lie.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Writes a file of that content.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn open(&self, path: &std::path::Path) -> Result<OpenedFile, Error> {
        let request = OpenRequest { path: path.display().to_string(), ..OpenRequest::default() };
        self.app.open_file(&request, &quietly)
    }
}

/// A progress that nobody looks at.
pub(crate) fn quietly(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
