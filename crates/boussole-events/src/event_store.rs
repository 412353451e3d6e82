use crate::chunk::ScanRequest;
use crate::deletion::Deletions;
use crate::error::StoreError;
use crate::export::SealedSnapshot;
use crate::key::Keyer;
use crate::model::{Batch, Identifier, QuarantinePage, Receipt, ReceivedCount, Undone};
use crate::part::{Part, remove_strays};
use crate::quarantine;
use crate::row;
use crate::scan::Scan;
use crate::scope::ScopeFilter;
use crate::sight::Sights;
use crate::store::{self, EVENT_NAME, PROPERTY_NAME};
use crate::traits::{TraitColumn, TraitColumnBuilder};
use crate::view::{TailBatch, View};
use crate::writer::{Command, Request, UndoRequest, Writer};
use boussole_core::{Action, Actor, Clock, Ctx, ProjectId, Refusal};
use serde_json::Value;
use sqlx::SqlitePool;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock, RwLock};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// Items of one batch at most.
pub const ACCEPT_ITEMS_MAX: usize = 10_000;
/// Items of one page of what was set aside, at most.
pub const QUARANTINE_PAGE_MAX: usize = 200;
/// Things said of a trait that are read at once.
const TRAIT_ROWS_MAX: usize = 20_000;
/// Requests that may wait for the writer; who comes next waits outside.
const WAITING_MAX: usize = 64;

/// The events of one project. Clones are the same store.
#[derive(Debug, Clone)]
pub struct EventStore {
    project: ProjectId,
    pub(crate) pool: SqlitePool,
    view: Arc<RwLock<Arc<View>>>,
    commands: mpsc::Sender<Command>,
    stopped: Arc<OnceLock<String>>,
    writer: Arc<tokio::sync::Mutex<Option<JoinHandle<()>>>>,
}

/// One state of the store: events, identities and names as of one commit, kept readable as long as it is held.
#[derive(Debug, Clone)]
pub struct Snapshot {
    view: Arc<View>,
}

impl EventStore {
    /// Opens (makes when absent) the events of `project` in `folder`. Nobody else may have the folder open.
    ///
    /// # Errors
    /// Fails when the folder or its database cannot be read or written.
    pub async fn open(folder: &Path, project: &ProjectId, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let parts_folder = folder.join("parts");
        fs::create_dir_all(&parts_folder).map_err(StoreError::file(&parts_folder))?;
        let pool = store::open(&folder.join("events.db")).await?;
        let mut connection = pool.acquire().await?.detach();
        let parts: Vec<_> =
            store::parts(&pool).await?.iter().map(|row| Arc::new(Part::new(&parts_folder, row))).collect();
        let listed: HashSet<String> = parts.iter().map(|part| part.name.clone()).collect();
        let published = store::published_parts(&mut connection).await?;
        remove_strays(&parts_folder, &listed.union(&published).cloned().collect())?;
        let decode = |batch: store::InboxBatch| {
            Ok(TailBatch { batch_id: batch.batch_id, month_block: batch.month_block, rows: row::decode(&batch.rows)? })
        };
        let tail = store::inbox(&pool).await?.into_iter().map(decode).collect::<Result<_, StoreError>>()?;
        let counters = store::counters(&pool).await?;
        let deletions = store::deletions(&pool).await?;
        let folded = deletions.iter().take_while(|(_, is_folded)| *is_folded).last();
        let view = View {
            parts: Arc::new(parts),
            tail,
            identity: store::identity(&pool).await?,
            event_names: Arc::new(store::names(&mut connection, EVENT_NAME).await?),
            next: counters,
            folded: folded.map_or(0, |(deletion, _)| deletion.seq),
            deletions: Deletions::new(deletions.into_iter().map(|(deletion, _)| deletion).collect()),
            sorted_tail: OnceLock::new(),
            sights: Sights::default(),
        };
        let view = Arc::new(RwLock::new(Arc::new(view)));
        let stopped = Arc::new(OnceLock::new());
        let writer = Writer {
            folder: parts_folder,
            clock,
            view: view.clone(),
            stopped: stopped.clone(),
            keyer: Keyer::new(store::secret(&pool).await?),
            counters,
            property_names: Arc::new(store::names(&mut connection, PROPERTY_NAME).await?),
            connection,
            keys: None,
            node_cache: HashMap::new(),
            claim_cache: HashSet::new(),
            clean_parts: HashSet::new(),
            undone: Vec::new(),
            retired: Writer::retired_before(&published, &listed),
            published,
        };
        let (commands, receiver) = mpsc::channel(WAITING_MAX);
        let writer = Arc::new(tokio::sync::Mutex::new(Some(tokio::spawn(writer.run(receiver)))));
        Ok(Self { project: project.clone(), pool, view, commands, stopped, writer })
    }

