//! The one writer of a project: it commits what gathered, answers, and seals.

use crate::commit::Draft;
use crate::error::StoreError;
use crate::key::{KeySet, Keyer};
use crate::model::{Batch, Identifier, Receipt};
use crate::part::{self, Part};
use crate::row::column;
use crate::seal::seal;
use crate::store::{self, Counters};
use crate::view::View;
use boussole_core::Clock;
use sqlx::SqliteConnection;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, RwLock};
use tokio::sync::{mpsc, oneshot};

/// Items that one commit takes at most, whoever sent them.
const COMMIT_ITEMS_MAX: usize = 10_000;
/// The tail is sealed once it holds this many rows, or bytes.
const SEAL_ROWS: usize = 200_000;
const SEAL_BYTES: usize = 64 << 20;
/// Identifiers remembered with their keys between commits.
const NODE_CACHE_MAX: usize = 200_000;

/// What the writer is asked to do.
pub(crate) enum Command {
    Accept(Request),
    Seal(oneshot::Sender<Result<Arc<View>, StoreError>>),
}

/// A batch with whom to answer.
pub(crate) struct Request {
    pub(crate) batch: Batch,
    /// Who sends it, kept with what it links.
    pub(crate) author: Arc<str>,
    pub(crate) reply: oneshot::Sender<Result<Receipt, StoreError>>,
}

/// The state of the one writer.
pub(crate) struct Writer {
    pub(crate) connection: SqliteConnection,
    pub(crate) folder: PathBuf,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) view: Arc<RwLock<Arc<View>>>,
    /// Why the writer stopped, for those who ask afterwards.
    pub(crate) stopped: Arc<OnceLock<String>>,
    pub(crate) keyer: Keyer,
    pub(crate) counters: Counters,
    pub(crate) property_names: Arc<BTreeSet<String>>,
    /// Read from the parts when the first batch arrives: a question needs none of it.
    pub(crate) keys: Option<KeySet>,
    pub(crate) node_cache: HashMap<Identifier, u64>,
}

