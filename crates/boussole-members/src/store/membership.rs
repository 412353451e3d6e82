use super::{Store, fetch_or_add_in_tx, member_from_row};
use crate::MemberError;
use crate::model::{Member, MemberChange, Membership, NewMember, check_scope, role_of_word, role_word};
use crate::scope;
use crate::token::TokenHash;
use boussole_core::{ProjectId, Refusal, Role, Scope};
use sqlx::any::{Any, AnyRow};
use sqlx::{Row, Transaction};

/// Members of one project: a list of them is read at once.
const MEMBERS_MAX: i64 = 1_000;

/// Selects what [`from_row`] reads.
const SELECT: &str = "
    SELECT m.member, m.email, m.name, s.role, s.scope,
           CASE WHEN m.password_hash IS NULL THEN 0 ELSE 1 END AS has_password,
           (SELECT MAX(seen_ms) FROM member_session WHERE member = s.member AND project = s.project) AS last_seen_ms
    FROM membership s JOIN member m ON m.member = s.member";

/// Who was added to a project.
#[derive(Debug)]
pub(crate) struct Added {
    pub(crate) member: Member,
    /// Whether they are a member of another project too.
    pub(crate) is_elsewhere: bool,
}

impl Store {
    /// Returns the members of a project, by name.
    pub(crate) async fn memberships(&self, project: &ProjectId) -> Result<Vec<Membership>, MemberError> {
        let statement = format!("{SELECT} WHERE s.project = $1 ORDER BY LOWER(m.name), m.email");
        let rows = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(project.as_str()).fetch_all(self.db.pool()).await?;
        rows.iter().map(from_row).collect()
    }

    /// Returns a member of a project; refuses with `unknown_member`.
    pub(crate) async fn membership(&self, project: &ProjectId, member: &str) -> Result<Membership, MemberError> {
        self.membership_find(project, member).await?.ok_or_else(unknown_member)
    }

