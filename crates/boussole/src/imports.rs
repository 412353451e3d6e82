use crate::args::{Format, ImportListArguments, ImportUndoArguments};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::print::{Table, csv, json, table};
use boussole_events::Undone;
use boussole_import::{ImportPage, ImportRun};
use jiff::Timestamp;
use serde_json::{Value, json};

/// What is said below the figures of an undo.
const LATER_IMPORTS: &str = "What a later import brought again counted once, with this one, and is gone too: import that file \
                             again to have it.";

/// Lists imports, newest first.
pub(crate) async fn list(desk: &Desk, arguments: &ImportListArguments) -> Result<String, Failure> {
    let page = desk.imports.import_list(&desk.ctx, arguments.before, arguments.limit.into()).await?;
    match arguments.format {
        Format::Json => Ok(json(&page_json(&page))),
        Format::Csv => csv(&page_table(&page)),
        Format::Table => {
            let more = page.next.map(|next| format!("\n\nolder ones: `boussole import list --before {next}`"));
            Ok(format!("{}{}", table(&page_table(&page)), more.unwrap_or_default()))
        }
    }
}

/// Undoes an import, and publishes the lake anew where one is published.
pub(crate) async fn undo(desk: &Desk, arguments: &ImportUndoArguments) -> Result<String, Failure> {
    let import_id = arguments.import_id;
    let (undone, published) = desk.place().undo(&desk.ctx, import_id).await?;
    match arguments.format {
        Format::Json => Ok(json(&undone_json(import_id, &undone, published))),
        Format::Csv => csv(&undone_table(&undone)),
        Format::Table => {
            let lake = published.map(|snapshot| format!("\nThe lake was published without it: snapshot {snapshot}."));
            let lake = lake.unwrap_or_default();
            Ok(format!("{}\n\nImport {import_id} is undone. {LATER_IMPORTS}{lake}", table(&undone_table(&undone))))
        }
    }
}

fn page_json(page: &ImportPage) -> Value {
    json!({"imports": page.runs.iter().map(run_json).collect::<Vec<_>>(), "next": page.next})
}

fn run_json(run: &ImportRun) -> Value {
    json!({
        "import_id": run.import_id,
        "recipe": run.recipe,
        "file_name": run.file_name,
        "started_ms": run.started_ms,
        "ended_ms": run.ended_ms,
        "state": run.state.as_str(),
        "counts": {
            "accepted": run.totals.accepted,
            "duplicate": run.totals.duplicate,
            "conflict": run.totals.conflict,
            "rejected": run.n_rejects,
        },
        "undone_ms": run.undone_ms,
        "n_undone": run.n_undone,
    })
}

fn page_table(page: &ImportPage) -> Table {
    let header =
        ["import", "recipe", "file", "started", "state", "accepted", "duplicate", "conflict", "rejected", "undone"];
    let row = |run: &ImportRun| {
        let started = Timestamp::from_millisecond(run.started_ms).map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ"));
        vec![
            run.import_id.to_string(),
            run.recipe.clone(),
            run.file_name.clone(),
            started.map(|started| started.to_string()).unwrap_or_default(),
            run.state.as_str().to_owned(),
            run.totals.accepted.to_string(),
            run.totals.duplicate.to_string(),
            run.totals.conflict.to_string(),
            run.n_rejects.to_string(),
            run.n_undone.map(|n| n.to_string()).unwrap_or_default(),
        ]
    };
    Table { header: header.map(str::to_owned).to_vec(), rows: page.runs.iter().map(row).collect() }
}

fn undone_json(import_id: i64, undone: &Undone, published: Option<i64>) -> Value {
    let counts = counts(undone).into_iter().map(|(name, _, n)| (name.to_owned(), n.into()));
    json!({
        "import_id": import_id,
        "undone_ms": undone.undone_ms,
        "counts": Value::Object(counts.collect()),
        "lake_snapshot": published,
    })
}

fn undone_table(undone: &Undone) -> Table {
    let rows = counts(undone).into_iter().map(|(_, label, n)| vec![label.to_owned(), n.to_string()]).collect();
    Table { header: vec!["taken back".to_owned(), "number".to_owned()], rows }
}

/// Returns what was taken back, each by its name for programs and for people.
fn counts(undone: &Undone) -> [(&'static str, &'static str, u64); 6] {
    [
        ("n_events", "events", undone.n_events),
        ("n_derived", "lines of orders derived", undone.n_derived),
        ("n_traits", "things said of people", undone.n_traits),
        ("n_links", "links between identifiers", undone.n_links),
        ("n_identifiers", "identifiers of nobody else", undone.n_identifiers),
        ("n_quarantined", "items set aside", undone.n_quarantined),
    ]
}
