//! What is left of a store whose process was killed, or whose machine lost power.

#![expect(clippy::print_stdout, reason = "how often a test killed and cut is a figure worth reading")]

mod crash;
mod left;
mod power;
mod writer;
