//! A folder of files, a recipe and a store; and their outcomes as text.

use boussole_core::{Ctx, FixedClock, ProjectId};
use boussole_events::{EventStore, ScanRequest};
use boussole_import::{FileReport, ImportError, ImportOptions, ImportReport, Progress, Recipe, Shape, run};
use expect_test::Expect;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// After every date in the tests.
const NOW_MS: i64 = 1_800_000_000_000;

/// A recipe of one table, with what most tests need.
pub(crate) const SHOP: &str = r#"
    name = "shop"
    timezone = "Europe/Paris"
    [[tables]]
    name = "orders"
    file = "orders*"
    types = { at = "time", amount = "decimal" }
    [person]
    identifiers = { user_id = "customer" }
    [[events]]
    name = "Order Completed"
    key = ["id"]
    time = "at"
    properties = { id = "id", revenue = "amount" }
"#;

pub(crate) struct Fixture {
    pub(crate) folder: TempDir,
    store: EventStore,
    ctx: Ctx,
    n_imports: i64,
}

impl Fixture {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let project = ProjectId::default();
        let store =
            EventStore::open(&folder.path().join("store"), &project, Arc::new(FixedClock::at(NOW_MS))).await.unwrap();
        std::fs::create_dir(folder.path().join("files")).unwrap();
        Self { folder, store, ctx: Ctx::command_line(project), n_imports: 0 }
    }

    /// Makes a fixture with one file of orders.
    pub(crate) async fn with_orders(text: &str) -> Self {
        let fixture = Self::new().await;
        fixture.write("orders.csv", text.as_bytes());
        fixture
    }

    pub(crate) fn files(&self) -> PathBuf {
        self.folder.path().join("files")
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.files().join(name), bytes).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        std::fs::remove_file(self.files().join(name)).unwrap();
    }

    pub(crate) async fn import(&mut self, recipe: &str) -> Result<ImportReport, ImportError> {
        let recipe = Recipe::parse(recipe, "test.toml").unwrap();
        let path = self.files();
        self.import_path(&recipe, &path, false).await
    }

    pub(crate) async fn import_path(
        &mut self,
        recipe: &Recipe,
        path: &Path,
        dry_run: bool,
    ) -> Result<ImportReport, ImportError> {
        self.n_imports += 1;
        let options = ImportOptions {
            import_id: (!dry_run).then_some(self.n_imports),
            rejects: Some(self.folder.path().join(format!("rejects/{}.csv", self.n_imports))),
            timezone: recipe.timezone().unwrap_or("Europe/Paris").to_owned(),
            currency: recipe.currency().map(str::to_owned),
        };
        run(&self.store, &self.ctx, recipe, path, &options, &mut |_| {}).await
    }

    /// Imports dry and returns what progress was told.
    pub(crate) async fn progress(&self, recipe: &Recipe) -> Vec<Progress> {
        let timezone = "Europe/Paris".to_owned();
        let options = ImportOptions { import_id: None, rejects: None, timezone, currency: None };
        let mut seen = Vec::new();
        let mut progress = |progress: &Progress| seen.push(progress.clone());
        run(&self.store, &self.ctx, recipe, &self.files(), &options, &mut progress).await.unwrap();
        seen
    }

    /// Imports and shows what the report says, and the rejects.
    pub(crate) async fn outcome(&mut self, recipe: &str) -> String {
        match self.import(recipe).await {
            Ok(report) => show(&report),
            Err(error) => show_error(&error),
        }
    }

    /// Shows the stored events of one name: time and properties.
    pub(crate) fn stored(&self, event: &str) -> String {
        let mut lines: Vec<String> = self
            .each(event, |time_ms, props| format!("{} {props}", jiff::Timestamp::from_millisecond(time_ms).unwrap()));
        lines.sort();
        lines.join("\n")
    }

    /// Calls `show` with the time and the properties of each stored event of one name.
    pub(crate) fn each<T>(&self, event: &str, mut show: impl FnMut(i64, &str) -> T) -> Vec<T> {
        let request = ScanRequest { events: Some(vec![event.to_owned()]), ..ScanRequest::default() };
        let mut all = Vec::new();
        for chunk in self.store.snapshot(&self.ctx).unwrap().scan(&self.ctx, &request) {
            let chunk = chunk.unwrap();
            all.extend((0..chunk.len()).map(|row| show(chunk.times_ms()[row], chunk.props(row))));
        }
        all
    }
}

/// Compresses bytes as one member of gzip.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Compresses bytes as one frame of Zstandard.
pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

/// Shows the counts of a report and its rejects.
pub(crate) fn show(report: &ImportReport) -> String {
    let mut lines: Vec<String> = report
        .events
        .iter()
        .map(|(name, counts)| {
            format!("{name}: {} new, {} same, {} other", counts.accepted, counts.duplicate, counts.conflict)
        })
        .collect();
    lines.extend(report.quarantined.iter().map(|(reason, n)| format!("quarantined {reason}: {n}")));
    if let Some(path) = &report.rejects_file {
        lines.push(std::fs::read_to_string(path).unwrap().trim_end().to_owned());
    }
    lines.join("\n")
}

/// Shows what each file was recognised to be.
pub(crate) fn show_files(report: &ImportReport) -> String {
    let line = |file: &FileReport| {
        let Shape { format, compression, encoding, delimiter, sheet, .. } = &file.shape;
        format!("{} {format} {compression:?} {encoding:?} {delimiter:?} {sheet:?}", file.file)
    };
    report.files.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Shows a refusal with its code, field and hint; any other error is a failed test.
pub(crate) fn show_error(error: &ImportError) -> String {
    let ImportError::Refused(refusal) = error else { panic!("not a refusal: {error:?}") };
    show_refusal(refusal)
}

pub(crate) fn show_refusal(refusal: &boussole_core::Refusal) -> String {
    let hint = refusal.hint.as_ref().map_or_else(String::new, |hint| format!("\n  hint: {hint}"));
    format!("{}: {refusal}{hint}", refusal.code)
}

/// Returns the folder of real files; a test without it must fail, not pass.
pub(crate) fn real_files(name: &str) -> PathBuf {
    let root = std::env::var_os("BOUSSOLE_TEST_DATA").expect("BOUSSOLE_TEST_DATA names the folder of real files");
    PathBuf::from(root).join(name)
}

/// Imports files by a shipped recipe and shows what the report says, then every stored event.
pub(crate) async fn check_shipped(recipe: &str, files: &[(&str, &str)], expected: Expect) {
    let mut fixture = Fixture::new().await;
    for (name, text) in files {
        fixture.write(name, text.as_bytes());
    }
    let recipe = Recipe::load(recipe).unwrap();
    let report = fixture.import_path(&recipe, &fixture.files(), false).await.unwrap();
    let events = report.events.keys().map(|event| format!("{event}\n{}", fixture.stored(event)));
    expected.assert_eq(&std::iter::once(show(&report)).chain(events).collect::<Vec<_>>().join("\n\n"));
    let again = fixture.import_path(&recipe, &fixture.files(), false).await.unwrap();
    assert_eq!((again.totals().accepted, again.totals().duplicate), (0, report.totals().accepted));
}
