//! Whatever happens, the original is as it was and the target is the old file or the new one, whole.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use epure_engine::plan::{Edit, NewValue};
use epure_sheets::{CleanError, CleanOptions, Step, clean};

use super::support::{delete, set};

const RICH: &[u8] = include_bytes!("rich.xlsx");
const FOLDER: &str = "EPURE_SAFETY_FOLDER";

fn edits() -> Vec<Edit> {
    vec![delete("Clients", 5), set("Clients", "A4", NewValue::Text("Autre".into()))]
}

fn go(_: Step, _: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn folder() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
    std::fs::write(&from, RICH).unwrap();
    (folder, from, to)
}

fn run(from: &Path, to: &Path, options: &CleanOptions) -> Result<(), CleanError> {
    clean(from, to, &edits(), options, &go).map(drop)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn an_original_that_changed_or_would_be_replaced_is_refused() {
    let (folder, from, to) = folder();
    let options = CleanOptions { sha256: Some("0".repeat(64)), ..CleanOptions::default() };
    assert!(matches!(run(&from, &to, &options), Err(CleanError::OriginalChanged)));
    let force = CleanOptions { overwrite: true, ..CleanOptions::default() };
    assert!(matches!(run(&from, &from, &force), Err(CleanError::SameFile)));
    std::fs::write(&to, "old").unwrap();
    let exists = run(&from, &to, &CleanOptions::default());
    assert!(matches!(exists, Err(CleanError::TargetExists { .. })));
    assert_eq!(std::fs::read(&to).unwrap(), b"old");
    assert_eq!((std::fs::read(&from).unwrap().as_slice(), names(folder.path()).len()), (RICH, 2));
}

#[test]
fn an_original_written_to_meanwhile_is_noticed() {
    let (folder, from, to) = folder();
    let meddle = |step, _, _| {
        if step == Step::Verify {
            let file = std::fs::OpenOptions::new().append(true).open(&from).unwrap();
            std::io::Write::write_all(&mut &file, b"more").unwrap();
        }
        ControlFlow::Continue(())
    };
    let result = clean(&from, &to, &edits(), &CleanOptions::default(), &meddle);
    assert!(matches!(result, Err(CleanError::OriginalChanged)), "{result:?}");
    assert_eq!(names(folder.path()), ["a.xlsx"]);
}

#[test]
fn stopping_leaves_nothing_behind() {
    for step in [Step::Write, Step::Verify] {
        let (folder, from, to) = folder();
        let stop = |now, _, _| match now == step {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        };
        let result = clean(&from, &to, &edits(), &CleanOptions::default(), &stop);
        assert!(matches!(result, Err(CleanError::Cancelled)), "{result:?}");
        assert_eq!(names(folder.path()), ["a.xlsx"]);
    }
}

#[test]
fn a_folder_that_takes_no_file_is_named() {
    let (_folder, from, to) = folder();
    for folder in [Path::new("/proc"), &to.join("missing")] {
        let result = run(&from, &folder.join("b.xlsx"), &CleanOptions::default());
        assert!(matches!(result, Err(CleanError::ReadOnlyFolder { .. })), "{result:?}");
    }
}

/// Run in a process of its own by the tests below.
#[test]
#[ignore = "a part of other tests"]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let options = CleanOptions { overwrite: true, ..CleanOptions::default() };
    if let Err(error) = run(&folder.join("a.xlsx"), &folder.join("b.xlsx"), &options) {
        println!("refused: {error}");
    }
}

fn child_command(folder: &Path, limit: &str) -> Command {
    let program = std::env::current_exe().unwrap();
    let mut command = Command::new("sh");
    let script = format!("{limit} exec \"$0\" --exact safety::child --ignored --nocapture");
    command.args(["-c", &script]).arg(program).env(FOLDER, folder).stderr(Stdio::null());
    command
}

#[test]
fn a_disk_that_takes_no_more_leaves_the_old_file() {
    let (folder, _, to) = folder();
    std::fs::write(&to, "old").unwrap();
    // The signal is ignored, so that writing past the limit is an error as on a full disk.
    let output = child_command(folder.path(), "trap '' XFSZ; ulimit -f 8;").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("refused: “") && text.contains("cannot be written"), "{text}");
    assert_eq!(std::fs::read(&to).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["a.xlsx", "b.xlsx"]);
}

#[test]
fn killed_at_any_moment_the_target_is_whole() {
    let (folder, from, to) = folder();
    run(&from, &to, &CleanOptions::default()).unwrap();
    let new = std::fs::read(&to).unwrap();
    let (mut old_left, mut replaced) = (0, 0);
    for round in 0..24u64 {
        std::fs::write(&to, "old").unwrap();
        let mut child = child_command(folder.path(), "").stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(round * 12));
        child.kill().unwrap();
        child.wait().unwrap();
        match std::fs::read(&to).unwrap() {
            found if found == b"old" => old_left += 1,
            found if found == new => replaced += 1,
            found => panic!("neither the old nor the new file: {} bytes", found.len()),
        }
        assert_eq!(std::fs::read(&from).unwrap(), RICH);
    }
    assert!(old_left > 0 && old_left + replaced == 24, "{old_left} old, {replaced} new");
}
