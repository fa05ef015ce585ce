//! A register or action plan that comes back from a spreadsheet program: what was written otherwise
//! there is taken up into the answers. Everything else of the workbook is left alone.

use epure_engine::checklist::{Answers, Kept, Processor, Questionnaire, Status};
use epure_engine::dossier::{Block, Body, Cell as Shown, Column, ColumnKind, Document};
use epure_engine::table::{Cell, Row, Table, Workbook};
use epure_papers::sheet_name;

/// The states of an action, in the order of their drop-down.
const STATUSES: [Status; 3] = [Status::Open, Status::Doing, Status::Done];

/// Takes up what a workbook says otherwise than the documents it was made from; gives how many sheets
/// were known, and how many values changed.
pub(crate) fn take_back(
    documents: &[Document],
    questions: &Questionnaire,
    book: &Workbook,
    answers: &mut Answers,
) -> (usize, usize) {
    let (mut known, mut changed) = (0, 0);
    for document in documents.iter().filter(|document| document.workbook) {
        for section in &document.sections {
            let Some(sheet) = book.sheet(&sheet_name(&section.title)) else { continue };
            known += 1;
            for block in &section.blocks {
                changed += match &block.body {
                    Body::Field { label, text } => field(sheet, block, label, text, answers),
                    Body::Table { columns, rows } => {
                        let rows = Rows { document, columns, shown: rows, sheet };
                        match (document.id.as_str(), section.id.as_str()) {
                            ("plan", "actions") => rows.actions(questions, answers),
                            ("register", "processors") => rows.processors(answers),
                            ("register", "durations") => rows.durations(questions, answers),
                            _ => 0,
                        }
                    }
                    _ => 0,
                };
            }
        }
    }
    (known, changed)
}

/// A field's value, found again by its label.
fn field(sheet: &Table, block: &Block, label: &str, text: &str, answers: &mut Answers) -> usize {
    let row = sheet.rows.iter().find(|row| said(row.cell(0)) == label.trim());
    let Some(value) = row.map(|row| said(row.cell(1))) else { return 0 };
    if value.is_empty() || value == text.trim() {
        return 0;
    }
    answers.edits.insert(block.key.clone(), value);
    1
}

/// What a cell says, as a person reads it.
fn said(cell: &Cell) -> String {
    cell.to_string().trim().to_owned()
}

/// A table of a sheet, by the fields that its columns show.
struct Rows<'a> {
    document: &'a Document,
    columns: &'a [Column],
    /// The rows of the document itself.
    shown: &'a [Vec<Shown>],
    sheet: &'a Table,
}

