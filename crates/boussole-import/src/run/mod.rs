//! The import: joined tables into the index, then the first table through the map into the event store.

mod dry;
mod emitter;
mod pump;
mod rejects;
mod report;

use crate::ImportError;
use crate::format::ByteCounter;
use crate::join::{Family, group_row};
use crate::map::Mapper;
use crate::recipe::{FIRST_TABLE, Group, LINES_TABLE, Recipe, Relation, TableNo};
use crate::store::{Index, Orphan};
use crate::table::{Row, TableFiles, TableReader, locate};
use boussole_core::{Action, Ctx, Refusal};
use boussole_events::EventStore;
use emitter::{Destination, Emitter};
use jiff::tz::TimeZone;
pub(crate) use rejects::Reject;
use rejects::RejectLog;
pub use report::{EventCounts, FileReport, ImportReport, Progress};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// How an import is to be done.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// The number of the import, for undo. A dry run has none: everything is done but storing.
    pub import_id: Option<i64>,
    /// Where rejects are written, one a line; nowhere when absent. The file is made with the first reject.
    pub rejects: Option<PathBuf>,
    /// The zone of local times: the recipe's, or else the project's.
    pub timezone: String,
    /// The currency of amounts: the recipe's, or else the project's.
    pub currency: Option<String>,
}

/// Imports the files at `path` by `recipe`: a folder, or the file itself for a recipe of one table.
///
/// `progress` is told after every thousand rows or so. Importing the same rows again adds nothing.
///
/// # Errors
/// Refuses files that do not fit the recipe or that are cut off, and fails when the store does. What was stored before
/// stays; running the import again adds only what is missing.
pub async fn run(
    store: &EventStore,
    ctx: &Ctx,
    recipe: &Recipe,
    path: &Path,
    options: &ImportOptions,
    progress: &mut (dyn FnMut(&Progress) + Send),
) -> Result<ImportReport, ImportError> {
    ctx.authorize(Action::EventWrite)?;
    let zone = TimeZone::get(&options.timezone).map_err(|_| {
        Refusal::new("unknown_timezone", format!("`{}` is not a time zone", options.timezone)).at("timezone")
    })?;
    let files = locate(recipe, path)?;
    let into_store = |import_id| Destination { store: store.clone(), ctx: ctx.clone(), import_id };
    let destination = options.import_id.map(into_store);
    let readers = readers(recipe, &files, &zone)?;
    let report = ImportReport { files: file_reports(recipe, &files, &readers), ..ImportReport::default() };
    let first_bytes = readers.iter().flatten().map(TableReader::counter).next().unwrap_or_default();
    let mut import = Import {
        recipe,
        currency: options.currency.as_deref().or(recipe.currency()),
        first_bytes,
        readers,
        emitter: Emitter::new(recipe.source.clone(), destination),
        rejects: RejectLog::new(options.rejects.clone(), recipe, files.clone()),
        files,
        zone,
        index: Index::open().await?,
        report,
        started: Instant::now(),
        progress,
    };
    import.index_joined_tables().await?;
    import.stream_first_table().await?;
    import.reject_orphans().await?;
    if options.import_id.is_some() {
        store.seal(ctx).await?;
    }
    import.finish().await
}

/// Opens every file once, so that a missing column is known before the first event is stored.
fn readers(recipe: &Recipe, files: &[TableFiles], zone: &TimeZone) -> Result<Vec<Option<TableReader>>, ImportError> {
    let reader = |(number, table): (TableNo, &crate::recipe::Table)| {
        if table.group.is_some() {
            return Ok(None);
        }
        let paths = files[number].paths.clone();
        let content = recipe.needs_content(number);
        TableReader::new(Arc::new(table.clone()), paths, zone.clone(), content, ByteCounter::default()).map(Some)
    };
    recipe.tables.iter().enumerate().map(reader).collect()
}

/// Says what each file was recognised to be.
fn file_reports(recipe: &Recipe, files: &[TableFiles], readers: &[Option<TableReader>]) -> Vec<FileReport> {
    let mut reports = Vec::new();
    for (number, reader) in readers.iter().enumerate() {
        let shapes = reader.as_ref().map_or(&[][..], TableReader::shapes);
        reports.extend(shapes.iter().enumerate().map(|(file, shape)| FileReport {
            table: recipe.tables[number].name.clone(),
            file: files[number].name(file),
            shape: shape.clone(),
        }));
    }
    reports
}

/// An import under way.
struct Import<'a> {
    recipe: &'a Recipe,
    currency: Option<&'a str>,
    files: Vec<TableFiles>,
    /// What was read of the first table, or of the lines that it is made of.
    first_bytes: ByteCounter,
    /// The reader of each table that is read, until it is used.
    readers: Vec<Option<TableReader>>,
    zone: TimeZone,
    index: Index,
    emitter: Emitter,
    rejects: RejectLog,
    report: ImportReport,
    started: Instant,
    progress: &'a mut (dyn FnMut(&Progress) + Send),
}

