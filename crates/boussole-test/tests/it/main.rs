//! What is left of a store whose process was killed, or whose machine lost power.

mod crash;
mod left;
mod power;
mod writer;