    /// Accepts a batch; returns once every accepted item is durable, with one outcome an item.
    ///
    /// # Errors
    /// Refuses a batch of more than [`ACCEPT_ITEMS_MAX`] items, another project's context, and a role that may not
    /// write; fails when the storage does, and then nothing of the batch is stored.
    pub async fn accept(&self, ctx: &Ctx, batch: Batch) -> Result<Receipt, StoreError> {
        self.check(ctx, Action::EventWrite)?;
        if batch.items.len() > ACCEPT_ITEMS_MAX {
            let message = format!("{} items, at most {ACCEPT_ITEMS_MAX}", batch.items.len());
            return Err(Refusal::new("batch_too_large", message).at("batch").into());
        }
        let (reply, answer) = oneshot::channel();
        self.ask(Command::Accept(Request { batch, author: author(ctx).into(), reply }), answer).await
    }

    /// Takes back all that an import brought and nothing else: events with the lines derived from them, what they said of
    /// people, which identifiers they joined, what was set aside, and the keys, so that importing the files again adds
    /// everything again. Nobody sees it any more from the moment at which this is durable; this returns once no file
    /// holds it either, but for files that a publication names or an older state is read from.
    ///
    /// An event belongs to the import that brought it first: what a later import brought again, as a repetition, is gone
    /// too until that one is imported again.
    ///
    /// # Errors
    /// Refuses another project's context, a role that may not write, an import of which nothing is stored
    /// (`unknown_import`) and one that was undone (`import_undone`); fails when the storage does.
    pub async fn undo_import(&self, ctx: &Ctx, import_id: i64) -> Result<Undone, StoreError> {
        self.check(ctx, Action::EventWrite)?;
        let (reply, answer) = oneshot::channel();
        self.ask(Command::Undo(UndoRequest { import_id, author: author(ctx), reply }), answer).await
    }

