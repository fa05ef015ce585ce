//! Opening files, and saying what their columns hold.

use std::path::Path;
use std::sync::Arc;

use epure_engine::role::Role;
use epure_engine::table::{Header, Table};
use epure_sheets::{Keyed, Password};
use epure_store::Mapping;

use super::session::Session;
use super::{App, OnProgress, lock};
use crate::dto::{OpenRequest, OpenedFile, Secret, SheetView};
use crate::error::Error;
use crate::packs;
use crate::pipeline::{Fitted, Source};

impl App {
    /// Reads a file as asked, or as the last time; guesses what its columns hold, and finds again what
    /// was decided on it.
    ///
    /// # Errors
    /// The file cannot be read as a spreadsheet; the job was cancelled; the store refused.
    pub fn open_file(
        &self,
        request: &OpenRequest,
        progress: OnProgress<'_>,
    ) -> Result<OpenedFile, Error> {
        let path = std::path::absolute(&request.path)
            .map_err(|source| Error::io(Path::new(&request.path), source))?;
        let reading = match &request.reading {
            Some(reading) => reading.clone(),
            None => self.store().recents().reading(&path)?.unwrap_or_default(),
        };
        let password = request.password.as_ref().and_then(Secret::password);
        let password = password.or_else(|| self.known_password(&path));
        let keyed = Keyed { path: &path, password: password.as_ref() };
        let mut source = self.pipeline().read_as(keyed, &reading, progress)?;
        let mut fitted = self.pipeline().fit_all(&mut source.book);
        for (table, fitted) in source.book.sheets.iter_mut().zip(&mut fitted) {
            if let Some(rows) = reading.headers.get(&table.name) {
                // Next month's file may lack those rows: what was found then holds.
                let _ = self.put_header(table, fitted, *rows);
            }
        }
        let (file, history, settings) = {
            let store = self.store();
            let file = store.fingerprint("file", &[&source.sha256]);
            store.recents().add(&path, file, self.now())?;
            store.recents().set_reading(&path, &reading)?;
            for (table, fitted) in source.book.sheets.iter().zip(&mut fitted) {
                recall(&store, table, fitted)?;
            }
            (file, store.history().of(file)?, super::personal::settings(&store)?)
        };
        let (_, session) = self.take_up(Session::new(source, reading, fitted, file));
        let view = lock(&session).view(&history, &packs::texts(settings.lang));
        Ok(view)
    }

    /// Takes the password of a file, for whatever reads that file from now on.
    ///
    /// # Errors
    /// The file cannot be read, or not with that password.
    pub fn unlock_file(&self, path: &str, password: &Secret) -> Result<(), Error> {
        let path =
            std::path::absolute(path).map_err(|source| Error::io(Path::new(path), source))?;
        let password = password.password();
        let keyed = Keyed { path: &path, password: password.as_ref() };
        keyed.check().map_err(|error| Error::read(&path, error))?;
        if let Some(password) = password {
            lock(&self.passwords).insert(path, password);
        }
        Ok(())
    }

    /// Reads a file, with the password that was given for it before.
    pub(super) fn read(&self, path: &Path, progress: OnProgress<'_>) -> Result<Source, Error> {
        let password = self.known_password(path);
        self.pipeline().read(Keyed { path, password: password.as_ref() }, progress)
    }

    /// The password of a file that is open, or that was unlocked.
    pub(super) fn known_password(&self, path: &Path) -> Option<Password> {
        let path = std::path::absolute(path).ok()?;
        let sessions = lock(&self.sessions);
        let open = sessions.values().find_map(|session| {
            let session = lock(session);
            session.password.clone().filter(|_| session.path == path)
        });
        open.or_else(|| lock(&self.passwords).get(&path).cloned())
    }

    /// Closes a file; what was decided stays in the store, its password is forgotten.
    pub fn close_file(&self, file: &str) {
        if let Some(session) = lock(&self.sessions).remove(file) {
            lock(&self.passwords).remove(&lock(&session).path);
        }
    }

    /// Says where a sheet's header is (1-based rows, first and last), or that it has none; guesses
    /// its columns anew. Remembered for the file of that path.
    ///
    /// # Errors
    /// Unknown file or sheet; rows that the sheet does not have.
    pub fn set_header(
        &self,
        file: &str,
        sheet: &str,
        rows: Option<[u32; 2]>,
    ) -> Result<SheetView, Error> {
        self.refit(file, sheet, |session, at| {
            let book = Arc::make_mut(&mut session.book);
            let (Some(table), Some(fitted)) = (book.sheets.get_mut(at), session.sheets.get_mut(at))
            else {
                return Ok(());
            };
            self.put_header(table, fitted, rows)?;
            session.reading.headers.insert(sheet.to_owned(), rows);
            let store = self.store();
            store.recents().set_reading(&session.path, &session.reading)?;
            recall(&store, table, fitted)
        })
    }

