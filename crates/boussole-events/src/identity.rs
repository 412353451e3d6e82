//! Who is who: which identifiers are one person.
//!
//! Nodes are identifiers, edges say that two are the same person. An edge is only ever added, or withdrawn with the import
//! that claimed it. A person's key is the smallest node of its component, so a merge is nothing but one more version of
//! this map, and so is parting people again.

use imbl::{HashMap, Vector};
use std::collections::BTreeSet;

/// Components larger than this are held for review: no household has fifty e-mail addresses.
const COMPONENT_NODES_MAX: usize = 50;

/// An identifier's key, and whether it is the company's own number of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) key: u64,
    pub(crate) is_user: bool,
}

/// The map from identifiers to people, cheap to clone: readers keep the version they started with.
#[derive(Debug, Clone, Default)]
pub(crate) struct IdentityMap {
    /// Of nodes that are not their own person.
    person_of: HashMap<u64, u64>,
    /// Of people with more than one node.
    components: HashMap<u64, Component>,
    /// Keys that stopped being a person, or the same one, with the version at which they did.
    moves: Vector<(u64, u64)>,
    version: u64,
}

#[derive(Debug, Clone)]
struct Component {
    nodes: Vec<u64>,
    user: Option<u64>,
}

impl IdentityMap {
    /// Returns the number of the last edge, or parting, that this map knows.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    /// Returns the person to whom a node belongs.
    pub(crate) fn person(&self, node_key: u64) -> u64 {
        self.person_of.get(&node_key).copied().unwrap_or(node_key)
    }

    /// Returns all nodes of a person.
    pub(crate) fn nodes(&self, person_key: u64) -> Vec<u64> {
        self.components.get(&person_key).map_or_else(|| vec![person_key], |component| component.nodes.clone())
    }

    /// Returns, in order and each once, the keys that stopped being a person, or the same one, after `version`.
    pub(crate) fn moved_since(&self, version: u64) -> Vec<u64> {
        let mut moved: Vec<u64> =
            self.moves.iter().rev().take_while(|(_, at)| *at > version).map(|(key, _)| *key).collect();
        moved.sort_unstable();
        moved.dedup();
        moved
    }

    /// Tells whether an edge between the two would be new and allowed.
    ///
    /// Two company numbers never become one person by an event: a browser that two people share, or a mail address that
    /// two accounts use, stays with the first.
    fn may_link(&self, a: Node, b: Node) -> bool {
        let (left, right) = (self.component(a), self.component(b));
        let two_users = matches!((left.user, right.user), (Some(one), Some(other)) if one != other);
        self.person(a.key) != self.person(b.key)
            && !two_users
            && left.nodes.len() + right.nodes.len() <= COMPONENT_NODES_MAX
    }

    /// Takes the edge number `version`, which joins two people if it would be new and is allowed.
    ///
    /// What is not allowed never becomes so by more edges, only by fewer: so all claims, in their order, make the map.
    pub(crate) fn claim(&mut self, version: u64, a: Node, b: Node) {
        assert!(version > self.version, "edges come in their order");
        self.version = version;
        if self.may_link(a, b) {
            self.link(a, b);
        }
    }

    /// Returns this map with the people of `parted`, which lacks some of its edges, as the next version.
    pub(crate) fn parted(&self, mut parted: Self) -> Self {
        parted.version = self.version + 1;
        parted.moves = self.moves.clone();
        let nodes: BTreeSet<u64> = self.person_of.keys().chain(parted.person_of.keys()).copied().collect();
        let moved: BTreeSet<u64> = nodes
            .into_iter()
            .filter(|node| self.person(*node) != parted.person(*node))
            .map(|node| self.person(node))
            .collect();
        parted.moves.extend(moved.into_iter().map(|key| (key, parted.version)));
        parted
    }

    /// Returns the keys that stopped being a person, or the same one, after `version`, each with when.
    pub(crate) fn moves_since(&self, version: u64) -> Vec<(u64, u64)> {
        self.moves.iter().skip_while(|(_, at)| *at <= version).copied().collect()
    }

    /// Takes up what was known when people were parted at `version`: since then edges alone tell who moved.
    pub(crate) fn resume(&mut self, version: u64, moves: impl Iterator<Item = (u64, u64)>) {
        self.moves = moves.chain(self.moves_since(version)).collect();
        self.version = self.version.max(version);
    }

    fn link(&mut self, a: Node, b: Node) {
        let (person_a, person_b) = (self.person(a.key), self.person(b.key));
        let (kept, lost) = (person_a.min(person_b), person_a.max(person_b));
        let (mut merged, other) = (self.component(a), self.component(b));
        merged.nodes.extend(other.nodes);
        merged.nodes.sort_unstable();
        merged.user = merged.user.or(other.user);
        for node in merged.nodes.iter().filter(|node| **node != kept) {
            self.person_of.insert(*node, kept);
        }
        self.components.remove(&lost);
        self.components.insert(kept, merged);
        self.moves.push_back((lost, self.version));
    }

    fn component(&self, node: Node) -> Component {
        self.components
            .get(&self.person(node.key))
            .cloned()
            .unwrap_or_else(|| Component { nodes: vec![node.key], user: node.is_user.then_some(node.key) })
    }
}

#[cfg(test)]
mod tests {
    use super::{IdentityMap, Node};
    use proptest::prelude::*;

    fn user(key: u64) -> Node {
        Node { key, is_user: true }
    }

    fn other(key: u64) -> Node {
        Node { key, is_user: false }
    }

    #[test]
    fn a_second_user_does_not_take_a_shared_browser() {
        let mut map = IdentityMap::default();
        assert!(map.may_link(user(1), other(5)));
        map.claim(1, user(1), other(5));
        assert!(!map.may_link(user(2), other(5)), "the browser already has a user");
        assert!(!map.may_link(user(1), other(5)), "nothing new");
        assert_eq!((map.person(5), map.person(2)), (1, 2));
    }

    #[test]
    fn the_smallest_node_is_the_person_and_moves_are_told() {
        let mut map = IdentityMap::default();
        map.claim(1, user(7), other(3));
        map.claim(2, user(7), other(1));
        assert_eq!([1, 3, 7].map(|node| map.person(node)), [1, 1, 1]);
        assert_eq!(map.nodes(1), vec![1, 3, 7]);
        assert_eq!((map.moved_since(0), map.moved_since(1), map.moved_since(2)), (vec![3, 7], vec![3], vec![]));
    }

    #[test]
    fn a_component_stays_small_enough_to_review() {
        let mut map = IdentityMap::default();
        for key in 2..=50 {
            assert!(map.may_link(user(1), other(key)));
            map.claim(key, user(1), other(key));
        }
        assert!(!map.may_link(user(1), other(51)));
    }

    proptest! {
        #[test]
        fn people_are_the_connected_components(edges in prop::collection::vec((1_u64..30, 1_u64..30), 0..40)) {
            let mut map = IdentityMap::default();
            let mut smallest: Vec<u64> = (0..30).collect();
            for (version, (a, b)) in (1..).zip(edges) {
                map.claim(version, other(a), other(b));
                let (kept, lost) = (smallest[a as usize].min(smallest[b as usize]), smallest[a as usize].max(smallest[b as usize]));
                smallest.iter_mut().filter(|key| **key == lost).for_each(|key| *key = kept);
            }
            for node in 1..30 {
                prop_assert_eq!(map.person(node), smallest[node as usize]);
                prop_assert!(map.nodes(map.person(node)).contains(&node));
            }
        }
    }
}
