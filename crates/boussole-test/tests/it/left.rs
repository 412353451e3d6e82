//! What must be true of what is left, whatever happened.

use crate::writer::Said;
use boussole_events::{EventStore, Outcome, ScanRequest};
use boussole_lake::Lake;
use boussole_test::plan::{self, BATCH_EVENTS, UNDONE, message_id};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, Row, SqliteConnection};
use std::collections::BTreeMap;
use std::path::Path;

/// Opens what is left, and returns what is wrong with it; nothing when all is well.
///
/// Every acknowledged batch is there, every event once, no batch by half; the one whose import was undone is there or
/// gone, and gone once that was acknowledged. A lake that was published can be read. Sending everything again adds what
/// was missing and nothing else.
pub(crate) async fn faults(folder: &Path, last: u32, said: &Said) -> Vec<String> {
    let mut faults = lake_faults(folder, said).await;
    let (store, ctx) = match plan::open(folder).await {
        Ok(opened) => opened,
        Err(error) => return [faults, vec![format!("the store does not open: {error}")]].concat(),
    };
    let found = match stored(&store, &ctx) {
        Ok(found) => found,
        Err(error) => return [faults, vec![format!("the store cannot be read: {error}")]].concat(),
    };
    let n_of = |number: u32| (0..BATCH_EVENTS).filter(|index| found.contains_key(&message_id(number, *index))).count();
    for number in 1..=last {
        match n_of(number) {
            0 if number == UNDONE && said.accepted == last => {}
            _ if number == UNDONE && said.undone => faults.push(format!("batch {number} was undone and is there")),
            0 if number <= said.accepted => faults.push(format!("batch {number} was acknowledged and is lost")),
            0 => {}
            n if n == BATCH_EVENTS as usize => {}
            n => faults.push(format!("batch {number} has {n} events of {BATCH_EVENTS}")),
        }
    }
    faults.extend(found.iter().filter(|(_, n)| **n > 1).map(|(id, n)| format!("{id} is there {n} times")));
    for number in 1..=last {
        let expected = if n_of(number) == 0 { Outcome::Accepted } else { Outcome::Duplicate };
        // Of an import that was undone nothing is taken any more: this is another one.
        match store.accept(&ctx, plan::batch_of_import(number, i64::from(last + number))).await {
            Ok(receipt) if receipt.outcomes.iter().all(|outcome| *outcome == expected) => {}
            Ok(receipt) => faults.push(format!("batch {number} sent again: {:?}", receipt.outcomes)),
            Err(error) => faults.push(format!("batch {number} sent again: {error}")),
        }
    }
    match Lake::new(store.clone(), folder).publish(&ctx, 0).await {
        Ok(published) if published.n_events == u64::from(last * BATCH_EVENTS) => {}
        Ok(published) => faults.push(format!("{} events published in the end", published.n_events)),
        Err(error) => faults.push(format!("the lake cannot be published: {error}")),
    }
    store.close().await;
    faults
}

/// Counts the stored events by the id that each carries.
fn stored(store: &EventStore, ctx: &boussole_core::Ctx) -> Result<BTreeMap<String, u32>, boussole_events::StoreError> {
    let mut found = BTreeMap::new();
    for chunk in store.snapshot(ctx)?.scan(ctx, &ScanRequest::default()) {
        let chunk = chunk?;
        for row in chunk.people().flat_map(|(_, rows)| rows) {
            let props: serde_json::Value = serde_json::from_str(chunk.props(row)).expect("properties are JSON");
            *found.entry(props["id"].as_str().expect("an id").to_owned()).or_default() += 1;
        }
    }
    Ok(found)
}

/// A lake that was published is there with all its files.
async fn lake_faults(folder: &Path, said: &Said) -> Vec<String> {
    let catalog = folder.join("lake/catalog.sqlite");
    if !catalog.exists() {
        let is_due = said.published > 0;
        return is_due.then(|| "the published lake is lost".to_owned()).into_iter().collect();
    }
    match files(&catalog).await {
        Ok(files) => {
            let missing = files.into_iter().filter(|(path, n_bytes)| {
                std::fs::metadata(folder.join(path)).map_or(true, |found| found.len() != *n_bytes)
            });
            missing.map(|(path, _)| format!("the lake names {path}, which is not what was published")).collect()
        }
        Err(error) => vec![format!("the catalog cannot be read: {error}")],
    }
}

async fn files(catalog: &Path) -> Result<Vec<(String, u64)>, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(catalog).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let rows = sqlx::query(
        "SELECT t.path || f.path AS path, f.file_size_bytes FROM ducklake_data_file f
         JOIN ducklake_table t ON t.table_id = f.table_id",
    )
    .fetch_all(&mut connection)
    .await?;
    let file = |row: &sqlx::sqlite::SqliteRow| Ok((row.try_get("path")?, row.try_get::<i64, _>(1)? as u64));
    rows.iter().map(file).collect()
}
