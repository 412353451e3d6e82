use crate::identity::IdentityMap;
use std::collections::HashMap;
use std::ops::Range;

/// Different values of a column that are kept once, at most: a country is, a customer number need not be.
const SHARED_VALUES_MAX: usize = 10_000;

/// What was said of one trait of a node, as JSON.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) node_key: u64,
    pub(crate) time_ms: i64,
    pub(crate) seq: u64,
    pub(crate) value: String,
}

/// The latest value of one trait, by person.
#[derive(Debug, Default)]
pub struct TraitColumn {
    /// In order, each with the place of the value in `texts`.
    people: Vec<(u64, Range<usize>)>,
    texts: String,
}

/// A column in the making, out of what was said by node, then time, then arrival.
#[derive(Debug)]
pub(crate) struct TraitColumnBuilder<'i> {
    identity: &'i IdentityMap,
    /// The last thing said of each node, as (person, time, seq, place in `texts`).
    latest: Vec<(u64, i64, u64, Range<usize>)>,
    last_node: Option<u64>,
    texts: String,
    shared: HashMap<String, Range<usize>>,
}

impl<'i> TraitColumnBuilder<'i> {
    pub(crate) fn new(identity: &'i IdentityMap) -> Self {
        Self { identity, latest: Vec::new(), last_node: None, texts: String::new(), shared: HashMap::new() }
    }

    pub(crate) fn add(&mut self, said: &Said) {
        if self.last_node.replace(said.node_key) == Some(said.node_key) {
            self.latest.pop();
        }
        let place = self.place(&said.value);
        self.latest.push((self.identity.person(said.node_key), said.time_ms, said.seq, place));
    }

    fn place(&mut self, value: &str) -> Range<usize> {
        if let Some(place) = self.shared.get(value) {
            return place.clone();
        }
        let place = self.texts.len()..self.texts.len() + value.len();
        self.texts.push_str(value);
        if self.shared.len() < SHARED_VALUES_MAX {
            self.shared.insert(value.to_owned(), place.clone());
        }
        place
    }

    /// Folds what was said of nodes into what is true of people: the latest (time, seq).
    pub(crate) fn finish(mut self) -> TraitColumn {
        self.latest.sort_unstable_by_key(|(person_key, time_ms, seq, _)| (*person_key, *time_ms, *seq));
        let last_of_person = self.latest.chunk_by(|a, b| a.0 == b.0).filter_map(<[_]>::last);
        let values = last_of_person.filter(|(.., place)| &self.texts[place.clone()] != "null");
        let people = values.map(|(person_key, .., place)| (*person_key, place.clone())).collect();
        TraitColumn { people, texts: self.texts }
    }
}

impl TraitColumn {
    /// Returns a person's value as JSON; `None` when nothing was said, or the last thing said was "nothing".
    #[must_use]
    pub fn get(&self, person_key: u64) -> Option<&str> {
        let at = self.people.binary_search_by_key(&person_key, |(person_key, _)| *person_key).ok()?;
        Some(&self.texts[self.people[at].1.clone()])
    }
}
