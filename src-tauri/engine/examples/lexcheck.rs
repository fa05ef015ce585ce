//! Checks packs against their own examples: `lexcheck lexicons/fr/health.toml …` (all packs when
//! no file is named; the folder is found from the file's path, or is `lexicons`).

mod support;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use epure_engine::lexicon::examples::{check, check_spare};
use epure_engine::reader::{Language, Reader};

#[allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a command-line program")]
fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let folder = named.first().and_then(|path| folder_of(Path::new(path)));
    let folder = folder.unwrap_or_else(|| PathBuf::from("lexicons"));
    let reader = match Reader::new(&support::read(&folder)?) {
        Ok(reader) => reader,
        Err(refusal) => {
            println!("{}/{refusal}", folder.display());
            return Ok(ExitCode::FAILURE);
        }
    };
    let (mut rules, mut faults) = (0, 0);
    for rule in reader.rules() {
        let file = folder.join(&*rule.file);
        if !named.is_empty() && !named.iter().any(|name| Path::new(name) == file) {
            continue;
        }
        rules += 1;
        for fault in check(&reader, rule) {
            faults += 1;
            println!("{}:{}: {}: {}", file.display(), fault.line, rule.id, fault.what);
        }
    }
    for language in [Language::French, Language::English] {
        for spare in reader.spares(language) {
            let file = folder.join(&*spare.file);
            if named.is_empty() || named.iter().any(|name| Path::new(name) == file) {
                for fault in check_spare(&reader, spare, language) {
                    faults += 1;
                    println!("{}:{}: {}: {}", file.display(), fault.line, spare.id, fault.what);
                }
            }
        }
    }
    println!("{rules} rules checked, {faults} examples to mend");
    Ok(if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The lexicons folder that holds a pack: two levels up from `lexicons/fr/health.toml`.
fn folder_of(pack: &Path) -> Option<PathBuf> {
    pack.parent()?.parent().map(Path::to_path_buf)
}
