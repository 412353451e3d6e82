use super::{Store, member_from_row};
use crate::MemberError;
use crate::lifetime::Lifetime;
use crate::model::{Session, role_of_word};
use crate::scope;
use crate::token::TokenHash;
use boussole_core::ProjectId;
use sqlx::any::{Any, AnyRow};
use sqlx::{Row, Transaction};

/// Sessions that a member may have at once; the one unused for longest makes room.
const SESSIONS_PER_MEMBER_MAX: i64 = 32;
/// Links that a member may have at once; the oldest makes room.
const LINKS_PER_MEMBER_MAX: i64 = 8;

impl Store {
    /// Opens a session for who gave the password of `password_hash`.
    ///
    /// Returns whether it did: not when the password was changed since it was compared, nor for who is a member of no
    /// project.
    pub(crate) async fn session_open_by_password(
        &self,
        member: &str,
        password_hash: &str,
        session: &TokenHash,
        lifetime: Lifetime,
    ) -> Result<bool, MemberError> {
        let mut tx = self.db.pool().begin().await?;
        // Changes nothing, but holds the row: a change of password waits, and then ends this session too.
        let is_unchanged = sqlx::query("UPDATE member SET password_hash = $1 WHERE member = $2 AND password_hash = $3")
            .bind(password_hash)
            .bind(member)
            .bind(password_hash)
            .execute(&mut *tx)
            .await?
            .rows_affected()
            == 1;
        let is_open = is_unchanged && session_add_in_tx(&mut tx, member, session, lifetime, false).await?;
        tx.commit().await?;
        Ok(is_open)
    }

    /// Uses up a link and opens a session for its member; returns whether it did.
    pub(crate) async fn session_open_by_link(
        &self,
        link: &TokenHash,
        session: &TokenHash,
        lifetime: Lifetime,
    ) -> Result<bool, MemberError> {
        let mut tx = self.db.pool().begin().await?;
        let used = sqlx::query("DELETE FROM sign_in_link WHERE token_hash = $1 RETURNING member, expires_ms")
            .bind(link.as_str())
            .fetch_all(&mut *tx)
            .await?;
        let mut is_open = false;
        if let Some(row) = used.first()
            && lifetime.created_ms < row.try_get("expires_ms")?
        {
            is_open = session_add_in_tx(&mut tx, row.try_get("member")?, session, lifetime, true).await?;
        }
        tx.commit().await?;
        Ok(is_open)
    }

    /// Adds a link; expired ones go.
    pub(crate) async fn link_add(
        &self,
        member: &str,
        link: &TokenHash,
        now_ms: i64,
        expires_ms: i64,
    ) -> Result<(), MemberError> {
        let mut tx = self.db.pool().begin().await?;
        Self::link_add_in_tx(&mut tx, member, link, now_ms, expires_ms).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn link_add_in_tx(
        tx: &mut Transaction<'_, Any>,
        member: &str,
        link: &TokenHash,
        now_ms: i64,
        expires_ms: i64,
    ) -> Result<(), MemberError> {
        sqlx::query("INSERT INTO sign_in_link (token_hash, member, created_ms, expires_ms) VALUES ($1, $2, $3, $4)")
            .bind(link.as_str())
            .bind(member)
            .bind(now_ms)
            .bind(expires_ms)
            .execute(&mut **tx)
            .await?;
        sqlx::query(
            "DELETE FROM sign_in_link WHERE expires_ms <= $1 OR member = $2 AND token_hash NOT IN (
                 SELECT token_hash FROM sign_in_link WHERE member = $3
                 ORDER BY created_ms DESC, token_hash = $4 DESC LIMIT $5
             )",
        )
        .bind(now_ms)
        .bind(member)
        .bind(member)
        .bind(link.as_str())
        .bind(LINKS_PER_MEMBER_MAX)
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    pub(crate) async fn session_fetch(&self, hash: &TokenHash) -> Result<Option<(Session, Lifetime)>, MemberError> {
        let row = sqlx::query(
            "SELECT member.member, member.email, member.name, membership.project, membership.role, membership.scope,
                    member_session.created_ms, member_session.seen_ms, member_session.expires_ms,
                    member_session.is_by_link
             FROM member_session
             JOIN member ON member.member = member_session.member
             JOIN membership ON membership.member = member_session.member
                            AND membership.project = member_session.project
             WHERE member_session.token_hash = $1",
        )
        .bind(hash.as_str())
        .fetch_optional(self.db.pool())
        .await?;
        row.as_ref().map(session_from_row).transpose()
    }

    /// Writes down that a session was used.
    pub(crate) async fn session_seen(&self, hash: &TokenHash, lifetime: Lifetime) -> Result<(), MemberError> {
        sqlx::query("UPDATE member_session SET seen_ms = $1, expires_ms = $2 WHERE token_hash = $3")
            .bind(lifetime.seen_ms)
            .bind(lifetime.expires_ms)
            .bind(hash.as_str())
            .execute(self.db.pool())
            .await?;
        Ok(())
    }

    /// Ends a session, if there is one.
    pub(crate) async fn session_end(&self, hash: &TokenHash) -> Result<(), MemberError> {
        sqlx::query("DELETE FROM member_session WHERE token_hash = $1")
            .bind(hash.as_str())
            .execute(self.db.pool())
            .await?;
        Ok(())
    }
}

/// Adds a session in the member's first project; returns whether there is one. Expired sessions go.
async fn session_add_in_tx(
    tx: &mut Transaction<'_, Any>,
    member: &str,
    session: &TokenHash,
    lifetime: Lifetime,
    is_by_link: bool,
) -> Result<bool, MemberError> {
    let project: Option<String> =
        sqlx::query_scalar("SELECT project FROM membership WHERE member = $1 ORDER BY project LIMIT 1")
            .bind(member)
            .fetch_optional(&mut **tx)
            .await?;
    let Some(project) = project else { return Ok(false) };
    sqlx::query(
        "INSERT INTO member_session (token_hash, member, project, created_ms, seen_ms, expires_ms, is_by_link)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(session.as_str())
    .bind(member)
    .bind(project)
    .bind(lifetime.created_ms)
    .bind(lifetime.seen_ms)
    .bind(lifetime.expires_ms)
    .bind(i32::from(is_by_link))
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "DELETE FROM member_session WHERE expires_ms <= $1 OR member = $2 AND token_hash NOT IN (
             SELECT token_hash FROM member_session WHERE member = $3
             ORDER BY seen_ms DESC, token_hash = $4 DESC LIMIT $5
         )",
    )
    .bind(lifetime.created_ms)
    .bind(member)
    .bind(member)
    .bind(session.as_str())
    .bind(SESSIONS_PER_MEMBER_MAX)
    .execute(&mut **tx)
    .await?;
    Ok(true)
}

fn session_from_row(row: &AnyRow) -> Result<(Session, Lifetime), MemberError> {
    let member = member_from_row(row)?;
    let not_understood = |what| MemberError::Stored { what, member: member.id.clone() };
    let role = role_of_word(row.try_get("role")?).ok_or_else(|| not_understood("role"))?;
    let scope = scope::from_json(row.try_get("scope")?).ok_or_else(|| not_understood("scope"))?;
    let project = ProjectId::parse(row.try_get("project")?).map_err(|_| not_understood("project"))?;
    let lifetime = Lifetime {
        created_ms: row.try_get("created_ms")?,
        seen_ms: row.try_get("seen_ms")?,
        expires_ms: row.try_get("expires_ms")?,
    };
    let is_by_link = row.try_get::<i32, _>("is_by_link")? != 0;
    Ok((Session { member, project, role, scope, is_by_link }, lifetime))
}
