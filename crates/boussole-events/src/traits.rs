use crate::identity::IdentityMap;
use serde_json::Value;
use std::collections::HashMap;

/// The latest value of one trait, by person.
#[derive(Debug, Default)]
pub struct TraitColumn {
    values: HashMap<u64, Value>,
}

impl TraitColumn {
    /// Folds what was said of nodes, as (node, time, seq, value), into what is true of people: the latest (time, seq).
    pub(crate) fn fold(said: Vec<(u64, i64, u64, Value)>, identity: &IdentityMap) -> Self {
        let mut latest: HashMap<u64, (i64, u64, Value)> = HashMap::new();
        for (node_key, time_ms, seq, value) in said {
            let known = latest.entry(identity.person(node_key)).or_insert((i64::MIN, 0, Value::Null));
            if (known.0, known.1) <= (time_ms, seq) {
                *known = (time_ms, seq, value);
            }
        }
        let values = latest.into_iter().filter(|(_, (_, _, value))| !value.is_null());
        Self { values: values.map(|(person_key, (_, _, value))| (person_key, value)).collect() }
    }

    /// Returns a person's value; `None` when nothing was said, or the last thing said was "nothing".
    #[must_use]
    pub fn get(&self, person_key: u64) -> Option<&Value> {
        self.values.get(&person_key)
    }
}
