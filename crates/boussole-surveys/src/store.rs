use crate::SurveyError;
use crate::model::{Refused, State, Survey, Version};
use crate::rules::Rules;
use boussole_core::ProjectId;
use boussole_db::{CoreDb, Migrations, migrate};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection, Row};

const MIGRATIONS: Migrations = Migrations {
    feature: "surveys",
    steps: &[
        ("surveys", include_str!("../migrations/0001_surveys.sql")),
        ("how often somebody is asked", include_str!("../migrations/0002_rules.sql")),
    ],
};

/// A survey with its newest version.
const SURVEYS: &str = "SELECT survey.id, survey.link, survey.state, survey.created_ms,
        survey_version.version, survey_version.name, survey_version.definition,
        survey_version.saved_by, survey_version.saved_ms
    FROM survey JOIN survey_version
        ON survey_version.project = survey.project AND survey_version.survey = survey.id
    WHERE survey_version.version = (SELECT max(version) FROM survey_version
        WHERE survey_version.project = survey.project AND survey_version.survey = survey.id)";

/// The tables of surveys. Nobody who answers is in any of them.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    db: CoreDb,
}

impl Store {
    pub(crate) async fn open(db: &CoreDb) -> Result<Self, SurveyError> {
        migrate(AnyConnection::connect(db.url()).await?, &MIGRATIONS).await?;
        Ok(Self { db: db.clone() })
    }

