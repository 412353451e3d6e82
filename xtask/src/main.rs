//! The tasks of this repository: `cargo xtask build | test | tidy | ci | prove`.
#![expect(clippy::print_stdout, reason = "a command line tool answers on standard output")]
#![expect(clippy::print_stderr, reason = "and explains its failures on standard error")]

mod ci;
mod prove;
mod runners;
mod step;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::{Profile, Workspace};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The tasks of this repository")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the `boussole` binary
    Build {
        /// With the profile of a release instead of the quick one
        #[arg(long)]
        release: bool,
    },
    /// Runs every test and prints how many passed, failed and were skipped
    Test,
    /// Checks the house rules that the compiler does not know
    Tidy,
    /// Everything a change must pass: format, clippy, tidy, test
    Ci,
    /// Runs the cases of an area against a built binary and compares with known figures
    Prove {
        /// The area
        #[arg(value_enum)]
        area: prove::Area,
        /// The profile of the binary that is asked
        #[arg(long, value_enum, default_value_t = Profile::Release)]
        profile: Profile,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = Workspace::find().and_then(|workspace| match arguments.task {
        Task::Build { release } => ci::build(&workspace, if release { Profile::Release } else { Profile::Demo }),
        Task::Test => ci::test(&workspace),
        Task::Tidy => tidy::run(&workspace),
        Task::Ci => ci::ci(&workspace),
        Task::Prove { area, profile } => prove::run(&workspace, area, profile),
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
