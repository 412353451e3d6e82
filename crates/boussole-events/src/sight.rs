//! What a member sees of a whole state: the words and the times of the events within their scope.

use crate::chunk::ScanRequest;
use crate::error::StoreError;
use crate::event_store::Snapshot;
use boussole_core::{Ctx, Scope};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// Scopes of which one state remembers what they see.
const SIGHTS_MAX: usize = 8;

/// What a scope sees of one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// The names of all events, in alphabetical order.
    pub event_names: Vec<String>,
    /// The times of the first and the last event, in milliseconds; `None` when there is no event.
    pub time_range_ms: Option<(i64, i64)>,
}

/// What the last scopes that asked see of a state; the oldest makes room.
#[derive(Debug, Default)]
pub(crate) struct Sights {
    entries: Mutex<Vec<(Scope, Arc<Sight>)>>,
}

impl Sights {
    fn find(&self, scope: &Scope) -> Option<Arc<Sight>> {
        let entries = self.entries.lock().expect("nobody panics while holding the entries");
        entries.iter().find(|(known, _)| known == scope).map(|(_, sight)| sight.clone())
    }

    fn keep(&self, scope: &Scope, sight: &Arc<Sight>) {
        let mut entries = self.entries.lock().expect("nobody panics while holding the entries");
        entries.retain(|(known, _)| known != scope);
        if entries.len() == SIGHTS_MAX {
            entries.remove(0);
        }
        entries.push((scope.clone(), sight.clone()));
    }
}

impl Snapshot {
    /// Returns the names and the times of the events that `ctx` may see. Blocks on the disk where a scope limits: then
    /// every event is read, once for this state.
    ///
    /// # Errors
    /// Fails when the events cannot be read.
    pub fn sight(&self, ctx: &Ctx) -> Result<Arc<Sight>, StoreError> {
        let view = self.view();
        if ctx.scope.limits().is_empty() {
            let event_names = view.event_names.iter().cloned().collect();
            return Ok(Arc::new(Sight { event_names, time_range_ms: view.time_range_ms() }));
        }
        if let Some(sight) = view.sights.find(&ctx.scope) {
            return Ok(sight);
        }
        let sight = Arc::new(self.look(ctx)?);
        view.sights.keep(&ctx.scope, &sight);
        Ok(sight)
    }

    fn look(&self, ctx: &Ctx) -> Result<Sight, StoreError> {
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut time_range_ms: Option<(i64, i64)> = None;
        for chunk in self.scan(ctx, &ScanRequest::default()) {
            let chunk = chunk?;
            let words = chunk.event_names();
            let mut is_met = vec![false; words.len()];
            chunk.event_codes().iter().for_each(|code| is_met[*code as usize] = true);
            let met = words.into_iter().zip(is_met).filter(|(_, is_met)| *is_met);
            names.extend(met.map(|(name, _)| name.to_owned()));
            for time_ms in chunk.times_ms() {
                let (first_ms, last_ms) = time_range_ms.unwrap_or((*time_ms, *time_ms));
                time_range_ms = Some((first_ms.min(*time_ms), last_ms.max(*time_ms)));
            }
        }
        Ok(Sight { event_names: names.into_iter().collect(), time_range_ms })
    }
}
