//! Questions to a real store over the real routes.

mod desk;
mod people;
mod query;
mod saved;
mod vocabulary;
