//! Everybody else's work that the program carries, with its licence: components.tsv, written from the
//! lock files by a test (tests/dependencies.rs) that fails when it is stale.

use crate::dto::Component;

static LIST: &str = include_str!("components.tsv");

/// All of them, by name.
pub(crate) fn all() -> Vec<Component> {
    LIST.lines().filter_map(component).collect()
}

/// `name`, `version` and `licence`, set apart by tabs.
fn component(line: &str) -> Option<Component> {
    let mut fields = line.split('\t').map(str::to_owned);
    Some(Component { name: fields.next()?, version: fields.next()?, licence: fields.next()? })
}
