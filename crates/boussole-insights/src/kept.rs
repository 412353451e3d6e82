use boussole_core::MINUTE_MS;
use boussole_query::Kept;
use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;

/// How long an answer is kept after it was last used, in milliseconds.
pub(crate) const LEASE_MS: i64 = 15 * MINUTE_MS;
/// The most answers that are kept.
const ANSWERS_MAX: usize = 512;
/// The most states of the store that are kept: each holds on to what lay in memory then, and to files replaced since.
const VERSIONS_MAX: usize = 32;

/// The answers whose people may be asked for: each as its question, and the state of the store that it came from.
#[derive(Debug, Default)]
pub(crate) struct KeptAnswers {
    entries: Mutex<HashMap<String, Entry>>,
}

#[derive(Debug)]
struct Entry {
    kept: Kept,
    version: String,
    used_ms: i64,
}

impl KeptAnswers {
    /// Keeps an answer that came from this version of the store, in place of those that were used longest ago.
    pub(crate) fn keep(&self, kept: Kept, version: String, now_ms: i64) {
        let mut entries = self.entries.lock().expect("nobody panics while holding the entries");
        entries.insert(kept.id().to_owned(), Entry { kept, version, used_ms: now_ms });
        entries.retain(|_, entry| !is_over(entry, now_ms));
        // Each turn removes an entry, and one that was just used is never the oldest while there is another.
        while entries.len() > ANSWERS_MAX || n_versions(&entries) > VERSIONS_MAX {
            let oldest = entries.iter().min_by_key(|(id, entry)| (entry.used_ms, *id)).map(|(id, _)| id.clone());
            let Some(oldest) = oldest else { return };
            entries.remove(&oldest);
        }
    }

    /// Returns the answer of this id, which is kept as long again; `None` when it is kept no more.
    pub(crate) fn find(&self, id: &str, now_ms: i64) -> Option<Kept> {
        let mut entries = self.entries.lock().expect("nobody panics while holding the entries");
        entries.retain(|_, entry| !is_over(entry, now_ms));
        let entry = entries.get_mut(id)?;
        entry.used_ms = now_ms;
        Some(entry.kept.clone())
    }
}

fn is_over(entry: &Entry, now_ms: i64) -> bool {
    now_ms - entry.used_ms > LEASE_MS
}

fn n_versions(entries: &HashMap<String, Entry>) -> usize {
    entries.values().map(|entry| entry.version.as_str()).collect::<BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use super::{ANSWERS_MAX, KeptAnswers, LEASE_MS, VERSIONS_MAX};
    use boussole_core::{Ctx, FixedClock, ProjectId};
    use boussole_events::{EventStore, Snapshot};
    use boussole_query::{Kept, ProjectSettings};
    use serde_json::json;
    use std::sync::Arc;

    /// A state of an empty store; which one does not matter to who keeps it.
    async fn snapshot() -> Snapshot {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let project = ProjectId::default();
        let clock = Arc::new(FixedClock::at(0));
        let store = EventStore::open(folder.path(), &project, clock).await.expect("a store");
        store.snapshot(&Ctx::command_line(project)).expect("a snapshot")
    }

    /// Keeps the answer of a number, from a version of a number, and returns its id.
    fn keep(answers: &KeptAnswers, snapshot: &Snapshot, number: usize, version: usize, now_ms: i64) -> String {
        let settings = ProjectSettings::default();
        let kept = Kept::new(snapshot.clone(), settings, json!(number), 0);
        let id = kept.id().to_owned();
        answers.keep(kept, version.to_string(), now_ms);
        id
    }

    #[tokio::test]
    async fn an_answer_is_kept_for_a_lease_after_its_last_use() {
        let (answers, snapshot) = (KeptAnswers::default(), snapshot().await);
        let id = keep(&answers, &snapshot, 1, 1, 0);
        assert!(answers.find(&id, LEASE_MS).is_some());
        assert!(answers.find(&id, 2 * LEASE_MS).is_some());
        assert!(answers.find(&id, 3 * LEASE_MS + 1).is_none());
        assert!(answers.find(&id, 0).is_none(), "what is gone does not come back");
        assert!(answers.find("other", 0).is_none());
    }

    #[tokio::test]
    async fn of_too_many_answers_those_used_longest_ago_go() {
        let (answers, snapshot) = (KeptAnswers::default(), snapshot().await);
        let ids: Vec<String> = (0..ANSWERS_MAX).map(|number| keep(&answers, &snapshot, number, 1, 0)).collect();
        assert!(answers.find(&ids[0], 1).is_some());
        let newest = keep(&answers, &snapshot, ANSWERS_MAX, 1, 2);
        let n_found = ids.iter().filter(|id| answers.find(id, 3).is_some()).count();
        assert_eq!(n_found, ANSWERS_MAX - 1);
        assert!(answers.find(&ids[0], 3).is_some() && answers.find(&newest, 3).is_some());
    }

    #[tokio::test]
    async fn of_too_many_versions_the_answers_used_longest_ago_go() {
        let (answers, snapshot) = (KeptAnswers::default(), snapshot().await);
        let first: Vec<String> = (0..3).map(|number| keep(&answers, &snapshot, number, 0, 0)).collect();
        for version in 1..=VERSIONS_MAX {
            keep(&answers, &snapshot, 100 + version, version, 1);
        }
        assert!(first.iter().all(|id| answers.find(id, 2).is_none()));
    }
}
