//! One record with its edits: untouched fields keep their bytes, quotes included.

use std::collections::BTreeMap;

use epure_engine::plan::NewValue;
use epure_engine::table::CellRef;

use super::super::edits::SheetEdits;
use super::encode::encode;
use super::source::Source;
use super::{CsvError, Style};
use crate::read::csv::{Field, Record};

/// Writes records with their edits.
pub(super) struct RowEditor<'a> {
    source: &'a Source<'a>,
    style: &'a Style,
    edits: &'a SheetEdits<'a>,
    separator: Vec<u8>,
}

impl<'a> RowEditor<'a> {
    pub(super) fn new(source: &'a Source<'a>, style: &'a Style, edits: &'a SheetEdits<'a>) -> Self {
        let separator = source.ascii(source.dialect.separator).into_owned();
        Self { source, style, edits, separator }
    }

    /// Appends the record to `line`, its own line end included.
    pub(super) fn write(&mut self, record: &Record, line: &mut Vec<u8>) -> Result<(), CsvError> {
        let set: BTreeMap<u32, &NewValue> = self.edits.set_in_row(record.number).collect();
        let blank = record.fields.iter().all(|field| field.span.is_empty());
        let alone = blank && record.fields.len() == 1;
        if set.is_empty() && (self.edits.columns.is_none() || alone) {
            line.extend_from_slice(self.source.slice(record.span.clone()));
            return Ok(());
        }
        self.fields(record.number, &record.fields, &set, line)?;
        line.extend_from_slice(self.source.ending(record));
        Ok(())
    }

    /// Appends a row that the file does not have, without line end.
    pub(super) fn fill(&mut self, number: u32, line: &mut Vec<u8>) -> Result<(), CsvError> {
        let set: BTreeMap<u32, &NewValue> = self.edits.set_in_row(number).collect();
        self.fields(number, &[], &set, line)
    }

    fn fields(
        &mut self,
        row: u32,
        fields: &[Field],
        set: &BTreeMap<u32, &NewValue>,
        line: &mut Vec<u8>,
    ) -> Result<(), CsvError> {
        let own = u32::try_from(fields.len()).unwrap_or(u32::MAX);
        // An empty value needs no new field at the right.
        let filled = set.iter().filter(|(_, value)| !matches!(value, NewValue::Empty));
        let width = filled.map(|(column, _)| column + 1).max().unwrap_or(0).max(own);
        let all_quoted = !fields.is_empty() && fields.iter().all(|field| field.quoted);
        let mut first = true;
        for column in 0..width {
            if self.edits.columns.contains(column) {
                continue;
            }
            if !first {
                line.extend_from_slice(&self.separator);
            }
            first = false;
            let field = fields.get(column as usize);
            match (set.get(&column), field) {
                (Some(value), _) => {
                    let former = field.map(|field| self.source.value(field)).unwrap_or_default();
                    let text = self.style.text(value, &former);
                    let quoted = field.map_or(all_quoted, |field| field.quoted);
                    self.put(CellRef { row, column }, &text, quoted, line)?;
                }
                (None, Some(field)) => {
                    line.extend_from_slice(self.source.slice(field.span.clone()));
                }
                (None, None) => {}
            }
        }
        Ok(())
    }

    /// Appends a text as a field, quoted if it was or must be.
    fn put(
        &self,
        cell: CellRef,
        text: &str,
        quoted: bool,
        line: &mut Vec<u8>,
    ) -> Result<(), CsvError> {
        let dialect = &self.source.dialect;
        let special = |c: char| c == dialect.separator || c == dialect.quote || "\r\n".contains(c);
        let bytes = if (quoted && !text.is_empty()) || text.contains(special) {
            let quote = dialect.quote.to_string();
            let doubled = text.replace(dialect.quote, &quote.repeat(2));
            encode(&format!("{quote}{doubled}{quote}"), dialect.encoding)
        } else {
            encode(text, dialect.encoding)
        };
        let encoding = dialect.encoding.name();
        line.extend(bytes.ok_or(CsvError::NotInEncoding { cell, encoding })?);
        Ok(())
    }
}