impl<'a> Rows<'a> {
    /// The rows below the headers; a total or a blank line ends nothing.
    fn body(&self) -> impl Iterator<Item = &'a Row> {
        let titles: Vec<&str> = self.columns.iter().map(|column| column.title.as_str()).collect();
        let head = self.sheet.rows.iter().position(|row| {
            titles.iter().zip(&row.cells).all(|(title, cell)| said(cell) == *title)
                && row.cells.len() >= titles.len()
        });
        let below = head.map_or(self.sheet.rows.len(), |head| head + 1);
        self.sheet.rows.iter().skip(below).filter(|row| !row.cells.iter().all(Cell::is_blank))
    }

    fn cell(&self, row: &'a Row, field: &str) -> Option<&'a Cell> {
        let at = self.columns.iter().position(|column| column.field == field)?;
        row.cells.get(at)
    }

    /// A text; none when it is blank or, in square brackets, still to be completed.
    fn text(&self, row: &'a Row, field: &str) -> Option<String> {
        let text = said(self.cell(row, field)?);
        let open = text.starts_with('[') && text.ends_with(']');
        (!text.is_empty() && !open).then_some(text)
    }

    /// What the document shows in that field for the row of the same title.
    fn shown(&self, title: &str, field: &str) -> Option<&'a Shown> {
        let place = |field: &str| self.columns.iter().position(|column| column.field == field);
        let (titled, at) = (place("title")?, place(field)?);
        let same = |cells: &&Vec<Shown>| {
            cells.get(titled).is_some_and(|cell| cell.say(self.document.lang) == title)
        };
        self.shown.iter().find(same)?.get(at)
    }

    /// The place of what was chosen in a column's drop-down.
    fn choice(&self, row: &'a Row, field: &str) -> Option<usize> {
        let column = self.columns.iter().find(|column| column.field == field)?;
        let ColumnKind::Choice(choices) = &column.kind else { return None };
        let chosen = said(self.cell(row, field)?).to_lowercase();
        choices.iter().position(|choice| choice.to_lowercase() == chosen)
    }

    /// Who, by when and how far, whether or not the action's question was answered.
    fn actions(&self, questions: &Questionnaire, answers: &mut Answers) -> usize {
        let mut changed = 0;
        for row in self.body() {
            let Some(title) = self.text(row, "title") else { continue };
            let lang = self.document.lang;
            let question = questions.questions().find(|one| lang.of(&one.action) == title);
            let Some(question) = question else { continue };
            let mut given = answers.answers.get(&question.id).cloned().unwrap_or_default();
            let before = given.clone();
            let owner = self.text(row, "owner").map(Shown::Text);
            if let Some(Shown::Text(owner)) =
                owner.filter(|new| self.shown(&title, "owner") != Some(new))
            {
                given.owner = owner;
            }
            let due = self.cell(row, "due").and_then(Cell::as_date).map(Shown::Day);
            if let Some(Shown::Day(due)) = due.filter(|new| self.shown(&title, "due") != Some(new))
            {
                given.due = Some(due);
            }
            if let Some(status) = self.choice(row, "status").and_then(|at| STATUSES.get(at)) {
                given.status = *status;
            }
            if given != before {
                changed += 1;
                answers.answers.insert(question.id.clone(), given);
            }
        }
        changed
    }

    /// Providers as the sheet lists them now.
    fn processors(&self, answers: &mut Answers) -> usize {
        let listed = self.body().filter_map(|row| {
            let name = self.text(row, "name")?;
            let former = answers.processors.iter().find(|known| known.name == name);
            let text = |field| self.text(row, field).unwrap_or_default();
            let guarantee = text("guarantee");
            Some(Processor {
                service: text("service"),
                location: text("location"),
                outside_eea: former.is_some_and(|known| known.outside_eea) || !guarantee.is_empty(),
                guarantee,
                contract: self.choice(row, "contract") == Some(0),
                name,
            })
        });
        let listed: Vec<Processor> = listed.collect();
        let same = |one: &&Processor| answers.processors.contains(one);
        let kept = listed.iter().filter(same).count();
        let changed = listed.len().max(answers.processors.len()) - kept;
        if changed > 0 {
            answers.processors = listed;
        }
        changed
    }

    /// Periods; one longer than the reference is taken with its reason alone.
    fn durations(&self, questions: &Questionnaire, answers: &mut Answers) -> usize {
        let mut changed = 0;
        for row in self.body() {
            let Some(title) = self.text(row, "title") else { continue };
            let lang = self.document.lang;
            let known = questions.durations.iter().find(|one| lang.of(&one.text) == title);
            let years = self.text(row, "years").and_then(|text| years(&text));
            let Some((duration, years)) = known.zip(years) else { continue };
            let reason = self.text(row, "reason").unwrap_or_default();
            if years > duration.years && reason.is_empty() {
                continue;
            }
            let own = (years != duration.years).then_some(Kept { years, reason });
            if answers.retention.get(&duration.id) == own.as_ref() {
                continue;
            }
            changed += 1;
            match own {
                Some(own) => drop(answers.retention.insert(duration.id.clone(), own)),
                None => drop(answers.retention.remove(&duration.id)),
            }
        }
        changed
    }
}

/// The number that a text begins with: "3 ans".
fn years(text: &str) -> Option<u16> {
    let figures: String = text.chars().take_while(char::is_ascii_digit).collect();
    figures.parse().ok().filter(|years| *years > 0)
}
