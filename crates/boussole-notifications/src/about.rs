//! What is kept of a letter until it is written: no more than what it is about.

use serde::{Deserialize, Serialize};

/// What a letter is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct About {
    /// For whom: who is a member no longer gets none.
    pub(crate) member: String,
    /// Which source fell silent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) silence: Option<Silence>,
}

/// That a source fell silent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Silence {
    /// The source, as events name it.
    pub(crate) source: String,
    /// When its last event arrived, in milliseconds since 1970.
    pub(crate) last_ms: i64,
}
