use crate::args::{Format, LakePublishArguments};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::print::{Table, csv, json, table};
use boussole_lake::Published;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Publishes the lake and says how to attach it.
pub(crate) async fn publish(desk: &Desk, arguments: &LakePublishArguments) -> Result<String, Failure> {
    let published = desk.room.lake.publish(&desk.ctx, desk.clock.now_ms()).await?;
    match arguments.format {
        Format::Json => Ok(json(&to_json(&published))),
        Format::Csv => csv(&to_table(&published)),
        Format::Table => Ok(format!("{}\n\n{}", table(&to_table(&published)), closing(&published))),
    }
}

/// Publishes the lake again and again, whenever something changed since.
pub(crate) async fn publish_every(desk: &Desk, minutes: u16) {
    let mut ticks = interval(Duration::from_secs(u64::from(minutes) * 60));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut published = None;
    loop {
        ticks.tick().await;
        let version = desk.room.store.snapshot(&desk.ctx).map(|snapshot| snapshot.version()).ok();
        if version == published {
            continue;
        }
        match desk.room.lake.publish(&desk.ctx, desk.clock.now_ms()).await {
            Ok(done) => {
                tracing::info!(snapshot = done.snapshot, n_events = done.n_events, "the lake was published");
                published = version;
            }
            // The one published before is still there; the next tick tries again.
            Err(error) => tracing::error!(cause = %error, "the lake was not published"),
        }
    }
}

fn to_json(published: &Published) -> Value {
    json!({
        "catalog": published.catalog,
        "data_path": published.data_path,
        "snapshot": published.snapshot,
        "n_events": published.n_events,
        "n_identities": published.n_identities,
        "n_traits": published.n_traits,
        "n_files": published.n_files,
        "attach": published.attach_statement(),
    })
}

fn to_table(published: &Published) -> Table {
    let rows = [
        ("snapshot", published.snapshot.to_string()),
        ("events", published.n_events.to_string()),
        ("identifiers", published.n_identities.to_string()),
        ("traits", published.n_traits.to_string()),
        ("files", published.n_files.to_string()),
    ];
    let rows = rows.into_iter().map(|(name, number)| vec![name.to_owned(), number]).collect();
    Table { header: vec!["published".to_owned(), "number".to_owned()], rows }
}

fn closing(published: &Published) -> String {
    format!(
        "in DuckDB 1.5.4 or newer:\n  INSTALL ducklake; INSTALL sqlite;\n  {}\n  SELECT event, count(*) FROM lake.events GROUP BY 1;",
        published.attach_statement()
    )
}
