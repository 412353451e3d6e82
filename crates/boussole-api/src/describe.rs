//! The description of the routes in the words of OpenAPI.

use crate::{Access, ErrorBody, RouteEntry};
use axum::http::Method;
use boussole_core::Role;
use std::collections::BTreeMap;
use utoipa::__dev::SchemaReferences;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::{HttpMethod, Operation, Paths};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, ComponentsBuilder, Content, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Response, ResponseBuilder,
};
use utoipa::{PartialSchema, Path, ToSchema};

/// Types of bodies by name.
pub(crate) type Schemas = BTreeMap<String, RefOr<Schema>>;

/// Where versions of this interface begin; the part after it names what a route is about.
const OWN_PREFIX: &str = "/api/v1/";
/// Who may call a route, in the description.
const ACCESS: &str = "x-access";
const SESSION: &str = "session";
const PAGE: &str = "page";
const WRITE_KEY: &str = "write_key";
const ABOUT: &str = "\
What people see in the browser and what servers send, as JSON over HTTP. Every operation says in `x-access` who may call \
it: a role means members of this role or a higher one; `whole project` excludes who is limited to some stores. Times that \
end in `_ms` are milliseconds since 1970 in UTC. Amounts of money are exact decimal text. A question is an object with a \
`kind`, and is told in words in `docs/reference/questions.md`.";

/// What a handler's attribute says of it.
pub(crate) struct Described {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) operation: Operation,
    pub(crate) schemas: Vec<(String, RefOr<Schema>)>,
}

impl Described {
    /// Reads what the attribute made; it says one method.
    pub(crate) fn of<P: Path + SchemaReferences>(_: P) -> Self {
        let mut schemas = Vec::new();
        P::schemas(&mut schemas);
        let method = P::methods().first().map_or(Method::GET, method);
        Self { method, path: P::path(), operation: P::operation(), schemas }
    }

    /// The same at another path, under another name.
    pub(crate) fn at(mut self, path: &str, name: &str) -> Self {
        path.clone_into(&mut self.path);
        self.operation.operation_id = Some(name.to_owned());
        self
    }
}

/// Joins what is said of each route with who may call it.
pub(crate) fn document<'a>(routes: impl Iterator<Item = (&'a RouteEntry, Operation)>, schemas: &Schemas) -> OpenApi {
    let mut paths = Paths::new();
    for (route, operation) in routes {
        paths.add_path_operation(&route.path, vec![http_method(&route.method)], completed(route, operation));
    }
    let info = InfoBuilder::new().title("Boussole").version(env!("CARGO_PKG_VERSION")).description(Some(ABOUT));
    OpenApiBuilder::new().info(info.build()).paths(paths).components(Some(components(schemas))).build()
}

fn components(schemas: &Schemas) -> Components {
    let problem = Content::new(Some(Ref::from_schema_name(ErrorBody::name())));
    let problem = ResponseBuilder::new()
        .description("Why the request was not carried out")
        .content("application/json", problem)
        .build();
    let cookie = ApiKeyValue::with_description("__Host-boussole", "The cookie that signing in sets");
    let header = ApiKeyValue::with_description("X-Boussole", "`1`: the request comes from no page of another site");
    let basic = HttpBuilder::new()
        .scheme(HttpAuthScheme::Basic)
        .description(Some("A key of a source as the name of the user, without a password; or `writeKey` in the body"))
        .build();
    ComponentsBuilder::new()
        .schemas_from_iter(schemas.clone())
        .schema(ErrorBody::name(), ErrorBody::schema())
        .response("Problem", problem)
        .security_scheme(SESSION, SecurityScheme::ApiKey(ApiKey::Cookie(cookie)))
        .security_scheme(PAGE, SecurityScheme::ApiKey(ApiKey::Header(header)))
        .security_scheme(WRITE_KEY, SecurityScheme::Http(basic))
        .build()
}

/// Adds what follows from the row of a route: its subject, who may call it, and how it refuses.
fn completed(route: &RouteEntry, mut operation: Operation) -> Operation {
    operation.tags = Some(vec![subject(&route.path).to_owned()]);
    let extensions = operation.extensions.get_or_insert_default();
    extensions.merge(Extensions::from_iter([(ACCESS, access_text(route.access))]));
    operation.security = security(route);
    let is_of_members = matches!(route.access, Access::Member(_) | Access::WholeProject(_));
    let is_of_one = route.path.contains('{');
    let refusals = [("400", is_of_members), ("401", is_of_members), ("403", is_of_members), ("404", is_of_one)];
    let refusals = refusals.into_iter().filter_map(|(status, applies)| applies.then_some(status));
    for status in refusals.chain(["default"]) {
        let problem: RefOr<Response> = Ref::from_response_name("Problem").into();
        operation.responses.responses.entry(status.to_owned()).or_insert(problem);
    }
    operation
}

/// Returns the first part of a path that tells one subject from another.
fn subject(path: &str) -> &str {
    match path.strip_prefix(OWN_PREFIX) {
        Some(rest) => rest.split(['/', '.']).next().unwrap_or(rest),
        None if path.starts_with("/v1/") => "doors",
        None => "server",
    }
}

fn access_text(access: Access) -> String {
    match access {
        Access::Public => "public".to_owned(),
        Access::WriteKey => "write key".to_owned(),
        Access::Link => "link".to_owned(),
        Access::Member(role) => role_text(role).to_owned(),
        Access::WholeProject(role) => format!("{}, whole project", role_text(role)),
    }
}

fn role_text(role: Role) -> &'static str {
    match role {
        Role::Viewer => "viewer",
        Role::Editor => "editor",
        Role::Owner => "owner",
    }
}

fn security(route: &RouteEntry) -> Option<Vec<SecurityRequirement>> {
    let none: [&str; 0] = [];
    let changes = route.method != Method::GET;
    Some(match route.access {
        Access::Public if changes => vec![SecurityRequirement::new(PAGE, none)],
        Access::Public | Access::Link => Vec::new(),
        // The key may also stand in the body, or in the path.
        Access::WriteKey => vec![SecurityRequirement::new(WRITE_KEY, none), SecurityRequirement::default()],
        Access::Member(_) | Access::WholeProject(_) if changes => {
            vec![SecurityRequirement::new(SESSION, none).add(PAGE, none)]
        }
        Access::Member(_) | Access::WholeProject(_) => vec![SecurityRequirement::new(SESSION, none)],
    })
}

fn method(method: &HttpMethod) -> Method {
    match method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Put => Method::PUT,
        HttpMethod::Post => Method::POST,
        HttpMethod::Delete => Method::DELETE,
        HttpMethod::Options => Method::OPTIONS,
        HttpMethod::Head => Method::HEAD,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Trace => Method::TRACE,
    }
}

fn http_method(method: &Method) -> HttpMethod {
    match *method {
        Method::PUT => HttpMethod::Put,
        Method::POST => HttpMethod::Post,
        Method::DELETE => HttpMethod::Delete,
        Method::PATCH => HttpMethod::Patch,
        _ => HttpMethod::Get,
    }
}
