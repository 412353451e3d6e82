//! What takes long to make of the events is kept for who asks again.

use boussole_core::Scope;
use std::fmt;
use std::sync::{Arc, Mutex};
use tokio::sync::OnceCell;

/// Indexes that are kept, one a scope.
const INDEXES_MAX: usize = 8;

/// What was made of the events that a scope sees, the latest of each of the last few scopes that asked.
pub struct ScopeCache<T> {
    /// Least recently used first.
    entries: Mutex<Vec<Entry<T>>>,
}

struct Entry<T> {
    version: String,
    scope: Scope,
    index: Arc<OnceCell<Arc<T>>>,
}

impl<T> fmt::Debug for ScopeCache<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScopeCache")
    }
}

impl<T> Default for ScopeCache<T> {
    fn default() -> Self {
        Self { entries: Mutex::default() }
    }
}

impl<T> ScopeCache<T> {
    /// Returns what there is of a scope as of a version of the events; `build` makes it, once for all who wait for it.
    ///
    /// # Errors
    /// Fails when `build` does; the next who asks has it made anew.
    pub async fn get<E>(
        &self,
        version: String,
        scope: &Scope,
        build: impl AsyncFnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let cell = self.cell(version, scope);
        let index = cell.get_or_try_init(async || build().await.map(Arc::new)).await?;
        Ok(index.clone())
    }

    fn cell(&self, version: String, scope: &Scope) -> Arc<OnceCell<Arc<T>>> {
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
    use super::{INDEXES_MAX, ScopeCache};
    use boussole_core::Scope;
    use std::collections::BTreeSet;
    use std::convert::Infallible;

    fn store(name: usize) -> Scope {
        Scope::Limited { stores: BTreeSet::from([name.to_string()]), regions: BTreeSet::new(), brands: BTreeSet::new() }
    }

    /// Tells whether what is asked for had to be made.
    async fn is_built(cache: &ScopeCache<u32>, version: &str, scope: &Scope) -> bool {
        let mut was_built = false;
        let made = cache.get(version.to_owned(), scope, async || {
            was_built = true;
            Ok::<_, Infallible>(7)
        });
        assert_eq!(*made.await.expect("it is made"), 7);
        was_built
    }

    #[tokio::test]
    async fn an_index_is_built_once_a_version_and_scope() {
        let cache = ScopeCache::default();
        for (version, scope, builds) in [
            ("1", Scope::All, true),
            ("1", Scope::All, false),
            ("1", store(0), true),
            ("2", Scope::All, true),
            ("1", store(0), false),
        ] {
            assert_eq!(is_built(&cache, version, &scope).await, builds, "{version} {scope:?}");
        }
    }

    #[tokio::test]
    async fn the_scope_that_asked_longest_ago_is_forgotten() {
        let cache = ScopeCache::default();
        for name in 0..INDEXES_MAX {
            is_built(&cache, "1", &store(name)).await;
        }
        is_built(&cache, "1", &store(0)).await;
        is_built(&cache, "1", &store(INDEXES_MAX)).await;
        assert!(!is_built(&cache, "1", &store(0)).await);
        assert!(is_built(&cache, "1", &store(1)).await);
    }
}
