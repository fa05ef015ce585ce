//! What the engine's tests share: the lexicons of the repository, read from disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use epure_engine::packs::PackFiles;

/// The repository's `lexicons/` folder.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicons")
}

/// Its files.
#[allow(clippy::disallowed_methods, reason = "tests read the lexicons from disk")]
pub(crate) fn lexicons() -> io::Result<PackFiles> {
    let root = folder();
    let mut files = PackFiles::new();
    let mut folders = vec![root.clone()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(&root) {
                let name = relative.to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

/// Its files, the first `from` of one of them changed to `to`.
#[allow(
    dead_code,
    clippy::unwrap_used,
    reason = "not every test binary breaks a pack; no test without lexicons"
)]
pub(crate) fn lexicons_with(path: &str, from: &str, to: &str) -> PackFiles {
    let mut files = lexicons().unwrap();
    let bytes = files.get_mut(path).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains(from), "{path} has no `{from}`");
    *bytes = text.replacen(from, to, 1).into_bytes();
    files
}

/// Everything of the lexicons, loaded once for all tests of a binary.
#[allow(
    dead_code,
    clippy::expect_used,
    reason = "not every test binary audits; no test without lexicons"
)]
pub(crate) fn packs() -> &'static epure_engine::packs::Packs {
    use std::sync::OnceLock;
    static PACKS: OnceLock<epure_engine::packs::Packs> = OnceLock::new();
    PACKS.get_or_init(|| {
        let files = lexicons().expect("lexicons");
        epure_engine::packs::Packs::load(&files).expect("lexicons are valid")
    })
}

/// What is misread of tables of notes: each row a note and what must be found in it, word for word, under
/// the name of a language; several are set apart by `; `, nothing when its second cell is empty.
#[allow(dead_code, clippy::unwrap_used, reason = "not every test binary reads such tables")]
pub(crate) fn misread(tables: &str) -> Vec<String> {
    use epure_engine::reader::{Language, Reader};
    let reader = Reader::new(&lexicons().unwrap()).unwrap();
    let mut wrong = Vec::new();
    for section in markdown::sections(tables) {
        let language = match section.title.as_str() {
            "fr" => Language::French,
            "en" => Language::English,
            other => panic!("language {other}"),
        };
        for row in section.rows {
            let [note, wanted] = &row[..] else { panic!("two columns: {row:?}") };
            let found = reader.read(note, language, None);
            let spans: Vec<&str> = found.into_iter().filter_map(|f| note.get(f.span)).collect();
            let wanted_spans = wanted.split("; ").filter(|span| !span.is_empty());
            if !wanted_spans.eq(spans.iter().copied()) {
                wrong.push(format!("{note} | {wanted}\n  found {spans:?}"));
            }
        }
    }
    wrong
}

/// A table of a Markdown file.
#[allow(dead_code, reason = "not every test binary reads tables")]
pub(crate) mod markdown {
    use std::collections::BTreeMap;

    /// A section: its title, the `key: value` lines before its table, the table.
    #[derive(Debug, Default)]
    pub(crate) struct Section {
        pub(crate) title: String,
        pub(crate) settings: BTreeMap<String, String>,
        pub(crate) header: Vec<String>,
        pub(crate) rows: Vec<Vec<String>>,
    }

    /// Every section that has a table. Settings hold for the sections below until they are changed.
    pub(crate) fn sections(text: &str) -> Vec<Section> {
        let mut all: Vec<Section> = Vec::new();
        let mut settings = BTreeMap::new();
        for line in text.lines().map(str::trim) {
            if let Some(title) = line.strip_prefix("## ") {
                all.push(Section { title: title.to_owned(), ..Section::default() });
            } else if line.starts_with('|') {
                let cells: Vec<String> =
                    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
                let Some(section) = all.last_mut() else { continue };
                section.settings = settings.clone();
                if section.header.is_empty() {
                    section.header = cells;
                } else if !cells
                    .iter()
                    .all(|cell| cell.chars().all(|c| "-:".contains(c)) && !cell.is_empty())
                {
                    section.rows.push(cells);
                }
            } else if let Some((key, value)) =
                line.strip_prefix("- ").and_then(|l| l.split_once(": "))
            {
                settings.insert(key.to_owned(), value.to_owned());
            }
        }
        all.retain(|section| !section.header.is_empty());
        all
    }
}
