//! Ids, contexts, clocks and refusals shared by every crate of Boussole.

mod check;
mod clock;
mod ctx;
mod project;
mod refusal;

pub use check::{check_count, check_id, check_name, readable_id};
pub use clock::{Clock, FixedClock, SystemClock};
pub use ctx::{Action, Actor, Ctx, Purpose, Role, Scope};
pub use project::ProjectId;
pub use refusal::{Code, Refusal};

/// One second in milliseconds.
pub const SECOND_MS: i64 = 1_000;
/// One minute in milliseconds.
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
/// One hour in milliseconds.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Twenty-four hours in milliseconds, whatever the calendar does.
pub const DAY_MS: i64 = 24 * HOUR_MS;
