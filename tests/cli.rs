//! The command line as other programs and people meet it: what goes in, what comes out, with which
//! exit status.

/// What files hold that they must not: the contract, thresholds, options.
mod audit;
/// Who may be asked for a consent, and the answers.
mod campaign;
/// A cleaned copy, and what is refused.
mod clean;
/// From answers and audits to documents.
mod dossier;
/// The same person in several files.
mod duplicates;
/// Why a note is flagged, or spared.
mod explain;
/// Everything held on one person.
mod find;
/// The suppression list: filled, asked, exported, and nothing of it readable.
mod opposition;
/// Where results go: over nothing that is read, told when it cannot be, whoever listens.
mod outputs;
/// Protected files: opened, and copies that get a password.
mod passwords;
/// Notes in, findings out.
mod scan;
/// Help, usage errors, languages, the catalogue.
mod usage;

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A call of `epure`, in French and without colours unless said otherwise.
pub(crate) struct Cli(Command, Vec<u8>);

/// What a call gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// `epure COMMAND`.
pub(crate) fn epure(command: &str) -> Cli {
    let mut call = Command::new(env!("CARGO_BIN_EXE_epure"));
    for name in ["LC_ALL", "LC_MESSAGES"] {
        call.env_remove(name);
    }
    call.env("LANG", "fr_FR.UTF-8").env("NO_COLOR", "1");
    // The suppression list of whoever runs the tests is none of theirs.
    call.env("EPURE_DATA", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-data"));
    call.args(command.split_whitespace());
    Cli(call, Vec::new())
}

impl Cli {
    pub(crate) fn arg(mut self, value: impl AsRef<OsStr>) -> Self {
        self.0.arg(value);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.1 = bytes.into();
        self
    }

    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.0.current_dir(folder);
        self
    }

    pub(crate) fn run(self) -> Ran {
        self.run_to(Stdio::piped())
    }

    /// The same with a standard output of its own; what went there is not among what the call gave.
    pub(crate) fn run_to(mut self, out: Stdio) -> Ran {
        let mut child =
            self.0.stdin(Stdio::piped()).stdout(out).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = self.1;
        let feeding = std::thread::spawn(move || {
            // The program may stop reading before the end: that is for the test to judge.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        feeding.join().unwrap();
        Ran {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// The output, of a call that must have gone well.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// The message, of a call that must have been refused.
    #[track_caller]
    pub(crate) fn refused(self) -> String {
        assert_eq!(self.status, 2, "{}\n{}", self.out, self.err);
        self.err
    }
}
