//! Which attributes and characters of a workbook's parts are written by people.

use crate::verify::absence::Place;

/// Attributes that hold what people wrote, in any part.
const WRITTEN: [&[u8]; 33] = [
    b"prompt",
    b"promptTitle",
    b"error",
    b"errorTitle",
    b"tooltip",
    b"display",
    b"text",
    b"descr",
    b"title",
    b"comment",
    b"user",
    b"displayName",
    b"altText",
    b"altTextSummary",
    b"userId",
    b"caption",
    b"alt",
    b"location",
    b"Target",
    b"author",
    b"userName",
    b"initials",
    b"lastModifiedBy",
    b"description",
    b"help",
    b"statusBar",
    b"customMenu",
    b"v",
    b"rowHeaderCaption",
    b"colHeaderCaption",
    b"grandTotalCaption",
    b"totalsRowLabel",
    b"userInfo",
];

/// The place of an element's characters, or of one of its attributes, in a part of that kind
/// (last segment of the type of the relationship that leads to it).
pub(super) fn place(kind: &str, element: &[u8], attribute: Option<&[u8]>) -> Option<Place> {
    let Some(attribute) = attribute else { return characters(kind, element) };
    let written = WRITTEN.contains(&attribute);
    // Names of fonts and patterns are those of programs, however many words or digits they have.
    let font = matches!(element, b"name" | b"rFont") && attribute == b"val";
    if (kind == "styles" && font) || matches!(attribute, b"typeface" | b"patternType") {
        return None;
    }
    Some(match kind {
        "theme" | "styles" | "" => Place::Markup,
        "worksheet" | "table" if attribute == b"val" && element == b"filter" => Place::Text,
        "worksheet" | "chartsheet" if attribute == b"val" && element == b"inputCells" => {
            Place::Text
        }
        "table" if element == b"tableColumn" && attribute == b"name" => Place::Text,
        "pivotTable" if attribute == b"n" || attribute == b"name" => Place::Text,
        "pivotCacheDefinition" if attribute == b"name" => Place::Text,
        "externalLink" | "customXml" if attribute == b"val" => Place::Text,
        "custom-properties" if attribute == b"name" => Place::Text,
        "drawing" | "vmlDrawing" if attribute == b"name" => Place::Text,
        "relationships" => Place::Markup,
        _ if written => Place::Text,
        _ => Place::Markup,
    })
}

fn characters(kind: &str, element: &[u8]) -> Option<Place> {
    const TIMES: [&[u8]; 10] = [
        b"created",
        b"modified",
        b"lastPrinted",
        b"revision",
        b"version",
        b"AppVersion",
        b"TotalTime",
        b"Application",
        b"filetime",
        b"i4",
    ];
    const NUMBERS: [&[u8]; 12] = [
        b"row",
        b"col",
        b"rowOff",
        b"colOff",
        b"Anchor",
        b"Row",
        b"Column",
        b"sqref",
        b"formatCode",
        b"si",
        b"x",
        b"y",
    ];
    const FORMULAS: [&[u8]; 8] = [
        b"f",
        b"formula",
        b"formula1",
        b"formula2",
        b"definedName",
        b"calculatedColumnFormula",
        b"totalsRowFormula",
        b"oldFormula",
    ];
    // What VML says of an object (`<x:TextVAlign>Top`); what people write there is HTML.
    let client = element.first().is_some_and(u8::is_ascii_uppercase) && element != b"ListItem";
    match kind {
        "theme" | "styles" | "" => Some(Place::Markup),
        "vmlDrawing" if client => Some(Place::Markup),
        _ if FORMULAS.contains(&element) => Some(Place::Formula),
        _ if TIMES.contains(&element) || NUMBERS.contains(&element) => Some(Place::Markup),
        _ => Some(Place::Text),
    }
}
