use serde::Deserialize;
use std::collections::BTreeMap;

/// What some people tend to do: a hidden cause, never told. The file says what each number means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Leaning {
    pub(crate) weight: u32,
    pub(crate) eagerness: u32,
    pub(crate) resolve: u32,
    pub(crate) thrift: i64,
    pub(crate) patience: i64,
    pub(crate) outspoken: u32,
    pub(crate) footfall: u32,
    pub(crate) picks: BTreeMap<String, u32>,
}
