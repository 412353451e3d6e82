use crate::args::{Format, ImportArguments};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::order::{Caller, Order};
use crate::print::{Table, csv, json, table};
use boussole_core::Refusal;
use boussole_import::{FileReport, ImportEnd, ImportOptions, ImportReport, Recipe, Shape, run};
use boussole_projects::{Currency, Project, Settled, Timezone};
use serde_json::{Value, json};
use std::path::absolute;

/// The most files of which the closing lines say how they were read.
const FILES_SHOWN_MAX: usize = 20;

/// Imports files and returns what became of them, as it is to be printed.
pub(crate) async fn import(mut desk: Desk, arguments: &ImportArguments, caller: Caller<'_>) -> Result<String, Failure> {
    let recipe = Recipe::load(&arguments.recipe)?;
    let chosen = Chosen::parse(arguments, &recipe)?;
    let settled = if arguments.dry_run { Settled::Before } else { chosen.settle(&mut desk).await? };
    let (import_id, report) = import_into(&desk, &recipe, &chosen, arguments, caller).await?;
    match arguments.format {
        Format::Json => Ok(json(&to_json(import_id, &recipe, &report, &desk.project, settled))),
        Format::Table => {
            let closing = closing(&recipe, &report, &desk.project, settled, arguments.dry_run);
            Ok(format!("{}\n{closing}", table(&to_table(&report))))
        }
        Format::Csv => csv(&to_table(&report)),
    }
}

impl ImportArguments {
    /// Checks what can be checked before the data folder is opened, and makes the paths mean the same everywhere.
    pub(crate) fn order(&self) -> Result<Order, Failure> {
        let recipe = Recipe::load(&self.recipe)?;
        Chosen::parse(self, &recipe)?;
        let mut order = self.clone();
        order.path = absolute(&self.path)?;
        if Recipe::is_file(&self.recipe) {
            order.recipe = absolute(&self.recipe)?.display().to_string();
        }
        Ok(Order::Import(order))
    }
}

/// What the person and the recipe say of zone and currency.
struct Chosen {
    timezone: Option<Timezone>,
    currency: Option<Currency>,
    recipe_timezone: Option<Timezone>,
}

impl Chosen {
    fn parse(arguments: &ImportArguments, recipe: &Recipe) -> Result<Self, Failure> {
        let zone = |name: Option<&str>| name.map(Timezone::parse).transpose();
        let recipe_timezone = zone(recipe.timezone())?;
        let timezone = zone(arguments.timezone.as_deref()).map_err(|refusal| refusal.at("--timezone"))?;
        let currency = arguments.currency.as_deref().or(recipe.currency());
        Ok(Self {
            timezone: timezone.or_else(|| recipe_timezone.clone()),
            currency: currency.map(Currency::parse).transpose().map_err(|refusal| refusal.at("--currency"))?,
            recipe_timezone,
        })
    }

    /// Gives a new project its zone and currency; one that has them keeps them.
    async fn settle(&self, desk: &mut Desk) -> Result<Settled, Failure> {
        let Some(timezone) = &self.timezone else { return Ok(Settled::Before) };
        desk.settle(timezone, self.currency.as_ref()).await
    }
}

async fn import_into(
    desk: &Desk,
    recipe: &Recipe,
    chosen: &Chosen,
    arguments: &ImportArguments,
    caller: Caller<'_>,
) -> Result<(Option<i64>, ImportReport), Failure> {
    let file_name = arguments.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let now_ms = desk.clock.now_ms();
    let import_id = match arguments.dry_run {
        true => None,
        false => Some(desk.imports.import_start(&desk.ctx, recipe.name(), &file_name, now_ms).await?),
    };
    let rejects = match import_id {
        Some(import_id) => format!("{now_ms}-{import_id}.csv"),
        None => format!("{now_ms}-dry-run.csv"),
    };
    let options = ImportOptions {
        import_id,
        rejects: Some(desk.rejects.join(rejects)),
        timezone: chosen.recipe_timezone.as_ref().unwrap_or(&desk.project.timezone).to_string(),
        currency: chosen.currency.as_ref().or(desk.project.currency.as_ref()).map(ToString::to_string),
    };
    let work = run(&desk.room.store, &desk.ctx, recipe, &arguments.path, &options, caller.progress);
    let done = tokio::select! {
        done = work => done.map_err(Failure::from),
        () = caller.gone => Err(Refusal::new("abandoned", "whoever asked for this import went away").into()),
    };
    if let Some(import_id) = import_id {
        let end = done.as_ref().ok().map(ImportEnd::from);
        desk.imports.import_end(&desk.ctx, import_id, end, desk.clock.now_ms()).await?;
    }
    Ok((import_id, done?))
}

fn to_json(
    import_id: Option<i64>,
    recipe: &Recipe,
    report: &ImportReport,
    project: &Project,
    settled: Settled,
) -> Value {
    let events = report.events.iter().map(|(name, counts)| {
        let counts = json!({"accepted": counts.accepted, "duplicate": counts.duplicate, "conflict": counts.conflict});
        (name.clone(), counts)
    });
    json!({
        "import_id": import_id,
        "recipe": {"name": recipe.name(), "verified": recipe.is_verified()},
        "project": {
            "id": project.id.as_str(),
            "timezone": project.timezone.as_str(),
            "currency": project.currency.as_ref().map(Currency::as_str),
            "settled_now": settled == Settled::Now,
        },
        "rows": report.rows,
        "events": Value::Object(events.collect()),
        "n_derived": report.n_derived,
        "n_people": report.n_people,
        "rejects": {"by_reason": report.rejects_by_reason, "by_table": report.rejects_by_table, "file": report.rejects_file},
        "quarantined": report.quarantined,
        "files": report.files.iter().map(file_json).collect::<Vec<_>>(),
        "elapsed_ms": report.elapsed_ms,
    })
}

fn file_json(file: &FileReport) -> Value {
    let Shape { format, compression, encoding, delimiter, sheet } = &file.shape;
    json!({
        "table": file.table,
        "file": file.file,
        "format": format,
        "compression": compression,
        "encoding": encoding,
        "delimiter": delimiter,
        "sheet": sheet,
    })
}

/// Says in a line what a file was recognised to be.
fn file_line(file: &FileReport) -> String {
    let Shape { format, compression, encoding, delimiter, sheet } = &file.shape;
    let parts = [
        Some((*format).to_owned()),
        compression.map(str::to_owned),
        encoding.map(str::to_owned),
        delimiter.map(|delimiter| format!("cells between `{}`", delimiter.escape_default())),
        sheet.as_ref().map(|sheet| format!("sheet `{sheet}`")),
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

fn closing(recipe: &Recipe, report: &ImportReport, project: &Project, settled: Settled, dry_run: bool) -> String {
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
    let since = if settled == Settled::Now { "is now" } else { "is" };
    lines.push(format!("project `{}` {since} in {} and {currency}", project.id, project.timezone));
    lines.join("\n")
}
