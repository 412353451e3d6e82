//! The binary of Boussole: arguments, wiring, output.

mod args;
mod demo;
mod desk;
mod failure;
mod import;
mod print;
mod progress;
mod query;
mod serve;

use args::{Arguments, Command};
use clap::Parser;
use failure::Failure;
use print::Printer;
use std::io::{Write, stderr};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(stderr(), "{}", failure.message());
            failure.exit_code()
        }
    }
}

#[tokio::main]
async fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut printer = Printer::new();
    match &arguments.command {
        Command::Import(import) => import::import(&arguments.place, import, &mut printer).await,
        Command::Query(query) => query::query(&arguments.place, query, &mut printer).await,
        Command::Serve(serve) => serve::serve(&arguments.place, serve, &mut printer).await,
        Command::Demo(demo) => demo::demo(&arguments.place, demo, &mut printer).await,
    }
}
