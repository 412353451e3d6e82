//! Who may sign in, and as what: members, passwords, links, sessions.

mod account;
mod attempts;
mod error;
mod http;
mod lifetime;
mod members;
mod membership;
mod model;
mod password;
mod scope;
mod store;
mod token;

pub use error::MemberError;
pub use http::{routes, session_layer};
pub use members::Members;
pub use membership::SignInLink;
pub use model::{Email, Member, MemberChange, Membership, NewMember, Session};
pub use password::HashCost;
