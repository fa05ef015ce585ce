//! What is known of a workbook and of the edits before anything is decided: shared by the writing
//! and by the proof.

use std::collections::{BTreeMap, BTreeSet};

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::HiddenKind;

use crate::package::{Package, Source, ahead};
use crate::patch::edits::{SheetEdits, by_sheet};
use crate::verify::absence::{Needles, removed};

use super::book::Book;
use super::census::Census;
use super::held::held;
use super::remove::{self, Requests};
use super::rows::is_empty;
use super::scrub::Scrub;
use super::shifts::{Shift, Shifts};
use super::strings::{Appended, text_of, whole_text_of};
use super::{XlsxError, XlsxOptions};

/// A workbook, the edits of each of its sheets, and what they remove.
pub(crate) struct Survey<'e> {
    pub(crate) book: Book,
    /// By sheet, in the workbook's order.
    pub(crate) edits: Vec<SheetEdits<'e>>,
    pub(crate) shifts: Shifts,
    pub(crate) requests: Requests,
    pub(crate) census: Census,
    /// Every text and number that a removed cell held.
    pub(crate) former: BTreeSet<String>,
    /// Those of them that are searched, and the words that decisions name.
    pub(crate) needles: Needles,
    /// Number of shared strings of the original, when it has some.
    pub(crate) strings: Option<u32>,
}

impl<'e> Survey<'e> {
    pub(crate) fn new<R: Source>(
        package: &mut Package<R>,
        edits: &'e [Edit],
        options: &XlsxOptions<'_>,
    ) -> Result<Self, XlsxError> {
        let book = Book::read(package)?;
        let mut sorted = sort(edits, &book)?;
        let requests = Requests::new(edits, &book)?;
        remove::take_hidden(package, &book, &requests, &mut sorted)?;
        let mut shifts = Shifts::default();
        for (sheet, edits) in book.sheets.iter().zip(&sorted) {
            shifts.push(&sheet.name, Shift::of(edits));
        }
        if requests.asks(HiddenKind::ExternalLinks) {
            shifts.unlink();
        }
        let mut survey = Self {
            book,
            edits: sorted,
            shifts,
            requests,
            census: Census::default(),
            former: BTreeSet::new(),
            needles: Needles::default(),
            strings: None,
        };
        survey.count(package, options)?;
        survey.texts(package)?;
        survey.needles = Needles::new(removed(&survey.former, edits, options.vocabulary));
        Ok(survey)
    }

    fn count<R: Source>(
        &mut self,
        package: &mut Package<R>,
        options: &XlsxOptions<'_>,
    ) -> Result<(), XlsxError> {
        for (index, sheet) in self.book.sheets.iter().enumerate().filter(|(_, s)| s.cells) {
            let source = super::stream(package, &sheet.part)?;
            let header = options.headers.and_then(|headers| headers.get(&sheet.name)).copied();
            let edits = self.edits.get(index);
            ahead(source, |source| self.census.sheet(index, source, edits, header))
                .map_err(|error| XlsxError::xml(&sheet.part, error))?;
            let broken = self.census.sheets.get(&index).and_then(|facts| facts.broken_block);
            if let Some(structure) = broken {
                return Err(XlsxError::unadjustable(&sheet.name, structure));
            }
        }
        Ok(())
    }

    /// Texts of removed cells: those in sheets, and those they share.
    fn texts<R: Source>(&mut self, package: &mut Package<R>) -> Result<(), XlsxError> {
        self.former = std::mem::take(&mut self.census.former_texts);
        let Some(part) = &self.book.strings else { return Ok(()) };
        let (shared, former) = (&self.census.former_strings, &mut self.former);
        let count = super::each_string(package, part, |index, rest| {
            if shared.contains(index) {
                let (text, whole) = (text_of(rest), whole_text_of(rest));
                if text != whole {
                    former.insert(whole.into_owned());
                }
                former.insert(text.into_owned());
            }
        })?;
        self.strings = Some(count);
        Ok(())
    }

    /// Indexes of the sheets that go.
    pub(crate) fn gone(&self) -> BTreeSet<usize> {
        let gone = self.edits.iter().enumerate().filter(|(_, edits)| edits.gone);
        gone.map(|(index, _)| index).collect()
    }

    /// The removed texts with those told apart that cells which stay hold as well.
    pub(crate) fn scrub<R: Source>(&self, package: &mut Package<R>) -> Result<Scrub, XlsxError> {
        let of = |index: usize| self.edits.get(index);
        let own = |index: usize| self.census.sheets.get(&index).is_some_and(|f| f.own_texts);
        let held = held(package, &self.book, &self.needles, &self.census.used, &of, &own)?;
        Ok(Scrub { needles: self.needles.clone(), held })
    }

    /// The new texts, with the indexes they get; none when the workbook shares no strings.
    pub(crate) fn appended(&self) -> Option<Appended> {
        let mut appended = Appended::new(self.strings?);
        for value in self.edits.iter().flat_map(|edits| edits.set.values()) {
            if let (NewValue::Text(text), false) = (value, is_empty(value)) {
                appended.add(text);
            }
        }
        Some(appended)
    }
}

/// The edits of every sheet, in the workbook's order.
fn sort<'e>(edits: &'e [Edit], book: &Book) -> Result<Vec<SheetEdits<'e>>, XlsxError> {
    let mut sheets: BTreeMap<&str, SheetEdits<'e>> = by_sheet(edits);
    let sorted = book.sheets.iter().map(|sheet| {
        let edits = sheets.remove(sheet.name.as_str()).unwrap_or_default();
        match sheet.cells || edits.is_idle() {
            true => Ok(edits),
            false => Err(XlsxError::NoSheet { sheet: sheet.name.clone() }),
        }
    });
    let sorted = sorted.collect::<Result<Vec<_>, _>>()?;
    match sheets.keys().next() {
        Some(unknown) => Err(XlsxError::NoSheet { sheet: (*unknown).to_owned() }),
        None => Ok(sorted),
    }
}