    /// Returns what the undo of an import took back; `None` when it was not undone.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn undone_import(&self, ctx: &Ctx, import_id: i64) -> Result<Option<Undone>, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        store::deletion_of(&self.pool, import_id).await
    }

    /// Turns what the inbox holds into parts, in which nothing is deleted, and returns the state that consists of nothing
    /// else.
    ///
    /// # Errors
    /// Fails when the storage does; what was accepted stays accepted.
    pub async fn seal(&self, ctx: &Ctx) -> Result<SealedSnapshot, StoreError> {
        self.check(ctx, Action::EventWrite)?;
        let (reply, answer) = oneshot::channel();
        Ok(SealedSnapshot::new(self.ask(Command::Seal(reply), answer).await?))
    }

    /// Keeps the files of a state that is published under a number, whatever becomes of the parts, until the next but one
    /// is published. Numbers grow.
    ///
    /// # Errors
    /// Fails when the storage does.
    pub async fn keep_published(&self, ctx: &Ctx, sealed: &SealedSnapshot, publication: i64) -> Result<(), StoreError> {
        self.check(ctx, Action::EventWrite)?;
        let (reply, answer) = oneshot::channel();
        self.ask(Command::KeepPublished(sealed.view(), publication, reply), answer).await
    }

    async fn ask<T>(
        &self,
        command: Command,
        answer: oneshot::Receiver<Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let stopped = || {
            let reason = self.stopped.get().cloned().unwrap_or_else(|| "it was closed".to_owned());
            StoreError::Stopped { reason }
        };
        self.commands.send(command).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }

    /// Returns the state as of the last commit.
    ///
    /// # Errors
    /// Refuses another project's context and a role that may not read.
    pub fn snapshot(&self, ctx: &Ctx) -> Result<Snapshot, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        Ok(Snapshot { view: self.view.read().expect("nobody panics while holding the view").clone() })
    }

    /// Finds a person by the value of any identifier, the strongest kind first, or by key (`p42`).
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn find_person(&self, ctx: &Ctx, snapshot: &Snapshot, text: &str) -> Result<Option<u64>, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        let nodes = store::nodes_by_value(&self.pool, text.trim()).await?;
        let strongest = nodes.into_iter().min_by(|(a, _): &(Identifier, u64), (b, _)| a.kind.cmp(&b.kind));
        if let Some((_, node_key)) = strongest {
            return Ok(Some(snapshot.person(node_key)));
        }
        let Some(key) = text.trim().strip_prefix('p').and_then(|key| key.parse().ok()) else { return Ok(None) };
        self.find_person_by_key(ctx, snapshot, key).await
    }

    /// Finds the person who is known by an identifier.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn person_known_by(
        &self,
        ctx: &Ctx,
        snapshot: &Snapshot,
        identifier: &Identifier,
    ) -> Result<Option<u64>, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        let nodes = store::nodes_by_value(&self.pool, &identifier.value).await?;
        let node = nodes.into_iter().find(|(known, _)| known == identifier);
        Ok(node.map(|(_, node_key)| snapshot.person(node_key)))
    }

    /// Finds the person of today to whom a key belongs: the key of a person who was merged finds the other one.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn find_person_by_key(
        &self,
        ctx: &Ctx,
        snapshot: &Snapshot,
        key: u64,
    ) -> Result<Option<u64>, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        let exists = store::node_exists(&self.pool, key).await?;
        Ok(exists.then(|| snapshot.person(key)))
    }

    /// Returns every identifier with the person to whom it belongs, in no particular order.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn identifiers(&self, ctx: &Ctx, snapshot: &Snapshot) -> Result<Vec<(u64, Identifier)>, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        let nodes = store::nodes(&self.pool).await?;
        Ok(nodes.into_iter().map(|(identifier, node_key)| (snapshot.person(node_key), identifier)).collect())
    }

    /// Returns the identifiers of a person, strongest kind first.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn identifiers_of(
        &self,
        ctx: &Ctx,
        snapshot: &Snapshot,
        person_key: u64,
    ) -> Result<Vec<Identifier>, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        let mut identifiers = store::identifiers_of_nodes(&self.pool, &snapshot.identity_keys(person_key)).await?;
        identifiers.sort_unstable();
        Ok(identifiers)
    }

    /// Returns what is known of a person, by name: each trait with its latest value that is not null, and when that was
    /// said, in milliseconds.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn traits_of(
        &self,
        ctx: &Ctx,
        snapshot: &Snapshot,
        person_key: u64,
    ) -> Result<Vec<(String, Value, i64)>, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        let nodes = snapshot.identity_keys(person_key);
        let said = store::traits_of_nodes(&self.pool, &nodes, snapshot.view.next.seq - 1).await?;
        // In the order of the field, the time and the arrival: of what was said of one field, the last is true.
        let last_of_field = said.chunk_by(|a, b| a.0 == b.0).filter_map(<[_]>::last);
        Ok(last_of_field.filter(|(_, value, _)| !value.is_null()).cloned().collect())
    }

    /// Returns the latest value of one trait for every person who has it.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn trait_column(&self, ctx: &Ctx, snapshot: &Snapshot, field: &str) -> Result<TraitColumn, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        let (seq, mut column) = (snapshot.view.next.seq - 1, TraitColumnBuilder::new(&snapshot.view.identity));
        let mut page = store::trait_page(&self.pool, field, None, seq, TRAIT_ROWS_MAX).await?;
        while let Some(last) = page.last() {
            page.iter().for_each(|said| column.add(said));
            page = store::trait_page(&self.pool, field, Some(last), seq, TRAIT_ROWS_MAX).await?;
        }
        Ok(column.finish())
    }

    /// Returns the latest value of one trait for those of some people who have it: as many as a page shows.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn trait_of_people(
        &self,
        ctx: &Ctx,
        snapshot: &Snapshot,
        field: &str,
        people: &[u64],
    ) -> Result<TraitColumn, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        let nodes: Vec<u64> = people.iter().flat_map(|person_key| snapshot.identity_keys(*person_key)).collect();
        let mut column = TraitColumnBuilder::new(&snapshot.view.identity);
        let said = store::trait_of_nodes(&self.pool, field, &nodes, snapshot.view.next.seq - 1).await?;
        said.iter().for_each(|said| column.add(said));
        Ok(column.finish())
    }

    /// Returns what became of everything that was received, over all days: of one source, or of all of them.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn received_counts(&self, ctx: &Ctx, source: Option<&str>) -> Result<Vec<ReceivedCount>, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        store::received_counts(&self.pool, source).await
    }

    /// Returns what was set aside, newest first, within the scope of `ctx`; `before` is where the last page ended.
    ///
    /// # Errors
    /// Refuses with `invalid_cursor` a place that no page named; fails when the database does.
    pub async fn quarantine(
        &self,
        ctx: &Ctx,
        before: Option<(i64, &str)>,
        limit: usize,
    ) -> Result<QuarantinePage, StoreError> {
        self.check(ctx, Action::InsightRead)?;
        assert!((1..=QUARANTINE_PAGE_MAX).contains(&limit), "the caller bounds its pages");
        let before = before.map(quarantine::place).transpose()?;
        let rows = store::quarantine(&self.pool, before, limit).await?;
        Ok(quarantine::page(rows, limit, &ScopeFilter::new(&ctx.scope)))
    }

    /// Ends the writer once it has done all it was asked, and closes the database.
    pub async fn close(self) {
        let writer = self.writer.lock().await.take();
        drop(self.commands);
        if let Some(writer) = writer {
            // Other clones may still hold the writer's channel; then it ends with the last of them.
            let _ = writer.await;
        }
        self.pool.close().await;
    }

    pub(crate) fn check(&self, ctx: &Ctx, action: Action) -> Result<(), Refusal> {
        ctx.authorize(action)?;
        if ctx.project != self.project {
            return Err(Refusal::new("forbidden", "this is another project's data").at("project"));
        }
        Ok(())
    }
}

