//! What is the person's own: settings, files opened lately, what is kept on this computer.

use std::path::Path;

use epure_store::Store;

use super::App;
use crate::dto::{About, Component, OwnRetention, RecentFile, Settings};
use crate::error::Error;
use crate::packs;

/// Name under which settings are kept.
const SETTINGS: &str = "settings";

impl App {
    /// What the person set.
    ///
    /// # Errors
    /// The store refused.
    pub fn settings(&self) -> Result<Settings, Error> {
        settings(&self.store())
    }

    /// Keeps what the person set; what makes no sense is brought back within bounds.
    ///
    /// # Errors
    /// A country without rules; the store refused.
    pub fn set_settings(&self, settings: Settings) -> Result<Settings, Error> {
        self.pipeline().known_country(&settings.country)?;
        let settings = within_bounds(settings);
        if settings.own_retention != self.settings()?.own_retention {
            self.retune(&settings, &self.own_words()?)?;
        }
        self.store().settings().set(SETTINGS, &settings)?;
        Ok(settings)
    }

    /// Files opened lately, the latest first.
    ///
    /// # Errors
    /// The store refused.
    pub fn recents(&self) -> Result<Vec<RecentFile>, Error> {
        let recents = self.store().recents().list()?;
        let file = |recent: epure_store::Recent| RecentFile {
            name: super::files::name_of(&recent.path),
            opened_at: recent.opened_at.to_string(),
            exists: recent.path.exists(),
            decisions: recent.decisions,
            path: recent.path.display().to_string(),
        };
        Ok(recents.into_iter().map(file).collect())
    }

    /// Forgets a file: its place in the list and every decision on it. The file itself is left alone.
    ///
    /// # Errors
    /// The store refused.
    pub fn forget(&self, path: &str) -> Result<(), Error> {
        self.store().recents().forget(Path::new(path))?;
        self.note_forgotten("opened_files")
    }

    /// What the about box says.
    #[must_use]
    pub fn about(&self) -> About {
        About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data_folder: self.store().folder().display().to_string(),
            rules_version: packs::version(),
            checked_on: self.pipeline().checked_on(),
            rules: crate::review::count(self.pipeline().reader().rules()),
            countries: self.pipeline().countries(),
            accuracy: crate::accuracy::figures(),
        }
    }

    /// Everybody else's work that the program carries, with its licence.
    #[must_use]
    pub fn components(&self) -> Vec<Component> {
        crate::components::all()
    }
}

/// Settings brought back within what makes sense.
fn within_bounds(settings: Settings) -> Settings {
    let years = |own: OwnRetention| OwnRetention { years: own.years.clamp(1, 30), ..own };
    Settings {
        zoom: settings.zoom.clamp(50, 200),
        own_retention: settings.own_retention.map(years),
        ..settings
    }
}

/// What the person set; defaults when nothing was.
pub(super) fn settings(store: &Store) -> Result<Settings, Error> {
    Ok(store.settings().get(SETTINGS)?.unwrap_or_default())
}

/// The name written beside decisions: the one set, else the one of the computer's session.
pub(super) fn author(store: &Store) -> Result<String, Error> {
    let set = settings(store)?.author;
    if !set.trim().is_empty() {
        return Ok(set);
    }
    let names = ["USER", "LOGNAME", "USERNAME"];
    Ok(names.into_iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default())
}
