//! Column definitions when columns go.

use super::super::removal::Removal;
use super::row::{repeated, with_repeat};
use crate::xml::Tag;

const REPEAT: &str = "table:number-columns-repeated";

/// A column definition that begins at 0-based `first`: what is left of it (none when all its
/// columns go), and the number of the next column.
pub(super) fn after(open: &[u8], first: u32, gone: &Removal) -> (Option<Vec<u8>>, u32) {
    let count = repeated(&Tag::new(open), REPEAT);
    let next = first.saturating_add(count);
    let left = count - gone.within(first, next.saturating_sub(1)).min(count);
    let open = (left > 0).then(|| with_repeat(open, REPEAT, left).into_owned());
    (open, next)
}
