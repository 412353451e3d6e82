mod account;
mod cookie;
mod failure;
mod members;
mod place;
mod sender;

use crate::members::Members;
use crate::model::{Session, role_word};
use axum::Json;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Extension, Request, State};
use axum::http::{Extensions, HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use boussole_api::{Access, ApiError, ApiResult, Routes};
use boussole_core::{Refusal, Role};
use boussole_projects::{Projects, Tax};
use failure::Failure;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, SocketAddr};
use utoipa::ToSchema;

/// The longest body of a sign-in, in bytes.
const BODY_BYTES_MAX: usize = 4 * 1024;
/// Who is signed in is nobody else's business, a cache's least of all.
const NO_STORE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

boussole_api::words!(pub(crate) RoleWord as "Role", [Role::Owner, Role::Editor, Role::Viewer].map(role_word));
boussole_api::words!(pub(crate) TaxWord as "Tax", [Tax::Included, Tax::Excluded].map(Tax::as_str));

#[derive(Debug, Clone)]
struct Sessions {
    members: Members,
    projects: Projects,
}

/// Returns the routes by which members sign in and out, see to their account, and by which owners say who is a member.
///
/// They need [`session_layer`] around them, and the server must give each request its `ConnectInfo<SocketAddr>`: tries
/// from unknown addresses count as tries from one.
pub fn routes(members: Members, projects: Projects) -> Routes {
    let account = account::routes(&members).merge(members::routes(&members));
    let state = Sessions { members, projects };
    account
        .add(__path_session_open, Access::Public, state.clone(), session_open)
        .add(__path_session_open_by_link, Access::Public, state.clone(), session_open_by_link)
        // Who is no longer signed in gets rid of the cookie all the same.
        .add(__path_session_close, Access::Public, state.clone(), session_close)
        .add(__path_session_fetch, Access::Member(Role::Viewer), state, session_fetch)
}

/// Reads the cookie of every request and puts who is signed in beside it, as [`Session`] and as the context.
///
/// A request that carries the cookie and may change something is refused (`cross_site`) unless our own page made it.
pub async fn session_layer(State(members): State<Members>, mut request: Request, next: Next) -> Response {
    let Some(cookie) = cookie::value(request.headers()) else { return next.run(request).await };
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_safe && let Err(refusal) = sender::check(request.headers()) {
        return Failure::from(refusal).into_response();
    }
    match members.authenticate(cookie).await {
        Ok(Some(session)) => {
            request.extensions_mut().insert(session.ctx());
            request.extensions_mut().insert(session);
        }
        Ok(None) => {}
        Err(error) => return Failure::from(error).into_response(),
    }
    next.run(request).await
}

#[derive(Deserialize, ToSchema)]
#[schema(as = SignIn)]
struct PasswordBody {
    email: String,
    password: String,
}

/// Signs in with a password; the answer sets the cookie of the session.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    request_body = PasswordBody,
    responses((status = 204, description = "Signed in"))
)]
async fn session_open(State(state): State<Sessions>, request: Request) -> Result<Response, Failure> {
    sender::check(request.headers())?;
    place::check(request.headers())?;
    let (headers, address) = (request.headers().clone(), address_of(request.extensions()));
    let body: PasswordBody = read_json(request).await?;
    let token = state.members.sign_in(&body.email, &body.password, address).await?;
    opened(&state.members, &headers, &token).await
}

#[derive(Deserialize, ToSchema)]
#[schema(as = SignInByLink)]
struct LinkBody {
    token: String,
}

/// Signs in with the token of a link; the answer sets the cookie of the session.
#[utoipa::path(
    post,
    path = "/api/v1/session/link",
    request_body = LinkBody,
    responses((status = 204, description = "Signed in"))
)]
async fn session_open_by_link(State(state): State<Sessions>, request: Request) -> Result<Response, Failure> {
    sender::check(request.headers())?;
    place::check(request.headers())?;
    let (headers, address) = (request.headers().clone(), address_of(request.extensions()));
    let body: LinkBody = read_json(request).await?;
    let token = state.members.sign_in_by_link(&body.token, address).await?;
    opened(&state.members, &headers, &token).await
}

/// Signs out.
#[utoipa::path(delete, path = "/api/v1/session", responses((status = 204, description = "Signed out")))]
async fn session_close(State(state): State<Sessions>, headers: HeaderMap) -> Result<Response, Failure> {
    if let Some(cookie) = cookie::value(&headers) {
        state.members.sign_out(cookie).await?;
    }
    Ok(no_content(cookie::clear()))
}

#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
struct SessionDto {
    member: MemberDto,
    project: ProjectDto,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Member)]
struct MemberDto {
    id: String,
    email: String,
    name: String,
    #[schema(value_type = RoleWord)]
    role: &'static str,
    /// Whether a scope limits what the member sees.
    is_limited: bool,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Project)]
struct ProjectDto {
    id: String,
    name: String,
    timezone: String,
    #[schema(required)]
    currency: Option<String>,
    /// `tax_included` or `tax_excluded`; absent until somebody says.
    #[schema(required, value_type = Option<TaxWord>)]
    tax: Option<&'static str>,
}

/// Who is signed in, and to which project.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    responses((status = 200, description = "The session", body = SessionDto))
)]
async fn session_fetch(
    State(state): State<Sessions>,
    Extension(session): Extension<Session>,
) -> ApiResult<impl IntoResponse> {
    let now_ms = state.members.now_ms();
    let project = state.projects.project_fetch_or_create(&session.ctx(), now_ms).await.map_err(ApiError::internal)?;
    let Session { member, role, scope, .. } = session;
    let body = SessionDto {
        member: MemberDto {
            id: member.id,
            email: member.email.to_string(),
            name: member.name,
            role: role_word(role),
            is_limited: !scope.limits().is_empty(),
        },
        project: ProjectDto {
            name: project.title,
            id: project.id.to_string(),
            timezone: project.timezone.to_string(),
            currency: project.currency.map(|currency| currency.to_string()),
            tax: project.tax.map(Tax::as_str),
        },
    };
    Ok(([NO_STORE], Json(body)))
}

/// Answers a sign-in. The session before it, if the browser had one, ends.
async fn opened(members: &Members, headers: &HeaderMap, token: &str) -> Result<Response, Failure> {
    if let Some(before) = cookie::value(headers) {
        members.sign_out(before).await?;
    }
    Ok(no_content(cookie::set(token)))
}

fn no_content(cookie: String) -> Response {
    (StatusCode::NO_CONTENT, [NO_STORE, (header::SET_COOKIE, &cookie)]).into_response()
}

fn address_of(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip())
}

/// Returns the address, after the server's own, at which a token signs in.
fn sign_in_path(token: &str) -> String {
    format!("/sign-in?token={token}")
}

/// Reads a small JSON body. What is wrong with it is not told in detail: it holds a password.
async fn read_json<T: DeserializeOwned>(request: Request) -> Result<T, Refusal> {
    let invalid = || Refusal::new("invalid_body", "the body is not the JSON that is expected here");
    let bytes = to_bytes(request.into_body(), BODY_BYTES_MAX).await.map_err(|_| invalid())?;
    serde_json::from_slice(&bytes).map_err(|_| invalid())
}
