//! The order in which the elements of a sheet stand (ECMA-376 part 1, 18.3.1.99).

const ORDER: [&str; 39] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// Stands one element behind another? Alternatives are about objects and controls.
pub(crate) fn stands_behind(local: &[u8], other: &str) -> bool {
    let local = if local == b"AlternateContent" { b"oleObjects" } else { local };
    let place = |name: &[u8]| ORDER.iter().position(|known| known.as_bytes() == name);
    place(local) > place(other.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_schema_names_stands_behind_nothing() {
        assert!(stands_behind(b"drawing", "hyperlinks"));
        assert!(!stands_behind(b"hyperlinks", "hyperlinks"));
        assert!(stands_behind(b"AlternateContent", "legacyDrawing"));
        assert!(!stands_behind(b"unknown", "hyperlinks"));
    }
}
