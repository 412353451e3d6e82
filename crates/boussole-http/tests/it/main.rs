//! The whole router, with the real features behind it.

mod app;
mod openapi;
mod pages;
mod roles;
mod schema;
mod scope;
