mod reactor;

use crate::JobError;
use crate::model::{Effect, NewEffect, State, StateCount};
use boussole_core::{ProjectId, Refusal};
use boussole_db::{CoreDb, Migrations, migrate};
use sqlx::any::AnyRow;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, Connection, Row};

const MIGRATIONS: Migrations = Migrations {
    feature: "jobs",
    steps: &[
        ("the outbox", include_str!("../migrations/0001_outbox.sql")),
        ("reactors and timers", include_str!("../migrations/0002_reactors.sql")),
    ],
};

pub(crate) use reactor::{timer, timer_set, timer_take};

/// What is said of an effect whose worker ended while it was begun.
const INTERRUPTED: &str = "interrupted";

/// The tables of the outbox.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    db: CoreDb,
}

/// Where a page of effects ended: an effect's time and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    created_ms: i64,
    effect: String,
}

impl Place {
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let parts = text.split_once('.').and_then(|(time, effect)| Some((time.parse().ok()?, effect)));
        let (created_ms, effect) = parts.ok_or_else(|| {
            Refusal::new("invalid_cursor", "no page ended here").at("before").hint("use `next` of the page before")
        })?;
        Ok(Self { created_ms, effect: effect.to_owned() })
    }

    pub(crate) fn text(effect: &Effect) -> String {
        format!("{}.{}", effect.created_ms, effect.id)
    }
}

impl Store {
    pub(crate) async fn open(db: &CoreDb) -> Result<Self, JobError> {
        migrate(AnyConnection::connect(db.url()).await?, &MIGRATIONS).await?;
        Ok(Self { db: db.clone() })
    }

    /// Returns a connection, for what is not done within a step.
    pub(crate) async fn connection(&self) -> Result<PoolConnection<Any>, JobError> {
        Ok(self.db.pool().acquire().await?)
    }

    pub(crate) async fn effect(&self, project: &ProjectId, kind: &str, id: &str) -> Result<Option<Effect>, JobError> {
        let row = sqlx::query(
            "SELECT effect, project, payload, state, n_attempts, epoch, reason, created_ms, due_ms, ended_ms
             FROM outbox WHERE project = $1 AND kind = $2 AND effect = $3",
        )
        .bind(project.as_str())
        .bind(kind)
        .bind(id)
        .fetch_optional(self.db.pool())
        .await?;
        row.as_ref().map(effect_from_row).transpose()
    }

