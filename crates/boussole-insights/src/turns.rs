use crate::error::InsightsError;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The most questions that are answered at once: each may read the whole store, and fill a processor.
const RUNNING_MAX: usize = 4;
/// The most questions that wait for their turn.
const WAITING_MAX: usize = 64;

/// Who may ask now, and who waits: in the order in which they came.
#[derive(Debug, Clone)]
pub(crate) struct Turns {
    places: Arc<Semaphore>,
    running: Arc<Semaphore>,
}

/// A turn; it ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    _running: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(RUNNING_MAX + WAITING_MAX)),
            running: Arc::new(Semaphore::new(RUNNING_MAX)),
        }
    }
}

impl Turns {
    /// Waits for a turn; refuses when too many wait already.
    pub(crate) async fn take(&self) -> Result<Turn, InsightsError> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| InsightsError::Busy)?;
        let running = self.running.clone().acquire_owned().await.map_err(|_| InsightsError::Busy)?;
        Ok(Turn { _running: running, _place: place })
    }
}

#[cfg(test)]
mod tests {
    use super::{RUNNING_MAX, Turn, Turns, WAITING_MAX};
    use crate::error::InsightsError;
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Waker};

    type Taking = Pin<Box<dyn Future<Output = Result<Turn, InsightsError>>>>;

    fn taking(turns: &Turns) -> Taking {
        let turns = turns.clone();
        Box::pin(async move { turns.take().await })
    }

    /// Looks once whether a turn was given; `None` while it waits.
    fn look(taking: &mut Taking) -> Option<Result<Turn, InsightsError>> {
        match taking.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            std::task::Poll::Ready(turn) => Some(turn),
            std::task::Poll::Pending => None,
        }
    }

    #[test]
    fn a_few_run_some_wait_and_the_others_are_told_to_come_back() {
        let turns = Turns::default();
        let mut running: Vec<Turn> =
            (0..RUNNING_MAX).map(|_| look(&mut taking(&turns)).expect("at once").expect("a turn")).collect();
        let mut waiting: Vec<Taking> = (0..WAITING_MAX).map(|_| taking(&turns)).collect();
        assert!(waiting.iter_mut().all(|taking| look(taking).is_none()));
        assert!(matches!(look(&mut taking(&turns)), Some(Err(InsightsError::Busy))));

        // Who goes away while waiting makes room for another, and a turn that ends goes to who came first.
        drop(waiting.pop());
        waiting.push(taking(&turns));
        assert!(look(&mut waiting[WAITING_MAX - 1]).is_none());
        drop(running.pop());
        assert!(look(&mut waiting[1]).is_none());
        assert!(matches!(look(&mut waiting[0]), Some(Ok(_))));
    }
}