impl Writer {
    /// Works until nobody can ask any more, or until the storage fails: then nothing more is acknowledged, and a new
    /// start recovers what is durable.
    pub(crate) async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        let mut next = commands.recv().await;
        while let Some(command) = next.take() {
            let done = match command {
                Command::Seal(reply) => answer(reply, self.seal_tail().await),
                Command::Accept(request) => {
                    let (requests, after) = gather(request, &mut commands);
                    next = after;
                    self.accept(requests).await
                }
            };
            if let Err(reason) = done {
                // Set once, here; whoever waits is answered with it.
                let _ = self.stopped.set(reason);
                return;
            }
            if next.is_none() {
                next = commands.recv().await;
            }
        }
    }

    /// Commits, answers everybody, and seals when enough gathered. An error is why the store stops.
    async fn accept(&mut self, requests: Vec<Request>) -> Result<(), String> {
        let (batches, replies): (Vec<_>, Vec<_>) =
            requests.into_iter().map(|request| ((request.batch, request.author), request.reply)).unzip();
        match self.commit(batches).await {
            Ok(receipts) => {
                for (reply, receipt) in replies.into_iter().zip(receipts) {
                    // Whoever asked may have gone; what was accepted stays accepted.
                    let _ = reply.send(Ok(receipt));
                }
            }
            Err(error) => {
                let reason = error.to_string();
                for reply in replies {
                    let _ = reply.send(Err(StoreError::Stopped { reason: reason.clone() }));
                }
                return Err(reason);
            }
        }
        if self.is_full() {
            self.seal_tail().await.map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    async fn commit(&mut self, batches: Vec<(Batch, Arc<str>)>) -> Result<Vec<Receipt>, StoreError> {
        self.load_keys().await?;
        let keys = self.keys.as_ref().expect("the keys were just loaded");
        let before = self.current();
        let now_ms = self.clock.now_ms();
        let (events, properties) = (before.event_names.clone(), self.property_names.clone());
        let mut draft = Draft::new(self.counters, before.identity.clone(), events, properties, now_ms);
        for (batch, author) in batches {
            draft.decide(batch, author, keys, &self.keyer);
        }
        let mut nodes = self.find_nodes(&draft).await?;
        draft.number(&mut nodes);
        draft.store(&nodes)?;
        if !draft.commit.is_empty() {
            store::commit(&mut self.connection, &draft.commit, draft.counters, now_ms).await?;
        }
        Ok(self.publish(draft, nodes, &before))
    }

    /// Finds the keys of the identifiers that are already known, first in memory.
    async fn find_nodes(&mut self, draft: &Draft) -> Result<HashMap<Identifier, u64>, StoreError> {
        let identifiers = draft.identifiers();
        let mut nodes = HashMap::with_capacity(identifiers.len());
        let mut missing = BTreeSet::new();
        for identifier in identifiers {
            match self.node_cache.get(identifier) {
                Some(key) => {
                    nodes.insert(identifier.clone(), *key);
                }
                None => {
                    missing.insert(identifier);
                }
            }
        }
        if !missing.is_empty() {
            nodes.extend(store::nodes_find(&mut self.connection, &missing).await?);
        }
        Ok(nodes)
    }

    /// Shows readers what is durable now, and remembers it.
    fn publish(&mut self, draft: Draft, nodes: HashMap<Identifier, u64>, before: &View) -> Vec<Receipt> {
        self.counters = draft.counters;
        self.property_names = draft.property_names;
        if let Some(keys) = &mut self.keys {
            keys.extend(draft.entries);
        }
        if self.node_cache.len() + nodes.len() > NODE_CACHE_MAX {
            self.node_cache.clear();
        }
        self.node_cache.extend(nodes);
        if !draft.tail.is_empty() {
            let tail = [before.tail.clone(), draft.tail].concat();
            self.show(View::new(before.parts.clone(), tail, draft.identity, draft.event_names, self.counters));
        }
        draft.receipts
    }

    fn is_full(&self) -> bool {
        let view = self.current();
        let n_rows: usize = view.tail.iter().map(|batch| batch.rows.num_rows()).sum();
        let n_bytes: usize = view.tail.iter().map(|batch| batch.rows.get_array_memory_size()).sum();
        n_rows >= SEAL_ROWS || n_bytes >= SEAL_BYTES
    }

    /// Turns the whole tail into parts, one block of months after the other.
    async fn seal_tail(&mut self) -> Result<Arc<View>, StoreError> {
        let blocks: BTreeSet<i64> = self.current().tail.iter().map(|batch| batch.month_block).collect();
        for month_block in blocks {
            let (before, folder) = (self.current(), self.folder.clone());
            let view = before.clone();
            let work = move || seal(&folder, &view.tail, month_block, &view.identity);
            let sealed = blocking(work).await?;
            store::publish(&mut self.connection, &sealed.parts, &sealed.batch_ids).await?;
            let new = sealed.parts.iter().map(|row| Arc::new(Part::new(&self.folder, row)));
            let parts = before.parts.iter().cloned().chain(new).collect();
            let done: HashSet<i64> = sealed.batch_ids.into_iter().collect();
            let tail = before.tail.iter().filter(|batch| !done.contains(&batch.batch_id)).cloned().collect();
            let (identity, names) = (before.identity.clone(), before.event_names.clone());
            self.show(View::new(Arc::new(parts), tail, identity, names, before.next));
        }
        Ok(self.current())
    }

    async fn load_keys(&mut self) -> Result<(), StoreError> {
        if self.keys.is_none() {
            let view = self.current();
            self.keys = Some(blocking(move || read_keys(&view)).await?);
        }
        Ok(())
    }

    fn current(&self) -> Arc<View> {
        self.view.read().expect("nobody panics while holding the view").clone()
    }

    fn show(&self, view: View) {
        *self.view.write().expect("nobody panics while holding the view") = Arc::new(view);
    }
}

/// Takes what else was sent while the last commit ran, up to the bound of one commit; returns also what comes after.
fn gather(first: Request, commands: &mut mpsc::Receiver<Command>) -> (Vec<Request>, Option<Command>) {
    let mut n_items = first.batch.items.len();
    let mut requests = vec![first];
    while let Ok(command) = commands.try_recv() {
        match command {
            Command::Accept(request) if n_items + request.batch.items.len() <= COMMIT_ITEMS_MAX => {
                n_items += request.batch.items.len();
                requests.push(request);
            }
            other => return (requests, Some(other)),
        }
    }
    (requests, None)
}

fn answer<T>(reply: oneshot::Sender<Result<T, StoreError>>, done: Result<T, StoreError>) -> Result<(), String> {
    let reason = done.as_ref().err().map(ToString::to_string);
    // Whoever asked may have gone; the work is done all the same.
    let _ = reply.send(done);
    reason.map_or(Ok(()), Err)
}

fn read_keys(view: &View) -> Result<KeySet, StoreError> {
    let mut keys = KeySet::default();
    for part in view.parts.iter() {
        keys.extend(part.keys()?);
    }
    for batch in &view.tail {
        let column = |index| batch.rows.column(index);
        keys.extend(part::key_entries(column(column::MESSAGE_KEY), column(column::CONTENT_CHECK)).collect());
    }
    Ok(keys)
}

/// Runs work that blocks on the disk beside the threads that answer.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(StoreError::Stopped { reason: error.to_string() }),
    }
}
