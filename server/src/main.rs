//! `lumbung`: one binary for the server and every command.

use std::process::ExitCode;

fn main() -> ExitCode {
    lumbung_server::cli::main()
}
