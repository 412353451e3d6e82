//! What one commit decides: which items are stored, whose they are, and as which rows.

use crate::error::StoreError;
use crate::identity::{IdentityMap, Node};
use crate::key::{KeySet, Keyer, MessageKey, Seen, entry};
use crate::model::{Batch, Identifier, IdentifierKind, Incoming, Origin, Outcome, Receipt};
use crate::prepare::{Decision, Prepared, prepare};
use crate::row::{self, Row};
use crate::seal::month_block;
use crate::store::{
    Claim, Commit, Counters, EVENT_NAME, Edge, InboxBatch, NewName, PROPERTY_NAME, Quarantined, TraitChange,
};
use crate::view::TailBatch;
use boussole_core::Code;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Names of events that a project may have; what comes with one more is set aside.
const EVENT_NAMES_MAX: usize = 4_000;
/// Names of properties that a project may have.
const PROPERTY_NAMES_MAX: usize = 2_000;

/// The word under which refused items are counted.
const REFUSED: &str = "refused";
/// The word under which accepted items without an id of their own are counted, besides.
const WITHOUT_ID: &str = "without_id";

/// A commit in the making. Nothing of it is visible, or true, before it is durable.
pub(crate) struct Draft {
    pub(crate) commit: Commit,
    pub(crate) counters: Counters,
    pub(crate) identity: IdentityMap,
    pub(crate) event_names: Arc<BTreeSet<String>>,
    pub(crate) property_names: Arc<BTreeSet<String>>,
    pub(crate) entries: Vec<u128>,
    pub(crate) tail: Vec<TailBatch>,
    pub(crate) receipts: Vec<Receipt>,
    now_ms: i64,
    in_commit: HashMap<MessageKey, u32>,
    kept: Vec<Kept>,
}

/// An event that will be stored, with where it came from.
struct Kept {
    event: Box<Prepared>,
    from: From,
    /// Which item of which batch of the commit it is.
    place: (usize, usize),
}

/// Where the items of a batch came from.
#[derive(Clone)]
struct From {
    source: Arc<str>,
    origin: Origin,
    author: Arc<str>,
}

impl From {
    fn import_id(&self) -> Option<i64> {
        match self.origin {
            Origin::Import { import_id } => Some(import_id),
            Origin::Live { .. } => None,
        }
    }
}

impl Draft {
    pub(crate) fn new(
        counters: Counters,
        identity: IdentityMap,
        event_names: Arc<BTreeSet<String>>,
        property_names: Arc<BTreeSet<String>>,
        now_ms: i64,
    ) -> Self {
        Self {
            commit: Commit::default(),
            counters,
            identity,
            event_names,
            property_names,
            entries: Vec::new(),
            tail: Vec::new(),
            receipts: Vec::new(),
            now_ms,
            in_commit: HashMap::new(),
            kept: Vec::new(),
        }
    }

    /// Decides on every item of a batch: stored, repeated, set aside or refused.
    pub(crate) fn decide(&mut self, batch: Batch, author: Arc<str>, keys: &KeySet, keyer: &Keyer) {
        let from = From { source: batch.source.into(), origin: batch.origin, author };
        let mut receipt = Receipt { person_keys: vec![0; batch.items.len()], ..Receipt::default() };
        for item in batch.items {
            let before = self.entries.len();
            let outcome = self.decide_one(item, (self.receipts.len(), receipt.outcomes.len()), &from, keys, keyer);
            receipt.n_derived += (self.entries.len() - before).saturating_sub(1) as u64;
            self.count(&from.source, outcome.word(), outcome.reason(), 1);
            receipt.outcomes.push(outcome);
        }
        for (reason, n) in batch.n_refused {
            self.count(&from.source, REFUSED, reason, n);
        }
        self.receipts.push(receipt);
    }

    fn count(&mut self, source: &Arc<str>, outcome: &'static str, reason: Code, n: u64) {
        *self.commit.received.entry((source.clone(), outcome, reason)).or_default() += n;
    }

    fn decide_one(
        &mut self,
        item: Incoming,
        place: (usize, usize),
        from: &From,
        keys: &KeySet,
        keyer: &Keyer,
    ) -> Outcome {
        let event = match prepare(item, from.origin, self.now_ms, keyer) {
            Decision::Store(event) => event,
            Decision::Quarantine { key, reason, item } => return self.quarantine(key, from, reason, item),
            Decision::Refuse(refusal) => return Outcome::Refused(refusal),
        };
        match self.seen(&event, keys) {
            Seen::Same => return Outcome::Duplicate,
            Seen::Other => return Outcome::Conflict,
            Seen::New => {}
        }
        if let Err(reason) = self.learn_names(&event, from) {
            return self.quarantine(event.key, from, reason, event.describe());
        }
        if !event.has_id {
            self.count(&from.source, WITHOUT_ID, "", 1);
        }
        self.in_commit.insert(event.key, event.content_check);
        self.entries.push(entry(&event.key, event.content_check));
        self.entries.extend(event.lines.iter().map(|line| entry(&line.key, event.content_check)));
        self.kept.push(Kept { event, from: from.clone(), place });
        Outcome::Accepted
    }

