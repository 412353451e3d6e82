//! What handlers share: errors as JSON, the signed-in context, the table of routes and roles.

mod auth;
mod error;
mod routes;

pub use auth::Auth;
pub use error::{ApiError, ApiResult, ErrorBody, InternalCause};
pub use routes::{Access, RouteEntry, Routers, Routes};
