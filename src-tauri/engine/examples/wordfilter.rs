//! Builds `lexicons/<lang>/words.filter` from a word list: a JSON array of words on standard input
//! (see lexicons/README.md for the lists and their licences), the filter on standard output.

use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut json = String::new();
    std::io::stdin().read_to_string(&mut json)?;
    let list: Vec<String> = serde_json::from_str(&json)?;
    let filter = epure_engine::text::words::Words::build(list.iter().map(String::as_str))?;
    std::io::stdout().write_all(&filter)?;
    Ok(())
}
