//! Which hidden content edits ask to remove.

use epure_engine::plan::Edit;
use epure_engine::table::HiddenKind;

use crate::patch::xlsx::XlsxError;
use crate::patch::xlsx::book::Book;

/// The kinds asked for, each for one sheet or for the whole file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requests {
    asked: Vec<(HiddenKind, Option<(usize, String)>)>,
}

impl Requests {
    /// Those among the edits of a workbook.
    pub(crate) fn new(edits: &[Edit], book: &Book) -> Result<Self, XlsxError> {
        let mut requests = Self::default();
        for edit in edits {
            let Edit::RemovePart { kind, sheet } = edit else { continue };
            let sheet = match sheet {
                None => None,
                Some(name) => {
                    let index = book.sheets.iter().position(|known| known.name == *name);
                    let index = index.ok_or_else(|| XlsxError::NoSheet { sheet: name.clone() })?;
                    Some((index, name.clone()))
                }
            };
            requests.asked.push((*kind, sheet));
        }
        Ok(requests)
    }

    /// Is nothing asked for?
    pub(crate) fn is_none(&self) -> bool {
        self.asked.is_empty()
    }

    /// Is a kind asked for, from any sheet?
    pub(crate) fn asks(&self, kind: HiddenKind) -> bool {
        self.asked.iter().any(|(asked, _)| *asked == kind)
    }

    /// Is it to be removed from this sheet (none: from what belongs to no sheet)?
    pub(crate) fn concerns(&self, kind: HiddenKind, sheet: Option<usize>) -> bool {
        self.asked.iter().any(|(asked, from)| {
            *asked == kind && from.as_ref().is_none_or(|(from, _)| Some(*from) == sheet)
        })
    }

    /// As [`Self::concerns`], by the sheet's name: places change when sheets go.
    pub(crate) fn names(&self, kind: HiddenKind, sheet: Option<&str>) -> bool {
        self.asked.iter().any(|(asked, from)| {
            *asked == kind && from.as_ref().is_none_or(|(_, from)| Some(from.as_str()) == sheet)
        })
    }
}
