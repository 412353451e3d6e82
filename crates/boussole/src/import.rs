use crate::args::{Format, ImportArguments, ImportCommand, PastImportCommand};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::order::{Caller, Order};
use crate::print::{Table, csv, json, table};
use boussole_core::Refusal;
use boussole_import::{FileReport, ImportReport, Recipe, Shape};
use boussole_projects::{Currency, Project};
use boussole_uploads::{Choice, Work};
use serde_json::{Value, json};
use std::path::absolute;

/// The most files of which the closing lines say how they were read.
const FILES_SHOWN_MAX: usize = 20;

/// Imports files and returns what became of them, as it is to be printed.
pub(crate) async fn import(desk: Desk, arguments: &ImportArguments, caller: Caller<'_>) -> Result<String, Failure> {
    let recipe = Recipe::load(&arguments.recipe)?;
    let choice = arguments.choice(&recipe)?;
    let place = desk.place();
    let work = Work { recipe: &recipe, path: &arguments.path, choice: &choice };
    let (begun, report) = if arguments.dry_run {
        let rejects = desk.rejects.join(format!("{}-dry-run.csv", desk.clock.now_ms()));
        (None, place.dry_run(&desk.ctx, work, rejects, caller.progress, caller.gone).await?)
    } else {
        let file_name = arguments.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let begun = place.begin(&desk.ctx, work, &file_name).await?;
        let report = place.import(&desk.ctx, work, &begun, caller.progress, caller.gone).await?;
        (Some(begun), report)
    };
    let project = place.project(&desk.ctx).await?;
    match arguments.format {
        Format::Json => Ok(json(&to_json(begun.map(|begun| begun.import_id), &recipe, &report, &project))),
        Format::Table => {
            let closing = closing(&recipe, &report, &project, arguments.dry_run);
            Ok(format!("{}\n{closing}", table(&to_table(&report))))
        }
        Format::Csv => csv(&to_table(&report)),
    }
}

impl ImportCommand {
    /// Returns what is to be done.
    pub(crate) fn order(&self) -> Result<Order, Failure> {
        match (&self.past, &self.files) {
            (Some(PastImportCommand::List(arguments)), _) => Ok(Order::ImportList(arguments.clone())),
            (Some(PastImportCommand::Undo(arguments)), _) => Ok(Order::ImportUndo(arguments.clone())),
            (None, Some(files)) => files.order(),
            (None, None) => Err(Refusal::new("missing", "a file or folder is needed")
                .at("PATH")
                .hint("boussole import orders.csv --recipe orders")
                .into()),
        }
    }
}

impl ImportArguments {
    /// Checks what can be checked before the data folder is opened, and makes the paths mean the same everywhere.
    fn order(&self) -> Result<Order, Failure> {
        self.choice(&Recipe::load(&self.recipe)?)?;
        let mut order = self.clone();
        order.path = absolute(&self.path)?;
        if Recipe::is_file(&self.recipe) {
            order.recipe = absolute(&self.recipe)?.display().to_string();
        }
        Ok(Order::Import(order))
    }

    /// Reads what is said of zone and currency; a refusal names the argument.
    fn choice(&self, recipe: &Recipe) -> Result<Choice, Refusal> {
        let choice = Choice::parse(recipe, self.timezone.as_deref(), self.currency.as_deref());
        choice.map_err(|refusal| match refusal.code {
            "unknown_timezone" => refusal.at("--timezone"),
            "unknown_currency" => refusal.at("--currency"),
            _ => refusal,
        })
    }
}

fn to_json(import_id: Option<i64>, recipe: &Recipe, report: &ImportReport, project: &Project) -> Value {
    let mut answer = report.to_json();
    answer["import_id"] = json!(import_id);
    answer["recipe"] = json!({"name": recipe.name(), "verified": recipe.is_verified()});
    answer["rejects_file"] = json!(report.rejects_file);
    answer["project"] = json!({
        "id": project.id.as_str(),
        "timezone": project.timezone.as_str(),
        "currency": project.currency.as_ref().map(Currency::as_str),
    });
    answer
}

/// Says in a line what a file was recognised to be.
fn file_line(file: &FileReport) -> String {
    let Shape { format, compression, encoding, delimiter, sheet, decimal_comma, time_formats } = &file.shape;
    let parts = [
        Some((*format).to_owned()),
        compression.map(str::to_owned),
        encoding.map(str::to_owned),
        delimiter.map(|delimiter| format!("cells between `{}`", delimiter.escape_default())),
        sheet.as_ref().map(|sheet| format!("sheet `{sheet}`")),
        decimal_comma.filter(|&comma| comma).map(|_| "fractions behind a comma".to_owned()),
        (!time_formats.is_empty()).then(|| format!("days as `{}`", time_formats.join("`, `"))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("read {} as {}", file.file, parts.join(", "))
}

fn to_table(report: &ImportReport) -> Table {
    let header = ["event", "accepted", "duplicate", "conflict"].map(str::to_owned).to_vec();
    let row = |name: &str, counts: &[u64]| {
        std::iter::once(name.to_owned()).chain(counts.iter().map(ToString::to_string)).collect()
    };
    let events = report.events.iter();
    let rows = events.map(|(name, counts)| row(name, &[counts.accepted, counts.duplicate, counts.conflict])).collect();
    Table { header, rows }
}

fn closing(recipe: &Recipe, report: &ImportReport, project: &Project, dry_run: bool) -> String {
    let totals = report.totals();
    let mut lines = Vec::new();
    if dry_run {
        lines.push("dry run: nothing was stored".to_owned());
    }
    if !recipe.is_verified() {
        lines.push(format!(
            "the recipe `{}` follows public documentation; it is not yet verified against the live service",
            recipe.name()
        ));
    }
    lines.extend(report.files.iter().take(FILES_SHOWN_MAX).map(file_line));
    if let Some(n_more @ 1..) = report.files.len().checked_sub(FILES_SHOWN_MAX) {
        lines.push(format!("and {n_more} more files; `--format json` says how each was read"));
    }
    let rows: Vec<String> = report.rows.iter().map(|(table, n)| format!("{n} {table}")).collect();
    lines.push(format!("rows read: {}", rows.join(", ")));
    lines.push(format!(
        "{} new events of {} people, {} lines of orders derived, {} already there, in {:.1} s",
        totals.accepted,
        report.n_people,
        report.n_derived,
        totals.duplicate,
        report.elapsed_ms as f64 / 1_000.0
    ));
    for (reason, n) in &report.rejects_by_reason {
        lines.push(format!("rejected: {n} {reason}"));
    }
    for (reason, n) in &report.quarantined {
        lines.push(format!("set aside: {n} {reason}"));
    }
    if let Some(file) = &report.rejects_file {
        lines.push(format!("the rejected rows are in {}", file.display()));
    }
    let currency = project.currency.as_ref().map_or_else(|| "no currency".to_owned(), ToString::to_string);
    let since = if report.settled_now { "is now" } else { "is" };
    lines.push(format!("project `{}` {since} in {} and {currency}", project.id, project.timezone));
    lines.join("\n")
}
