//! Files found, columns found in them, and text made into typed cells.

mod cell;
mod files;
mod moment;
mod operand;
mod reader;
mod row;

pub(crate) use cell::{Cell, CellSettings, Kind, Value, parse_decimal};
pub(crate) use files::{TableFiles, locate, locate_one};
pub(crate) use moment::{STANDARD, year_of};
pub(crate) use operand::Operand;
pub(crate) use reader::{Chunk, TableReader};
pub(crate) use row::{CellError, Row};
