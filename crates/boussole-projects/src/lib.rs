//! The projects of a data folder: name, time zone, currency, tax.

mod http;
mod model;
mod store;

pub use http::routes;
pub use model::{Currency, Project, ProjectChange, Tax, Timezone};
pub use store::{ProjectError, Projects, Settled};
