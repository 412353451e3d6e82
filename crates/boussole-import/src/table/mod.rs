//! Files found, columns found in them, and text made into typed cells.

mod cell;
mod files;
mod moment;
mod operand;
mod reader;
mod row;

pub(crate) use cell::{Cell, CellSettings, Kind, Value};
pub(crate) use files::{TableFiles, locate};
pub(crate) use operand::Operand;
pub(crate) use reader::{Chunk, TableReader};
pub(crate) use row::{CellError, Row};
