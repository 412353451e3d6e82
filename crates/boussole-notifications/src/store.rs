use crate::NotificationError;
use boussole_core::ProjectId;
use boussole_db::{CoreDb, Migrations, migrate};
use boussole_mail::{Language, Topic};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection, Row};

const MIGRATIONS: Migrations = Migrations {
    feature: "notifications",
    steps: &[("who asked for letters", include_str!("../migrations/0001_notifications.sql"))],
};

/// Who asked for which letters.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    db: CoreDb,
}

impl Store {
    pub(crate) async fn open(db: &CoreDb) -> Result<Self, NotificationError> {
        migrate(AnyConnection::connect(db.url()).await?, &MIGRATIONS).await?;
        Ok(Self { db: db.clone() })
    }

    /// Returns what a member asked for.
    pub(crate) async fn subscriptions(
        &self,
        project: &ProjectId,
        member: &str,
    ) -> Result<Vec<(Topic, Language)>, NotificationError> {
        let rows =
            sqlx::query("SELECT topic, language FROM notification_subscription WHERE project = $1 AND member = $2")
                .bind(project.as_str())
                .bind(member)
                .fetch_all(self.db.pool())
                .await?;
        rows.iter().map(|row| Ok((Topic::parse(row.try_get("topic")?)?, language(row)?))).collect()
    }

    /// Writes down that a member asks for letters of a topic, in a language.
    pub(crate) async fn subscribe(
        &self,
        project: &ProjectId,
        member: &str,
        topic: Topic,
        language: Language,
        now_ms: i64,
    ) -> Result<(), NotificationError> {
        sqlx::query(
            "INSERT INTO notification_subscription (project, member, topic, language, created_ms) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (project, topic, member) DO UPDATE SET language = excluded.language",
        )
        .bind(project.as_str())
        .bind(member)
        .bind(topic.as_str())
        .bind(language.as_str())
        .bind(now_ms)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    pub(crate) async fn unsubscribe(
        &self,
        project: &ProjectId,
        member: &str,
        topic: Topic,
    ) -> Result<(), NotificationError> {
        sqlx::query("DELETE FROM notification_subscription WHERE project = $1 AND member = $2 AND topic = $3")
            .bind(project.as_str())
            .bind(member)
            .bind(topic.as_str())
            .execute(self.db.pool())
            .await?;
        Ok(())
    }
}

/// Returns who asked for letters of a topic, within a step.
pub(crate) async fn subscribers_in_tx(
    connection: &mut AnyConnection,
    project: &ProjectId,
    topic: Topic,
) -> Result<Vec<(String, Language)>, NotificationError> {
    let rows = sqlx::query(
        "SELECT member, language FROM notification_subscription WHERE project = $1 AND topic = $2 ORDER BY member",
    )
    .bind(project.as_str())
    .bind(topic.as_str())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok((row.try_get("member")?, language(row)?))).collect()
}

fn language(row: &AnyRow) -> Result<Language, NotificationError> {
    Ok(Language::parse(row.try_get("language")?)?)
}
