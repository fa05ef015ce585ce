//! Words shared by the tests.

use epure_engine::finding::ActionKind;
use epure_store::{Draft, Fingerprint, Store};
use jiff::Timestamp;
use tempfile::TempDir;

/// A store in a folder of its own.
pub(crate) struct Desk {
    pub(crate) folder: TempDir,
    pub(crate) store: Store,
}

pub(crate) fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    Desk { folder, store }
}

impl Desk {
    /// The program is killed and started again: nothing is closed first.
    pub(crate) fn killed_and_started_again(&mut self) {
        let again = Store::open(self.folder.path()).unwrap();
        std::mem::forget(std::mem::replace(&mut self.store, again));
    }

    pub(crate) fn file(&self, content: &str) -> Fingerprint {
        self.store.fingerprint("file", &[content])
    }
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

pub(crate) fn draft(finding: &str, action: ActionKind) -> Draft {
    Draft {
        finding: finding.to_owned(),
        action: Some(action),
        value: None,
        memory: None,
        context: None,
    }
}
