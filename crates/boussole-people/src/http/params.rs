use crate::model::{PeopleFilter, PersonKind, PersonSort, Search};
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use boussole_api::ApiError;
use boussole_core::Refusal;

/// What stands after the `?` of an address. An empty value is as good as none.
#[derive(Debug)]
pub(super) struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let refused = |_| Refusal::new("invalid_query", "what stands after the `?` cannot be read");
        let Query(pairs) = Query::try_from_uri(&parts.uri).map_err(refused)?;
        Ok(Self(pairs))
    }
}

impl Params {
    /// Refuses parameters that are not `known`, and those that stand twice.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Refusal> {
        for (index, (name, _)) in self.0.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let hint = if known.is_empty() {
                    "there are none here".to_owned()
                } else {
                    format!("known here: {}", known.join(", "))
                };
                return Err(Refusal::new("unknown_parameter", "there is no such parameter here").at(name).hint(hint));
            }
            if self.0[..index].iter().any(|(earlier, _)| earlier == name) {
                return Err(Refusal::new("repeated_parameter", "this stands twice").at(name));
            }
        }
        Ok(())
    }

    /// Returns the value of a parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, value)| known == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// Reads a whole number from 1 to `max`.
    pub(super) fn whole(&self, name: &str, max: usize) -> Result<Option<usize>, Refusal> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let number = text.parse().ok().filter(|number| (1..=max).contains(number));
        let refusal = || Refusal::new("out_of_bounds", format!("this must be a whole number from 1 to {max}")).at(name);
        number.ok_or_else(refusal).map(Some)
    }

    /// Reads which people are meant.
    pub(super) fn filter(&self) -> Result<PeopleFilter, Refusal> {
        Ok(PeopleFilter {
            search: self.get("search").map(Search::parse).transpose()?.flatten(),
            kind: self.get("kind").map(PersonKind::parse).transpose()?,
            sort: self.get("sort").map(PersonSort::parse).transpose()?.unwrap_or_default(),
        })
    }
}
