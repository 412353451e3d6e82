use boussole_core::Refusal;
use boussole_import::Progress;
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

/// The most imports and dry runs at once: each may fill a processor.
const RUNNING_MAX: usize = 2;

/// What is under way, and who may begin.
#[derive(Debug, Clone)]
pub(crate) struct Jobs {
    turns: Arc<Semaphore>,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    /// What is under way of the imports, by number.
    imports: HashMap<i64, Arc<Job>>,
    tasks: JoinSet<()>,
}

/// Something that takes long.
#[derive(Debug, Default)]
pub(crate) struct Job {
    progress: Mutex<Option<Progress>>,
    stop: Notify,
    /// Whether it takes an import back.
    pub(crate) is_undo: bool,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(RUNNING_MAX)), inner: Arc::default() }
    }
}

impl Jobs {
    /// Takes a turn, or refuses.
    pub(crate) fn turn(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        self.turns.clone().try_acquire_owned().map_err(|_| {
            Refusal::new("too_many_imports", format!("{RUNNING_MAX} imports or dry runs are under way already"))
                .hint("wait until one of them ends")
        })
    }

    /// Does something beside the request that asked for it; it runs to its end, whoever goes away.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut inner = self.lock();
        while inner.tasks.try_join_next().is_some() {}
        inner.tasks.spawn(work);
    }

    /// Notes that an import is under way, or its undo; `None` when one of the two is already.
    pub(crate) fn add(&self, import_id: i64, is_undo: bool) -> Option<Arc<Job>> {
        let mut inner = self.lock();
        if inner.imports.contains_key(&import_id) {
            return None;
        }
        let job = Arc::new(Job { is_undo, ..Job::default() });
        inner.imports.insert(import_id, job.clone());
        Some(job)
    }

    /// Notes that it is no longer.
    pub(crate) fn remove(&self, import_id: i64) {
        self.lock().imports.remove(&import_id);
    }

    /// Returns what is under way of an import.
    pub(crate) fn of(&self, import_id: i64) -> Option<Arc<Job>> {
        self.lock().imports.get(&import_id).cloned()
    }

    /// Stops what can be stopped, and waits for everything.
    pub(crate) async fn close(&self) {
        let mut tasks = {
            let mut inner = self.lock();
            inner.imports.values().for_each(|job| job.stop());
            std::mem::take(&mut inner.tasks)
        };
        while tasks.join_next().await.is_some() {}
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Job {
    /// Notes how far it is.
    pub(crate) fn tell(&self, progress: &Progress) {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress.clone());
    }

    /// Returns how far it is, once it told.
    pub(crate) fn progress(&self) -> Option<Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks it to stop.
    pub(crate) fn stop(&self) {
        self.stop.notify_one();
    }

    /// Is ready when somebody asked it to stop.
    pub(crate) async fn stopped(&self) {
        self.stop.notified().await;
    }
}
