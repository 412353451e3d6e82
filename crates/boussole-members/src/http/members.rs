//! The members of a project, for its owners.

use super::failure::Failure;
use super::{NO_STORE, RoleWord, sign_in_path};
use crate::members::Members;
use crate::membership::SignInLink;
use crate::model::{MemberChange, Membership, NewMember, parse_role, role_word};
use crate::scope::ScopeJson;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use boussole_api::{Access, Auth, Routes, read_json};
use boussole_core::{Refusal, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

type Id = Result<Path<String>, PathRejection>;

/// Returns the routes of the members of a project.
pub(super) fn routes(members: &Members) -> Routes {
    let owner = Access::Member(Role::Owner);
    let state = || members.clone();
    Routes::default()
        .add(__path_member_list, owner, state(), member_list)
        .add(__path_member_create, owner, state(), member_create)
        .add(__path_member_change, owner, state(), member_change)
        .add(__path_member_remove, owner, state(), member_remove)
        .add(__path_member_link, owner, state(), member_link)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewMember)]
struct CreateBody {
    email: String,
    name: String,
    #[schema(value_type = RoleWord)]
    role: String,
    scope: ScopeJson,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MemberChange)]
struct ChangeBody {
    name: Option<String>,
    #[schema(value_type = Option<RoleWord>)]
    role: Option<String>,
    scope: Option<ScopeJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = MembershipList)]
struct ListBody {
    items: Vec<MemberBody>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Membership)]
struct MemberBody {
    id: String,
    email: String,
    name: String,
    #[schema(value_type = RoleWord)]
    role: &'static str,
    scope: ScopeJson,
    has_password: bool,
    #[schema(required)]
    last_seen_ms: Option<i64>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = MemberCreated)]
struct CreatedBody {
    member: MemberBody,
    /// Absent for who has an account already, of another project.
    #[schema(required)]
    link: Option<LinkBody>,
}

/// The only answer that ever holds the token.
#[derive(Serialize, ToSchema)]
#[schema(as = SignInLink)]
struct LinkBody {
    /// The address after the server's own.
    path: String,
    expires_ms: i64,
}

/// Lists the members of the project.
#[utoipa::path(get, path = "/api/v1/members", responses((status = 200, description = "The members", body = ListBody)))]
async fn member_list(Auth(ctx): Auth, State(members): State<Members>) -> Result<impl IntoResponse, Failure> {
    let items = members.member_list(&ctx).await?.into_iter().map(MemberBody::from).collect();
    Ok(([NO_STORE], Json(ListBody { items })))
}

/// Makes somebody a member.
#[utoipa::path(
    post,
    path = "/api/v1/members",
    request_body = CreateBody,
    responses((status = 201, description = "The member, and the link by which they sign in the first time", body = CreatedBody))
)]
async fn member_create(
    Auth(ctx): Auth,
    State(members): State<Members>,
    bytes: Bytes,
) -> Result<impl IntoResponse, Failure> {
    let body: CreateBody = read_json(&bytes)?;
    let new = NewMember::parse(&body.email, &body.name, parse_role(&body.role)?, body.scope.parse()?)?;
    let (member, link) = members.member_invite(&ctx, &new).await?;
    let body = CreatedBody { member: member.into(), link: link.map(LinkBody::from) };
    Ok((StatusCode::CREATED, [NO_STORE], Json(body)))
}

/// Changes the name, the role or the scope of a member; what is absent stays.
#[utoipa::path(
    patch,
    path = "/api/v1/members/{id}",
    params(("id" = String, Path, description = "The id of a member")),
    request_body = ChangeBody,
    responses((status = 200, description = "As they are now", body = MemberBody))
)]
async fn member_change(
    Auth(ctx): Auth,
    State(members): State<Members>,
    id: Id,
    bytes: Bytes,
) -> Result<impl IntoResponse, Failure> {
    let body: ChangeBody = read_json(&bytes)?;
    let change = MemberChange {
        name: body.name,
        role: body.role.as_deref().map(parse_role).transpose()?,
        scope: body.scope.map(ScopeJson::parse).transpose()?,
    };
    let member = members.member_change(&ctx, &text(id)?, &change).await?;
    Ok(([NO_STORE], Json(MemberBody::from(member))))
}

/// Removes a member from the project.
#[utoipa::path(
    delete,
    path = "/api/v1/members/{id}",
    params(("id" = String, Path, description = "The id of a member")),
    responses((status = 204, description = "They are no member any more"))
)]
async fn member_remove(Auth(ctx): Auth, State(members): State<Members>, id: Id) -> Result<StatusCode, Failure> {
    members.member_remove(&ctx, &text(id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a new link by which a member signs in.
#[utoipa::path(
    post,
    path = "/api/v1/members/{id}/link",
    params(("id" = String, Path, description = "The id of a member")),
    responses((status = 201, description = "The link, told this once", body = LinkBody))
)]
async fn member_link(Auth(ctx): Auth, State(members): State<Members>, id: Id) -> Result<impl IntoResponse, Failure> {
    let link = members.member_link(&ctx, &text(id)?).await?;
    Ok((StatusCode::CREATED, [NO_STORE], Json(LinkBody::from(link))))
}

fn text(id: Id) -> Result<String, Refusal> {
    let unknown =
        |_| Refusal::new("unknown_member", "the project has no such member").at("id").hint("take it from the list");
    id.map(|Path(id)| id).map_err(unknown)
}

impl From<Membership> for MemberBody {
    fn from(membership: Membership) -> Self {
        let Membership { member, role, scope, has_password, last_seen_ms } = membership;
        Self {
            id: member.id,
            email: member.email.to_string(),
            name: member.name,
            role: role_word(role),
            scope: ScopeJson::from(&scope),
            has_password,
            last_seen_ms,
        }
    }
}

impl From<SignInLink> for LinkBody {
    fn from(link: SignInLink) -> Self {
        Self { path: sign_in_path(&link.token), expires_ms: link.expires_ms }
    }
}
