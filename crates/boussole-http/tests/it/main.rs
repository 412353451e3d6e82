//! The whole router, with the real features behind it.

mod app;
mod pages;
mod roles;
mod scope;
