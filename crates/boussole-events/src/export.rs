//! What a sealed state consists of, for those who hand it to foreign readers.

use crate::error::StoreError;
use crate::event_store::EventStore;
use crate::model::Identifier;
use crate::store;
use crate::view::View;
use boussole_core::{Action, Ctx, Refusal, Scope};
use std::sync::Arc;

/// Rows of a page of an export at most.
const EXPORT_ROWS_MAX: usize = 50_000;

/// A state of the store of which nothing lies in the inbox; its files are kept as long as it is held.
#[derive(Debug, Clone)]
pub struct SealedSnapshot {
    view: Arc<View>,
}

/// A file of events, as it can be described without opening it. Bounds are inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartFile {
    /// The path within the folder `parts` of the project, its folders divided by `/`.
    pub path: String,
    /// Its rows.
    pub n_rows: u64,
    /// Its length in bytes.
    pub n_bytes: u64,
    /// The smallest and the largest `person_key` in it.
    pub person_keys: (u64, u64),
    /// The times of its first and its last event, in milliseconds since 1970.
    pub times_ms: (i64, i64),
}

/// An identifier, with the person to whom it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityRow {
    /// The identifier's own key, which never changes.
    pub identity_key: u64,
    /// The key of the person.
    pub person_key: u64,
    /// What it says.
    pub identifier: Identifier,
}

/// Something that was said of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TraitRow {
    /// The identifier under which it was said.
    pub identity_key: u64,
    /// The name of the trait.
    pub field: String,
    /// The value, as JSON.
    pub value: String,
    /// When it was true, in milliseconds since 1970.
    pub time_ms: i64,
    /// The event with which it was said.
    pub seq: u64,
}

impl SealedSnapshot {
    pub(crate) fn new(view: Arc<View>) -> Self {
        Self { view }
    }

    pub(crate) fn view(&self) -> Arc<View> {
        self.view.clone()
    }

    /// Returns the files of events, by month and path.
    #[must_use]
    pub fn parts(&self) -> Vec<PartFile> {
        let file = |part: &Arc<crate::part::Part>| PartFile {
            path: part.name.clone(),
            n_rows: part.meta.n_rows as u64,
            n_bytes: part.n_bytes,
            person_keys: (part.meta.person_min, part.meta.person_max),
            times_ms: (part.meta.time_ms_min, part.meta.time_ms_max),
        };
        let mut files: Vec<PartFile> = self.view.parts.iter().map(file).collect();
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        files
    }
}

impl EventStore {
    /// Returns the next identifiers after the one with the key `after`, by key; none when all were returned.
    ///
    /// # Errors
    /// Refuses another project's context and who may not see, or take out, everything; fails when the database does.
    pub async fn identities_page(
        &self,
        ctx: &Ctx,
        sealed: &SealedSnapshot,
        after: u64,
    ) -> Result<Vec<IdentityRow>, StoreError> {
        self.check_export(ctx)?;
        let nodes = store::nodes_page(&self.pool, after, sealed.view.next.node, EXPORT_ROWS_MAX).await?;
        let row = |(identifier, identity_key)| IdentityRow {
            identity_key,
            person_key: sealed.view.identity.person(identity_key),
            identifier,
        };
        Ok(nodes.into_iter().map(row).collect())
    }

    /// Returns what else was said of people after `after`, in a fixed order; none when all was returned.
    ///
    /// # Errors
    /// Refuses another project's context and who may not see, or take out, everything; fails when the database does.
    pub async fn traits_page(
        &self,
        ctx: &Ctx,
        sealed: &SealedSnapshot,
        after: Option<&TraitRow>,
    ) -> Result<Vec<TraitRow>, StoreError> {
        self.check_export(ctx)?;
        store::traits_page(&self.pool, after, sealed.view.next.seq, EXPORT_ROWS_MAX).await
    }
    /// What leaves the store knows no scope any more: only who may see everything may take it out.
    fn check_export(&self, ctx: &Ctx) -> Result<(), Refusal> {
        self.check(ctx, Action::EventExport)?;
        match ctx.scope {
            Scope::All => Ok(()),
            Scope::Limited { .. } => Err(Refusal::new("forbidden", "you may see a part of the project only")
                .hint("ask an owner who sees the whole project")),
        }
    }
}
