//! Imports of small files written here, and of the real ones.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod again;
mod damaged_files;
mod encodings;
mod fixture;
mod groups;
mod joins;
mod json_lines;
mod own_recipe;
mod parquet_damages;
mod parquet_types;
mod previews;
mod real_files;
mod recipes;
mod recipes_contacts;
mod recipes_opinions;
mod recipes_orders;
mod recognised;
mod values;
mod workbook;
mod xlsx;
