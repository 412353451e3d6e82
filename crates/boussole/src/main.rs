//! The binary of Boussole: arguments, wiring, output.

mod args;
mod demo;
mod desk;
mod failure;
mod house;
mod import;
mod imports;
mod lake;
mod mail;
mod openapi;
mod order;
mod print;
mod progress;
mod query;
mod serve;
mod socket;

use args::{Arguments, Command, LakeCommand, MailCommand};
use clap::Parser;
use failure::Failure;
use order::{Order, carry_out};
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
    let order = match &arguments.command {
        Command::Serve(serve) => return serve::serve(&arguments.place, serve, &mut printer).await,
        Command::Demo(demo) => return demo::demo(&arguments.place, demo, &mut printer).await,
        Command::Openapi => return openapi::openapi(&arguments.place.project, &mut printer).await,
        Command::Import(import) => import.order()?,
        Command::Query(query) => query.order()?,
        Command::Lake(LakeCommand::Publish(publish)) => Order::LakePublish(publish.clone()),
        Command::Mail(MailCommand::Report(report)) => report.order()?,
    };
    carry_out(order, arguments, &mut printer).await
}
