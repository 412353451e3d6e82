//! What is planted in the company: causes with a known place, beginning and size. What follows from them is lived.

mod entries;
mod model;
mod read;

pub use model::Plants;
pub use read::PLANTS_FILE;
