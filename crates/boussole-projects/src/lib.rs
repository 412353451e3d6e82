//! The projects of a data folder: name, time zone, currency, tax, how long customers are active.

mod http;
mod model;
mod store;

pub use http::routes;
pub use model::{ActiveDays, Currency, Project, ProjectChange, Tax, Timezone};
pub use store::{ProjectError, Projects, Settled};
