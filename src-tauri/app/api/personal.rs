//! What is the person's own: settings, files opened lately, what is kept on this computer.

use std::path::Path;

use epure_store::Store;

use super::{App, company};
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
        self.keeping_tune(|| {
            let (store, now) = (self.store(), self.now());
            let mut kept = settings.clone();
            // The company's register keeps its period; nothing else does.
            if let Some(company) = company::at_hand(&store)? {
                let own = kept.own_retention.take();
                if company::period(&company) != own {
                    company::keep_period(&store, company, own, now)?;
                }
            }
            Ok(store.settings().set(SETTINGS, &kept)?)
        })?;
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

/// What the person set; defaults when nothing was. The period is that of the company at hand.
pub(super) fn settings(store: &Store) -> Result<Settings, Error> {
    let settings: Settings = store.settings().get(SETTINGS)?.unwrap_or_default();
    Ok(match company::at_hand(store)? {
        Some(company) => Settings { own_retention: company::period(&company), ..settings },
        None => settings,
    })
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
