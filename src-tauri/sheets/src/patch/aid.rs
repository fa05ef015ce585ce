//! Help for whoever fills a sheet in: choices offered in a column, a reminder beside its cells.

/// Help on one column of a sheet. Places are those of the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aid {
    /// Sheet name.
    pub sheet: String,
    /// 0-based column.
    pub column: u32,
    /// 1-based first row it is for; it is for all the rows below as well.
    pub first_row: u32,
    /// What it does.
    pub kind: AidKind,
}

/// What helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AidKind {
    /// A list to choose from. Without commas, and 255 characters long with those between: what a
    /// spreadsheet can hold.
    Choices(Vec<String>),
    /// A message that shows while a cell is chosen: a title (32 characters) and a text (255).
    Hint {
        /// Title.
        title: String,
        /// Text.
        text: String,
    },
}

impl AidKind {
    /// A list of choices, when a spreadsheet can hold it.
    #[must_use]
    pub fn choices(choices: Vec<String>) -> Option<Self> {
        let length = choices.iter().map(|one| one.encode_utf16().count() + 1).sum::<usize>();
        let plain = |one: &String| !one.trim().is_empty() && !one.contains([',', '"', '\n', '\r']);
        let fits = !choices.is_empty() && length <= 256 && choices.iter().all(plain);
        fits.then_some(Self::Choices(choices))
    }
}
