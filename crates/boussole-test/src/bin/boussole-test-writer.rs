//! Writes batches into a store and says of each when it was acknowledged, until it is done or killed.
//!
//! `boussole-test-writer FOLDER LAST PUBLISH_EVERY` accepts the batches 1 to LAST, prints `accepted <number>` after each
//! receipt, and after every so many publishes the lake, which seals, and prints `published <number>`. In the end it undoes
//! the import of one batch, prints `undone <number>`, and publishes once more.

use boussole_lake::Lake;
use boussole_test::plan;
use std::env;
use std::error::Error;
use std::io::{Write, stdout};
use std::path::PathBuf;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let mut next = || arguments.next().ok_or("FOLDER LAST PUBLISH_EVERY");
    let folder = PathBuf::from(next()?);
    let (last, publish_every): (u32, u32) = (next()?.parse()?, next()?.parse()?);
    let (store, ctx) = plan::open(&folder).await?;
    let lake = Lake::new(store.clone(), &folder);
    for number in 1..=last {
        store.accept(&ctx, plan::batch(number)).await?;
        say("accepted", number)?;
        if number % publish_every == 0 {
            lake.publish(&ctx, 0).await?;
            say("published", number)?;
        }
    }
    store.undo_import(&ctx, i64::from(plan::UNDONE)).await?;
    say("undone", plan::UNDONE)?;
    lake.publish(&ctx, 0).await?;
    say("published", last)?;
    drop(lake);
    store.close().await;
    Ok(())
}

/// Says it at once: who listens counts on what was said.
fn say(what: &str, number: u32) -> std::io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{what} {number}")?;
    out.flush()
}
