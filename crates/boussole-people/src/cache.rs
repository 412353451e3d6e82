use crate::error::PeopleError;
use crate::index::PeopleIndex;
use boussole_core::Scope;
use std::sync::{Arc, Mutex};
use tokio::sync::OnceCell;

/// Indexes that are kept, one a scope.
const INDEXES_MAX: usize = 8;

/// The latest index of each of the last few scopes that asked.
#[derive(Debug, Default)]
pub(crate) struct IndexCache {
    /// Least recently used first.
    entries: Mutex<Vec<Entry>>,
}

#[derive(Debug)]
struct Entry {
    version: String,
    scope: Scope,
    index: Arc<OnceCell<Arc<PeopleIndex>>>,
}

impl IndexCache {
    /// Returns the index of a scope as of a version of the events; `build` makes it, once for all who wait for it.
    pub(crate) async fn get(
        &self,
        version: String,
        scope: &Scope,
        build: impl AsyncFnOnce() -> Result<PeopleIndex, PeopleError>,
    ) -> Result<Arc<PeopleIndex>, PeopleError> {
        let cell = self.cell(version, scope);
        let index = cell.get_or_try_init(async || build().await.map(Arc::new)).await?;
        Ok(index.clone())
    }

    fn cell(&self, version: String, scope: &Scope) -> Arc<OnceCell<Arc<PeopleIndex>>> {
        let mut entries = self.entries.lock().expect("nobody panics while holding the entries");
        let found = entries.iter().position(|entry| entry.scope == *scope).map(|at| entries.remove(at));
        let entry = found.filter(|entry| entry.version == version).unwrap_or_else(|| Entry {
            version,
            scope: scope.clone(),
            index: Arc::default(),
        });
        if entries.len() == INDEXES_MAX {
            entries.remove(0);
        }
        let index = entry.index.clone();
        entries.push(entry);
        index
    }
}

#[cfg(test)]
mod tests {
    use super::{INDEXES_MAX, IndexCache};
    use crate::index::PeopleIndex;
    use boussole_core::Scope;
    use std::collections::BTreeSet;
    use std::sync::Arc;

    fn store(name: usize) -> Scope {
        Scope::Limited { stores: BTreeSet::from([name.to_string()]), regions: BTreeSet::new(), brands: BTreeSet::new() }
    }

    async fn get(cache: &IndexCache, version: &str, scope: &Scope) -> (Arc<PeopleIndex>, bool) {
        let mut was_built = false;
        let index = cache.get(version.to_owned(), scope, async || {
            was_built = true;
            Ok(PeopleIndex::default())
        });
        (index.await.expect("an index"), was_built)
    }

    #[tokio::test]
    async fn an_index_is_built_once_a_version_and_scope() {
        let cache = IndexCache::default();
        for (version, scope, builds) in [
            ("1", Scope::All, true),
            ("1", Scope::All, false),
            ("1", store(0), true),
            ("2", Scope::All, true),
            ("1", store(0), false),
        ] {
            assert_eq!(get(&cache, version, &scope).await.1, builds, "{version} {scope:?}");
        }
    }

    #[tokio::test]
    async fn the_scope_that_asked_longest_ago_is_forgotten() {
        let cache = IndexCache::default();
        for name in 0..INDEXES_MAX {
            get(&cache, "1", &store(name)).await;
        }
        get(&cache, "1", &store(0)).await;
        get(&cache, "1", &store(INDEXES_MAX)).await;
        assert!(!get(&cache, "1", &store(0)).await.1);
        assert!(get(&cache, "1", &store(1)).await.1);
    }
}
