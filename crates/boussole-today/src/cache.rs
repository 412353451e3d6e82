use crate::error::TodayError;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;

/// The most answers that are kept: a few periods of a few members of one project.
const KEPT_MAX: usize = 32;

/// Where one answer is, or will be when it is made.
type Place<T> = Arc<OnceCell<Arc<T>>>;

/// Answers that hold as long as nothing changes. Who asks for one that is being made waits for it.
#[derive(Debug)]
pub(crate) struct Cache<T> {
    /// The answers by what they are of, newest last.
    kept: Mutex<Vec<(String, Place<T>)>>,
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self { kept: Mutex::default() }
    }
}

impl<T> Cache<T> {
    /// Returns the answer of that name, after making it if need be.
    pub(crate) async fn get(
        &self,
        name: String,
        make: impl Future<Output = Result<T, TodayError>>,
    ) -> Result<Arc<T>, TodayError> {
        let place = self.place(name);
        let made = place.get_or_try_init(|| async { make.await.map(Arc::new) }).await?;
        Ok(made.clone())
    }

    fn place(&self, name: String) -> Place<T> {
        // A thread that panicked left the list whole: it is only ever pushed to and shortened.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, place)) = kept.iter().find(|(known, _)| *known == name) {
            return place.clone();
        }
        if kept.len() == KEPT_MAX {
            kept.remove(0);
        }
        let place = Arc::new(OnceCell::new());
        kept.push((name, place.clone()));
        place
    }
}
