//! One person across files (GDPR 15 to 17 and 21), and the suppression list.

use std::path::{Path, PathBuf};

use epure_engine::contact;
use epure_sheets::Keyed;
use epure_store::{KEPT_YEARS, Request, RequestWords};

use super::{App, OnProgress};
use crate::dto::{
    Counted, FileChecked, FindRequest, HeldRow, HeldText, PersonFound, PersonStep, Progress,
    RefusalsRead, RequestKind, Stage, SuppressedRow, SuppressionView,
};
use crate::error::{Error, ErrorCode};
use crate::find::answer::{Answer, Asked, OfFile};
use crate::find::{self, Person, paper};
use crate::opposition::{self, ALL, Origin};
use crate::pipeline::{mapping, silent};
use crate::progress::Pace;
use crate::texts::Texts;
use crate::walk::files;
use crate::{packs, word};

/// Rows shown of a file checked against the list.
const SHOWN: usize = 200;

impl App {
    /// Everything that files hold on a person, and what to do about it.
    ///
    /// # Errors
    /// A text that names nobody; a folder that cannot be read; the job was cancelled. A file that cannot
    /// be read is told.
    pub fn find_person(
        &self,
        request: &FindRequest,
        progress: OnProgress<'_>,
    ) -> Result<PersonFound, Error> {
        let texts = packs::texts(self.settings()?.lang);
        let searched = self.search(request, &texts, progress)?;
        let rows = searched.shown.files.iter().flat_map(held_rows).collect();
        let steps = searched.answer.files.iter().flat_map(|file| steps(file, &texts)).collect();
        let Searched { answer, files, unread, locked, .. } = searched;
        Ok(PersonFound { rows, steps, files, unread, locked, due: answer.due })
    }

    /// Writes the answer to a request: the copy that the person gets, or the plan (xlsx).
    ///
    /// # Errors
    /// As [`App::find_person`]; the file cannot be written.
    pub fn save_answer(
        &self,
        request: &FindRequest,
        path: &str,
        progress: OnProgress<'_>,
    ) -> Result<(), Error> {
        let texts = packs::texts(self.settings()?.lang);
        let answer = self.search(request, &texts, progress)?.answer;
        crate::files::write_whole(Path::new(path), &paper::workbook(&answer, &texts)?)
    }

    /// Keeps a request in the log: its month begins the day it came.
    ///
    /// # Errors
    /// The store refused.
    pub fn log_request(&self, request: &FindRequest) -> Result<(), Error> {
        let marks = std::iter::once(&request.person).chain(&request.also);
        let marks: Vec<&str> = marks.map(|mark| mark.trim()).filter(|m| !m.is_empty()).collect();
        let kept = Request {
            id: 0,
            received: request.received.unwrap_or_else(|| self.clock.today()),
            extended: None,
            answered: None,
            words: RequestWords {
                kind: logged(request.kind).to_owned(),
                person: marks.join(", "),
                note: String::new(),
            },
        };
        self.store().requests().keep(&kept)?;
        Ok(())
    }

    fn search(
        &self,
        request: &FindRequest,
        texts: &Texts,
        progress: OnProgress<'_>,
    ) -> Result<Searched, Error> {
        let named = std::iter::once(&request.person).chain(&request.also);
        let named: Vec<String> = named.map(|text| text.trim().to_owned()).collect();
        let named: Vec<String> = named.into_iter().filter(|text| !text.is_empty()).collect();
        let marks: Vec<Person> = named.iter().filter_map(|text| Person::named(text)).collect();
        if marks.is_empty() {
            let values = vec![("value", request.person.clone())];
            return Err(Error::Refused { code: ErrorCode::BadRequest, key: "cli.nobody", values });
        }
        let received = request.received.unwrap_or_else(|| self.clock.today());
        let mut searched = Searched {
            answer: Answer::new(asked(request.kind), named.clone(), received),
            shown: Answer::new(Asked::Access, named, received),
            files: 0,
            unread: Vec::new(),
            locked: Vec::new(),
        };
        let pipeline = self.pipeline();
        let paths: Vec<PathBuf> = request.paths.iter().map(PathBuf::from).collect();
        let paths = files(&paths)?;
        let pace = Pace::new(Stage::Searching, progress);
        let total = paths.len() as u64;
        for (done, path) in (0..).zip(&paths) {
            if pace.tell(done, total).is_break() {
                return Err(Error::Cancelled);
            }
            // A long file is read at the pace of the search: what counts is the files.
            let within = |_: Progress| {
                progress(Progress { stage: Stage::Searching, done, total, seconds_left: None })
            };
            let mut source = match self.read(path, &within) {
                Ok(source) => source,
                Err(Error::Cancelled) => return Err(Error::Cancelled),
                Err(Error::Locked { path, .. }) => {
                    searched.locked.push(path.display().to_string());
                    continue;
                }
                Err(error) => {
                    searched.unread.push(error.told(texts).message);
                    continue;
                }
            };
            let sheets = pipeline.fit_all(&mut source.book);
            let rows = find::held_in(&marks, &source.book, &sheets);
            searched.files += 1;
            searched.shown.add(&marks, &source.book, &sheets, rows.clone());
            searched.answer.add(&marks, &source.book, &sheets, rows);
        }
        Ok(searched)
    }

