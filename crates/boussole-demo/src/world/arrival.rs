use serde::Deserialize;

/// A way to come to the site.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arrival {
    pub(crate) source: Option<String>,
    pub(crate) medium: Option<String>,
    pub(crate) campaign: Option<String>,
    pub(crate) referrer: Option<String>,
    /// How often, compared with the others.
    pub(crate) weight: u32,
    /// The months of a campaign; always when empty.
    #[serde(default)]
    seasons: Vec<i8>,
}

impl Arrival {
    /// Whether somebody may come this way in `month`.
    pub(crate) fn is_open(&self, month: i8) -> bool {
        self.seasons.is_empty() || self.seasons.contains(&month)
    }
}