    /// Returns effects newest first, those before a place, of one state or all.
    pub(crate) async fn effects(
        &self,
        project: &ProjectId,
        kind: &str,
        state: Option<State>,
        before: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<Effect>, JobError> {
        let (created_ms, effect) = before.map_or((i64::MAX, ""), |place| (place.created_ms, place.effect.as_str()));
        let state = state.map_or("", State::as_str);
        let rows = sqlx::query(
            "SELECT effect, project, payload, state, n_attempts, epoch, reason, created_ms, due_ms, ended_ms FROM outbox
             WHERE project = $1 AND kind = $2 AND (state = $3 OR $4 = '')
               AND (created_ms < $5 OR (created_ms = $6 AND effect < $7))
             ORDER BY created_ms DESC, effect DESC LIMIT $8",
        )
        .bind(project.as_str())
        .bind(kind)
        .bind(state)
        .bind(state)
        .bind(created_ms)
        .bind(created_ms)
        .bind(effect)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(self.db.pool())
        .await?;
        rows.iter().map(effect_from_row).collect()
    }

    pub(crate) async fn counts(&self, project: &ProjectId, kind: &str) -> Result<Vec<StateCount>, JobError> {
        let rows = sqlx::query(
            "SELECT state, count(*) AS n FROM outbox WHERE project = $1 AND kind = $2 GROUP BY state ORDER BY state",
        )
        .bind(project.as_str())
        .bind(kind)
        .fetch_all(self.db.pool())
        .await?;
        rows.iter()
            .map(|row| Ok(StateCount { state: State::parse(row.try_get("state")?)?, n: row.try_get("n")? }))
            .collect()
    }

    /// Plans once more what failed or is unknown; tells whether it did. A worker that was about it can say nothing of it
    /// any more: no worker has the epoch 0.
    pub(crate) async fn retry(&self, project: &ProjectId, kind: &str, id: &str, now_ms: i64) -> Result<bool, JobError> {
        let done = sqlx::query(
            "UPDATE outbox SET state = $1, n_attempts = 0, epoch = 0, reason = NULL, due_ms = $2, ended_ms = NULL
             WHERE project = $3 AND kind = $4 AND effect = $5 AND state IN ($6, $7)",
        )
        .bind(State::Planned.as_str())
        .bind(now_ms)
        .bind(project.as_str())
        .bind(kind)
        .bind(id)
        .bind(State::Failed.as_str())
        .bind(State::Unknown.as_str())
        .execute(self.db.pool())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Fails what was done or is unknown.
    pub(crate) async fn returned(
        &self,
        project: &ProjectId,
        kind: &str,
        id: &str,
        reason: &str,
        now_ms: i64,
    ) -> Result<(), JobError> {
        sqlx::query(
            "UPDATE outbox SET state = $1, reason = $2, ended_ms = $3
             WHERE project = $4 AND kind = $5 AND effect = $6 AND state IN ($7, $8)",
        )
        .bind(State::Failed.as_str())
        .bind(reason)
        .bind(now_ms)
        .bind(project.as_str())
        .bind(kind)
        .bind(id)
        .bind(State::Sent.as_str())
        .bind(State::Unknown.as_str())
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Gives a kind its next epoch; what was begun under an earlier one is unknown.
    pub(crate) async fn worker_begin(&self, kind: &str, now_ms: i64) -> Result<i64, JobError> {
        let mut tx = self.db.pool().begin().await?;
        let epoch = sqlx::query_scalar(
            "INSERT INTO outbox_worker (kind, epoch) VALUES ($1, 1)
             ON CONFLICT (kind) DO UPDATE SET epoch = outbox_worker.epoch + 1 RETURNING epoch",
        )
        .bind(kind)
        .fetch_one(&mut *tx)
        .await?;
        sqlx::query("UPDATE outbox SET state = $1, reason = $2, ended_ms = $3 WHERE kind = $4 AND state = $5")
            .bind(State::Unknown.as_str())
            .bind(INTERRUPTED)
            .bind(now_ms)
            .bind(kind)
            .bind(State::Claimed.as_str())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(epoch)
    }

    /// Removes what ended before a time.
    pub(crate) async fn forget(&self, kind: &str, before_ms: i64) -> Result<(), JobError> {
        sqlx::query("DELETE FROM outbox WHERE kind = $1 AND ended_ms < $2")
            .bind(kind)
            .bind(before_ms)
            .execute(self.db.pool())
            .await?;
        Ok(())
    }

    /// Claims what is due, the earliest first, for the worker of this epoch, if no newer one began.
    pub(crate) async fn claim(
        &self,
        kind: &str,
        epoch: i64,
        now_ms: i64,
        limit: usize,
    ) -> Result<Vec<Effect>, JobError> {
        // The row of the worker is held until the claim is committed: a newer worker begins before it or after it.
        let mut tx = self.db.pool().begin().await?;
        let held = sqlx::query("UPDATE outbox_worker SET epoch = epoch WHERE kind = $1 AND epoch = $2")
            .bind(kind)
            .bind(epoch)
            .execute(&mut *tx)
            .await?;
        if held.rows_affected() == 0 {
            return Ok(Vec::new());
        }
        let rows = sqlx::query(
            "UPDATE outbox SET state = $1, epoch = $2, n_attempts = n_attempts + 1, reason = NULL
             WHERE state = $3 AND effect IN (
                 SELECT effect FROM outbox WHERE kind = $4 AND state = $5 AND due_ms <= $6
                 ORDER BY due_ms, effect LIMIT $7)
             RETURNING effect, project, payload, state, n_attempts, epoch, reason, created_ms, due_ms, ended_ms",
        )
        .bind(State::Claimed.as_str())
        .bind(epoch)
        .bind(State::Planned.as_str())
        .bind(kind)
        .bind(State::Planned.as_str())
        .bind(now_ms)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;
        rows.iter().map(effect_from_row).collect()
    }

    /// Writes how the attempt of a worker ended, while nobody decided otherwise since; tells whether it was written.
    pub(crate) async fn end(
        &self,
        effect: &Effect,
        state: State,
        reason: Option<&str>,
        due_ms: i64,
        ended_ms: Option<i64>,
    ) -> Result<bool, JobError> {
        let done = sqlx::query(
            "UPDATE outbox SET state = $1, reason = $2, due_ms = $3, ended_ms = $4
             WHERE effect = $5 AND epoch = $6 AND n_attempts = $7 AND state IN ($8, $9)",
        )
        .bind(state.as_str())
        .bind(reason)
        .bind(due_ms)
        .bind(ended_ms)
        .bind(effect.id.as_str())
        .bind(effect.epoch)
        .bind(effect.n_attempts)
        .bind(State::Claimed.as_str())
        .bind(State::Unknown.as_str())
        .execute(self.db.pool())
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

/// Adds an effect, unless it is there or too many wait; tells whether it was added.
pub(crate) async fn effect_add(
    connection: &mut AnyConnection,
    project: &ProjectId,
    id: &str,
    new: &NewEffect,
    now_ms: i64,
    waiting_max: i64,
) -> Result<bool, JobError> {
    let done = sqlx::query(
        "INSERT INTO outbox (effect, project, kind, payload, state, n_attempts, epoch, created_ms, due_ms)
         SELECT $1, $2, $3, $4, $5, 0, 0, CAST($6 AS BIGINT), CAST($7 AS BIGINT)
         WHERE (SELECT count(*) FROM outbox WHERE kind = $8 AND state = $9 AND project = $10) < CAST($11 AS BIGINT)
         ON CONFLICT (effect) DO NOTHING",
    )
    .bind(id)
    .bind(project.as_str())
    .bind(new.kind)
    .bind(new.payload.as_str())
    .bind(State::Planned.as_str())
    .bind(now_ms)
    .bind(new.due_ms)
    .bind(new.kind)
    .bind(State::Planned.as_str())
    .bind(project.as_str())
    .bind(waiting_max)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Tells whether an effect was planned.
pub(crate) async fn effect_exists(connection: &mut AnyConnection, id: &str) -> Result<bool, JobError> {
    let row = sqlx::query("SELECT effect FROM outbox WHERE effect = $1").bind(id).fetch_optional(connection).await?;
    Ok(row.is_some())
}

fn effect_from_row(row: &AnyRow) -> Result<Effect, JobError> {
    let id: String = row.try_get("effect")?;
    Ok(Effect {
        project: ProjectId::parse(row.try_get("project")?)?,
        payload: row.try_get("payload")?,
        state: State::parse(row.try_get("state")?).map_err(|_| JobError::Stored { effect: id.clone() })?,
        n_attempts: row.try_get("n_attempts")?,
        reason: row.try_get("reason")?,
        created_ms: row.try_get("created_ms")?,
        due_ms: row.try_get("due_ms")?,
        ended_ms: row.try_get("ended_ms")?,
        epoch: row.try_get("epoch")?,
        id,
    })
}
