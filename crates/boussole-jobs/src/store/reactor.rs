//! Checkpoints of reactors, and their timers.

use super::Store;
use crate::JobError;
use crate::model::Timer;
use boussole_core::ProjectId;
use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, Row, Transaction};

impl Store {
    /// Gives a reactor its next epoch; a new one begins after the event `last_seq`. Returns the epoch and the number of the
    /// event up to which it has answered.
    pub(crate) async fn reactor_begin(
        &self,
        project: &ProjectId,
        reactor: &str,
        last_seq: i64,
    ) -> Result<(i64, i64), JobError> {
        let row = sqlx::query(
            "INSERT INTO reactor (project, reactor, seq, epoch) VALUES ($1, $2, $3, 1)
             ON CONFLICT (project, reactor) DO UPDATE SET epoch = reactor.epoch + 1 RETURNING epoch, seq",
        )
        .bind(project.as_str())
        .bind(reactor)
        .bind(last_seq)
        .fetch_one(self.db.pool())
        .await?;
        Ok((row.try_get("epoch")?, row.try_get("seq")?))
    }

    /// Opens the transaction of one step and moves the checkpoint to `seq` in it; `None` when a newer reactor began. Its row
    /// is held until the end: a newer one begins before the step or after it.
    pub(crate) async fn step(
        &self,
        project: &ProjectId,
        reactor: &str,
        epoch: i64,
        seq: i64,
    ) -> Result<Option<Transaction<'static, Any>>, JobError> {
        let mut tx = self.db.pool().begin().await?;
        let held = sqlx::query("UPDATE reactor SET seq = $1 WHERE project = $2 AND reactor = $3 AND epoch = $4")
            .bind(seq)
            .bind(project.as_str())
            .bind(reactor)
            .bind(epoch)
            .execute(&mut *tx)
            .await?;
        Ok((held.rows_affected() == 1).then_some(tx))
    }

    /// Returns timers that are due, the earliest first.
    pub(crate) async fn timers_due(
        &self,
        project: &ProjectId,
        reactor: &str,
        now_ms: i64,
        limit: usize,
    ) -> Result<Vec<Timer>, JobError> {
        let rows = sqlx::query(
            "SELECT name, payload, due_ms, n_failures FROM timer
             WHERE project = $1 AND reactor = $2 AND due_ms <= $3 ORDER BY due_ms, name LIMIT $4",
        )
        .bind(project.as_str())
        .bind(reactor)
        .bind(now_ms)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(self.db.pool())
        .await?;
        rows.iter().map(timer_from_row).collect()
    }

    /// Puts a timer off whose ringing failed, unless it was set anew meanwhile.
    pub(crate) async fn timer_put_off(
        &self,
        project: &ProjectId,
        reactor: &str,
        timer: &Timer,
        due_ms: i64,
    ) -> Result<(), JobError> {
        sqlx::query(
            "UPDATE timer SET due_ms = $1, n_failures = n_failures + 1
             WHERE project = $2 AND reactor = $3 AND name = $4 AND due_ms = $5",
        )
        .bind(due_ms)
        .bind(project.as_str())
        .bind(reactor)
        .bind(timer.name.as_str())
        .bind(timer.due_ms)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }
}

/// Removes a timer that rings, in its transaction; tells whether it still was to ring then.
pub(crate) async fn timer_take(
    connection: &mut AnyConnection,
    project: &ProjectId,
    reactor: &str,
    timer: &Timer,
) -> Result<bool, JobError> {
    let done = sqlx::query("DELETE FROM timer WHERE project = $1 AND reactor = $2 AND name = $3 AND due_ms = $4")
        .bind(project.as_str())
        .bind(reactor)
        .bind(timer.name.as_str())
        .bind(timer.due_ms)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Sets a timer, or sets it anew.
pub(crate) async fn timer_set(
    connection: &mut AnyConnection,
    project: &ProjectId,
    reactor: &str,
    timer: &Timer,
) -> Result<(), JobError> {
    sqlx::query(
        "INSERT INTO timer (project, reactor, name, payload, due_ms, n_failures) VALUES ($1, $2, $3, $4, $5, 0)
         ON CONFLICT (project, reactor, name)
         DO UPDATE SET payload = excluded.payload, due_ms = excluded.due_ms, n_failures = 0",
    )
    .bind(project.as_str())
    .bind(reactor)
    .bind(timer.name.as_str())
    .bind(timer.payload.as_str())
    .bind(timer.due_ms)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn timer(
    connection: &mut AnyConnection,
    project: &ProjectId,
    reactor: &str,
    name: &str,
) -> Result<Option<Timer>, JobError> {
    let row = sqlx::query(
        "SELECT name, payload, due_ms, n_failures FROM timer WHERE project = $1 AND reactor = $2 AND name = $3",
    )
    .bind(project.as_str())
    .bind(reactor)
    .bind(name)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(timer_from_row).transpose()
}

fn timer_from_row(row: &AnyRow) -> Result<Timer, JobError> {
    Ok(Timer {
        name: row.try_get("name")?,
        payload: row.try_get("payload")?,
        due_ms: row.try_get("due_ms")?,
        n_failures: row.try_get("n_failures")?,
    })
}
