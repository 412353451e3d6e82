//! What handlers share: errors and bodies as JSON, the signed-in context, the table of routes and roles with its
//! description.

mod auth;
mod body;
mod describe;
mod error;
mod routes;
mod words;

pub use auth::Auth;
pub use body::{null_or, read_json};
pub use error::{ApiError, ApiResult, ErrorBody, InternalCause};
pub use routes::{Access, RouteEntry, Routers, Routes};
pub use words::words_schema;
