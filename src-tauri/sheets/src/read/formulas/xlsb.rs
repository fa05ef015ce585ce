//! Formulas of a binary workbook (MS-XLSB).

use std::io::{Read, Seek};

use epure_engine::table::CellRef;

use super::Named;
use super::tokens::{Context, Gathering, NEWER};
use crate::read::error::Problem;
use crate::read::options::Limits;
use crate::read::package::Package;
use crate::read::xlsb::records::{ROW_HEADER, Records, long, wide};
use crate::read::xlsb::sheet::{WORKBOOK, sheets};

/// Record types (MS-XLSB 2.3).
const TEXT: u16 = 8;
const NUMBER: u16 = 9;
const TRUTH: u16 = 10;
const ERROR: u16 = 11;
const NAME: u16 = 39;
const ARRAY: u16 = 426;
const SHARED: u16 = 427;

/// Reads the formulas of every sheet.
pub(super) fn read(file: impl Read + Seek) -> Result<Named, Problem> {
    let mut package = Package::open(file, Limits::default())?;
    let mut context = Context { wide: true, ..Context::default() };
    let mut records = Records::default();
    package.stream(WORKBOOK, |piece| {
        records.push(piece, &mut |kind, data| {
            if kind == NAME {
                // Flags, key and sheet come first (BrtName, 2.4.723).
                let newer = wide(data, 9).is_some_and(|(name, _)| name.starts_with(NEWER));
                context.functions.push(newer);
            }
        });
        Ok(())
    })?;
    let mut found = Named::new();
    for (name, part) in sheets(&mut package)? {
        let mut gathering = Gathering::default();
        let mut records = Records::default();
        let mut row = 0;
        package.stream(&part, |piece| {
            records.push(piece, &mut |kind, data| {
                let _ = take(kind, data, &mut row, &mut gathering, &context);
            });
            Ok(())
        })?;
        found.push((name, gathering.finish(&context)));
    }
    Ok(found)
}

fn take(
    kind: u16,
    data: &[u8],
    row: &mut u32,
    gathering: &mut Gathering,
    context: &Context,
) -> Option<()> {
    let value = match kind {
        ROW_HEADER => {
            *row = long(data, 0)?.saturating_add(1);
            return None;
        }
        ARRAY => {
            gathering.share(tokens(data, 17).0);
            return None;
        }
        SHARED => {
            gathering.share(tokens(data, 16).0);
            return None;
        }
        // Where the value ends that stands before the formula.
        TEXT => wide(data, 8).map_or(usize::MAX - 8, |(_, end)| end),
        NUMBER => 16,
        TRUTH | ERROR => 9,
        _ => return None,
    };
    let at = CellRef { row: *row, column: long(data, 0)? };
    let (tokens, after) = tokens(data, value + 2);
    gathering.cell(at, tokens, after, context);
    Some(())
}

/// Tokens that come after their length, and what belongs to them. Cut ones are given as a token that
/// nobody knows.
fn tokens(data: &[u8], at: usize) -> (&[u8], &[u8]) {
    let cut: (&[u8], &[u8]) = (&[0], &[]);
    let Some(length) = long(data, at).and_then(|length| usize::try_from(length).ok()) else {
        return cut;
    };
    let after = data.get(at.saturating_add(4)..).unwrap_or_default();
    let Some((tokens, rest)) = after.split_at_checked(length) else { return cut };
    (tokens, rest.get(4..).unwrap_or_default())
}
