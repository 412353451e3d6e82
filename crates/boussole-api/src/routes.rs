use crate::ApiError;
use crate::describe::{Described, Schemas, document};
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use boussole_core::{Ctx, Role};
use std::any::{type_name, type_name_of_val};
use std::fmt;
use utoipa::__dev::SchemaReferences;
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::Operation;

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody, signed in or not.
    Public,
    /// Members of this role or a higher one.
    Member(Role),
    /// The same, of whom only those who may see the whole project: for what cannot be cut down to a scope.
    WholeProject(Role),
    /// Whoever has the key of a source, from any page of any site: the handler looks at the key, and who is signed in is
    /// never looked at.
    WriteKey,
    /// Whoever has a link that was handed out, from any page: what it allows is what it says, and who is signed in is
    /// never looked at.
    Link,
}

/// One row of the table of routes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteEntry {
    /// The method.
    pub method: Method,
    /// The path, parameters in braces.
    pub path: String,
    /// Who may call it.
    pub access: Access,
}

/// Routes with who may call each and what is sent and answered: the only way to add a route, so that none can be without
/// its row, nor be missing in the description.
pub struct Routes {
    members: Router,
    doors: Router,
    table: Vec<RouteEntry>,
    /// By row of the table; none for what browsers alone ask.
    operations: Vec<Option<Operation>>,
    schemas: Schemas,
}

impl fmt::Debug for Routes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routes").field("table", &self.table).finish_non_exhaustive()
    }
}

/// The routers of a table, apart because what lies around them differs.
#[derive(Debug)]
pub struct Routers {
    /// Where the session's cookie says who asks.
    pub members: Router,
    /// Where a key or a link does ([`Access::WriteKey`], [`Access::Link`]): no layer around these may read the cookie, because a browser
    /// adds it to requests that pages of other sites make.
    pub doors: Router,
}

impl Default for Routes {
    fn default() -> Self {
        let (members, doors) = (Router::new(), Router::new());
        Self { members, doors, table: Vec::new(), operations: Vec::new(), schemas: Schemas::default() }
    }
}

impl Routes {
    /// Adds a route with the method and the path that the attribute `#[utoipa::path]` above its handler says; the role is
    /// checked before the handler runs. `description` is what that attribute made: `__path_` and the handler's name.
    ///
    /// # Panics
    /// Panics on the description of another handler: it is a mistake in the code, found by the first start.
    pub fn add<P, H, T, S>(self, description: P, access: Access, state: S, handler: H) -> Self
    where
        P: utoipa::Path + SchemaReferences,
        H: Handler<T, S>,
        T: 'static,
        S: Clone + Send + Sync + 'static,
    {
        require_same::<P, H>(&handler);
        self.insert(Described::of(description), access, state, handler)
    }

    /// Adds a handler that answers at several paths, at one more: as [`Routes::add`], under a name of its own.
    ///
    /// # Panics
    /// Panics as [`Routes::add`] does.
    pub fn add_at<P, H, T, S>(
        self,
        path: &str,
        name: &str,
        description: P,
        access: Access,
        state: S,
        handler: H,
    ) -> Self
    where
        P: utoipa::Path + SchemaReferences,
        H: Handler<T, S>,
        T: 'static,
        S: Clone + Send + Sync + 'static,
    {
        require_same::<P, H>(&handler);
        self.insert(Described::of(description).at(path, name), access, state, handler)
    }

    /// Adds what browsers ask of a door before a page of another site may send: nobody else calls it, so that it is in the
    /// table and not in the description.
    pub fn add_preflight<H, T>(mut self, path: &str, handler: H) -> Self
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        self.doors = self.doors.route(path, on(MethodFilter::OPTIONS, handler));
        self.table.push(RouteEntry { method: Method::OPTIONS, path: path.to_owned(), access: Access::WriteKey });
        self.operations.push(None);
        self
    }

    fn insert<H, T, S>(mut self, described: Described, access: Access, state: S, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
        S: Clone + Send + Sync + 'static,
    {
        let Described { method, path, operation, schemas } = described;
        let filter = MethodFilter::try_from(method.clone()).expect("a method of HTTP");
        let check = from_fn(move |request: Request, next: Next| require(access, request, next));
        let route: Router = Router::new().route(&path, on(filter, handler).layer(check)).with_state(state);
        match access {
            Access::WriteKey | Access::Link => self.doors = self.doors.merge(route),
            Access::Public | Access::Member(_) | Access::WholeProject(_) => self.members = self.members.merge(route),
        }
        self.table.push(RouteEntry { method, path, access });
        self.operations.push(Some(operation));
        self.schemas.extend(schemas);
        self
    }

    /// Adds all routes of another table.
    pub fn merge(mut self, other: Self) -> Self {
        self.members = self.members.merge(other.members);
        self.doors = self.doors.merge(other.doors);
        self.table.extend(other.table);
        self.operations.extend(other.operations);
        self.schemas.extend(other.schemas);
        self
    }

    /// Describes all routes, each with who may call it.
    #[must_use]
    pub fn document(&self) -> OpenApi {
        let described = self.table.iter().zip(&self.operations);
        document(described.filter_map(|(route, operation)| Some((route, operation.clone()?))), &self.schemas)
    }

    /// Returns the table of routes and roles.
    #[must_use]
    pub fn table(&self) -> &[RouteEntry] {
        &self.table
    }

    /// Returns the routers.
    #[must_use]
    pub fn into_routers(self) -> Routers {
        Routers { members: self.members, doors: self.doors }
    }
}

/// Checks that a description was made for this handler: both lie in one module, under names that tell.
fn require_same<P, H>(handler: &H) {
    let (described, handler) = (type_name::<P>(), type_name_of_val(handler));
    assert_eq!(described.replace("::__path_", "::"), handler, "a route is described by the attribute of its handler");
}

async fn require(access: Access, request: Request, next: Next) -> Response {
    let allowed = match (access, request.extensions().get::<Ctx>()) {
        (Access::Public | Access::WriteKey | Access::Link, _) => Ok(()),
        (Access::Member(_) | Access::WholeProject(_), None) => Err(ApiError::not_signed_in()),
        (Access::Member(least), Some(ctx)) => ctx.require(least).map_err(ApiError::from),
        (Access::WholeProject(least), Some(ctx)) => {
            ctx.require(least).and_then(|()| ctx.require_whole_project()).map_err(ApiError::from)
        }
    };
    match allowed {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}
