//! The proof of sheets while they are written: rows are judged beside those of the original that are at
//! hand. What the file holds in the end is then told by the CRC-32 and the number of its bytes.

use std::collections::BTreeMap;

use crate::patch::xlsx::{Plan, Witness, row_number};
use crate::verify::{Proof, VerifyError};
use crate::xml::{Elements, Tag, Tokens};

use super::judge::{Judge, Row};
use super::leaks::Leaks;
use super::sum::Sum;

/// Sheets that were judged while they were written.
pub(crate) struct Written<'p> {
    plan: &'p Plan<'p>,
    /// By index.
    sheets: BTreeMap<usize, Sheet<'p>>,
    /// The one that is being written.
    current: Option<usize>,
}

struct Sheet<'p> {
    judge: Judge<'p>,
    sum: Sum,
    /// Number of the last row written.
    last: u32,
    rows: Elements,
    failed: Option<VerifyError>,
}

impl<'p> Written<'p> {
    pub(crate) fn new(plan: &'p Plan<'p>) -> Self {
        Self { plan, sheets: BTreeMap::new(), current: None }
    }

    /// Hands over what was found of a sheet, and gives the CRC-32 and the number of the bytes that it was
    /// found in; none when it was not written.
    pub(super) fn tell(
        &mut self,
        index: usize,
        leaks: &mut Leaks<'p>,
        proof: &mut Proof,
    ) -> Result<Option<(u32, u64)>, VerifyError> {
        let Some(sheet) = self.sheets.remove(&index) else { return Ok(None) };
        if let Some(error) = sheet.failed {
            return Err(error);
        }
        sheet.judge.end()?;
        sheet.judge.tell(leaks, proof);
        Ok(Some(sheet.sum.told()))
    }

    fn current(&mut self) -> Option<&mut Sheet<'p>> {
        self.sheets.get_mut(&self.current?)
    }
}

impl Witness for Written<'_> {
    fn sheet(&mut self, index: usize) {
        self.current = Some(index);
        if let Some(judge) = Judge::new(self.plan, index) {
            let (sum, rows) = Default::default();
            let sheet = Sheet { judge, sum, last: 0, rows, failed: None };
            self.sheets.insert(index, sheet);
        }
    }

    fn beside(&mut self, written: &[u8]) {
        let Some(sheet) = self.current().filter(|_| !written.is_empty()) else { return };
        sheet.sum.add(written);
        Tokens::new(written).for_each(|token| sheet.judge.beside(&token));
    }

    fn row(&mut self, number: u32, open: &[u8], rest: &[u8], written: &[u8]) {
        let Some(sheet) = self.current() else { return };
        sheet.sum.add(written);
        if sheet.failed.is_none() {
            sheet.failed = sheet.judge_row((number, open, rest), written).err();
        }
    }

    fn behind(&mut self, written: &[u8]) {
        let Some(sheet) = self.current() else { return };
        sheet.sum.add(written);
        if sheet.failed.is_none() {
            sheet.failed = sheet.judge_behind(written).err();
        }
    }
}

