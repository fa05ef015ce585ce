use std::fs::File;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

use super::audit::{FILE, folder};
use super::{Cli, epure};

/// A call in a folder of its own that holds `prospects.csv`, and a list of everybody on it.
fn call(folder: &Path, command: &str) -> Cli {
    epure(command).within(folder).env("EPURE_DATA", folder.join("data"))
}

/// Everything in a folder, by name; the data of the suppression list aside.
fn content(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<_> = files
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(&path).unwrap())
        })
        .collect();
    all.sort();
    all
}

/// Refused with one sentence that names the file, and everything is as it was.
#[track_caller]
fn leaves_all(folder: &TempDir, command: &str, named: &str) {
    let before = content(folder.path());
    let refused = call(folder.path(), command).run().refused();
    assert!(refused.contains(named), "{command}: {refused}");
    assert_eq!(refused.trim_end().lines().count(), 1, "{command}: {refused}");
    assert!(content(folder.path()) == before, "{command}: something was written");
}

#[test]
fn a_report_never_takes_the_place_of_a_file_that_is_read() {
    let (folder, _) = folder();
    std::fs::write(folder.path().join("x.csv"), FILE).unwrap();
    for command in [
        "audit prospects.csv -o prospects.csv",
        "audit prospects.csv --format json -o ./prospects.csv",
        "audit prospects.csv --format xlsx -o prospects.csv",
        "audit x.csv prospects.csv --forecast prospects.csv",
        "audit . --forecast prospects.csv",
        "find Boisvert prospects.csv --request access -o prospects.csv",
        "duplicates x.csv prospects.csv -o prospects.csv",
        "campaign list prospects.csv -o prospects.csv",
        "campaign answers x.csv prospects.csv -o prospects.csv --force",
        "opposition export prospects.csv -o prospects.csv",
        "clean prospects.csv -o prospects.csv --accept suggested --force",
        "clean prospects.csv -o o.csv --accept suggested --log prospects.csv --force",
        "clean prospects.csv -o o.csv --accept suggested --save-decisions prospects.csv --force",
        "clean prospects.csv -o o.csv --decisions x.csv --save-decisions x.csv --force",
    ] {
        let named = if command.ends_with("x.csv --force") { "x.csv" } else { "prospects.csv" };
        leaves_all(&folder, command, named);
    }
    let english = call(folder.path(), "audit prospects.csv -o prospects.csv --lang en");
    assert!(english.run().refused().contains("is one of the files that are read"));
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_that_is_read_is_that_file() {
    let (folder, file) = folder();
    std::os::unix::fs::symlink(&file, folder.path().join("link.csv")).unwrap();
    leaves_all(&folder, "audit prospects.csv -o link.csv", "link.csv");
    leaves_all(&folder, "audit link.csv -o prospects.csv", "prospects.csv");
}

#[test]
fn a_report_still_replaces_an_older_one() {
    let (folder, _) = folder();
    let report = folder.path().join("report.json");
    std::fs::write(&report, "old").unwrap();
    call(folder.path(), "audit prospects.csv --format json -o report.json").run().ok();
    assert!(std::fs::read_to_string(&report).unwrap().starts_with('{'));
}

#[test]
fn two_results_have_two_names() {
    let (folder, _) = folder();
    for command in [
        "audit prospects.csv -o r.csv --forecast r.csv",
        "clean prospects.csv -o o.csv --accept suggested --log o.csv",
        "clean prospects.csv -o o.csv --accept suggested --save-decisions ./o.csv",
        "clean prospects.csv -o o.csv --accept suggested --log l.xlsx --certificate l.xlsx",
    ] {
        leaves_all(&folder, command, "deux résultats");
    }
}

#[test]
fn a_copy_is_not_made_when_its_papers_cannot_be() {
    let (folder, _) = folder();
    for paper in ["--log", "--certificate", "--save-decisions"] {
        let command =
            format!("clean prospects.csv -o o.csv --accept suggested {paper} nowhere/p.html");
        leaves_all(&folder, &command, "nowhere");
    }
    // Nobody enters the suppression list either.
    let command = "clean prospects.csv -o o.csv --accept suggested --refusals --save-decisions";
    leaves_all(&folder, &format!("{command} nowhere/d.json"), "nowhere");
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_folder_is_no_place_for_a_file() {
    let (folder, _) = folder();
    std::fs::create_dir(folder.path().join("dd.csv")).unwrap();
    for command in [
        "clean prospects.csv -o dd.csv --accept suggested --force",
        "clean prospects.csv -o o.csv --accept suggested --log dd.csv --force",
        "audit prospects.csv -o dd.csv",
    ] {
        leaves_all(&folder, command, "est un dossier");
    }
}

#[test]
fn a_file_that_cannot_be_audited_does_not_keep_the_others_from_it() {
    let (folder, _) = folder();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("broken.xlsx", b"PK\x03\x04 cut");
    write("zoe.csv", FILE.as_bytes());
    let ran = call(folder.path(), "audit . --format json --fail-on critical -o r.json").run();
    let told = ran.refused();
    assert!(told.contains("broken.xlsx") && told.lines().count() == 1, "{told}");
    let report = std::fs::read_to_string(folder.path().join("r.json")).unwrap();
    let names: Vec<Value> = report
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["file"]["name"].clone())
        .collect();
    assert_eq!(names, ["prospects.csv", "zoe.csv"]);
    // Nothing to tell: what was there before stays.
    leaves_all(&folder, "audit broken.xlsx --format json -o r.json", "broken.xlsx");
    // Trouble with the request is told once, of no file.
    leaves_all(&folder, "audit zoe.csv prospects.csv --country zz", "zz");
}

#[test]
fn a_sheet_or_a_column_is_missed_in_a_file_that_is_named() {
    let (folder, _) = folder();
    std::fs::write(folder.path().join("other.csv"), "Nom;E-mail\nZoé;zoe@exemple.fr\n").unwrap();
    for (option, missed) in [("--sheet", "prospects"), ("--map", "Commentaires=notes")] {
        let call = call(folder.path(), "audit --format json").arg(option).arg(missed);
        let ran = call.arg("other.csv").arg("prospects.csv").run();
        assert_eq!(ran.status, 2, "{}", ran.err);
        assert!(ran.err.contains("other.csv") && !ran.err.contains("prospects.csv"), "{}", ran.err);
        assert!(ran.out.contains("prospects.csv"), "the other file is not audited");
    }
}

#[test]
fn a_threshold_is_told_to_whoever_reads_no_further() {
    let (folder, _) = folder();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/prospects.xlsx");
    std::fs::write(folder.path().join("z.csv"), "Nom;E-mail\nZoé;zoe@exemple.fr\n").unwrap();
    let unread = |options: &str, files: [&Path; 2]| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let call = call(folder.path(), &format!("audit --format json {options}"));
        let ran = files.into_iter().fold(call, Cli::arg).run_to(writer.into());
        assert_eq!(ran.err, "");
        ran.status
    };
    let (harmless, prospects) = (Path::new("z.csv"), Path::new("prospects.csv"));
    assert_eq!(unread("--fail-on critical", [harmless, prospects]), 1);
    // More than what waits to be written: the pipe breaks before the last file.
    assert_eq!(unread("--fail-on critical", [&sample, harmless]), 1);
    assert_eq!(unread("", [&sample, prospects]), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_takes_nothing_is_told_as_such() {
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    let (folder, _) = folder();
    let french = call(folder.path(), "audit prospects.csv").run_to(full()).refused();
    assert!(french.contains("sortie standard ne peut pas être écrite"), "{french}");
    let english = call(folder.path(), "audit prospects.csv --lang en").run_to(full()).refused();
    assert!(english.contains("output cannot be written"), "{english}");
}
