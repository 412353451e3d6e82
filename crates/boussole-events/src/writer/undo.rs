//! Undo of an import: gone at once for who reads, then folded into the files.

use super::{Writer, blocking};
use crate::deletion::{Deletion, Predicate};
use crate::error::StoreError;
use crate::identity::{IdentityMap, Node};
use crate::model::Undone;
use crate::store::{self, Deleted, DeletionRow};
use crate::undo::Traces;
use boussole_core::Refusal;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Writer {
    /// Takes back what an import brought, in one transaction, and shows it to readers. The files are folded afterwards.
    pub(super) async fn undo(&mut self, import_id: i64, author: &str) -> Result<Undone, StoreError> {
        let view = self.current();
        if view.deletions.has_import(import_id) {
            return Err(import_undone(import_id).into());
        }
        let deletion = Deletion { seq: self.counters.seq, predicate: Predicate::Import(import_id) };
        let before = view.clone();
        let traces = blocking(move || Traces::read(&before, deletion)).await?;
        let claims = store::import_claims(&mut self.connection, import_id).await?;
        if traces.n_events == 0 && claims.is_empty() && !store::has_import(&mut self.connection, import_id).await? {
            let message = format!("the store has nothing of import {import_id}");
            return Err(Refusal::new("unknown_import", message).at("import_id").into());
        }
        let edges = store::edges(&mut self.connection, Some(import_id)).await?;
        let parted = (!claims.is_empty()).then(|| {
            let mut map = IdentityMap::default();
            edges.iter().for_each(|edge| map.claim(edge.version, edge.a, edge.b));
            view.identity.parted(map)
        });
        let oldest = view.parts.iter().map(|part| part.meta.identity_version).min().unwrap_or(u64::MAX);
        let nodes = forgotten(&traces, &claims, edges.iter().flat_map(|edge| [edge.a, edge.b]));
        let names: BTreeSet<String> = view.event_names.intersection(&traces.other_names).cloned().collect();
        let now_ms = self.clock.now_ms();
        let row = DeletionRow {
            deletion,
            import_id,
            author: author.to_owned(),
            parted: parted.as_ref().map(|map| (map.version(), map.moves_since(oldest))),
            n_events: traces.n_events,
            n_derived: traces.n_derived,
            event_names: view.event_names.difference(&names).cloned().collect(),
            nodes,
            received: traces.received,
        };
        let mut next = self.counters;
        next.seq += 1;
        let Deleted { n_traits, n_links, n_identifiers, n_quarantined } =
            store::delete(&mut self.connection, &row, next, now_ms).await?;

        self.counters = next;
        self.property_names = Arc::new(store::names(&mut self.connection, store::PROPERTY_NAME).await?);
        if let Some(keys) = &mut self.keys {
            keys.remove(traces.keys);
        }
        self.node_cache.clear();
        self.claim_cache.clear();
        view.deletions.add(deletion);
        self.show(view.changed(|view| {
            view.identity = parted.unwrap_or_else(|| view.identity.clone());
            view.event_names = Arc::new(names);
            view.next = next;
        }));
        let (n_events, n_derived) = (row.n_events, row.n_derived);
        Ok(Undone { n_events, n_derived, n_traits, n_links, n_identifiers, n_quarantined, undone_ms: now_ms })
    }
}

/// Refuses what belongs to an import that was undone.
pub(super) fn import_undone(import_id: i64) -> Refusal {
    Refusal::new("import_undone", format!("import {import_id} was undone"))
        .at("import_id")
        .hint("import the files again: that is a new import")
}

/// Returns the identifiers that the import named and that nothing else names, as far as events and edges tell.
fn forgotten(traces: &Traces, claims: &[(u64, u64)], linked: impl Iterator<Item = Node>) -> Vec<u64> {
    let mut may_go = traces.identities.clone();
    claims.iter().flat_map(|(a, b)| [a, b]).for_each(|key| may_go[*key as usize] = true);
    linked.for_each(|node| may_go[node.key as usize] = false);
    let is_forgotten = |key: &usize| *key != 0 && may_go[*key] && !traces.other_identities[*key];
    (0..may_go.len()).filter(is_forgotten).map(|key| key as u64).collect()
}
