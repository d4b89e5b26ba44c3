//! The `tableread` command: arguments to exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    tableread::cli::main()
}