/// Says who did something, for good, so it names nobody.
fn author(ctx: &Ctx) -> String {
    match &ctx.actor {
        Actor::CommandLine => "command line".to_owned(),
        Actor::Member { id, .. } => format!("member {id}"),
        Actor::Source { id } => format!("source {id}"),
    }
}

impl Snapshot {
    pub(crate) fn view(&self) -> &View {
        &self.view
    }

    /// Returns a text that changes whenever an answer could.
    #[must_use]
    pub fn version(&self) -> String {
        format!("{}.{}", self.view.next.seq - 1, self.view.identity.version())
    }

    /// Returns the person of today to whom the key of an identifier, or of a person of any day, belongs.
    #[must_use]
    pub fn person(&self, key: u64) -> u64 {
        self.view.identity.person(key)
    }

    /// Returns the keys of all identifiers of a person.
    #[must_use]
    pub fn identity_keys(&self, person_key: u64) -> Vec<u64> {
        self.view.identity.nodes(person_key)
    }

    /// Reads events in the order (person, time, seq), within the scope of `ctx`. Blocks on the disk.
    #[must_use]
    pub fn scan(&self, ctx: &Ctx, request: &ScanRequest) -> Scan {
        Scan::new(&self.view, request, ScopeFilter::new(&ctx.scope))
    }
}
