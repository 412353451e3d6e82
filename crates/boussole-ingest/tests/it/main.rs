//! The doors: over HTTP, and with the real clients that others wrote.

mod clients;
mod door;
mod install;
mod kill;
mod watch;
mod world;