    fn seen(&self, event: &Prepared, keys: &KeySet) -> Seen {
        match self.in_commit.get(&event.key) {
            Some(check) if *check == event.content_check => Seen::Same,
            Some(_) => Seen::Other,
            None => keys.find(&event.key, event.content_check),
        }
    }

    fn quarantine(&mut self, key: MessageKey, from: &From, reason: Code, item: String) -> Outcome {
        let (source, import_id) = (from.source.to_string(), from.import_id());
        self.commit.quarantined.push(Quarantined { key, source, reason, item, import_id });
        Outcome::Quarantined(reason)
    }

    /// Adds new names of events and properties, or tells which bound they would exceed.
    fn learn_names(&mut self, event: &Prepared, from: &From) -> Result<(), Code> {
        let import_id = from.import_id();
        let derived = event.lines.first().map(|line| &line.event);
        let events: Vec<&str> = [Some(&event.event), derived]
            .into_iter()
            .flatten()
            .map(AsRef::as_ref)
            .filter(|name| !self.event_names.contains(*name))
            .collect();
        let properties: Vec<&String> = event.props.keys().filter(|name| !self.property_names.contains(*name)).collect();
        if self.event_names.len() + events.len() > EVENT_NAMES_MAX {
            return Err("too_many_event_names");
        }
        if self.property_names.len() + properties.len() > PROPERTY_NAMES_MAX {
            return Err("too_many_property_names");
        }
        for name in events {
            Arc::make_mut(&mut self.event_names).insert(name.to_owned());
            self.commit.names.push(NewName { kind: EVENT_NAME, name: name.to_owned(), import_id });
        }
        for name in properties {
            Arc::make_mut(&mut self.property_names).insert(name.clone());
            self.commit.names.push(NewName { kind: PROPERTY_NAME, name: name.clone(), import_id });
        }
        Ok(())
    }

    /// Returns the identifiers of all events that will be stored.
    pub(crate) fn identifiers(&self) -> BTreeSet<&Identifier> {
        self.kept.iter().flat_map(|kept| &kept.event.identifiers).collect()
    }

    /// Gives a key to each identifier that has none.
    pub(crate) fn number(&mut self, nodes: &mut HashMap<Identifier, u64>) {
        let new: Vec<Identifier> =
            self.identifiers().into_iter().filter(|id| !nodes.contains_key(id)).cloned().collect();
        for identifier in new {
            let key = self.counters.node;
            self.counters.node += 1;
            nodes.insert(identifier.clone(), key);
            self.commit.nodes.push((key, identifier));
        }
    }

    /// Returns what is claimed of the identifiers of events that will be stored.
    pub(crate) fn claims(&self, nodes: &HashMap<Identifier, u64>) -> HashSet<Claim> {
        self.kept.iter().flat_map(|kept| claims(kept, nodes)).map(|(claim, ..)| claim).collect()
    }

    /// Turns what was kept into rows, edges and traits, and the rows into batches of the inbox. Those of the claims that
    /// are not `known` are new.
    pub(crate) fn store(
        &mut self,
        nodes: &HashMap<Identifier, u64>,
        mut known: HashSet<Claim>,
    ) -> Result<(), StoreError> {
        let mut blocks: BTreeMap<i64, Vec<Row>> = BTreeMap::new();
        let mut traits = Traits::default();
        for kept in std::mem::take(&mut self.kept) {
            let identity_key = self.link(&kept, nodes, &mut known);
            let rows = self.rows(&kept, identity_key);
            if let (Some(row), true) = (rows.first(), identity_key != 0) {
                self.receipts[kept.place.0].person_keys[kept.place.1] = row.person_key;
                traits.add(kept.event.traits, row);
            }
            blocks.entry(month_block(kept.event.time_ms)).or_default().extend(rows);
        }
        // Who was found to be one within this commit is one in its receipts too.
        for person_key in self.receipts.iter_mut().flat_map(|receipt| &mut receipt.person_keys) {
            *person_key = self.identity.person(*person_key);
        }
        self.commit.traits = traits.into_changes();
        for (month_block, rows) in blocks {
            let batch = row::batch(&rows)?;
            let batch_id = self.counters.batch;
            self.counters.batch += 1;
            self.commit.batches.push(InboxBatch {
                batch_id,
                month_block,
                n_rows: rows.len(),
                rows: row::encode(&batch)?,
            });
            self.tail.push(TailBatch { batch_id, month_block, rows: batch });
        }
        Ok(())
    }

