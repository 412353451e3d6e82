use crate::args::{Format, ImportArguments, Place};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::print::{Printer, Table};
use crate::progress::ProgressLine;
use boussole_import::{ImportEnd, ImportOptions, ImportReport, Recipe, run};
use boussole_projects::{Currency, Project, Settled, Timezone};
use serde_json::{Value, json};

/// Imports files and prints what became of them.
pub(crate) async fn import(place: &Place, arguments: &ImportArguments, printer: &mut Printer) -> Result<(), Failure> {
    let recipe = Recipe::load(&arguments.recipe)?;
    let chosen = Chosen::parse(arguments, &recipe)?;
    let mut desk = Desk::open(place, "import").await?;
    let settled = if arguments.dry_run { Settled::Before } else { chosen.settle(&mut desk).await? };
    let done = import_into(&desk, &recipe, &chosen, arguments).await;
    let project = desk.project.clone();
    desk.close().await;
    let (import_id, report) = done?;
    match arguments.format {
        Format::Json => printer.json(&to_json(import_id, &report, &project, settled))?,
        Format::Table => {
            printer.table(&to_table(&report))?;
            printer.text(&closing(&report, &project, settled, arguments.dry_run))?;
        }
        Format::Csv => printer.csv(&to_table(&report))?,
    }
    Ok(())
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
        let settled = desk.projects.project_settle(&desk.ctx, timezone, self.currency.as_ref()).await?;
        desk.project = desk.projects.project_fetch_or_create(&desk.ctx, desk.clock.now_ms()).await?;
        Ok(settled)
    }
}

async fn import_into(
    desk: &Desk,
    recipe: &Recipe,
    chosen: &Chosen,
    arguments: &ImportArguments,
) -> Result<(i64, ImportReport), Failure> {
    let file_name = arguments.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let import_id = if arguments.dry_run {
        0
    } else {
        desk.imports.import_start(&desk.ctx, recipe.name(), &file_name, desk.clock.now_ms()).await?
    };
    let rejects = desk.folder.rejects().join(format!("{}-{import_id}.csv", desk.clock.now_ms()));
    let options = ImportOptions {
        import_id,
        dry_run: arguments.dry_run,
        rejects: Some(rejects),
        timezone: chosen.recipe_timezone.as_ref().unwrap_or(&desk.project.timezone).to_string(),
        currency: chosen.currency.as_ref().or(desk.project.currency.as_ref()).map(ToString::to_string),
    };
    let mut line = ProgressLine::start();
    let done =
        run(&desk.store, &desk.ctx, recipe, &arguments.path, &options, &mut |progress| line.show(progress)).await;
    line.end();
    if !arguments.dry_run {
        let end = done.as_ref().ok().map(ImportEnd::from);
        desk.imports.import_end(&desk.ctx, import_id, end, desk.clock.now_ms()).await?;
    }
    Ok((import_id, done?))
}

fn to_json(import_id: i64, report: &ImportReport, project: &Project, settled: Settled) -> Value {
    let events = report.events.iter().map(|(name, counts)| {
        let counts = json!({"accepted": counts.accepted, "duplicate": counts.duplicate, "conflict": counts.conflict});
        (name.clone(), counts)
    });
    json!({
        "import_id": (import_id != 0).then_some(import_id),
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
        "elapsed_ms": report.elapsed_ms,
    })
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

fn closing(report: &ImportReport, project: &Project, settled: Settled, dry_run: bool) -> String {
    let totals = report.totals();
    let mut lines = Vec::new();
    if dry_run {
        lines.push("dry run: nothing was stored".to_owned());
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
