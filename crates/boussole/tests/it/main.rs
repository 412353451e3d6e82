//! The binary as a person uses it: arguments in, output, endings and files out.

mod command;
mod company;
mod door;
mod endings;
mod interrupted;
mod lake;
mod mail;
mod notifications;
mod orders;
mod scores;
mod socket;
mod undo;
