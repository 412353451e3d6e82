//! Which files a publication names: they outlive the list of parts, for those who read them without asking.

use crate::error::StoreError;
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;
use std::collections::HashSet;

/// Returns the files that publications name.
pub(crate) async fn published_parts(connection: &mut SqliteConnection) -> Result<HashSet<String>, StoreError> {
    let paths: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT path FROM publication_part").fetch_all(connection).await?;
    Ok(paths.into_iter().collect())
}

/// Notes the files of a publication, forgets those of the publications before `oldest`, and returns all that is left.
pub(crate) async fn publication_add(
    connection: &mut SqliteConnection,
    publication: i64,
    paths: &[&str],
    oldest: i64,
) -> Result<HashSet<String>, StoreError> {
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("DELETE FROM publication_part WHERE publication < $1 OR publication >= $2")
        .bind(oldest)
        .bind(publication)
        .execute(&mut *tx)
        .await?;
    for path in paths {
        sqlx::query("INSERT INTO publication_part (publication, path) VALUES ($1, $2)")
            .bind(publication)
            .bind(path)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    published_parts(connection).await
}
