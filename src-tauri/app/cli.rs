//! `epure`: the command line. Results go to standard output, messages to standard error; the exit
//! status is 0 when all is done, 1 when a threshold is reached or a check fails, 2 when the request
//! could not be carried out.

mod args;
mod audit;
mod campaign;
mod clean;
mod console;
mod decisions;
mod dossier;
mod duplicates;
mod explain;
mod find;
mod forecast;
mod json;
mod opposition;
mod passwords;
mod request;
mod rules;
mod scan;
mod text;
mod verify;
mod work;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::error::{Error, ErrorCode};

use args::Args;
pub(crate) use console::Console;

/// Of every command that opens files: their password comes on standard input.
const PASSWORD_STDIN: &str = "--password-stdin";

/// How a command ended, when it could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done.
    Done,
    /// A threshold was reached, or a check failed.
    Failed,
    /// A part could not be carried out; why was told already.
    Partly,
}

/// Runs the command line; `arguments` are those after the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut console = Console::new();
    let (asked, arguments): (Vec<_>, Vec<_>) =
        arguments.into_iter().partition(|argument| argument == PASSWORD_STDIN);
    let mut args = Args::new(arguments);
    let heard = if asked.is_empty() { Ok(()) } else { console.hear_passwords() };
    let outcome = heard.and_then(|()| dispatch(&mut args, &mut console));
    let ended = outcome.and_then(|outcome| match console.flush() {
        // What was found stands, whether somebody reads it to the end or not.
        Err(error) if error.is_broken_pipe() => Ok(outcome),
        flushed => flushed.map(|()| outcome),
    });
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::from(1),
        Ok(Outcome::Partly) => ExitCode::from(2),
        // Nobody reads any more: nothing is left to say.
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            console.error(&error);
            ExitCode::from(2)
        }
    }
}

fn dispatch(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let Some(command) = args.command()? else {
        return console.help("help.main");
    };
    match command.as_str() {
        "audit" => audit::run(args, console),
        "campaign" => campaign::run(args, console),
        "clean" => clean::run(args, console),
        "duplicates" => duplicates::run(args, console),
        "explain" => explain::run(args, console),
        "dossier" => dossier::run(args, console),
        "find" => find::run(args, console),
        "opposition" => opposition::run(args, console),
        "scan" => scan::run(args, console),
        "rules" => rules::run(args, console),
        "verify" => verify::run(args, console),
        "help" => match args.value_or_none()? {
            Some(topic) if console.texts().knows(&format!("help.{topic}")) => {
                console.help(&format!("help.{topic}"))
            }
            _ => console.help("help.main"),
        },
        "--version" => console.version(),
        "--help" => console.help("help.main"),
        _ => Err(Error::bad_request("cli.unknown_command", vec![("command", command)])),
    }
}

/// A request that does not hold together.
fn usage(key: &'static str, values: Vec<(&'static str, String)>) -> Error {
    Error::Refused { code: ErrorCode::BadRequest, key, values }
}
