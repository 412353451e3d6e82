use crate::JobError;
use crate::model::{NewEffect, Timer};
use crate::outbox::WAITING_MAX;
use crate::store;
use boussole_core::{ProjectId, Refusal};
use sqlx::AnyConnection;

/// One step of a reactor: what it writes, the timers it sets, the effects it plans, and its checkpoint. All of it is kept,
/// or nothing.
#[derive(Debug)]
pub struct Work<'a> {
    connection: &'a mut AnyConnection,
    project: &'a ProjectId,
    reactor: &'static str,
    now_ms: i64,
    is_planned: bool,
}

impl<'a> Work<'a> {
    pub(crate) fn new(
        connection: &'a mut AnyConnection,
        project: &'a ProjectId,
        reactor: &'static str,
        now_ms: i64,
    ) -> Self {
        Self { connection, project, reactor, now_ms, is_planned: false }
    }

    /// Returns the transaction of the step, for what the feature keeps itself.
    pub fn connection(&mut self) -> &mut AnyConnection {
        self.connection
    }

    /// Returns whose events these are.
    #[must_use]
    pub fn project(&self) -> &ProjectId {
        self.project
    }

    /// Returns the present, as of the beginning of the step, in milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.now_ms
    }

    /// Plans an effect with this step; the same one twice is one.
    ///
    /// # Errors
    /// Refuses with `outbox_full` as [`Outbox::plan`] does: then the step is done later; fails when the database does.
    pub async fn plan(&mut self, new: &NewEffect) -> Result<(), JobError> {
        let id = new.id(self.project);
        if store::effect_add(self.connection, self.project, &id, new, self.now_ms, WAITING_MAX).await? {
            self.is_planned = true;
        } else if !store::effect_exists(self.connection, &id).await? {
            return Err(outbox_full().into());
        }
        Ok(())
    }

    /// Sets a timer, or sets it anew: it rings once, at `due_ms` or soon after, with `payload`.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn timer_set(&mut self, name: &str, payload: &str, due_ms: i64) -> Result<(), JobError> {
        let timer = Timer { name: name.to_owned(), payload: payload.to_owned(), due_ms, n_failures: 0 };
        store::timer_set(self.connection, self.project, self.reactor, &timer).await
    }

    /// Returns a timer of the reactor that has not rung yet.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn timer(&mut self, name: &str) -> Result<Option<Timer>, JobError> {
        store::timer(self.connection, self.project, self.reactor, name).await
    }

    /// Tells whether the step plans something new.
    pub(crate) fn is_planned(&self) -> bool {
        self.is_planned
    }
}

/// Refuses one more effect where too many wait.
pub(crate) fn outbox_full() -> Refusal {
    Refusal::new("outbox_full", format!("{WAITING_MAX} wait to be sent already"))
        .hint("wait until some are sent, and look why they are not")
}
