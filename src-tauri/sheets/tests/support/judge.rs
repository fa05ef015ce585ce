//! LibreOffice as judge of jobs that are done, and the folder of files that it judges when asked to.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The folder named by `EPURE_CORPUS`, and where its copies go: `EPURE_CORPUS_WORK`, or a folder that goes
/// with this value.
pub(crate) struct Corpus {
    /// Files of the kinds asked for, those of inner folders included.
    pub(crate) files: Vec<PathBuf>,
    pub(crate) work: PathBuf,
    _temporary: tempfile::TempDir,
}

impl Corpus {
    /// `kinds`: extensions in lower case.
    pub(crate) fn of(kinds: &[&str]) -> Self {
        let folder = PathBuf::from(std::env::var_os("EPURE_CORPUS").expect("EPURE_CORPUS"));
        let temporary = tempfile::tempdir().expect("a folder");
        let work = std::env::var_os("EPURE_CORPUS_WORK").map(PathBuf::from);
        let mut files = Vec::new();
        list(&folder, kinds, &mut files);
        let work = work.unwrap_or_else(|| temporary.path().to_owned());
        Self { files, work, _temporary: temporary }
    }
}

fn list(folder: &Path, kinds: &[&str], found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_dir() {
            list(&path, kinds, found);
        } else if kinds.contains(&extension.as_str()) {
            found.push(path);
        }
    }
}

/// Leaves the list of jobs in `work`, where a judge can also be called on it by hand.
pub(crate) fn listed(jobs: &[Value], work: &Path) -> PathBuf {
    let list = work.join("jobs.jsonl");
    let lines: Vec<String> = jobs.iter().map(Value::to_string).collect();
    std::fs::write(&list, lines.join("\n")).expect("written");
    list
}

/// What a script of `tests/oracle` says of jobs, a line each.
pub(crate) fn judged(script: &str, jobs: &[Value], work: &Path) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle").join(script);
    let mut judge = Command::new("/usr/bin/python3");
    let output = judge.arg("-B").arg(script).arg(listed(jobs, work)).output();
    let output = output.expect("python3 of the system, with python3-uno and LibreOffice");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}
