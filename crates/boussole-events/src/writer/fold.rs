//! Folding, a file at a time between commits, and the files that nobody needs any more.

use super::{Writer, blocking};
use crate::error::StoreError;
use crate::fold::{Folded, fold};
use crate::part::{self, Part};
use crate::store;
use crate::view::View;
use std::collections::HashSet;
use std::sync::Arc;

/// Publications whose files are kept: the last one, and the one before for queries that are under way.
const PUBLICATIONS_KEPT: i64 = 2;

/// A file that left the list of parts.
#[derive(Debug)]
pub(crate) struct Retired {
    name: String,
    /// Whoever reads an older state holds it too; absent when it was retired by a process that is gone.
    part: Option<Arc<Part>>,
}

impl Retired {
    /// Takes note of a file that only a publication names.
    pub(crate) fn published(name: String) -> Self {
        Self { name, part: None }
    }
}

impl Writer {
    /// Tells whether files may hold rows that are deleted.
    pub(super) fn has_to_fold(&self) -> bool {
        !self.current().deletes().is_empty()
    }

    /// Folds the inbox or one part, or notes that all is done.
    pub(super) async fn fold_step(&mut self) -> Result<(), StoreError> {
        let view = self.current();
        let deletes = view.deletes();
        let is_touched = |rows| deletes.stays(rows).false_count() > 0;
        if view.tail.iter().any(|batch| is_touched(&batch.rows)) {
            return self.seal_tail().await.map(drop);
        }
        let is_next = |part: &&Arc<Part>| deletes.may_touch(&part.meta) && !self.clean_parts.contains(&part.name);
        match view.parts.iter().find(is_next).cloned() {
            Some(part) => self.fold_part(&view, part).await,
            None => self.fold_end(&view, deletes.last().unwrap_or(view.folded)).await,
        }
    }

    async fn fold_part(&mut self, view: &Arc<View>, part: Arc<Part>) -> Result<(), StoreError> {
        let (folder, before, old) = (self.folder.clone(), view.clone(), part.clone());
        let rows = match blocking(move || fold(&folder, &before, &old)).await? {
            Folded::Clean => {
                self.clean_parts.insert(part.name.clone());
                return Ok(());
            }
            Folded::Rewritten(row) => vec![row],
            Folded::Empty => Vec::new(),
        };
        store::publish(&mut self.connection, &rows, &[], Some(&part.name)).await?;
        self.clean_parts.extend(rows.iter().map(|row| row.path.clone()));
        let new = rows.iter().map(|row| Arc::new(Part::new(&self.folder, row)));
        let others = view.parts.iter().filter(|other| other.name != part.name).cloned();
        let parts = Arc::new(others.chain(new).collect());
        self.show(view.changed(|view| view.parts = parts));
        self.retired.push(Retired { name: part.name.clone(), part: Some(part) });
        Ok(())
    }

    async fn fold_end(&mut self, view: &View, seq: u64) -> Result<(), StoreError> {
        store::fold_end(&mut self.connection, seq).await?;
        self.show(view.changed(|view| view.folded = seq));
        self.clean_parts.clear();
        for (reply, undone) in self.undone.drain(..) {
            // Whoever asked may have gone; what was undone stays undone.
            let _ = reply.send(Ok(undone));
        }
        Ok(())
    }

    /// Removes the files that left the list of parts and that no reader holds and no publication names.
    pub(super) fn sweep(&mut self) -> Result<(), StoreError> {
        let is_free = |retired: &Retired| {
            !self.published.contains(&retired.name)
                && retired.part.as_ref().is_none_or(|part| Arc::strong_count(part) == 1)
        };
        let (free, held): (Vec<_>, Vec<_>) = std::mem::take(&mut self.retired).into_iter().partition(is_free);
        self.retired = held;
        free.iter().try_for_each(|retired| part::remove(&self.folder.join(&retired.name)))
    }

    /// Notes which files a publication names.
    pub(super) async fn keep_published(&mut self, view: &View, publication: i64) -> Result<(), StoreError> {
        let paths: Vec<&str> = view.parts.iter().map(|part| part.name.as_str()).collect();
        let oldest = publication + 1 - PUBLICATIONS_KEPT;
        self.published = store::publication_add(&mut self.connection, publication, &paths, oldest).await?;
        Ok(())
    }

    /// Folds all that has to be folded, then turns the whole tail into parts.
    pub(super) async fn fold_and_seal(&mut self) -> Result<Arc<View>, StoreError> {
        while self.has_to_fold() {
            self.fold_step().await?;
        }
        self.seal_tail().await
    }

    /// Returns the files, of those that publications name, that left the list of parts before this start.
    pub(crate) fn retired_before(published: &HashSet<String>, listed: &HashSet<String>) -> Vec<Retired> {
        published.difference(listed).cloned().map(Retired::published).collect()
    }
}
