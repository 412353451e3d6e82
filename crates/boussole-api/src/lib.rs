//! What handlers share: errors and bodies as JSON, the signed-in context, the table of routes and roles.

mod auth;
mod body;
mod error;
mod routes;

pub use auth::Auth;
pub use body::{null_or, read_json};
pub use error::{ApiError, ApiResult, ErrorBody, InternalCause};
pub use routes::{Access, RouteEntry, Routers, Routes};
