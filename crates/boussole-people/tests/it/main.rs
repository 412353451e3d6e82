//! The people of a real store, asked over the real routes.

mod errors;
mod kinds;
mod list;
mod paging;
mod person;
mod scope;
mod sheet;
mod shop;
mod timeline;
