//! What handlers share: errors and bodies as JSON, the signed-in context, the table of routes and roles with its
//! description, how often somebody may try.

mod auth;
mod blocking;
mod body;
mod describe;
mod error;
mod place;
mod routes;
mod scope_cache;
mod sheet;
mod throttle;
mod words;

pub use auth::Auth;
pub use blocking::blocking;
pub use body::{null_or, read_json};
pub use error::{ApiError, ApiResult, ErrorBody, InternalCause};
pub use place::{Place, place_of, sender_of};
pub use routes::{Access, RouteEntry, Routers, Routes};
pub use scope_cache::ScopeCache;
pub use sheet::{BYTE_ORDER_MARK, spreadsheet_instant, spreadsheet_text};
pub use throttle::{THROTTLE_WINDOW_MS, Throttle};
pub use words::words_schema;
