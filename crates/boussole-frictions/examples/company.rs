//! Finds the frictions of demo companies, and prints them: `company CUSTOMERS SEEDS [none]`.

use boussole_core::{Ctx, FixedClock, ProjectId};
use boussole_demo::{DemoOptions, Plants, load};
use boussole_events::EventStore;
use boussole_frictions::{Friction, Frictions};
use boussole_query::ProjectSettings;
use boussole_stats::Estimate;
use boussole_test::TestDb;
use jiff::civil::date;
use jiff::{Timestamp, tz::TimeZone};
use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

/// 1 July 2026, noon in Paris.
const NOW_MS: i64 = 1_782_900_000_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let customers = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(2_000);
    let seeds = arguments.next().unwrap_or_else(|| "1-1".to_owned());
    let (first, last) = seeds.split_once('-').unwrap_or((&seeds, &seeds));
    let is_planted = arguments.next().is_none();
    let mut out = std::io::stdout();
    let mut n_with = 0;
    for seed in first.parse::<u64>()?..=last.parse()? {
        let folder = tempfile::tempdir()?;
        let clock = Arc::new(FixedClock::at(NOW_MS));
        let project = ProjectId::default();
        let store = EventStore::open(folder.path(), &project, clock.clone()).await?;
        let until = date(2026, 6, 30);
        let plants = if is_planted { Plants::usual(until) } else { Plants::none() };
        let options = DemoOptions { customers, seed, plants, ..DemoOptions::new(until) };
        let owner = Ctx::command_line(project);
        load(&store, &owner, 1, &options, &mut |_| ()).await?;
        let settings =
            ProjectSettings { timezone: "Europe/Paris".to_owned(), currency: Some("EUR".to_owned()), active_days: 182 };
        let db = TestDb::new().await;
        let settings = tokio::sync::watch::channel(settings).1;
        let frictions = Frictions::open(db.core(), owner.project.clone(), store, settings, clock).await?;
        let start = Instant::now();
        let found = frictions.list(&owner).await?;
        let (n, seconds) = (found.n_events, start.elapsed().as_secs_f64());
        n_with += usize::from(found.frictions.iter().any(|friction| friction.strength.as_str() != "watch"));
        writeln!(out, "seed {seed}: {n} events, {} looks, {seconds:.2} s", found.n_looks)?;
        for friction in &found.frictions {
            print(&mut out, friction)?;
        }
    }
    writeln!(out, "companies with a friction above watch: {n_with}")?;
    Ok(())
}

fn print(out: &mut impl Write, friction: &Friction) -> std::io::Result<()> {
    let range = |estimate: Option<Estimate>, times: f64| {
        estimate.map_or("-".to_owned(), |estimate| {
            let Estimate { value, low, high } = estimate;
            format!("{:.1} [{:.1}, {:.1}]", times * value, times * low, times * high)
        })
    };
    let since = friction.since_ms.and_then(|since_ms| Timestamp::from_millisecond(since_ms).ok());
    let since = since.map_or("-".to_owned(), |since| since.to_zoned(TimeZone::UTC).date().to_string());
    let size = friction.size;
    writeln!(
        out,
        "  {} {} at {} since {since}: {} of {} against {} of {}, +{} points, {} people",
        friction.strength.as_str(),
        friction.id,
        friction.failure.step(),
        size.n_wrong,
        size.n,
        size.others_wrong,
        size.others,
        range(size.difference, 100.0),
        friction.n_people
    )?;
    let harm = friction.harm;
    writeln!(
        out,
        "    orders {} points, revenue {}, bad opinion {} points; to recover {} by {:.0} people; signs: {}",
        range(harm.orders, 100.0),
        range(harm.revenue, 1.0),
        range(harm.bad_opinion, 100.0),
        range(friction.value.map(|value| value.amount), 1.0),
        friction.value.map_or(0.0, |value| value.n_people),
        friction.signs.iter().map(|sign| sign.failure.as_str()).collect::<Vec<_>>().join(" ")
    )
}
