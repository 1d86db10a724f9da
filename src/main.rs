//! The exit code, nothing else.

fn main() -> std::process::ExitCode {
    weeflint::cli::main()
}
