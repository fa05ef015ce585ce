//! Every pack checks its own examples: one test a file of `lexicons/`, so that a file dropped into
//! the folder is tested without any list to edit.

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use epure_engine::lexicon::examples::{check, check_spare};
use epure_engine::reader::{Language, Reader};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::from_args();
    let reader = Reader::new(&support::lexicons()?)?;
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for rule in reader.rules() {
        let faults = files.entry(rule.file.to_string()).or_default();
        for fault in check(&reader, rule) {
            faults.push(format!("{}:{}: {}: {}", rule.file, fault.line, rule.id, fault.what));
        }
    }
    for language in [Language::French, Language::English] {
        for spare in reader.spares(language) {
            let faults = files.entry(spare.file.to_string()).or_default();
            for fault in check_spare(&reader, spare, language) {
                faults.push(format!("{}:{}: {}", spare.file, fault.line, fault.what));
            }
        }
    }
    let trial = |(file, faults): (String, Vec<String>)| {
        let faults = Arc::new(faults);
        Trial::test(file, move || {
            if faults.is_empty() { Ok(()) } else { Err(Failed::from(faults.join("\n"))) }
        })
    };
    libtest_mimic::run(&arguments, files.into_iter().map(trial).collect()).exit();
}
