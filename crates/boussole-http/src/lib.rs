//! The web side of Boussole: router, security headers, embedded interface, start and stop.

mod headers;
mod interface;
mod openapi;
mod server;

pub use server::{router, routes, serve};
