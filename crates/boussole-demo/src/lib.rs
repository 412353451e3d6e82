//! Maison Rando, a company that does not exist: simulated customers of a shop for hikers, from causes to events.

mod calendar;
mod fields;
mod life;
mod load;
mod model;
mod number;
mod person;
mod random;
mod simulate;
mod world;

pub use load::load;
pub use model::{CURRENCY, CUSTOMERS_MAX, DemoOptions, TIMEZONE};
pub use simulate::simulate;
