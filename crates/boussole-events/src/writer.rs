//! The one writer of a project: it commits what gathered, answers, seals, and folds.

mod fold;
mod undo;

use crate::commit::Draft;
use crate::error::StoreError;
use crate::key::{KeySet, Keyer};
use crate::model::{Batch, Identifier, Origin, Receipt, Undone};
use crate::part::{self, Part};
use crate::row::column;
use crate::seal::seal;
use crate::store::{self, Claim, Counters};
use crate::view::View;
use boussole_core::Clock;
use sqlx::SqliteConnection;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, RwLock};
use std::time::Duration;
use tokio::sync::mpsc::error::TryRecvError;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

pub(crate) use fold::Retired;

/// Items that one commit takes at most, whoever sent them.
const COMMIT_ITEMS_MAX: usize = 10_000;
/// The tail is sealed once it holds this many rows, or bytes.
const SEAL_ROWS: usize = 200_000;
const SEAL_BYTES: usize = 64 << 20;
/// Identifiers remembered with their keys between commits.
const NODE_CACHE_MAX: usize = 200_000;
/// Claims remembered between commits.
const CLAIM_CACHE_MAX: usize = 200_000;
/// How often it is seen whether the last reader of a file is gone.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// What the writer is asked to do.
pub(crate) enum Command {
    Accept(Request),
    Seal(oneshot::Sender<Result<Arc<View>, StoreError>>),
    Undo(UndoRequest),
    /// Keep the files of a state that is published under a number.
    KeepPublished(Arc<View>, i64, oneshot::Sender<Result<(), StoreError>>),
}

/// An import to undo, with whom to answer.
pub(crate) struct UndoRequest {
    pub(crate) import_id: i64,
    /// Who asks, kept with the undo.
    pub(crate) author: String,
    pub(crate) reply: oneshot::Sender<Result<Undone, StoreError>>,
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
    /// Claims that were made before.
    pub(crate) claim_cache: HashSet<Claim>,
    /// Parts in which nothing is deleted, while others are folded.
    pub(crate) clean_parts: HashSet<String>,
    /// Who waits until an undo is folded in.
    pub(crate) undone: Vec<(oneshot::Sender<Result<Undone, StoreError>>, Undone)>,
    /// Files that left the list of parts and are not removed yet.
    pub(crate) retired: Vec<Retired>,
    /// Files that publications name.
    pub(crate) published: HashSet<String>,
}

/// What the writer does next.
enum Turn {
    Do(Command),
    Fold,
    Sweep,
    End,
}

