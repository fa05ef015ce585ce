//! Reads notes as `epure scan` does: one JSON object a line in, one a line out, in order.
//! `scan [--lang fr|en|auto] [--lexicons FOLDER] < notes.jsonl`

mod support;

#[path = "support/notes.rs"]
mod notes;

use epure_engine::reader::Language;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    notes::each(Language::Auto, |reader, _, text, language| reader.read(text, language, None))
}
