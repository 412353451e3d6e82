//! The socket in the data folder: while a server holds the folder, other commands have it do their work.

mod address;
mod client;
mod frame;
mod server;

pub(crate) use client::{call, connect};
pub(crate) use server::Socket;
