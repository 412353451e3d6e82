use crate::catalog::Table;
use crate::error::LakeError;
use crate::files::{blocking, replace, write_identities, write_traits};
use crate::store::{self, Catalog};
use boussole_core::Ctx;
use boussole_db::sync_folder;
use boussole_events::EventStore;
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Mutex;

/// The folder of what is published, within the folder of the project.
const LAKE: &str = "lake";
/// The folder of the files that only a publication needs.
const DATA: &str = "lake/data/";
const CATALOG: &str = "catalog.sqlite";

/// The published lake of one project. Clones are the same lake.
#[derive(Debug, Clone)]
pub struct Lake {
    store: EventStore,
    /// The folder of the project.
    folder: PathBuf,
    /// One publication at a time.
    publishing: Arc<Mutex<()>>,
}

/// What a publication made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The file to attach.
    pub catalog: PathBuf,
    /// The folder within which all files of the lake lie.
    pub data_path: PathBuf,
    /// The number of the snapshot; each publication has the next one.
    pub snapshot: i64,
    /// Events in it.
    pub n_events: u64,
    /// Identifiers of people in it.
    pub n_identities: u64,
    /// What was said of people.
    pub n_traits: u64,
    /// Files in it.
    pub n_files: u64,
}

impl Lake {
    /// Makes the lake of the project whose events are in `store` and whose folder is `folder`.
    #[must_use]
    pub fn new(store: EventStore, folder: &Path) -> Self {
        Self { store, folder: folder.to_owned(), publishing: Arc::default() }
    }

    /// Tells whether anything was ever published.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.folder.join(LAKE).join(CATALOG).exists()
    }

    /// Seals all events and publishes them as one snapshot, which replaces the one before in one step.
    ///
    /// Readers that are attached see it at their next query. The files of the publication before stay until the next
    /// one, for queries that are under way.
    ///
    /// # Errors
    /// Refuses who may not take out everything; fails when the storage does, and then the lake is what it was.
    pub async fn publish(&self, ctx: &Ctx, now_ms: i64) -> Result<Published, LakeError> {
        let _one_at_a_time = self.publishing.lock().await;
        let project = self.folder.canonicalize().map_err(LakeError::file(&self.folder))?;
        let (lake, data) = (project.join(LAKE), project.join(DATA));
        fs::create_dir_all(&data).map_err(LakeError::file(&data))?;
        sync_folder(&project).and_then(|()| sync_folder(&lake)).map_err(LakeError::file(&lake))?;
        let catalog = lake.join(CATALOG);
        let snapshot = if catalog.exists() { store::snapshot(&catalog).await? + 1 } else { 1 };

        let sealed = self.store.seal(ctx).await?;
        let name = |table: &str| format!("{table}-{snapshot:012}.parquet");
        let identities = write_identities(&self.store, ctx, &sealed, &data, &name("identities")).await?;
        let traits = write_traits(&self.store, ctx, &sealed, &data, &name("traits")).await?;
        let tables =
            [Table::raw_events(sealed.parts()), Table::identities(DATA, identities), Table::traits(DATA, traits)];

        let time = Timestamp::from_millisecond(now_ms).map_err(LakeError::file(&catalog))?;
        let unfinished = catalog.with_extension("tmp");
        remove_if_there(&unfinished)?;
        let data_path = format!("{}/", project.display());
        let time = time.strftime("%Y-%m-%d %H:%M:%S%.6f+00").to_string();
        store::write(&unfinished, &Catalog { snapshot, time, data_path: &data_path, tables: &tables }).await?;
        // Before foreign readers may count on them: files of events come and go without this crate.
        self.store.keep_published(ctx, &sealed, snapshot).await?;
        let path = catalog.clone();
        blocking(move || replace(&unfinished, &path)).await?;
        remove_older(&data, snapshot - 1)?;

        let n_rows = |at: usize| tables[at].files.iter().map(|file| file.n_rows).sum();
        Ok(Published {
            catalog,
            data_path: project,
            snapshot,
            n_events: n_rows(0),
            n_identities: n_rows(1),
            n_traits: n_rows(2),
            n_files: tables.iter().map(|table| table.files.len() as u64).sum(),
        })
    }
}

impl Published {
    /// Returns the statement by which DuckDB attaches the lake, also after the folder was copied or moved.
    #[must_use]
    pub fn attach_statement(&self) -> String {
        let quoted = |path: &Path| path.display().to_string().replace('\'', "''");
        let (catalog, data) = (quoted(&self.catalog), quoted(&self.data_path));
        format!("ATTACH 'ducklake:sqlite:{catalog}' AS lake (READ_ONLY, DATA_PATH '{data}/', OVERRIDE_DATA_PATH true);")
    }
}

impl Published {
    /// Returns what to tell DuckDB, from nothing to a first answer.
    #[must_use]
    pub fn how_to_read(&self) -> String {
        include_str!("../catalog/read.sql").trim_end().replace("{attach}", &self.attach_statement())
    }
}

fn remove_if_there(path: &Path) -> Result<(), LakeError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(LakeError::file(path)(error)),
        _ => Ok(()),
    }
}

/// Removes the files of publications before `oldest`, and what an interrupted one left.
fn remove_older(folder: &Path, oldest: i64) -> Result<(), LakeError> {
    for entry in fs::read_dir(folder).map_err(LakeError::file(folder))? {
        let path = entry.map_err(LakeError::file(folder))?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let number = name.rsplit_once('-').and_then(|(_, number)| number.parse::<i64>().ok());
        let is_whole = path.extension().is_some_and(|extension| extension == "parquet");
        if !is_whole || number.is_none_or(|number| number < oldest) {
            remove_if_there(&path)?;
        }
    }
    Ok(())
}
