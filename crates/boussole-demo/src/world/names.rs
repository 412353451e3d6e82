use serde::Deserialize;
use std::collections::BTreeMap;

/// What people are called.
#[derive(Debug, Deserialize)]
pub(crate) struct Names {
    common: NameList,
    #[serde(flatten)]
    countries: BTreeMap<String, NameList>,
}

/// First names and family names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NameList {
    pub(crate) first: Vec<String>,
    pub(crate) last: Vec<String>,
}

impl Names {
    /// Returns the names heard in a country, its own and then those heard in every country.
    pub(crate) fn of(&self, country: &str) -> Option<[&NameList; 2]> {
        Some([self.countries.get(country)?, &self.common])
    }
}
