use crate::DbError;
use sqlx::migrate::{Migrate, Migration, MigrationType, Migrator};
use sqlx::{Connection, SqlSafeStr};

/// The migrations of one feature, oldest first; each is `(what it does, its SQL)`.
#[derive(Debug, Clone, Copy)]
pub struct Migrations {
    /// The feature; its table of applied migrations is `_migrations_<feature>`.
    pub feature: &'static str,
    /// What was ever done to the feature's tables. Never changed, only added to.
    pub steps: &'static [(&'static str, &'static str)],
}

/// Applies what is not applied yet on `connection`, and closes it.
///
/// # Errors
/// Fails when a migration fails, was changed after it was applied, or is unknown to this version.
pub async fn migrate<C>(mut connection: C, migrations: &Migrations) -> Result<(), DbError>
where
    C: Connection + Migrate,
{
    let steps = (1_i64..).zip(migrations.steps).map(|(version, &(description, sql))| {
        Migration::new(version, description.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    let mut migrator = Migrator::with_migrations(steps.collect());
    migrator.dangerous_set_table_name(format!("_migrations_{}", migrations.feature));
    migrator
        .run_direct(None, &mut connection, false)
        .await
        .map_err(|source| DbError::Migration { feature: migrations.feature, source })?;
    connection.close().await?;
    Ok(())
}
