use crate::args::{DemoArguments, Place};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::house::House;
use crate::print::Printer;
use crate::serve::Served;
use boussole_core::Refusal;
use boussole_demo::{CURRENCY, Counts, DemoOptions, Loaded, Plants, SURVEYS, TIMEZONE, load};
use boussole_import::{EventCounts, ImportEnd, ImportReport};
use boussole_projects::{ActiveDays, Currency, ProjectChange, Tax, Timezone};
use boussole_surveys::{Definition, Surveys, templates};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::fs::File;
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The name of the demo company.
const TITLE: &str = "Maison Rando";
/// For how many days after an order its customers are active: half a year, so that its one year of history tells who left.
const ACTIVE_DAYS: i64 = 182;
/// What stands for a recipe in the history of imports; its "file" is which company it is.
const RECIPE: &str = "demo";
/// The options that tell a company from others, in the order in which its description says them.
const COMPANY_OPTIONS: [&str; 4] = ["--until", "--customers", "--seed", "--plants"];
/// What stands for a file when nothing is planted.
const NO_PLANTS: &str = "none";
/// The largest file of plants, in bytes.
const PLANTS_BYTES_MAX: u64 = 1 << 20;

/// Makes the demo company and serves it; it can be browsed while it loads.
pub(crate) async fn demo(place: &Place, arguments: &DemoArguments, printer: &mut Printer) -> Result<(), Failure> {
    let house = Arc::new(House::open(&place.data, "demo").await?);
    let done = serve_company(&house, place, arguments, printer).await;
    house.close().await;
    done
}

async fn serve_company(
    house: &Arc<House>,
    place: &Place,
    arguments: &DemoArguments,
    printer: &mut Printer,
) -> Result<(), Failure> {
    let mut desk = house.desk(&place.project).await?;
    let (served, options) = prepare(house, &mut desk, arguments, printer).await?;
    let load = load_company(&desk, &options);
    let mut run = Box::pin(served.run(house, &desk));
    tokio::pin!(load);
    tokio::select! {
        loaded = &mut load => {
            printer.text(&format!("the demo company is complete: {} new events", loaded?))?;
            run.await
        }
        served = &mut run => served,
    }
}

async fn prepare(
    house: &House,
    desk: &mut Desk,
    arguments: &DemoArguments,
    printer: &mut Printer,
) -> Result<(Served, DemoOptions), Failure> {
    let begun = desk.imports.import_last(&desk.ctx, RECIPE).await?;
    let until = match (&arguments.until, begun.as_deref().and_then(DemoOptions::last_day_of)) {
        (Some(text), _) => parse_date(text)?,
        // A company that was begun is completed as it was begun: another last day would be another company.
        (None, Some(begun)) => begun,
        (None, None) => yesterday(desk)?,
    };
    let plants = plants(arguments.plants.as_deref(), until)?;
    let options = DemoOptions { customers: arguments.customers, seed: arguments.seed, until, plants };
    if let Some(begun) = begun.as_ref().filter(|begun| **begun != options.company()) {
        return Err(other_company(begun, &options.company()).into());
    }
    if begun.is_none() {
        let told = ProjectChange {
            title: Some(TITLE.into()),
            tax: Some(Some(Tax::Included)),
            active_days: Some(ActiveDays::parse(ACTIVE_DAYS)?),
            ..ProjectChange::default()
        };
        desk.projects.project_change(&desk.ctx, &told).await?;
    }
    let (timezone, currency) = (Timezone::parse(TIMEZONE)?, Currency::parse(CURRENCY)?);
    desk.settle(&timezone, Some(&currency)).await?;
    let served = Served::start(house, desk, &arguments.serve, printer).await?;
    Box::pin(make_surveys(desk, &served.surveys(house, desk).await?)).await?;
    Ok((served, options))
}

