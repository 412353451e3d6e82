//! What members say of themselves.

use super::failure::Failure;
use super::{NO_STORE, address_of, cookie, no_content};
use crate::MemberError;
use crate::members::Members;
use crate::model::{Session, role_word};
use crate::scope::ScopeJson;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, State};
use axum::http::{Extensions, Method};
use axum::response::{IntoResponse, Response};
use boussole_api::{Access, Routes, read_json};
use boussole_core::Role;
use serde::{Deserialize, Serialize};

const PATH: &str = "/api/v1/account";

/// Returns the routes of the account of who is signed in.
pub(super) fn routes(members: &Members) -> Routes {
    let viewer = Access::Member(Role::Viewer);
    Routes::default()
        .add(Method::GET, PATH, viewer, members.clone(), account_fetch)
        .add(Method::PATCH, PATH, viewer, members.clone(), account_change)
        .add(Method::PUT, "/api/v1/account/password", viewer, members.clone(), password_change)
}

#[derive(Serialize)]
struct AccountBody {
    id: String,
    email: String,
    name: String,
    role: &'static str,
    scope: ScopeJson,
    has_password: bool,
    /// Whether the present password must be given with a new one: not by who signed in by a link.
    needs_current_password: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeBody {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PasswordBody {
    current_password: Option<String>,
    password: String,
}

async fn account_fetch(
    State(members): State<Members>,
    Extension(session): Extension<Session>,
) -> Result<impl IntoResponse, Failure> {
    Ok(([NO_STORE], Json(body(&members, session).await?)))
}

async fn account_change(
    State(members): State<Members>,
    Extension(mut session): Extension<Session>,
    bytes: Bytes,
) -> Result<impl IntoResponse, Failure> {
    let change: ChangeBody = read_json(&bytes)?;
    session.member.name = members.account_rename(&session, &change.name).await?;
    Ok(([NO_STORE], Json(body(&members, session).await?)))
}

/// Ends every session of the member; the answer brings the cookie of a new one.
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
