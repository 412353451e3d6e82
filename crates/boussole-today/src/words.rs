//! What the events of a project are called and carry, as far as the figures and looks want to know.

use boussole_query::Vocabulary;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The events there are, and what they carry.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// Every name of an event that was ever stored.
    events: HashSet<String>,
    /// Of each event that was looked at, its properties.
    properties: HashMap<String, BTreeSet<String>>,
}

impl Words {
    pub(crate) fn new(events: &[String], vocabulary: Vocabulary) -> Self {
        let properties = vocabulary.events.into_iter().map(|event| {
            let names = event.properties.into_iter().map(|property| property.name).collect();
            (event.name, names)
        });
        Self { events: events.iter().cloned().collect(), properties: properties.collect() }
    }

    /// Tells whether an event was ever stored.
    pub(crate) fn has(&self, event: &str) -> bool {
        self.events.contains(event)
    }

    /// Tells whether an event carries a property.
    pub(crate) fn carries(&self, event: &str, property: &str) -> bool {
        self.properties.get(event).is_some_and(|names| names.contains(property))
    }
}