/// Makes the surveys that the company's customers answer, unless they are there.
async fn make_surveys(desk: &Desk, surveys: &Surveys) -> Result<(), Failure> {
    for survey in SURVEYS {
        // What is asked is what anybody begins with.
        let Some(template) = templates().into_iter().find(|template| template.id == survey.kind) else { continue };
        let definition =
            Definition { brand: TITLE.to_owned(), step: Some(survey.step.to_owned()), ..template.definition };
        surveys.survey_ensure(&desk.ctx, survey.id, survey.name, definition).await?;
    }
    Ok(())
}

async fn load_company(desk: &Desk, options: &DemoOptions) -> Result<u64, Failure> {
    let start = Instant::now();
    let import_id = desk.imports.import_start(&desk.ctx, RECIPE, &options.company(), desk.clock.now_ms()).await?;
    let done = load(&desk.room.store, &desk.ctx, import_id, options, &mut |_| {}).await;
    let report = done.as_ref().ok().map(|loaded| report_of(loaded, start.elapsed()));
    let end = report.as_ref().map_or(ImportEnd::Stopped, ImportEnd::Done);
    desk.imports.import_end(&desk.ctx, import_id, end, desk.clock.now_ms()).await?;
    Ok(done?.n_new())
}

/// Says of a company what is said of files; it has no rows, for it was read from none.
fn report_of(loaded: &Loaded, took: Duration) -> ImportReport {
    let counts =
        |counts: &Counts| EventCounts { accepted: counts.n_new, duplicate: counts.n_known, conflict: counts.n_refused };
    ImportReport {
        events: loaded.events.iter().map(|(name, of_name)| (name.clone(), counts(of_name))).collect(),
        n_people: loaded.n_people,
        n_derived: loaded.n_derived,
        span_ms: loaded.span_ms,
        elapsed_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        ..ImportReport::default()
    }
}

/// Refuses a company that is not the one that was begun, and says which option makes it another.
fn other_company(begun: &str, wanted: &str) -> Refusal {
    let parts = begun.split(", ").zip(wanted.split(", ")).zip(COMPANY_OPTIONS);
    let differing = parts.filter(|((begun, wanted), _)| begun != wanted).map(|(_, option)| option);
    let message = format!("the project has another demo company ({begun}, not {wanted})");
    let hint = "give the options with which it was begun, another --project, or another --data";
    Refusal::new("other_company", message).at(Vec::from_iter(differing).join(", ")).hint(hint)
}

fn parse_date(text: &str) -> Result<Date, Refusal> {
    text.parse().map_err(|_| {
        Refusal::new("invalid_date", format!("`{text}` is not a date")).at("--until").hint("write it like 2026-03-31")
    })
}

/// Reads what is planted: the usual plants, those of a file, or none.
fn plants(argument: Option<&str>, until: Date) -> Result<Plants, Refusal> {
    let path = match argument {
        None => return Ok(Plants::usual(until)),
        Some(NO_PLANTS) => return Ok(Plants::none()),
        Some(path) => path,
    };
    let mut text = String::new();
    let refuse = |code, message: String| {
        let hint = format!("give a file of plants, or `{NO_PLANTS}`");
        Refusal::new(code, format!("{path}: {message}")).at("--plants").hint(hint)
    };
    let read = File::open(path).and_then(|file| file.take(PLANTS_BYTES_MAX + 1).read_to_string(&mut text));
    let n_bytes = read.map_err(|error| refuse("unreadable", error.to_string()))?;
    if n_bytes as u64 > PLANTS_BYTES_MAX {
        return Err(refuse("too_large", format!("longer than {PLANTS_BYTES_MAX} bytes")));
    }
    Plants::parse(&text, path, until)
}

/// Returns the last whole day in the company's zone.
fn yesterday(desk: &Desk) -> Result<Date, Failure> {
    let zone = TimeZone::get(TIMEZONE).map_err(anyhow::Error::from).map_err(Failure::Storage)?;
    let now =
        Timestamp::from_millisecond(desk.clock.now_ms()).map_err(anyhow::Error::from).map_err(Failure::Storage)?;
    Ok(zone.to_datetime(now).date().saturating_sub(1.day()))
}
