//! Which attributes and characters of a document's parts are written by people.

use crate::verify::absence::Place;

/// Attributes that hold what people wrote (local names).
const WRITTEN: [&[u8]; 23] = [
    b"dde-application",
    b"value",
    b"string-value",
    b"condition",
    b"expression",
    b"formula",
    b"title",
    b"href",
    b"display-name",
    b"selected-page",
    b"author",
    b"creator",
    b"label",
    b"comment",
    b"description",
    b"item",
    b"topic",
    b"application",
    b"dde-item",
    b"dde-topic",
    b"target-frame-name",
    b"alt-text",
    b"help-text",
];

/// Properties that programs write by themselves.
const MACHINE: [&[u8]; 11] = [
    // Of number formats.
    b"text",
    b"generator",
    b"creation-date",
    b"date",
    b"print-date",
    b"editing-cycles",
    b"editing-duration",
    b"language",
    b"config-item",
    b"currency-symbol",
    b"number",
];

/// Is the part written by programs as a whole (lists of parts, tool bars, macros)?
pub(super) fn by_programs(part: &str) -> bool {
    ["META-INF/", "Configurations2/", "Basic/", "Scripts/"].iter().any(|at| part.starts_with(at))
        || part == "manifest.rdf"
        || part.ends_with("settings.xml")
}

/// The place of an element's characters, or of one of its attributes. `machine`: in a part or
/// section that programs write.
pub(super) fn place(machine: bool, element: &[u8], attribute: Option<&[u8]>) -> Option<Place> {
    // Names of styles, and conditions on the sign of a number.
    let machine = machine || matches!(element, b"style" | b"map" | b"marker" | b"number-style");
    let people = match attribute {
        Some(b"name") => element == b"data-pilot-member",
        Some(name) => WRITTEN.contains(&name),
        None => !MACHINE.contains(&element),
    };
    Some(if people && !machine { Place::Text } else { Place::Markup })
}