impl Import<'_> {
    async fn index_joined_tables(&mut self) -> Result<(), ImportError> {
        for table in 1..self.recipe.tables.len() {
            let Some(mut chunks) = self.readers[table].take().map(pump::start) else { continue };
            while let Some(chunk) = chunks.next().await? {
                self.count_rows(table, chunk.n_rows);
                self.reject_all(table, chunk.rejects)?;
                let mut rows = chunk.rows;
                self.index.number_equal_rows(table, &mut rows).await?;
                let keyed = self.with_parent_keys(table, rows)?;
                self.index.insert_rows(table, &keyed).await?;
                self.show_progress(table);
            }
        }
        Ok(self.index.finish_rows().await?)
    }

    /// Adds to each row the key of its parent; a child or a line that names none is a reject.
    fn with_parent_keys(&mut self, table: TableNo, rows: Vec<Row>) -> Result<Vec<(String, Row)>, ImportError> {
        let Some(join) = &self.recipe.tables[table].join else { return Ok(Vec::new()) };
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            let reason = match (row.join_key(&join.columns), join.relation) {
                (Some(key), _) => {
                    keyed.push((key, row));
                    continue;
                }
                (None, Relation::Reference) => continue,
                (None, Relation::Children) => "no_parent",
                (None, Relation::Lines) => "key_absent",
            };
            let column = self.rejects.join_columns(table);
            self.rejects.record(table, &Reject::new(row.file, row.line, &column, "", reason))?;
        }
        Ok(keyed)
    }

    async fn stream_first_table(&mut self) -> Result<(), ImportError> {
        match &self.recipe.tables[FIRST_TABLE].group {
            None => self.stream_rows().await?,
            Some(group) => self.stream_groups(group).await?,
        }
        self.emitter.finish(&mut self.index, &mut self.report, &mut self.rejects).await
    }

    /// Emits the rows of the first table as they are read.
    async fn stream_rows(&mut self) -> Result<(), ImportError> {
        let Some(mut chunks) = self.readers[FIRST_TABLE].take().map(pump::start) else { return Ok(()) };
        while let Some(chunk) = chunks.next().await? {
            self.count_rows(FIRST_TABLE, chunk.n_rows);
            self.reject_all(FIRST_TABLE, chunk.rejects)?;
            let mut rows = chunk.rows;
            self.index.number_equal_rows(FIRST_TABLE, &mut rows).await?;
            self.emit(&rows).await?;
            self.show_progress(FIRST_TABLE);
        }
        Ok(())
    }

    /// Emits the groups of the lines, which are in the index: neighbours in a file need not be of one group.
    async fn stream_groups(&mut self, group: &Group) -> Result<(), ImportError> {
        self.index.finish_groups(LINES_TABLE).await?;
        let mut last = 0;
        loop {
            let page = self.index.groups(last).await?;
            let Some((end, _)) = page.last() else { return Ok(()) };
            last = *end;
            let row = |(_, first)| group_row(self.recipe, group, first, &self.zone);
            let rows: Vec<Row> = page.into_iter().map(row).collect::<Result<_, _>>()?;
            self.emit(&rows).await?;
            self.show_progress(FIRST_TABLE);
        }
    }

    async fn emit(&mut self, rows: &[Row]) -> Result<(), ImportError> {
        let family = Family::below(self.recipe, rows, &self.zone, &mut self.index).await?;
        let mapper = Mapper { recipe: self.recipe, zone: &self.zone, currency: self.currency };
        let mut people = Vec::new();
        for row in rows {
            for event in mapper.events(row, &family) {
                match event {
                    Ok(emission) => {
                        people.extend(emission.incoming.identifiers.first().map(|identifier| identifier.value.clone()));
                        self.emitter.push(emission, &mut self.index, &mut self.report, &mut self.rejects).await?;
                    }
                    Err((table, reject)) => self.rejects.record(table, &reject)?,
                }
            }
        }
        people.dedup();
        Ok(self.index.add_people(&people).await?)
    }

    async fn reject_orphans(&mut self) -> Result<(), ImportError> {
        for table in 1..self.recipe.tables.len() {
            let join = self.recipe.tables[table].join.as_ref();
            if join.is_some_and(|join| join.relation == Relation::Children) {
                self.reject_orphans_of(table).await?;
            }
        }
        Ok(())
    }

    async fn reject_orphans_of(&mut self, table: TableNo) -> Result<(), ImportError> {
        let column = self.rejects.join_columns(table);
        let mut last: Option<Orphan> = None;
        loop {
            let page = self.index.orphans(table, last.as_ref()).await?;
            for orphan in &page {
                self.rejects
                    .record(table, &Reject::new(orphan.file, orphan.line, &column, &orphan.parent_key, "no_parent"))?;
            }
            last = page.into_iter().next_back();
            if last.is_none() {
                return Ok(());
            }
        }
    }

    fn count_rows(&mut self, table: TableNo, n_rows: u64) {
        *self.report.rows.entry(self.recipe.tables[table].name.clone()).or_default() += n_rows;
    }

    fn reject_all(&mut self, table: TableNo, rejects: Vec<Reject>) -> Result<(), ImportError> {
        rejects.iter().try_for_each(|reject| self.rejects.record(table, reject))
    }

    fn show_progress(&mut self, table: TableNo) {
        (self.progress)(&Progress {
            table: self.recipe.tables[table].name.clone(),
            bytes_read: self.first_bytes.n_bytes(),
            bytes_total: self.files[FIRST_TABLE].n_bytes,
            rows: self.report.rows.values().sum(),
            events: self.emitter.n_pushed(),
            elapsed_ms: elapsed_ms(self.started),
        });
    }

    async fn finish(mut self) -> Result<ImportReport, ImportError> {
        self.rejects.finish(&mut self.report)?;
        self.report.n_people = self.index.n_people().await?;
        self.report.elapsed_ms = elapsed_ms(self.started);
        Ok(self.report)
    }
}

fn elapsed_ms(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX)
}