    /// Says what a column holds (0-based index); none takes the guess again. Remembered for files
    /// with the same headers.
    ///
    /// # Errors
    /// Unknown file, sheet or column; the store refused.
    pub fn set_role(
        &self,
        file: &str,
        sheet: &str,
        column: u32,
        role: Option<Role>,
    ) -> Result<SheetView, Error> {
        self.refit(file, sheet, |session, at| {
            let fitted = session.sheets.get_mut(at).filter(|fitted| fitted.has(column));
            let Some(fitted) = fitted else {
                let letters = epure_engine::table::column_letters(column);
                let values = vec![("sheet", sheet.to_owned()), ("column", letters)];
                return Err(Error::unknown("errors.unknown_column", values));
            };
            match role {
                Some(role) => fitted.chosen.insert(column, role),
                None => fitted.chosen.remove(&column),
            };
            self.remember(session, at)
        })
    }

    /// Takes a sheet into the audit or leaves it out. Remembered for files with the same headers.
    ///
    /// # Errors
    /// Unknown file or sheet; the store refused.
    pub fn set_included(
        &self,
        file: &str,
        sheet: &str,
        included: bool,
    ) -> Result<SheetView, Error> {
        self.refit(file, sheet, |session, at| {
            if let Some(fitted) = session.sheets.get_mut(at) {
                fitted.included = included;
            }
            self.remember(session, at)
        })
    }

    /// Puts a sheet's header where a person says, and guesses its columns anew.
    fn put_header(
        &self,
        table: &mut Table,
        fitted: &mut Fitted,
        rows: Option<[u32; 2]>,
    ) -> Result<(), Error> {
        table.header = rows.map(|[first, last]| header(table, first, last)).transpose()?;
        *fitted = Fitted { included: fitted.included, ..self.pipeline().fit(table) };
        Ok(())
    }

    /// Changes what is said of a sheet; its audit no longer holds.
    fn refit(
        &self,
        file: &str,
        sheet: &str,
        change: impl FnOnce(&mut Session, usize) -> Result<(), Error>,
    ) -> Result<SheetView, Error> {
        let session = self.session(file)?;
        let mut session = lock(&session);
        let at = session.sheet(sheet)?;
        session.review = None;
        change(&mut session, at)?;
        let texts = packs::texts(self.settings()?.lang);
        session.sheet_view(at, &texts).ok_or_else(|| {
            Error::unknown("errors.unknown_sheet", vec![("sheet", sheet.to_owned())])
        })
    }

    /// Keeps what was chosen for a sheet, under its headers.
    fn remember(&self, session: &Session, at: usize) -> Result<(), Error> {
        let (Some(table), Some(fitted)) = (session.book.sheets.get(at), session.sheets.get(at))
        else {
            return Ok(());
        };
        let Some(headers) = headers(table) else { return Ok(()) };
        let roles = fitted.chosen.iter().map(|(column, role)| (*column, *role)).collect();
        let mapping = Mapping { roles, included: fitted.included };
        Ok(self.store().mappings().set(&headers, &mapping, self.now())?)
    }
}

/// File name without its folder.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The header texts of a sheet; none without a header.
fn headers(table: &Table) -> Option<Vec<&str>> {
    Some(table.header.as_ref()?.names.iter().map(String::as_str).collect())
}

/// Takes up what was chosen for the same headers in an earlier file.
fn recall(store: &epure_store::Store, table: &Table, fitted: &mut Fitted) -> Result<(), Error> {
    let Some(headers) = headers(table) else { return Ok(()) };
    if let Some(mapping) = store.mappings().get(&headers)? {
        fitted.chosen = mapping.roles.into_iter().collect();
        fitted.included = mapping.included;
        fitted.remembered = true;
    }
    Ok(())
}

/// A header made of the rows `first` to `last`: the texts of each column joined by a space.
fn header(table: &Table, first: u32, last: u32) -> Result<Header, Error> {
    let rows: Vec<_> = (first..=last).filter_map(|number| table.row(number)).collect();
    if rows.is_empty() || first > last || last - first > 9 {
        let values = vec![("row", first.to_string()), ("sheet", table.name.clone())];
        return Err(Error::bad_request("errors.bad_header", values));
    }
    let name = |column: u32| {
        let texts = rows.iter().map(|row| row.cell(column).to_string().trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let width = u32::try_from(width).unwrap_or(u32::MAX);
    Ok(Header { first_row: first, last_row: last, names: (0..width).map(name).collect() })
}
