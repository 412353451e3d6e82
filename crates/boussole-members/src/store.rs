mod membership;
mod session;

pub(crate) use membership::Added;

use crate::MemberError;
use crate::model::{Email, Member, NewMember, role_word};
use crate::scope;
use boussole_core::{ProjectId, Role};
use boussole_db::{CoreDb, Migrations, migrate};
use sqlx::any::{Any, AnyRow};
use sqlx::{AnyConnection, Connection, Row, Transaction};
use std::collections::HashMap;

const MIGRATIONS: Migrations = Migrations {
    feature: "members",
    steps: &[
        ("members, sessions and links", include_str!("../migrations/0001_members.sql")),
        ("changes one after the other, and what opened a session", include_str!("../migrations/0002_access.sql")),
    ],
};

/// The tables of members; the folder beside has those of their sessions and links.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    db: CoreDb,
}

/// What a password is compared with.
#[derive(Debug)]
pub(crate) struct Credentials {
    pub(crate) member: String,
    /// Absent until the member chose a password.
    pub(crate) password_hash: Option<String>,
}

impl Store {
    pub(crate) async fn open(db: &CoreDb) -> Result<Self, MemberError> {
        migrate(AnyConnection::connect(db.url()).await?, &MIGRATIONS).await?;
        Ok(Self { db: db.clone() })
    }

    /// Adds the project's first owner; `None` when it has one. Who is a member already becomes the owner.
    pub(crate) async fn owner_add_if_none(
        &self,
        id: &str,
        project: &ProjectId,
        owner: &NewMember,
        now_ms: i64,
    ) -> Result<Option<Member>, MemberError> {
        let mut tx = self.db.pool().begin().await?;
        let member = fetch_or_add_in_tx(&mut tx, id, owner, now_ms).await?;
        let added = sqlx::query(
            "INSERT INTO membership (member, project, role, scope, created_ms)
             SELECT $1, $2, $3, $4, CAST($5 AS BIGINT)
             WHERE NOT EXISTS (SELECT 1 FROM membership WHERE project = $6 AND role = $7)
             ON CONFLICT (member, project) DO UPDATE SET role = excluded.role, scope = excluded.scope",
        )
        .bind(member.id.as_str())
        .bind(project.as_str())
        .bind(role_word(Role::Owner))
        .bind(scope::to_json(&owner.scope))
        .bind(now_ms)
        .bind(project.as_str())
        .bind(role_word(Role::Owner))
        .execute(&mut *tx)
        .await?;
        if added.rows_affected() == 0 {
            tx.rollback().await?;
            return Ok(None);
        }
        tx.commit().await?;
        Ok(Some(member))
    }

    pub(crate) async fn member_by_email(&self, email: &Email) -> Result<Option<Member>, MemberError> {
        let row = sqlx::query("SELECT member, email, name FROM member WHERE email = $1")
            .bind(email.as_str())
            .fetch_optional(self.db.pool())
            .await?;
        row.as_ref().map(member_from_row).transpose()
    }

    /// Returns the names of a project's members, by id.
    pub(crate) async fn member_names(&self, project: &ProjectId) -> Result<HashMap<String, String>, MemberError> {
        let rows = sqlx::query(
            "SELECT m.member, m.name FROM member m JOIN membership s ON s.member = m.member WHERE s.project = $1",
        )
        .bind(project.as_str())
        .fetch_all(self.db.pool())
        .await?;
        rows.iter().map(|row| Ok((row.try_get("member")?, row.try_get("name")?))).collect()
    }

    pub(crate) async fn credentials(&self, email: &Email) -> Result<Option<Credentials>, MemberError> {
        let row = sqlx::query("SELECT member, password_hash FROM member WHERE email = $1")
            .bind(email.as_str())
            .fetch_optional(self.db.pool())
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Credentials { member: row.try_get("member")?, password_hash: row.try_get("password_hash")? }))
    }

    pub(crate) async fn member_rename(&self, member: &str, name: &str) -> Result<(), MemberError> {
        sqlx::query("UPDATE member SET name = $1 WHERE member = $2")
            .bind(name)
            .bind(member)
            .execute(self.db.pool())
            .await?;
        Ok(())
    }

    /// Sets a password, and ends all that was opened without it: sessions, and links that were not used.
    pub(crate) async fn password_set(&self, member: &str, password_hash: &str) -> Result<(), MemberError> {
        let mut tx = self.db.pool().begin().await?;
        // First, so that a sign-in with the old password either waits for this or is seen by what follows.
        sqlx::query("UPDATE member SET password_hash = $1 WHERE member = $2")
            .bind(password_hash)
            .bind(member)
            .execute(&mut *tx)
            .await?;
        for statement in ["DELETE FROM member_session WHERE member = $1", "DELETE FROM sign_in_link WHERE member = $1"]
        {
            sqlx::query(statement).bind(member).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

async fn fetch_or_add_in_tx(
    tx: &mut Transaction<'_, Any>,
    id: &str,
    new: &NewMember,
    now_ms: i64,
) -> Result<Member, MemberError> {
    sqlx::query(
        "INSERT INTO member (member, email, name, password_hash, created_ms) VALUES ($1, $2, $3, NULL, $4)
         ON CONFLICT (email) DO NOTHING",
    )
    .bind(id)
    .bind(new.email.as_str())
    .bind(new.name.as_str())
    .bind(now_ms)
    .execute(&mut **tx)
    .await?;
    let row = sqlx::query("SELECT member, email, name FROM member WHERE email = $1")
        .bind(new.email.as_str())
        .fetch_one(&mut **tx)
        .await?;
    member_from_row(&row)
}

fn member_from_row(row: &AnyRow) -> Result<Member, MemberError> {
    let id: String = row.try_get("member")?;
    let email = Email::parse(row.try_get("email")?)
        .map_err(|_| MemberError::Stored { what: "e-mail address", member: id.clone() })?;
    Ok(Member { id, email, name: row.try_get("name")? })
}
