//! What is shown of a finding: one line in the list, or everything.

use epure_engine::finding::{Action, Basis, Finding};
use epure_engine::messages::{Lang, value};
use epure_engine::packs::RuleTexts;
use epure_engine::role::Role;
use epure_engine::table::{Cell, Row, Table, column_letters};

use super::Review;
use super::status::proposed;
use crate::characters::Characters;
use crate::dto::{ActionView, BasisView, DecisionView, FindingLine, FindingView, Mark, RowCell};

impl Review {
    /// A line of the list.
    pub(crate) fn line(&self, at: usize) -> Option<FindingLine> {
        let finding = self.findings().get(at)?;
        let status = self.status(at);
        Some(FindingLine {
            id: finding.id.clone(),
            check: finding.check,
            category: finding.category,
            severity: finding.severity,
            sheet: finding.place.sheet.clone(),
            row: finding.place.row,
            column: finding.place.column.map(column_letters),
            cell: finding.place.cell().map(|cell| cell.to_string()),
            contact: self.contact(finding),
            text: finding.text.clone(),
            message: finding.message.to_string(),
            state: status.state,
            remembered: status.remembered,
        })
    }

    /// Everything about a finding, in that language.
    pub(crate) fn view(&self, at: usize, texts: RuleTexts, lang: Lang) -> Option<FindingView> {
        let finding = self.findings().get(at)?;
        Some(FindingView {
            line: self.line(at)?,
            rule: finding.rule.to_string(),
            title: texts.title,
            why: texts.why,
            advice: texts.advice,
            basis: finding.basis.iter().map(BasisView::from).collect(),
            actions: finding.actions.iter().map(ActionView::from).collect(),
            note: self.note(finding),
            marks: self.marks(finding),
            spared: Vec::new(),
            proposed: proposed(finding).map(str::to_owned),
            decided: self.decided(at),
            row: self.row_cells(finding, lang),
            same: self.same(finding).saturating_sub(1),
        })
    }

    /// Who the finding's row is about: a name, or a company, or an address; empty when none is known.
    pub(super) fn contact(&self, finding: &Finding) -> String {
        self.row(finding).map(|(table, row)| self.contact_of(table, row)).unwrap_or_default()
    }

    /// Who a row is about, said in the same way.
    pub(super) fn contact_of(&self, table: &Table, row: &Row) -> String {
        let roles = self.roles.get(&table.name).map(Vec::as_slice).unwrap_or_default();
        let text = |wanted: Role| {
            let found = roles.iter().position(|role| *role == wanted)?;
            let text = row.cells.get(found)?.to_string();
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let both = || {
            let parts: Vec<String> =
                [text(Role::FirstName), text(Role::LastName)].into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        };
        text(Role::FullName)
            .or_else(both)
            .or_else(|| text(Role::Company))
            .or_else(|| text(Role::Email))
            .unwrap_or_default()
    }

    /// What tells the contact of the finding's row from others: name, company, e-mail address and
    /// phones, as read.
    pub(crate) fn identity(&self, finding: &Finding) -> String {
        const TELLING: [Role; 7] = [
            Role::Company,
            Role::FirstName,
            Role::LastName,
            Role::FullName,
            Role::Email,
            Role::Phone,
            Role::Mobile,
        ];
        let Some((table, row)) = self.row(finding) else { return String::new() };
        let roles = self.roles.get(&table.name).map(Vec::as_slice).unwrap_or_default();
        let telling = roles.iter().zip(&row.cells).filter(|(role, _)| TELLING.contains(role));
        let texts: Vec<String> = telling.map(|(_, cell)| cell.to_string()).collect();
        texts.join("\n")
    }

    /// The whole text of the finding's cell.
    pub(crate) fn note(&self, finding: &Finding) -> String {
        let cell = self.book.sheet(&finding.place.sheet).zip(finding.place.cell());
        cell.map(|(table, at)| table.cell(at).to_string()).unwrap_or_default()
    }

    /// The columns of notes, with their sheets.
    pub(crate) fn note_columns(&self) -> impl Iterator<Item = (&Table, u32)> {
        self.book.sheets.iter().flat_map(|table| {
            let roles = self.roles.get(&table.name).map(Vec::as_slice).unwrap_or_default();
            let notes = (0..).zip(roles).filter(|(_, role)| **role == Role::Notes);
            notes.map(move |(column, _)| (table, column))
        })
    }

    /// What the finding's column holds.
    pub(crate) fn role(&self, finding: &Finding) -> Option<Role> {
        let roles = self.roles.get(&finding.place.sheet)?;
        roles.get(finding.place.column? as usize).copied()
    }

    fn row(&self, finding: &Finding) -> Option<(&Table, &Row)> {
        let table = self.book.sheet(&finding.place.sheet)?;
        Some((table, table.row(finding.place.row?)?))
    }

    /// The filled cells of the finding's row.
    fn row_cells(&self, finding: &Finding, lang: Lang) -> Vec<RowCell> {
        let Some((table, row)) = self.row(finding) else { return Vec::new() };
        let filled = |(_, cell): &(u32, &Cell)| !cell.is_blank();
        (0..)
            .zip(&row.cells)
            .filter(filled)
            .map(|(column, cell)| RowCell {
                letter: column_letters(column),
                header: table.header_name(column).to_owned(),
                value: value(lang, cell),
            })
            .collect()
    }

    /// Every stretch of the finding's cell that some finding is about, in order.
    fn marks(&self, finding: &Finding) -> Vec<Mark> {
        let Some(cell) = finding.place.cell() else { return Vec::new() };
        self.marks_in(&finding.place.sheet, cell.row, cell.column, &self.note(finding))
    }

    /// Every stretch of a cell's text that some finding is about, in order.
    pub(super) fn marks_in(&self, sheet: &str, row: u32, column: u32, note: &str) -> Vec<Mark> {
        let mut characters = Characters::of(note);
        let mut marks: Vec<Mark> = self
            .of_row(sheet, row)
            .filter_map(|(at, other)| {
                let (start, end) = other.place.span?;
                (other.place.column == Some(column)).then(|| Mark {
                    finding: other.id.clone(),
                    start: characters.before(start),
                    end: characters.before(end),
                    category: other.category,
                    severity: other.severity,
                    state: self.status(at).state,
                })
            })
            .collect();
        marks.sort_by_key(|mark| (mark.start, mark.end));
        marks
    }

    fn decided(&self, at: usize) -> Option<DecisionView> {
        let finding = self.findings().get(at)?;
        let (operation, action, value) = self.standing(at)?;
        let (author, moment) = match self.history.standing.get(&finding.id) {
            Some(decided) => (&decided.author, decided.at),
            None => self.remembered.get(&at).map(|known| (&known.author, known.at))?,
        };
        Some(DecisionView {
            action,
            value: value.map(str::to_owned),
            operation: operation.and_then(|id| u32::try_from(id).ok()),
            author: author.clone(),
            at: moment.to_string(),
        })
    }
}

impl From<&Basis> for BasisView {
    fn from(basis: &Basis) -> Self {
        Self {
            id: basis.id.clone(),
            title: basis.title.clone(),
            source: basis.source.clone(),
            valid_from: basis.valid_from,
            checked_on: basis.checked_on,
            confidence: basis.confidence,
        }
    }
}

impl From<&Action> for ActionView {
    fn from(action: &Action) -> Self {
        Self {
            kind: action.kind,
            value: action.value.clone(),
            cell: action.cell.map(|cell| cell.to_string()),
        }
    }
}
