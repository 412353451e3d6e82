//! The start page over a real store and the real routes.

mod company;
mod desk;
mod small;
