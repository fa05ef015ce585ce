//! Requests with their month, breaches with their 72 hours, the journal.

use std::path::Path;

use epure_engine::deadline;
use epure_store::{Breach, BreachWords, Event, Line, Request, RequestWords, Value, first_fault};
use jiff::Timestamp;
use jiff::civil::Date;

use super::App;
use crate::dto::{BreachView, JournalLine, JournalView, RequestView};
use crate::error::Error;
use crate::files::write_whole;
use crate::{logs, packs};

impl App {
    /// People's requests, those that wait for an answer first.
    ///
    /// # Errors
    /// The store refused.
    pub fn requests(&self) -> Result<Vec<RequestView>, Error> {
        let today = self.clock.today();
        let requests = self.store().requests().list()?;
        Ok(requests.into_iter().map(|request| request_view(request, today)).collect())
    }

    /// Keeps a request, new or changed; gives the whole log.
    ///
    /// # Errors
    /// A day that is none; the store refused.
    pub fn keep_request(&self, view: &RequestView) -> Result<Vec<RequestView>, Error> {
        let request = Request {
            id: view.id,
            received: day(&view.received)?,
            extended: view.extended.as_deref().map(day).transpose()?,
            answered: view.answered.as_deref().map(day).transpose()?,
            words: RequestWords {
                kind: view.kind.clone(),
                person: view.person.clone(),
                note: view.note.clone(),
            },
        };
        self.store().requests().keep(&request)?;
        self.requests()
    }

    /// Forgets a request; gives the whole log.
    ///
    /// # Errors
    /// The store refused.
    pub fn forget_request(&self, id: i64) -> Result<Vec<RequestView>, Error> {
        self.store().requests().forget(id)?;
        self.note_forgotten("requests")?;
        self.requests()
    }

    /// Breaches, the latest first.
    ///
    /// # Errors
    /// The store refused.
    pub fn breaches(&self) -> Result<Vec<BreachView>, Error> {
        let now = self.now();
        let breaches = self.store().breaches().list()?;
        Ok(breaches.into_iter().map(|breach| breach_view(breach, now)).collect())
    }

    /// Keeps a breach, new or changed; gives the whole log.
    ///
    /// # Errors
    /// A moment that is none; the store refused.
    pub fn keep_breach(&self, view: &BreachView) -> Result<Vec<BreachView>, Error> {
        let breach = Breach {
            id: view.id,
            found_at: moment(&view.found_at)?,
            notified_at: view.notified_at.as_deref().map(moment).transpose()?,
            words: BreachWords {
                nature: view.nature.clone(),
                persons: view.persons.clone(),
                consequences: view.consequences.clone(),
                measures: view.measures.clone(),
                reason: view.reason.clone(),
            },
        };
        self.store().breaches().keep(&breach)?;
        self.breaches()
    }

    /// Forgets a breach entered by mistake; gives the whole log.
    ///
    /// # Errors
    /// The store refused.
    pub fn forget_breach(&self, id: i64) -> Result<Vec<BreachView>, Error> {
        self.store().breaches().forget(id)?;
        self.note_forgotten("breaches")?;
        self.breaches()
    }

    /// Writes both logs to a workbook (xlsx), as an inspection may ask to see them.
    ///
    /// # Errors
    /// The file cannot be written; the store refused.
    pub fn save_logs(&self, path: &str) -> Result<(), Error> {
        let texts = packs::texts(self.settings()?.lang);
        let today = self.clock.today();
        let book = logs::workbook(self.requests()?, self.breaches()?, &texts, today)?;
        write_whole(Path::new(path), &book)
    }

    /// Writes in the journal that one of those was forgotten.
    pub(super) fn note_forgotten(&self, what: &str) -> Result<(), Error> {
        let one = [(what, Value::Count(1))];
        self.store().journal().write(Event::Forgotten, &one, self.now())?;
        Ok(())
    }

    /// The journal of this computer, checked.
    ///
    /// # Errors
    /// The store refused.
    pub fn journal(&self) -> Result<JournalView, Error> {
        let lines = self.store().journal().lines()?;
        let first_fault = first_fault(&lines)?;
        Ok(JournalView { lines: lines.into_iter().map(journal_line).collect(), first_fault })
    }

    /// Writes the journal to a file (JSON), to be handed over as it is: whoever has it can check it
    /// again.
    ///
    /// # Errors
    /// The file cannot be written; the store refused.
    pub fn save_journal(&self, path: &str) -> Result<(), Error> {
        let lines = self.store().journal().lines()?;
        let json = serde_json::to_vec_pretty(&lines).unwrap_or_default();
        write_whole(Path::new(path), &json)
    }
}

/// A hash or version as a fact of the journal.
pub(super) fn mark<'a>(name: &'a str, text: &str) -> (&'a str, Value) {
    (name, Value::mark(text).unwrap_or(Value::Count(0)))
}

/// The day that a text says (`YYYY-MM-DD`).
pub(super) fn day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| bad(text))
}

fn moment(text: &str) -> Result<Timestamp, Error> {
    text.parse().map_err(|_| bad(text))
}

fn bad(text: &str) -> Error {
    Error::bad_request("errors.bad_day", vec![("value", text.to_owned())])
}

fn request_view(request: Request, today: Date) -> RequestView {
    let deadline = deadline::request(request.received, request.extended);
    let left = (deadline - today).get_days();
    let text = |day: Option<Date>| day.map(|day| day.to_string());
    RequestView {
        id: request.id,
        received: request.received.to_string(),
        extended: text(request.extended),
        answered: text(request.answered),
        kind: request.words.kind,
        person: request.words.person,
        note: request.words.note,
        deadline: deadline.to_string(),
        days_left: request.answered.is_none().then_some(left),
    }
}

fn breach_view(breach: Breach, now: Timestamp) -> BreachView {
    let deadline = deadline::breach(breach.found_at);
    BreachView {
        id: breach.id,
        found_at: breach.found_at.to_string(),
        notified_at: breach.notified_at.map(|at| at.to_string()),
        nature: breach.words.nature,
        persons: breach.words.persons,
        consequences: breach.words.consequences,
        measures: breach.words.measures,
        reason: breach.words.reason,
        deadline: deadline.to_string(),
        hours_left: breach.notified_at.is_none().then(|| deadline::hours_left(deadline, now)),
    }
}

fn journal_line(line: Line) -> JournalLine {
    let said = |value: Value| match value {
        Value::Count(count) => count.to_string(),
        Value::Mark(mark) => mark,
    };
    JournalLine {
        number: line.number,
        at: Timestamp::from_millisecond(line.at).unwrap_or_default().to_string(),
        event: line.event,
        facts: line.facts.into_iter().map(|(name, value)| (name, said(value))).collect(),
        hash: line.hash,
    }
}