    /// The suppression list in figures.
    ///
    /// # Errors
    /// The store refused.
    pub fn suppression(&self) -> Result<SuppressionView, Error> {
        let figures = self.store().suppression().statistics(self.clock.today())?;
        let texts = packs::texts(self.settings()?.lang);
        let channel = |name: &String| texts.say(&format!("channels.{name}"), &[]);
        let counted = |name: String, count: u64| Counted { name, count: small(count) };
        Ok(SuppressionView {
            people: small(figures.people),
            channels: figures.by_channel.iter().map(|(c, n)| counted(channel(c), *n)).collect(),
            years: figures.by_year.iter().map(|(y, n)| counted(y.to_string(), *n)).collect(),
            past: small(figures.past),
            kept_years: u32::from(KEPT_YEARS.unsigned_abs()),
        })
    }

    /// Adds the people of files who refuse; `whole`: everybody in them does, on every channel.
    ///
    /// # Errors
    /// A file cannot be read; the store refused.
    pub fn import_refusals(&self, paths: &[String], whole: bool) -> Result<RefusalsRead, Error> {
        let pipeline = self.pipeline();
        let mut read = RefusalsRead::default();
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let paths = files(&paths)?;
        // Nothing is taken from the first before the last one opens.
        for path in &paths {
            let password = self.known_password(path);
            let keyed = Keyed { path, password: password.as_ref() };
            keyed.check().map_err(|error| Error::read(path, error))?;
        }
        for path in paths {
            let mut source = self.read(&path, &silent)?;
            let sheets = pipeline.fit_all(&mut source.book);
            let country = self.settings()?.country;
            let mapping = mapping(&source.book, &sheets);
            let mut people =
                contact::people(&source.book, &mapping, pipeline.packs(), &country, true);
            if whole {
                people.iter_mut().for_each(|person| person.refusal = Some(Default::default()));
            }
            let origin = Origin { file: &source.book.name, day: self.clock.today(), channel: None };
            let done = opposition::import(&self.store(), &people, &origin)?;
            read.people += small(done.people as u64);
            read.refusals += small(done.refusals as u64);
            read.added += small(done.added);
        }
        Ok(read)
    }

    /// How many contacts of a file must not be contacted, and which.
    ///
    /// # Errors
    /// The file cannot be read; the store refused.
    pub fn check_refusals(&self, path: &str) -> Result<FileChecked, Error> {
        let pipeline = self.pipeline();
        let settings = self.settings()?;
        let texts = packs::texts(settings.lang);
        let mut source = self.read(Path::new(path), &silent)?;
        let sheets = pipeline.fit_all(&mut source.book);
        let mapping = mapping(&source.book, &sheets);
        let packs = pipeline.packs();
        let people = contact::people(&source.book, &mapping, packs, &settings.country, false);
        let found = opposition::matches(&self.store(), &people)?;
        let rows = found.iter().take(SHOWN).map(|(person, refused)| {
            let names: Vec<String> = match refused.channels.as_slice() {
                [] => vec![ALL.to_owned()],
                some => some.iter().map(word::of).collect(),
            };
            let said = names.iter().map(|name| texts.say(&format!("channels.{name}"), &[]));
            SuppressedRow {
                sheet: person.sheet.clone(),
                row: person.row,
                channels: said.collect::<Vec<_>>().join(", "),
                since: refused.since,
            }
        });
        Ok(FileChecked {
            file: source.book.name.clone(),
            people: small(people.len() as u64),
            suppressed: small(found.len() as u64),
            rows: rows.collect(),
        })
    }

    /// Takes away the refusals that need not be kept any more; gives their number.
    ///
    /// # Errors
    /// The store refused.
    pub fn purge_refusals(&self) -> Result<u32, Error> {
        Ok(small(self.store().suppression().purge(self.clock.today())?))
    }
}

/// What was found of a person.
struct Searched {
    /// The answer to the request.
    answer: Answer,
    /// What is held, other people left out.
    shown: Answer,
    files: u32,
    unread: Vec<String>,
    locked: Vec<String>,
}

fn asked(kind: RequestKind) -> Asked {
    match kind {
        RequestKind::Access => Asked::Access,
        RequestKind::Rectification => Asked::Rectification,
        RequestKind::Erasure => Asked::Erasure,
        RequestKind::Opposition => Asked::Opposition,
    }
}

/// The word of the log for what is asked.
fn logged(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Access => "access",
        RequestKind::Rectification => "rectification",
        RequestKind::Erasure => "erasure",
        RequestKind::Opposition => "objection",
    }
}

fn held_rows(file: &OfFile) -> impl Iterator<Item = HeldRow> {
    file.rows.iter().map(|held| {
        let cells = held
            .cells
            .iter()
            .map(|cell| HeldText { header: cell.header.clone(), value: cell.value.clone() });
        let comments = held.comments.iter();
        let comments = comments.map(|text| HeldText { header: String::new(), value: text.clone() });
        HeldRow {
            file: file.file.clone(),
            sheet: held.sheet.clone(),
            row: held.row,
            about: held.about,
            likely: held.likely,
            cells: cells.chain(comments).collect(),
        }
    })
}

fn steps<'a>(file: &'a OfFile, texts: &'a Texts) -> impl Iterator<Item = PersonStep> + 'a {
    file.steps.iter().map(|step| PersonStep {
        file: file.file.clone(),
        sheet: step.sheet.clone(),
        row: step.row,
        cell: step.cell.clone(),
        action: texts.say(&format!("find.action_{}", step.action), &[]),
        confirm: step.confirm,
    })
}

fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
