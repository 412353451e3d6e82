//! Verbatims of a project: what was written where, and what of it who asks may read.

mod reading;
