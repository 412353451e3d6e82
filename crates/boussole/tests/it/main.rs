//! The binary as a person uses it: arguments in, output, endings and files out.

mod command;
mod endings;
mod interrupted;
mod orders;
mod socket;
