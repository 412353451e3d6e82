//! The published lake, read by an unmodified DuckDB.

mod publish;
mod shop;
