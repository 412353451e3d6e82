use serde::Deserialize;

/// Something that the company pays for every week.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cost {
    pub(crate) channel: String,
    pub(crate) campaign: Option<String>,
    pub(crate) store: Option<String>,
    /// When it is paid; always when empty.
    #[serde(default)]
    months: Vec<i8>,
    /// In cents for each 100 people.
    pub(crate) weekly: i64,
}

impl Cost {
    /// Whether it is paid in `month`.
    pub(crate) fn is_paid(&self, month: i8) -> bool {
        self.months.is_empty() || self.months.contains(&month)
    }
}
