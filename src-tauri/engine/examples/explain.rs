//! Says why notes read as they do: `explain [--lang fr|en] < notes.txt`, one note a line.

mod support;

use std::io::BufRead;
use std::path::Path;

use epure_engine::reader::{Language, Reader};

#[allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a command-line program")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let english = std::env::args().any(|argument| argument == "en");
    let language = if english { Language::English } else { Language::French };
    let reader = Reader::new(&support::read(Path::new("lexicons"))?)?;
    for line in std::io::stdin().lock().lines() {
        let note = line?;
        let why = reader.explain(&note, language, None);
        println!("{note}");
        for reason in &why.found {
            let words = note.get(reason.finding.span.clone()).unwrap_or_default();
            let term = reason.term.as_deref().unwrap_or("an identifier");
            println!(
                "  found  {} [[{words}]] by {term} {:?}",
                reason.finding.rule, reason.finding.signal
            );
        }
        for miss in &why.spared {
            let words = note.get(miss.span.clone()).unwrap_or_default();
            println!("  spared {} [[{words}]] by {:?}", miss.rule, miss.by);
        }
        println!("  -> {:?}", reader.rewrite(&note, language, &reader.read(&note, language, None)));
    }
    Ok(())
}
