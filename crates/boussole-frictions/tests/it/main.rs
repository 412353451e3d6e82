//! Frictions of the demo company, and what is decided of them.

mod company;
mod deciding;
mod world;
