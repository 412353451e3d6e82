//! Sources and their keys over a real database, and over HTTP.

mod keys;
mod routes;
mod world;
