//! Values of properties and traits, and how they compare.

mod fold;
mod number;
mod path;
mod scalar;
mod test;
mod total;

pub(crate) use fold::{fold, strip_accents};
pub(crate) use number::Number;
pub(crate) use path::{PropertyPath, Step};
pub(crate) use scalar::Scalar;
pub(crate) use test::{Literal, Order, Test, TextTest, instant};
pub(crate) use total::Total;