impl Sheet<'_> {
    fn judge_row(&mut self, before: Row<'_>, written: &[u8]) -> Result<(), VerifyError> {
        let mut left = written;
        let mut next = self.next(&mut left)?;
        while let Some(row) = next.filter(|row| self.judge.is_new(row.0, before.0)) {
            self.judge.new_row(row)?;
            next = self.next(&mut left)?;
        }
        let taken = self.judge.row(before, next)?;
        match left.is_empty() && taken == next.is_some() {
            true => Ok(()),
            false => Err(self.judge.unexpected(before.0)),
        }
    }

    fn judge_behind(&mut self, written: &[u8]) -> Result<(), VerifyError> {
        let mut left = written;
        while let Some(row) = self.next(&mut left)? {
            self.judge.row_behind(row)?;
        }
        Ok(())
    }

    /// The next row of what was written; it must hold nothing but rows.
    fn next<'b>(&mut self, left: &mut &'b [u8]) -> Result<Option<Row<'b>>, VerifyError> {
        if left.is_empty() {
            return Ok(None);
        }
        let found = self.rows.first(left, b"row");
        let Some((open, rest, after)) = found else {
            return Err(self.judge.unexpected(self.last + 1));
        };
        *left = after;
        self.last = row_number(Tag::new(open), self.last);
        Ok(Some((self.last, open, rest)))
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use epure_engine::plan::Edit;

    use super::super::prove;
    use super::*;
    use crate::package::Package;
    use crate::patch::xlsx::{XlsxOptions, write_planned};

    const ROWS: [&str; 3] = [
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row>",
        "<row r=\"3\"><c r=\"A3\"><v>3</v></c></row>",
    ];

    fn book(rows: &str) -> Cursor<Vec<u8>> {
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let rel = |kind: &str, target: &str| {
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
            )
        };
        let sheets = "<workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>";
        let parts = [
            ("_rels/.rels", rel("officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", sheets.to_owned()),
            ("xl/_rels/workbook.xml.rels", rel("worksheet", "worksheets/sheet1.xml")),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ];
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap()
    }

    fn second_row_goes() -> [Edit; 1] {
        [Edit::DeleteRow { sheet: "S".to_owned(), row: 2 }]
    }

    #[test]
    fn only_what_was_decided_passes() {
        let (edits, options) = (second_row_goes(), XlsxOptions::default());
        let mut package = Package::open(book(&ROWS.concat())).unwrap();
        let plan = Plan::new(&mut package, &edits, &options).unwrap();
        let told = |written: [&str; 3], behind: &str| {
            let mut judged = Written::new(&plan);
            judged.sheet(0);
            for (number, (before, written)) in (1..).zip(ROWS.iter().zip(written)) {
                let (open, rest) = before.split_at("<row r=\"1\">".len());
                judged.row(number, open.as_bytes(), rest.as_bytes(), written.as_bytes());
            }
            judged.behind(behind.as_bytes());
            let mut leaks = Leaks::new(&plan.survey().needles);
            judged.tell(0, &mut leaks, &mut Proof::default()).is_ok_and(|sum| sum.is_some())
        };
        let moved = "<row r=\"2\"><c r=\"A2\"><v>3</v></c></row>";
        assert!(told([ROWS[0], "", moved], ""));
        for (written, behind) in [
            ([ROWS[0], ROWS[1], moved], ""),
            ([ROWS[0], "", ROWS[2]], ""),
            ([ROWS[0], "", &moved.replace("<v>3", "<v>4")], ""),
            ([ROWS[0], "", ""], moved),
            (["", "", moved], ""),
            ([ROWS[0], "", moved], ROWS[2]),
            ([ROWS[0], "", &format!("{moved}<!---->")], ""),
            ([ROWS[0], "", &moved.replace("</row>", "")], ""),
        ] {
            assert!(!told(written, behind), "{written:?} {behind}");
        }
    }

    #[test]
    fn the_file_must_hold_what_was_judged() {
        let (edits, options) = (second_row_goes(), XlsxOptions::default());
        let mut package = Package::open(book(&ROWS.concat())).unwrap();
        let plan = Plan::new(&mut package, &edits, &options).unwrap();
        let mut prove_other = |change: &dyn Fn(Vec<u8>) -> Vec<u8>| {
            let mut judged = Written::new(&plan);
            let out = Cursor::new(Vec::new());
            let written = write_planned(&mut package, &plan, out, &mut judged).unwrap();
            let file = Cursor::new(change(written.into_inner()));
            prove(&mut package, file, &plan, judged)
        };
        assert_eq!(prove_other(&|file| file).unwrap().rows_removed, 1);
        let other = book(&ROWS.concat()).into_inner();
        assert!(matches!(prove_other(&|_| other.clone()), Err(VerifyError::Unexpected { .. })));
    }
}
