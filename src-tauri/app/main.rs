//! `epure`: the command line. It never links the window.

use std::process::ExitCode;

fn main() -> ExitCode {
    epure_app::cli::run(std::env::args_os().skip(1))
}
