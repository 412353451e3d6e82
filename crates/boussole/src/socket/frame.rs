use crate::order::Order;
use serde::{Deserialize, Serialize};

/// The longest call, in bytes: a question and what lies around it.
pub(super) const CALL_BYTES_MAX: u64 = 4 << 20;

/// What a command asks of the server: one line of JSON.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Call {
    /// The version of the program that asks; another one may mean something else.
    pub(super) version: String,
    pub(super) project: String,
    pub(super) order: Order,
}

/// What the server answers: lines of JSON, the last of which is `Done` or `Failed`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Frame {
    /// How far the work is.
    Progress { sentence: String },
    /// What is to be printed.
    Done { output: String },
    /// What is to be said on standard error, and how the command ends.
    Failed { message: String, exit_code: u8 },
}

/// The version of this program.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes a value as one line.
pub(super) fn line<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
