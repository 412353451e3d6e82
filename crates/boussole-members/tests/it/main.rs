//! Signing in and out, through the router that the server uses.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod account;
mod browser;
mod cross_site;
mod links;
mod members;
mod owners;
mod sign_in;
mod world;
