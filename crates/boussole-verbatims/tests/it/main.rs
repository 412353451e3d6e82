//! Verbatims of a project: what was written where, what of it who asks may read, and what is learnt of it.

mod reading;
mod teaching;
mod world;