    /// Links the identifiers of an event, and returns the strongest: the identity that the event keeps for ever.
    fn link(&mut self, kept: &Kept, nodes: &HashMap<Identifier, u64>, known: &mut HashSet<Claim>) -> u64 {
        for (claim, a, b) in claims(kept, nodes) {
            if known.insert(claim) {
                let (version, author) = (self.identity.version() + 1, kept.from.author.clone());
                self.identity.claim(version, a, b);
                self.commit.edges.push(Edge { version, author, claim });
            }
        }
        kept.event.identifiers.first().map_or(0, |strongest| node(strongest, nodes).key)
    }

    /// Returns the rows of an event and of its lines, numbered in order.
    fn rows(&mut self, kept: &Kept, identity_key: u64) -> Vec<Row> {
        let event = &kept.event;
        let import_id = kept.from.import_id();
        let own = (event.key, &event.event, &event.props_text);
        let lines = event.lines.iter().map(|line| (line.key, &line.event, &line.props_text));
        let row = |(message_key, name, props): (MessageKey, &Arc<str>, &String)| {
            let seq = self.counters.seq;
            self.counters.seq += 1;
            Row {
                person_key: self.identity.person(identity_key),
                identity_key,
                time_ms: event.time_ms,
                time_offset_ms: event.time_offset_ms,
                seq,
                received_ms: self.now_ms,
                message_key,
                content_check: event.content_check,
                source: kept.from.source.clone(),
                import_id,
                event: name.clone(),
                session: event.session.clone(),
                props: props.clone(),
            }
        };
        std::iter::once(own).chain(lines).map(row).collect()
    }
}

fn node(identifier: &Identifier, nodes: &HashMap<Identifier, u64>) -> Node {
    let key = nodes.get(identifier).copied().expect("every identifier was given a key");
    Node { key, is_user: identifier.kind == IdentifierKind::User }
}

/// Returns what an event claims: that its strongest identifier and each other one are one person, as far as its origin
/// is believed.
fn claims(kept: &Kept, nodes: &HashMap<Identifier, u64>) -> Vec<(Claim, Node, Node)> {
    let Some((strongest, others)) = kept.event.identifiers.split_first() else { return Vec::new() };
    let strongest = node(strongest, nodes);
    let is_believed = |identifier: &&Identifier| match kept.from.origin {
        Origin::Import { .. } | Origin::Live { is_trusted: true } => true,
        // A public key can be read by anybody on a page: it may tell whose browser this is, and nothing else.
        Origin::Live { is_trusted: false } => strongest.is_user && identifier.kind == IdentifierKind::Anonymous,
    };
    let claim = |other: Node| Claim { a: strongest.key, b: other.key, import_id: kept.from.import_id() };
    let others = others.iter().filter(is_believed).map(|identifier| node(identifier, nodes));
    others.map(|other| (claim(other), strongest, other)).collect()
}

impl Outcome {
    /// Returns the word under which the outcome is counted and told.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Duplicate => "duplicate",
            Self::Conflict => "conflict",
            Self::Quarantined(_) => "quarantined",
            Self::Refused(_) => REFUSED,
        }
    }

    /// Returns the cause under which the outcome is counted; empty where there is none.
    fn reason(&self) -> Code {
        match self {
            Self::Accepted | Self::Duplicate | Self::Conflict => "",
            Self::Quarantined(reason) => reason,
            Self::Refused(refusal) => refusal.code,
        }
    }
}

/// The changes of traits of one commit, a repetition of a value by the same import only once.
#[derive(Default)]
struct Traits {
    latest: HashMap<(String, u64, String, Option<i64>), TraitChange>,
}

impl Traits {
    fn add(&mut self, traits: serde_json::Map<String, serde_json::Value>, row: &Row) {
        for (field, value) in traits {
            let change = TraitChange {
                field: field.clone(),
                node_key: row.identity_key,
                time_ms: row.time_ms,
                seq: row.seq,
                value,
                import_id: row.import_id,
            };
            let latest = self.latest.entry((field, row.identity_key, change.value.to_string(), row.import_id));
            latest
                .and_modify(|known| {
                    if (known.time_ms, known.seq) < (change.time_ms, change.seq) {
                        (known.time_ms, known.seq) = (change.time_ms, change.seq);
                    }
                })
                .or_insert(change);
        }
    }

    fn into_changes(self) -> Vec<TraitChange> {
        let mut changes: Vec<TraitChange> = self.latest.into_values().collect();
        // In the order of the table's key, so that pages are written one after the other.
        changes.sort_unstable_by(|a, b| {
            (&a.field, a.node_key, a.time_ms, a.seq).cmp(&(&b.field, b.node_key, b.time_ms, b.seq))
        });
        changes
    }
}
