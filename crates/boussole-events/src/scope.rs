//! What a member may see of the events.

use boussole_core::Scope;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeSet, HashMap};

/// Allows the events within a member's scope.
#[derive(Debug, Clone)]
pub struct ScopeFilter {
    limits: Vec<(&'static str, BTreeSet<String>)>,
}

impl ScopeFilter {
    /// Makes the filter of a member's scope.
    #[must_use]
    pub fn new(scope: &Scope) -> Self {
        Self { limits: scope.limits().into_iter().map(|(name, values)| (name, values.clone())).collect() }
    }

    /// Tells whether some events may not be seen.
    pub(crate) fn is_limited(&self) -> bool {
        !self.limits.is_empty()
    }

    /// Tells whether an event with these properties may be seen. One without the property may not: what cannot be placed
    /// in a store belongs to those who see all stores.
    pub(crate) fn allows(&self, props: &str) -> bool {
        if !self.is_limited() {
            return true;
        }
        let Ok(props) = serde_json::from_str::<HashMap<&str, &RawValue>>(props) else { return false };
        self.limits.iter().all(|(name, values)| {
            let value = props.get(name).and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
            value.is_some_and(|value| values.contains(&value))
        })
    }
}

impl ScopeFilter {
    /// Tells the same of properties that are not yet text; of what is no object only who sees everything knows.
    #[must_use]
    pub fn allows_value(&self, props: &Value) -> bool {
        let value = |name: &str| props.get(name).and_then(Value::as_str);
        self.limits.iter().all(|(name, values)| value(name).is_some_and(|value| values.contains(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::ScopeFilter;
    use boussole_core::Scope;
    use std::collections::BTreeSet;

    #[test]
    fn an_event_is_seen_only_within_every_limit() {
        let set = |values: &[&str]| values.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
        let lyon = Scope::Limited { stores: set(&["Lyon", "Namur"]), regions: set(&[]), brands: set(&["A"]) };
        let lyon = ScopeFilter::new(&lyon);
        for (props, allowed) in [
            (r#"{"store":"Lyon","brand":"A"}"#, true),
            (r#"{"store":"Ly\u006fn","brand":"A"}"#, true),
            (r#"{"store":"Lyon","brand":"B"}"#, false),
            (r#"{"store":"Lyon"}"#, false),
            (r#"{"store":["Lyon"],"brand":"A"}"#, false),
            (r#"{}"#, false),
        ] {
            assert_eq!(lyon.allows(props), allowed, "{props}");
            assert!(ScopeFilter::new(&Scope::All).allows(props));
        }
    }
}
