//! The order of findings and their ids.

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use crate::finding::Finding;
use crate::table::Workbook;

/// Sorts findings by place and gives each its id: what a finding says and where, never when it was
/// found.
pub(super) fn settle(book: &Workbook, findings: &mut [Finding]) {
    let order: FxHashMap<&str, usize> =
        book.sheets.iter().enumerate().map(|(at, sheet)| (sheet.name.as_str(), at)).collect();
    // What concerns the whole file comes first.
    let sheet = |finding: &Finding| order.get(finding.place.sheet.as_str()).map(|at| at + 1);
    let inside = |finding: &Finding| {
        let place = &finding.place;
        (place.row, place.column, place.span, finding.check)
    };
    // Each check gave its findings in order: a stable sort merges them.
    findings.sort_by(|a, b| {
        let sheets = match a.place.sheet == b.place.sheet {
            true => Ordering::Equal,
            false => sheet(a).cmp(&sheet(b)),
        };
        let places = sheets.then_with(|| inside(a).cmp(&inside(b)));
        places.then_with(|| (&a.rule, &a.text).cmp(&(&b.rule, &b.text)))
    });
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    for finding in findings {
        let mut id = digest(finding, 0);
        // The same words twice in one comment.
        let mut again = 1;
        while !seen.insert(id) {
            id = digest(finding, again);
            again += 1;
        }
        finding.id = format!("{id:016x}");
    }
}

/// The first 64 bits of SHA-256 over check, rule, place and text.
fn digest(finding: &Finding, again: u32) -> u64 {
    let place = &finding.place;
    let mut hasher = Sha256::new();
    hasher.update([finding.check as u8]);
    for part in [&*finding.rule, &place.sheet, &finding.text] {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    }
    for number in [place.row, place.column] {
        hasher.update(number.map_or([0xff; 4], u32::to_le_bytes));
    }
    let (start, end) = place.span.unwrap_or_default();
    hasher.update(u64::try_from(start).unwrap_or_default().to_le_bytes());
    hasher.update(u64::try_from(end).unwrap_or_default().to_le_bytes());
    hasher.update(again.to_le_bytes());
    let bytes = hasher.finalize();
    bytes.iter().take(8).fold(0, |id, byte| id << 8 | u64::from(*byte))
}
