//! How a scope is stored: `"all"`, or `{"limited":{"stores":[…],"regions":[…],"brands":[…]}}`.

use boussole_core::Scope;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

// Nothing has a default and nothing unknown is skipped: a limit that is not understood must not vanish.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stored {
    All,
    Limited(Limits),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Limits {
    stores: BTreeSet<String>,
    regions: BTreeSet<String>,
    brands: BTreeSet<String>,
}

/// Writes a scope.
pub(crate) fn to_json(scope: &Scope) -> String {
    let stored = match scope.clone() {
        Scope::All => Stored::All,
        Scope::Limited { stores, regions, brands } => Stored::Limited(Limits { stores, regions, brands }),
    };
    serde_json::to_string(&stored).expect("sets of text are always JSON")
}

/// Reads a scope; `None` when it is none that this version understands.
pub(crate) fn from_json(json: &str) -> Option<Scope> {
    match serde_json::from_str(json).ok()? {
        Stored::All => Some(Scope::All),
        Stored::Limited(Limits { stores, regions, brands }) => Some(Scope::Limited { stores, regions, brands }),
    }
}

#[cfg(test)]
mod tests {
    use super::{from_json, to_json};
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