    /// Returns a member of a project, if there is one.
    pub(crate) async fn membership_find(
        &self,
        project: &ProjectId,
        member: &str,
    ) -> Result<Option<Membership>, MemberError> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("{SELECT} WHERE s.project = $1 AND s.member = $2")))
            .bind(project.as_str())
            .bind(member)
            .fetch_optional(self.db.pool())
            .await?;
        row.as_ref().map(from_row).transpose()
    }

    /// Adds a member to a project; refuses with `member_exists` and `too_many_members`.
    pub(crate) async fn member_add(
        &self,
        id: &str,
        project: &ProjectId,
        new: &NewMember,
        now_ms: i64,
    ) -> Result<Added, MemberError> {
        let mut tx = self.db.pool().begin().await?;
        take_turn_in_tx(&mut tx, project).await?;
        let n_members: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM membership WHERE project = $1")
            .bind(project.as_str())
            .fetch_one(&mut *tx)
            .await?;
        if n_members >= MEMBERS_MAX {
            let message = format!("a project has at most {MEMBERS_MAX} members");
            return Err(Refusal::new("too_many_members", message).at("email").hint("remove one first").into());
        }
        let member = fetch_or_add_in_tx(&mut tx, id, new, now_ms).await?;
        hold_in_tx(&mut tx, &member.id).await?;
        let added = sqlx::query(
            "INSERT INTO membership (member, project, role, scope, created_ms) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (member, project) DO NOTHING",
        )
        .bind(member.id.as_str())
        .bind(project.as_str())
        .bind(role_word(new.role))
        .bind(scope::to_json(&new.scope))
        .bind(now_ms)
        .execute(&mut *tx)
        .await?;
        if added.rows_affected() == 0 {
            return Err(Refusal::new("member_exists", "the project has this member already")
                .at("email")
                .hint("change the member in the list")
                .into());
        }
        let is_elsewhere = is_elsewhere_in_tx(&mut tx, project, &member.id).await?;
        if is_elsewhere {
            // What an owner of the other project may hold must not open this one.
            for statement in [
                "DELETE FROM sign_in_link WHERE member = $1",
                "UPDATE member_session SET is_by_link = 0 WHERE member = $1",
            ] {
                sqlx::query(statement).bind(member.id.as_str()).execute(&mut *tx).await?;
            }
        }
        tx.commit().await?;
        Ok(Added { member, is_elsewhere })
    }

    /// Adds a link for a member of this project and no other; refuses with `unknown_member` and `member_elsewhere`.
    pub(crate) async fn membership_link_add(
        &self,
        project: &ProjectId,
        member: &str,
        link: &TokenHash,
        now_ms: i64,
        expires_ms: i64,
    ) -> Result<(), MemberError> {
        let mut tx = self.db.pool().begin().await?;
        hold_in_tx(&mut tx, member).await?;
        fetch_in_tx(&mut tx, project, member).await?;
        if is_elsewhere_in_tx(&mut tx, project, member).await? {
            return Err(member_elsewhere("id", "they sign in with the password they have").into());
        }
        Self::link_add_in_tx(&mut tx, member, link, now_ms, expires_ms).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Changes a member of a project; refuses with `unknown_member`, `owner_has_no_scope`, `last_owner` and
    /// `member_elsewhere`.
    pub(crate) async fn membership_change(
        &self,
        project: &ProjectId,
        member: &str,
        change: &MemberChange,
    ) -> Result<(), MemberError> {
        let mut tx = self.db.pool().begin().await?;
        take_turn_in_tx(&mut tx, project).await?;
        let (role_before, scope_before) = fetch_in_tx(&mut tx, project, member).await?;
        let role = change.role.unwrap_or(role_before);
        let scope = change.scope.as_ref().unwrap_or(&scope_before);
        check_scope(role, scope)?;
        if role_before == Role::Owner && role != Role::Owner {
            check_other_owner_in_tx(&mut tx, project, "role").await?;
        }
        sqlx::query("UPDATE membership SET role = $1, scope = $2 WHERE member = $3 AND project = $4")
            .bind(role_word(role))
            .bind(scope::to_json(scope))
            .bind(member)
            .bind(project.as_str())
            .execute(&mut *tx)
            .await?;
        if let Some(name) = &change.name {
            if is_elsewhere_in_tx(&mut tx, project, member).await? {
                return Err(member_elsewhere("name", "they change their own name").into());
            }
            sqlx::query("UPDATE member SET name = $1 WHERE member = $2")
                .bind(name.as_str())
                .bind(member)
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Removes a member from a project, with their sessions there and their links; refuses with `unknown_member` and
    /// `last_owner`.
    pub(crate) async fn membership_remove(&self, project: &ProjectId, member: &str) -> Result<(), MemberError> {
        let mut tx = self.db.pool().begin().await?;
        take_turn_in_tx(&mut tx, project).await?;
        let (role, _) = fetch_in_tx(&mut tx, project, member).await?;
        if role == Role::Owner {
            check_other_owner_in_tx(&mut tx, project, "id").await?;
        }
        for statement in [
            "DELETE FROM membership WHERE member = $1 AND project = $2",
            "DELETE FROM member_session WHERE member = $1 AND project = $2",
        ] {
            sqlx::query(statement).bind(member).bind(project.as_str()).execute(&mut *tx).await?;
        }
        sqlx::query("DELETE FROM sign_in_link WHERE member = $1").bind(member).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Waits until nobody else changes the members of the project, and holds them until the transaction ends: two requests
/// at once must not each leave the last owner to the other.
async fn take_turn_in_tx(tx: &mut Transaction<'_, Any>, project: &ProjectId) -> Result<(), MemberError> {
    sqlx::query(
        "INSERT INTO membership_turn (project, n_changes) VALUES ($1, 1)
         ON CONFLICT (project) DO UPDATE SET n_changes = membership_turn.n_changes + 1",
    )
    .bind(project.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Holds a member until the transaction ends: a link is not made while they are added to another project.
async fn hold_in_tx(tx: &mut Transaction<'_, Any>, member: &str) -> Result<(), MemberError> {
    sqlx::query("UPDATE member SET name = name WHERE member = $1").bind(member).execute(&mut **tx).await?;
    Ok(())
}

async fn fetch_in_tx(
    tx: &mut Transaction<'_, Any>,
    project: &ProjectId,
    member: &str,
) -> Result<(Role, Scope), MemberError> {
    let row = sqlx::query("SELECT role, scope FROM membership WHERE project = $1 AND member = $2")
        .bind(project.as_str())
        .bind(member)
        .fetch_optional(&mut **tx)
        .await?;
    role_and_scope(&row.ok_or_else(unknown_member)?, member)
}

/// Checks that the project has an owner beside the one who is to be none any more.
async fn check_other_owner_in_tx(
    tx: &mut Transaction<'_, Any>,
    project: &ProjectId,
    field: &str,
) -> Result<(), MemberError> {
    let n_owners: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM membership WHERE project = $1 AND role = $2")
        .bind(project.as_str())
        .bind(role_word(Role::Owner))
        .fetch_one(&mut **tx)
        .await?;
    if n_owners > 1 {
        return Ok(());
    }
    Err(Refusal::new("last_owner", "a project keeps at least one owner")
        .at(field)
        .hint("make somebody else an owner first")
        .into())
}

async fn is_elsewhere_in_tx(
    tx: &mut Transaction<'_, Any>,
    project: &ProjectId,
    member: &str,
) -> Result<bool, MemberError> {
    let n_others: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM membership WHERE member = $1 AND project <> $2")
        .bind(member)
        .bind(project.as_str())
        .fetch_one(&mut **tx)
        .await?;
    Ok(n_others > 0)
}

fn unknown_member() -> MemberError {
    Refusal::new("unknown_member", "the project has no such member").at("id").hint("take it from the list").into()
}

fn member_elsewhere(field: &str, hint: &str) -> Refusal {
    Refusal::new("member_elsewhere", "this person is a member of another project too").at(field).hint(hint)
}

fn from_row(row: &AnyRow) -> Result<Membership, MemberError> {
    let member = member_from_row(row)?;
    let (role, scope) = role_and_scope(row, &member.id)?;
    let has_password = row.try_get::<i32, _>("has_password")? != 0;
    Ok(Membership { member, role, scope, has_password, last_seen_ms: row.try_get("last_seen_ms")? })
}

fn role_and_scope(row: &AnyRow, member: &str) -> Result<(Role, Scope), MemberError> {
    let not_understood = |what| MemberError::Stored { what, member: member.to_owned() };
    let role = role_of_word(row.try_get("role")?).ok_or_else(|| not_understood("role"))?;
    let scope = scope::from_json(row.try_get("scope")?).ok_or_else(|| not_understood("scope"))?;
    Ok((role, scope))
}
