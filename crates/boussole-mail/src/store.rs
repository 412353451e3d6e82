use crate::MailError;
use crate::model::Topic;
use crate::suppression::{Reason, Suppression};
use boussole_core::ProjectId;
use boussole_db::{CoreDb, Migrations, migrate};
use sqlx::{AnyConnection, Connection, Row};

const MIGRATIONS: Migrations = Migrations {
    feature: "mail",
    steps: &[
        ("suppressions", include_str!("../migrations/0001_mail.sql")),
        ("letters that nobody wants", include_str!("../migrations/0002_unsubscribed.sql")),
    ],
};

/// The tables of mail. An address is in none of them: `address` is always its keyed hash.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    db: CoreDb,
}

impl Store {
    pub(crate) async fn open(db: &CoreDb) -> Result<Self, MailError> {
        migrate(AnyConnection::connect(db.url()).await?, &MIGRATIONS).await?;
        Ok(Self { db: db.clone() })
    }

    /// Returns the key of this installation: `new` becomes it when there is none.
    pub(crate) async fn key(&self, new: &str) -> Result<String, MailError> {
        sqlx::query("INSERT INTO mail_key (one, secret) VALUES (1, $1) ON CONFLICT (one) DO NOTHING")
            .bind(new)
            .execute(self.db.pool())
            .await?;
        Ok(sqlx::query_scalar("SELECT secret FROM mail_key WHERE one = 1").fetch_one(self.db.pool()).await?)
    }

    pub(crate) async fn suppression(
        &self,
        project: &ProjectId,
        address: &str,
    ) -> Result<Option<Suppression>, MailError> {
        let row = sqlx::query("SELECT reason, created_ms FROM mail_suppression WHERE project = $1 AND address = $2")
            .bind(project.as_str())
            .bind(address)
            .fetch_optional(self.db.pool())
            .await?;
        let read = |row: sqlx::any::AnyRow| {
            Ok(Suppression { reason: Reason::parse(row.try_get("reason")?)?, created_ms: row.try_get("created_ms")? })
        };
        row.map(read).transpose()
    }

    /// Suppresses an address, unless it is; the first reason stays.
    pub(crate) async fn suppress(
        &self,
        project: &ProjectId,
        address: &str,
        reason: Reason,
        now_ms: i64,
    ) -> Result<(), MailError> {
        sqlx::query(
            "INSERT INTO mail_suppression (project, address, reason, created_ms) VALUES ($1, $2, $3, $4)
             ON CONFLICT (project, address) DO NOTHING",
        )
        .bind(project.as_str())
        .bind(address)
        .bind(reason.as_str())
        .bind(now_ms)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Takes a suppression back, with the bounces that led to it; tells whether there was one.
    pub(crate) async fn release(&self, project: &ProjectId, address: &str) -> Result<bool, MailError> {
        let mut tx = self.db.pool().begin().await?;
        sqlx::query("DELETE FROM mail_bounce WHERE project = $1 AND address = $2")
            .bind(project.as_str())
            .bind(address)
            .execute(&mut *tx)
            .await?;
        let done = sqlx::query("DELETE FROM mail_suppression WHERE project = $1 AND address = $2")
            .bind(project.as_str())
            .bind(address)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Returns how many addresses are suppressed, by reason.
    pub(crate) async fn suppression_counts(&self, project: &ProjectId) -> Result<Vec<(Reason, i64)>, MailError> {
        let rows = sqlx::query(
            "SELECT reason, count(*) AS n FROM mail_suppression WHERE project = $1 GROUP BY reason ORDER BY reason",
        )
        .bind(project.as_str())
        .fetch_all(self.db.pool())
        .await?;
        rows.iter().map(|row| Ok((Reason::parse(row.try_get("reason")?)?, row.try_get("n")?))).collect()
    }

    /// Notes that a message came back, once, and returns how many came back from its address since a time.
    pub(crate) async fn bounce_add(
        &self,
        project: &ProjectId,
        effect: &str,
        address: &str,
        now_ms: i64,
        since_ms: i64,
    ) -> Result<i64, MailError> {
        sqlx::query(
            "INSERT INTO mail_bounce (project, effect, address, created_ms) VALUES ($1, $2, $3, $4)
             ON CONFLICT (project, effect) DO NOTHING",
        )
        .bind(project.as_str())
        .bind(effect)
        .bind(address)
        .bind(now_ms)
        .execute(self.db.pool())
        .await?;
        // What is older counts no more, for nobody.
        sqlx::query("DELETE FROM mail_bounce WHERE created_ms < $1").bind(since_ms).execute(self.db.pool()).await?;
        let n = sqlx::query_scalar("SELECT count(*) FROM mail_bounce WHERE project = $1 AND address = $2")
            .bind(project.as_str())
            .bind(address)
            .fetch_one(self.db.pool())
            .await?;
        Ok(n)
    }

    pub(crate) async fn is_unsubscribed(
        &self,
        project: &ProjectId,
        address: &str,
        topic: Topic,
    ) -> Result<bool, MailError> {
        let row = sqlx::query("SELECT topic FROM mail_unsubscribed WHERE project = $1 AND address = $2 AND topic = $3")
            .bind(project.as_str())
            .bind(address)
            .bind(topic.as_str())
            .fetch_optional(self.db.pool())
            .await?;
        Ok(row.is_some())
    }

    /// Writes down that an address does not want a topic; the first time stays.
    pub(crate) async fn unsubscribe(
        &self,
        project: &ProjectId,
        address: &str,
        topic: Topic,
        now_ms: i64,
    ) -> Result<(), MailError> {
        sqlx::query(
            "INSERT INTO mail_unsubscribed (project, address, topic, created_ms) VALUES ($1, $2, $3, $4)
             ON CONFLICT (project, address, topic) DO NOTHING",
        )
        .bind(project.as_str())
        .bind(address)
        .bind(topic.as_str())
        .bind(now_ms)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    pub(crate) async fn subscribe_again(
        &self,
        project: &ProjectId,
        address: &str,
        topic: Topic,
    ) -> Result<(), MailError> {
        sqlx::query("DELETE FROM mail_unsubscribed WHERE project = $1 AND address = $2 AND topic = $3")
            .bind(project.as_str())
            .bind(address)
            .bind(topic.as_str())
            .execute(self.db.pool())
            .await?;
        Ok(())
    }
}
