//! The projects of a data folder: name, time zone, currency.

mod model;
mod store;

pub use model::{Currency, Project, Timezone};
pub use store::{ProjectError, Projects, Settled};
