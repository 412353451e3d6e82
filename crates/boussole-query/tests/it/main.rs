//! Questions asked of a real store.

mod data;
mod drills;
mod filters;
mod people;
mod reference;
mod refusals;
mod scores;
mod timeline;
mod trends;
mod world;