    /// Returns the surveys of a project, newest first.
    pub(crate) async fn surveys(&self, project: &ProjectId, limit: i64) -> Result<Vec<Survey>, SurveyError> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "{SURVEYS} AND survey.project = $1 ORDER BY survey.created_ms DESC, survey.id LIMIT $2"
        )))
        .bind(project.as_str())
        .bind(limit)
        .fetch_all(self.db.pool())
        .await?;
        rows.iter().map(read).collect()
    }

    pub(crate) async fn survey(&self, project: &ProjectId, id: &str) -> Result<Option<Survey>, SurveyError> {
        if !is_name(id) {
            return Ok(None);
        }
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("{SURVEYS} AND survey.project = $1 AND survey.id = $2")))
            .bind(project.as_str())
            .bind(id)
            .fetch_optional(self.db.pool())
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Finds the survey of a public address.
    pub(crate) async fn survey_by_link(&self, project: &ProjectId, link: &str) -> Result<Option<Survey>, SurveyError> {
        if !is_name(link) {
            return Ok(None);
        }
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("{SURVEYS} AND survey.project = $1 AND survey.link = $2")))
            .bind(project.as_str())
            .bind(link)
            .fetch_optional(self.db.pool())
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Adds a survey with its first version; tells whether no other has its id.
    pub(crate) async fn survey_add(&self, project: &ProjectId, survey: &Survey) -> Result<bool, SurveyError> {
        let mut tx = self.db.pool().begin().await?;
        let added = sqlx::query(
            "INSERT INTO survey (project, id, link, state, created_ms) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (project, id) DO NOTHING",
        )
        .bind(project.as_str())
        .bind(&survey.id)
        .bind(&survey.link)
        .bind(survey.state.as_str())
        .bind(survey.created_ms)
        .execute(&mut *tx)
        .await?;
        let is_new = added.rows_affected() == 1 && version_add(&mut tx, project, survey).await?;
        tx.commit().await?;
        Ok(is_new)
    }

    /// Adds a version; tells whether nobody else added one of this number.
    pub(crate) async fn version_add(&self, project: &ProjectId, survey: &Survey) -> Result<bool, SurveyError> {
        let mut connection = self.db.pool().acquire().await?;
        version_add(&mut connection, project, survey).await
    }

    pub(crate) async fn state_set(&self, project: &ProjectId, id: &str, state: State) -> Result<(), SurveyError> {
        sqlx::query("UPDATE survey SET state = $3 WHERE project = $1 AND id = $2")
            .bind(project.as_str())
            .bind(id)
            .bind(state.as_str())
            .execute(self.db.pool())
            .await?;
        Ok(())
    }

    /// Removes a survey that was never open; tells whether there was one.
    pub(crate) async fn draft_remove(&self, project: &ProjectId, id: &str) -> Result<bool, SurveyError> {
        let mut tx = self.db.pool().begin().await?;
        let removed = sqlx::query("DELETE FROM survey WHERE project = $1 AND id = $2 AND state = 'draft'")
            .bind(project.as_str())
            .bind(id)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if removed == 1 {
            for table in ["survey_version", "survey_refusal"] {
                let sql = format!("DELETE FROM {table} WHERE project = $1 AND survey = $2");
                sqlx::query(sqlx::AssertSqlSafe(sql)).bind(project.as_str()).bind(id).execute(&mut *tx).await?;
            }
        }
        tx.commit().await?;
        Ok(removed == 1)
    }

    /// Returns how often people may be asked, where somebody said so.
    pub(crate) async fn rules(&self, project: &ProjectId) -> Result<Option<Rules>, SurveyError> {
        let row = sqlx::query("SELECT rest_days, year_max FROM survey_rules WHERE project = $1")
            .bind(project.as_str())
            .fetch_optional(self.db.pool())
            .await?;
        let read = |row: AnyRow| Ok(Rules { rest_days: row.try_get("rest_days")?, year_max: row.try_get("year_max")? });
        row.map(read).transpose()
    }

    pub(crate) async fn rules_set(&self, project: &ProjectId, rules: Rules) -> Result<(), SurveyError> {
        sqlx::query(
            "INSERT INTO survey_rules (project, rest_days, year_max) VALUES ($1, $2, $3)
             ON CONFLICT (project) DO UPDATE SET rest_days = $2, year_max = $3",
        )
        .bind(project.as_str())
        .bind(rules.rest_days)
        .bind(rules.year_max)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Counts a form that was not taken.
    pub(crate) async fn refusal_add(&self, project: &ProjectId, id: &str, why: Refused) -> Result<(), SurveyError> {
        sqlx::query(
            "INSERT INTO survey_refusal (project, survey, reason, n) VALUES ($1, $2, $3, 1)
             ON CONFLICT (project, survey, reason) DO UPDATE SET n = survey_refusal.n + 1",
        )
        .bind(project.as_str())
        .bind(id)
        .bind(why.as_str())
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Returns how many forms were not taken, by why.
    pub(crate) async fn refusals(&self, project: &ProjectId, id: &str) -> Result<Vec<(Refused, i64)>, SurveyError> {
        let rows = sqlx::query("SELECT reason, n FROM survey_refusal WHERE project = $1 AND survey = $2")
            .bind(project.as_str())
            .bind(id)
            .fetch_all(self.db.pool())
            .await?;
        let mut refusals = Vec::with_capacity(rows.len());
        for row in &rows {
            let word: &str = row.try_get("reason")?;
            // One that a newer version counted, and this one does not know, is not shown.
            if let Some(why) = Refused::ALL.into_iter().find(|why| why.as_str() == word) {
                refusals.push((why, row.try_get("n")?));
            }
        }
        refusals.sort_unstable();
        Ok(refusals)
    }
}

/// Tells whether a text may be an id or a link: not every database takes every text.
fn is_name(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

async fn version_add(
    connection: &mut AnyConnection,
    project: &ProjectId,
    survey: &Survey,
) -> Result<bool, SurveyError> {
    let done = sqlx::query(
        "INSERT INTO survey_version (project, survey, version, name, definition, saved_by, saved_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (project, survey, version) DO NOTHING",
    )
    .bind(project.as_str())
    .bind(&survey.id)
    .bind(survey.version.number)
    .bind(&survey.name)
    .bind(serde_json::to_string(&survey.definition)?)
    .bind(survey.version.saved_by.as_deref())
    .bind(survey.version.saved_ms)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

fn read(row: &AnyRow) -> Result<Survey, SurveyError> {
    Ok(Survey {
        id: row.try_get("id")?,
        link: row.try_get("link")?,
        state: State::parse(row.try_get("state")?)?,
        created_ms: row.try_get("created_ms")?,
        version: Version {
            number: row.try_get("version")?,
            saved_by: row.try_get("saved_by")?,
            saved_ms: row.try_get("saved_ms")?,
        },
        name: row.try_get("name")?,
        definition: serde_json::from_str(row.try_get("definition")?)?,
    })
}
