//! Maison Rando, a company that does not exist: simulated customers of a shop for hikers, from causes to events.

mod calendar;
mod company;
mod fields;
mod letter;
mod life;
mod load;
mod model;
mod number;
mod person;
mod plants;
mod random;
mod simulate;
mod surveys;
mod world;

pub use load::{Counts, Loaded, load};
pub use model::{CURRENCY, CUSTOMERS_MAX, DemoOptions, TIMEZONE};
pub use plants::{PLANTS_FILE, Plants};
pub use simulate::simulate;
pub use surveys::{DemoSurvey, SURVEYS};
