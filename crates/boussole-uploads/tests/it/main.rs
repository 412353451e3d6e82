//! Files handed over the real routes, imported into a real store, and taken back.

mod desk;
mod files;
mod imports;
