use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Boussole: what happens to your customers, on one timeline.
#[derive(Debug, Parser)]
#[command(name = "boussole", version, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where the data is.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The folder in which everything is kept; made when absent
    #[arg(long, global = true, value_name = "DIR", default_value = "boussole-data", env = "BOUSSOLE_DATA")]
    pub(crate) data: PathBuf,
    /// The project: one company's isolated data; made when absent
    #[arg(long, global = true, default_value = "default")]
    pub(crate) project: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Import files by a recipe; list and undo imports
    Import(ImportCommand),
    /// Ask a question and print its answer
    Query(QueryArguments),
    /// Serve the interface and the API
    Serve(ServeArguments),
    /// Make the demo company and serve it
    Demo(DemoArguments),
    /// Print the description of the HTTP API (OpenAPI 3.1, JSON)
    Openapi,
    /// The lake: events as foreign programs read them
    #[command(subcommand)]
    Lake(LakeCommand),
    /// Mail out: what comes back of messages
    #[command(subcommand)]
    Mail(MailCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum MailCommand {
    /// Take what a mail server sent back about a message into account: a bounce or a complaint
    Report(MailReportArguments),
}

#[derive(Debug, Args)]
pub(crate) struct MailReportArguments {
    /// The file with the report as it arrived, or `-` for standard input
    #[arg(value_name = "FILE|-")]
    pub(crate) report: PathBuf,
    /// How the result is printed
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LakeCommand {
    /// Publish all events of the project for DuckDB and others
    Publish(LakePublishArguments),
}

#[derive(Debug, Clone, Args, Serialize, Deserialize)]
pub(crate) struct LakePublishArguments {
    /// How the result is printed
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// The address on which to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The e-mail address of the first owner, who gets a sign-in link
    #[arg(long, value_name = "EMAIL", default_value = "owner@example.org")]
    pub(crate) owner: String,
    /// Publish the lake every so many minutes, when something changed
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) lake_every: Option<u16>,
    /// Where people reach this server, for the links in messages: https://cx.example.org; the address of --listen when absent
    #[arg(long, value_name = "URL", env = "BOUSSOLE_PUBLIC_URL")]
    pub(crate) url: Option<String>,
    /// The server that takes our mail: smtps://user:password@host, smtp://… (STARTTLS) or smtp://localhost?tls=none
    #[arg(long, value_name = "URL", env = "BOUSSOLE_SMTP", hide_env_values = true, requires = "mail_from")]
    pub(crate) smtp: Option<String>,
    /// From whom our mail is: cx@example.org, or `Name <cx@example.org>`
    #[arg(long, value_name = "EMAIL", env = "BOUSSOLE_MAIL_FROM", requires = "smtp")]
    pub(crate) mail_from: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    #[command(flatten)]
    pub(crate) serve: ServeArguments,
    /// How many people the company meets
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub(crate) customers: u32,
    /// The same seed gives the same events
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// The last day of the twelve months; yesterday when absent
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    /// A file that says what goes wrong and right, or `none`; the usual causes when absent
    #[arg(long, value_name = "FILE|none")]
    pub(crate) plants: Option<String>,
}

/// Either files with a recipe, or what is done with imports that were.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct ImportCommand {
    #[command(subcommand)]
    pub(crate) past: Option<PastImportCommand>,
    #[command(flatten)]
    pub(crate) files: Option<ImportArguments>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PastImportCommand {
    /// List the imports of the project, newest first
    List(ImportListArguments),
    /// Take back all that an import brought, and nothing else
    Undo(ImportUndoArguments),
}

#[derive(Debug, Clone, Args, Serialize, Deserialize)]
pub(crate) struct ImportListArguments {
    /// How many imports at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u8).range(1..=200))]
    pub(crate) limit: u8,
    /// Only imports before this number
    #[arg(long, value_name = "ID")]
    pub(crate) before: Option<i64>,
    /// How the list is printed
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Debug, Clone, Args, Serialize, Deserialize)]
pub(crate) struct ImportUndoArguments {
    /// The number of the import, as `boussole import list` shows it
    #[arg(value_name = "ID")]
    pub(crate) import_id: i64,
    /// How the result is printed
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Debug, Clone, Args, Serialize, Deserialize)]
pub(crate) struct ImportArguments {
    /// The file, or the folder of files
    pub(crate) path: PathBuf,
    /// The name of a recipe that comes with Boussole, or the path of your own (`.toml`)
    #[arg(long, value_name = "NAME|FILE.toml")]
    pub(crate) recipe: String,
    /// Do everything but store the events
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The time zone of a new project (`Europe/Paris`); the recipe's when absent
    #[arg(long, value_name = "ZONE")]
    pub(crate) timezone: Option<String>,
    /// The currency of a new project (`EUR`); the recipe's when absent
    #[arg(long, value_name = "CODE")]
    pub(crate) currency: Option<String>,
    /// How the result is printed
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct QueryArguments {
    /// The file with the question as JSON, or `-` for standard input
    #[arg(value_name = "FILE|-")]
    pub(crate) question: PathBuf,
    /// How the answer is printed
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}

/// How a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub(crate) enum Format {
    Json,
    Table,
    Csv,
}
