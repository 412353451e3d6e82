//! What members say of themselves.

use super::failure::Failure;
use super::{NO_STORE, RoleWord, address_of, cookie, no_content};
use crate::MemberError;
use crate::members::Members;
use crate::model::{Session, role_word};
use crate::scope::ScopeJson;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, State};
use axum::http::Extensions;
use axum::response::{IntoResponse, Response};
use boussole_api::{Access, Routes, read_json};
use boussole_core::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Returns the routes of the account of who is signed in.
pub(super) fn routes(members: &Members) -> Routes {
    let viewer = Access::Member(Role::Viewer);
    Routes::default()
        .add(__path_account_fetch, viewer, members.clone(), account_fetch)
        .add(__path_account_change, viewer, members.clone(), account_change)
        .add(__path_password_change, viewer, members.clone(), password_change)
}

#[derive(Serialize, ToSchema)]
#[schema(as = Account)]
struct AccountBody {
    id: String,
    email: String,
    name: String,
    #[schema(value_type = RoleWord)]
    role: &'static str,
    scope: ScopeJson,
    has_password: bool,
    /// Whether the present password must be given with a new one: not by who signed in by a link.
    needs_current_password: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountChange)]
struct ChangeBody {
    name: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PasswordChange)]
struct PasswordBody {
    current_password: Option<String>,
    password: String,
}

/// The account of who is signed in.
#[utoipa::path(
    get,
    path = "/api/v1/account",
    responses((status = 200, description = "The account", body = AccountBody))
)]
async fn account_fetch(
    State(members): State<Members>,
    Extension(session): Extension<Session>,
) -> Result<impl IntoResponse, Failure> {
    Ok(([NO_STORE], Json(body(&members, session).await?)))
}

/// Changes the name of who is signed in.
#[utoipa::path(
    patch,
    path = "/api/v1/account",
    request_body = ChangeBody,
    responses((status = 200, description = "As it is now", body = AccountBody))
)]
async fn account_change(
    State(members): State<Members>,
    Extension(mut session): Extension<Session>,
    bytes: Bytes,
) -> Result<impl IntoResponse, Failure> {
    let change: ChangeBody = read_json(&bytes)?;
    session.member.name = members.account_rename(&session, &change.name).await?;
    Ok(([NO_STORE], Json(body(&members, session).await?)))
}

/// Sets the password of who is signed in.
///
/// Ends every session of the member; the answer brings the cookie of a new one.
#[utoipa::path(
    put,
    path = "/api/v1/account/password",
    request_body = PasswordBody,
    responses((status = 204, description = "It is set"))
)]
async fn password_change(
    State(members): State<Members>,
    Extension(session): Extension<Session>,
    extensions: Extensions,
    bytes: Bytes,
) -> Result<Response, Failure> {
    let body: PasswordBody = read_json(&bytes)?;
    let address = address_of(&extensions);
    let current = body.current_password.as_deref();
    let token = members.account_password_change(&session, current, &body.password, address).await?;
    Ok(no_content(cookie::set(&token)))
}

async fn body(members: &Members, session: Session) -> Result<AccountBody, MemberError> {
    let has_password = members.has_password(&session).await?;
    let Session { member, role, scope, is_by_link, .. } = session;
    Ok(AccountBody {
        id: member.id,
        email: member.email.to_string(),
        name: member.name,
        role: role_word(role),
        scope: ScopeJson::from(&scope),
        has_password,
        needs_current_password: !is_by_link,
    })
}
