//! Who may sign in, and as what: members, passwords, links, sessions.

mod attempts;
mod error;
mod http;
mod lifetime;
mod members;
mod model;
mod password;
mod scope;
mod store;
mod throttle;
mod token;

pub use error::MemberError;
pub use http::{routes, session_layer};
pub use members::Members;
pub use model::{Email, Member, NewMember, Session};
pub use password::HashCost;