impl Writer {
    /// Works until nobody can ask any more, or until the storage fails: then nothing more is acknowledged, and a new
    /// start recovers what is durable.
    pub(crate) async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        let mut next = None;
        loop {
            let done = match self.next_turn(next.take(), &mut commands).await {
                Turn::Do(command) => {
                    let done = self.carry_out(command, &mut next, &mut commands).await;
                    // Files are folded however much arrives.
                    if done.is_ok() { self.fold_on().await } else { done }
                }
                Turn::Fold => self.fold_on().await,
                Turn::Sweep => Ok(()),
                Turn::End => return,
            };
            if let Err(reason) = done.and_then(|()| self.sweep().map_err(|error| error.to_string())) {
                // Set once, here; whoever waits is answered with it.
                let _ = self.stopped.set(reason);
                return;
            }
        }
    }

    async fn next_turn(&self, next: Option<Command>, commands: &mut mpsc::Receiver<Command>) -> Turn {
        if let Some(command) = next {
            return Turn::Do(command);
        }
        if self.has_to_fold() {
            return match commands.try_recv() {
                Ok(command) => Turn::Do(command),
                Err(TryRecvError::Empty) => Turn::Fold,
                Err(TryRecvError::Disconnected) => Turn::End,
            };
        }
        let command = if self.retired.is_empty() {
            commands.recv().await
        } else {
            match timeout(SWEEP_EVERY, commands.recv()).await {
                Ok(command) => command,
                Err(_) => return Turn::Sweep,
            }
        };
        command.map_or(Turn::End, Turn::Do)
    }

    /// Does what is asked; an error is why the store stops.
    async fn carry_out(
        &mut self,
        command: Command,
        next: &mut Option<Command>,
        commands: &mut mpsc::Receiver<Command>,
    ) -> Result<(), String> {
        match command {
            Command::Seal(reply) => answer(reply, self.fold_and_seal().await),
            Command::KeepPublished(view, publication, reply) => {
                answer(reply, self.keep_published(&view, publication).await)
            }
            Command::Undo(UndoRequest { import_id, author, reply }) => match self.undo(import_id, &author).await {
                Ok(undone) => {
                    self.undone.push((reply, undone));
                    Ok(())
                }
                Err(error) => answer(reply, Err(error)),
            },
            Command::Accept(request) => {
                let (requests, after) = gather(request, commands);
                *next = after;
                self.accept(self.without_undone(requests)).await
            }
        }
    }

    async fn fold_on(&mut self) -> Result<(), String> {
        if !self.has_to_fold() {
            return Ok(());
        }
        self.fold_step().await.map_err(|error| error.to_string())
    }

    /// Refuses what comes late of an import that was undone, and returns the others.
    fn without_undone(&self, requests: Vec<Request>) -> Vec<Request> {
        let deletions = &self.current().deletions;
        let mut others = Vec::with_capacity(requests.len());
        for request in requests {
            match request.batch.origin {
                Origin::Import { import_id } if deletions.has_import(import_id) => {
                    // Whoever asked may have gone.
                    let _ = request.reply.send(Err(undo::import_undone(import_id).into()));
                }
                _ => others.push(request),
            }
        }
        others
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
        let claims = self.find_claims(&draft, &nodes).await?;
        draft.store(&nodes, claims)?;
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

    /// Finds which claims were made before, first in memory.
    async fn find_claims(
        &mut self,
        draft: &Draft,
        nodes: &HashMap<Identifier, u64>,
    ) -> Result<HashSet<Claim>, StoreError> {
        let claims = draft.claims(nodes);
        let is_known = |claim: &Claim| self.claim_cache.contains(claim);
        // Of an identifier that is new nothing was claimed.
        let may_be_known = |claim: &Claim| claim.a.max(claim.b) < self.counters.node;
        let missing: HashSet<Claim> =
            claims.iter().filter(|claim| !is_known(claim) && may_be_known(claim)).copied().collect();
        let mut known: HashSet<Claim> = claims.iter().filter(|claim| is_known(claim)).copied().collect();
        if !missing.is_empty() {
            known.extend(store::claims_find(&mut self.connection, &missing).await?);
        }
        if self.claim_cache.len() + claims.len() > CLAIM_CACHE_MAX {
            self.claim_cache.clear();
        }
        // All of them are made once this is committed; a commit that fails stops the store.
        self.claim_cache.extend(claims);
        Ok(known)
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
            self.show(before.changed(|view| {
                view.tail.extend(draft.tail);
                view.identity = draft.identity;
                view.event_names = draft.event_names;
                view.next = self.counters;
            }));
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
            let sealed = blocking(move || seal(&folder, &view, month_block)).await?;
            store::publish(&mut self.connection, &sealed.parts, &sealed.batch_ids, None).await?;
            let new = sealed.parts.iter().map(|row| Arc::new(Part::new(&self.folder, row)));
            let done: HashSet<i64> = sealed.batch_ids.into_iter().collect();
            self.show(before.changed(|view| {
                view.parts = Arc::new(before.parts.iter().cloned().chain(new).collect());
                view.tail.retain(|batch| !done.contains(&batch.batch_id));
            }));
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

/// Answers; an error that is no refusal is why the store stops.
fn answer<T>(reply: oneshot::Sender<Result<T, StoreError>>, done: Result<T, StoreError>) -> Result<(), String> {
    let reason = match &done {
        Ok(_) | Err(StoreError::Refused(_)) => None,
        Err(error) => Some(error.to_string()),
    };
    // Whoever asked may have gone; the work is done all the same.
    let _ = reply.send(done);
    reason.map_or(Ok(()), Err)
}

fn read_keys(view: &View) -> Result<KeySet, StoreError> {
    let (mut keys, deletes) = (KeySet::default(), view.deletes());
    for part in view.parts.iter() {
        keys.extend(part.keys(&deletes)?);
    }
    for batch in &view.tail {
        let rows = deletes.keep(&batch.rows)?;
        let column = |index| rows.column(index);
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
