//! A family to events, by the rules of a recipe. Pure: nothing is read or written here.

mod condition;
mod event;
mod id;
mod number;
mod value;

pub(crate) use event::{Emission, Mapper};
