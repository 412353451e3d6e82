use crate::ApiError;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use boussole_core::{Ctx, Role};

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
}

/// One row of the table of routes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteEntry {
    /// The method.
    pub method: Method,
    /// The path, parameters in braces.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
}

/// Routes with who may call each: the only way to add a route, so that none can be without its row.
#[derive(Debug)]
pub struct Routes {
    members: Router,
    doors: Router,
    table: Vec<RouteEntry>,
}

/// The routers of a table, apart because what lies around them differs.
#[derive(Debug)]
pub struct Routers {
    /// Where the session's cookie says who asks.
    pub members: Router,
    /// Where a source's key does ([`Access::WriteKey`]): no layer around these may read the cookie, because a browser
    /// adds it to requests that pages of other sites make.
    pub doors: Router,
}

impl Default for Routes {
    fn default() -> Self {
        Self { members: Router::new(), doors: Router::new(), table: Vec::new() }
    }
}

impl Routes {
    /// Adds a route; the role is checked before the handler runs.
    ///
    /// # Panics
    /// Panics on a method that no route of ours uses: it is a mistake in the code, found by the first start.
    pub fn add<H, T, S>(mut self, method: Method, path: &'static str, access: Access, state: S, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
        S: Clone + Send + Sync + 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).expect("a method of HTTP");
        let check = from_fn(move |request: Request, next: Next| require(access, request, next));
        let route: Router = Router::new().route(path, on(filter, handler).layer(check)).with_state(state);
        match access {
            Access::WriteKey => self.doors = self.doors.merge(route),
            Access::Public | Access::Member(_) | Access::WholeProject(_) => self.members = self.members.merge(route),
        }
        self.table.push(RouteEntry { method, path, access });
        self
    }

    /// Adds all routes of another table.
    pub fn merge(mut self, other: Self) -> Self {
        self.members = self.members.merge(other.members);
        self.doors = self.doors.merge(other.doors);
        self.table.extend(other.table);
        self
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

async fn require(access: Access, request: Request, next: Next) -> Response {
    let allowed = match (access, request.extensions().get::<Ctx>()) {
        (Access::Public | Access::WriteKey, _) => Ok(()),
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
