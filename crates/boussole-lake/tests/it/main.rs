//! The published lake, read by an unmodified DuckDB.

mod duckdb;
mod publish;
mod shop;
