//! Questions asked of a real store.

mod filters;
mod people;
mod reference;
mod refusals;
mod scores;
mod timeline;
mod trends;
mod world;
