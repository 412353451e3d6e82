//! How a scope is stored and sent: `"all"`, or `{"limited":{"stores":[…],"regions":[…],"brands":[…]}}`.

use boussole_core::{Refusal, Scope};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Values of one property in a scope: a company's shops, and some to spare.
const VALUES_MAX: usize = 1_000;
/// The longest value, in characters.
const VALUE_CHARACTERS_MAX: usize = 200;

/// A scope as JSON.
// Nothing has a default and nothing unknown is skipped: a limit that is not understood must not vanish.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Scope)]
pub(crate) enum ScopeJson {
    All,
    Limited(Limits),
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ScopeLimits)]
pub(crate) struct Limits {
    stores: BTreeSet<String>,
    regions: BTreeSet<String>,
    brands: BTreeSet<String>,
}

impl ScopeJson {
    /// Checks a scope that somebody sent; the spaces around a value do not matter.
    ///
    /// # Errors
    /// Refuses with `invalid_scope` limits that do not limit, too many values, and values that are empty or too long.
    pub(crate) fn parse(self) -> Result<Scope, Refusal> {
        let Self::Limited(Limits { stores, regions, brands }) = self else { return Ok(Scope::All) };
        let (stores, regions, brands) =
            (values("stores", &stores)?, values("regions", &regions)?, values("brands", &brands)?);
        if stores.is_empty() && regions.is_empty() && brands.is_empty() {
            return Err(Refusal::new("invalid_scope", "this scope limits nothing")
                .at("scope")
                .hint("name a store, a region or a brand, or send the scope `all`"));
        }
        Ok(Scope::Limited { stores, regions, brands })
    }
}

impl From<&Scope> for ScopeJson {
    fn from(scope: &Scope) -> Self {
        match scope.clone() {
            Scope::All => Self::All,
            Scope::Limited { stores, regions, brands } => Self::Limited(Limits { stores, regions, brands }),
        }
    }
}

fn values(name: &str, texts: &BTreeSet<String>) -> Result<BTreeSet<String>, Refusal> {
    let values: BTreeSet<String> = texts.iter().map(|text| text.trim().to_owned()).collect();
    let is_value = |value: &String| (1..=VALUE_CHARACTERS_MAX).contains(&value.chars().count());
    if values.len() <= VALUES_MAX && values.iter().all(is_value) {
        return Ok(values);
    }
    Err(Refusal::new("invalid_scope", format!("these are not {name}")).at(format!("scope.{name}")).hint(format!(
        "name at most {VALUES_MAX}, each with 1 to {VALUE_CHARACTERS_MAX} characters, as the events have them"
    )))
}

/// Writes a scope.
pub(crate) fn to_json(scope: &Scope) -> String {
    serde_json::to_string(&ScopeJson::from(scope)).expect("sets of text are always JSON")
}

/// Reads a scope; `None` when it is none that this version understands.
pub(crate) fn from_json(json: &str) -> Option<Scope> {
    match serde_json::from_str(json).ok()? {
        ScopeJson::All => Some(Scope::All),
        ScopeJson::Limited(Limits { stores, regions, brands }) => Some(Scope::Limited { stores, regions, brands }),
    }
}

#[cfg(test)]
mod tests {
    use super::{ScopeJson, from_json, to_json};
    use boussole_core::Scope;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn check(scope: &Scope, expected: Expect) {
        expected.assert_eq(&to_json(scope));
        assert_eq!(from_json(&to_json(scope)).as_ref(), Some(scope));
    }

    #[test]
    fn a_scope_is_stored_as_readable_text() {
        check(&Scope::All, expect![[r#""all""#]]);
        let stores = BTreeSet::from(["Lyon".to_owned(), "Besançon".to_owned()]);
        let scope = Scope::Limited { stores, regions: BTreeSet::new(), brands: BTreeSet::new() };
        check(&scope, expect![[r#"{"limited":{"stores":["Besançon","Lyon"],"regions":[],"brands":[]}}"#]]);
    }

    #[test]
    fn what_is_not_understood_is_never_everything() {
        let newer = r#"{"limited":{"stores":[],"regions":[],"brands":[],"countries":["FR"]}}"#;
        for json in ["", "{}", "\"ALL\"", r#"{"limited":{"stores":["Lyon"]}}"#, newer] {
            assert_eq!(from_json(json), None, "{json}");
        }
    }

    #[test]
    fn what_somebody_sends_is_checked() {
        let parse = |json: &str| serde_json::from_str::<ScopeJson>(json).expect("the shape of a scope").parse();
        assert_eq!(parse(r#""all""#), Ok(Scope::All));
        let scope = parse(r#"{"limited":{"stores":[" Lyon "],"regions":[],"brands":[]}}"#).expect("a scope");
        assert_eq!(scope.limits(), vec![("store", &BTreeSet::from(["Lyon".to_owned()]))]);
        let field = |json: &str| parse(json).expect_err("refused").field;
        assert_eq!(field(r#"{"limited":{"stores":[],"regions":[],"brands":[]}}"#).as_deref(), Some("scope"));
        assert_eq!(field(r#"{"limited":{"stores":[],"regions":[" "],"brands":[]}}"#).as_deref(), Some("scope.regions"));
    }

    proptest! {
        #[test]
        fn a_scope_comes_back_as_it_was(
            stores: BTreeSet<String>, regions: BTreeSet<String>, brands: BTreeSet<String>
        ) {
            let scope = Scope::Limited { stores, regions, brands };
            prop_assert_eq!(from_json(&to_json(&scope)), Some(scope));
        }
    }
}
