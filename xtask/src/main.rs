//! The tasks of this repository: `cargo xtask build | demo | test | tidy | codegen | ci | shots | prove | bench`.
#![expect(clippy::print_stdout, reason = "a command line tool answers on standard output")]
#![expect(clippy::print_stderr, reason = "and explains its failures on standard error")]

mod archive;
mod bench;
mod build;
mod cache;
mod ci;
mod codegen;
mod demo;
mod memory;
mod notices;
mod postgres;
mod programs;
mod prove;
mod runners;
mod server;
mod session;
mod shots;
mod spent;
mod stamp;
mod step;
mod tidy;
mod tools;
mod web;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::workspace::{Profile, Workspace};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The tasks of this repository")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the interface and the `boussole` binary that holds it
    Build {
        /// With the profile of a release instead of the quick one
        #[arg(long)]
        release: bool,
        /// Builds a release and packs it for people who have no Rust
        #[arg(long)]
        release_archive: bool,
    },
    /// Builds everything, then runs the demo company until it is interrupted
    Demo {
        /// More arguments of `boussole demo`, after `--`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Runs every test and prints how many passed, failed and were skipped
    Test,
    /// Checks the house rules that the compiler does not know
    Tidy,
    /// Makes anew what is made from the code: the description of the HTTP interface, and its types for the pages
    Codegen,
    /// Everything a change must pass: the interface, format, clippy, tidy, web checks, generated files, dependencies, test
    Ci,
    /// Pictures of views of the demo company: both languages, widths and colour schemes on one sheet
    Shots {
        /// Addresses without their host: `/customers`
        #[arg(required = true)]
        views: Vec<String>,
    },
    /// Runs the cases of an area against a built binary and compares with known figures
    Prove {
        /// The area
        #[arg(value_enum)]
        area: prove::Area,
        /// The profile of the binary that is asked
        #[arg(long, value_enum, default_value_t = Profile::Release)]
        profile: Profile,
    },
    /// Measures Boussole beside what people would take instead, on this machine: same events, same questions
    Bench {
        /// What is measured
        #[arg(value_enum)]
        subject: bench::Subject,
        /// How many events: 1000000, 10000000 or 100000000
        #[arg(long, default_value_t = 1_000_000)]
        events: u64,
        /// How often a question is asked after the first time
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
        runs: u32,
        /// Beside whom
        #[arg(long, value_enum, value_delimiter = ',', default_values_t = bench::Peer::value_variants().to_vec())]
        peers: Vec<bench::Peer>,
        /// The profile of the binary that is measured
        #[arg(long, value_enum, default_value_t = Profile::Release)]
        profile: Profile,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = Workspace::find().and_then(|workspace| match arguments.task {
        Task::Build { release_archive: true, .. } => archive::build(&workspace),
        Task::Build { release, .. } => {
            Ok(build::everything(&workspace, if release { Profile::Release } else { Profile::Demo }))
        }
        Task::Demo { arguments } => demo::run(&workspace, &arguments),
        Task::Test => ci::test(&workspace),
        Task::Tidy => tidy::run(&workspace),
        Task::Codegen => codegen::write(&workspace),
        Task::Ci => ci::ci(&workspace),
        Task::Shots { views } => shots::run(&workspace, &views),
        Task::Prove { area, profile } => prove::run(workspace, area, profile),
        Task::Bench { subject, events, runs, peers, profile } => {
            bench::run(workspace, subject, profile, events, runs, &peers)
        }
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
