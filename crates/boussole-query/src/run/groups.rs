use super::pass::Hit;
use crate::plan::{BoundBreakdown, FramePlan};
use crate::value::{Number, Scalar};
use boussole_core::Refusal;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::HashMap;

/// The most different groups among which the largest are sought.
const CANDIDATES_MAX: usize = 200_000;

/// The groups that an answer keeps, largest first.
#[derive(Debug, Clone)]
pub(crate) struct Groups {
    places: HashMap<String, usize>,
    /// One value a breakdown, for each group.
    pub(crate) values: Vec<Vec<Value>>,
    /// Whether there are more groups, which become one after the last.
    pub(crate) has_other: bool,
}

impl Groups {
    /// Makes the only group of a question without breakdown.
    pub(crate) fn whole() -> Self {
        Self { places: HashMap::from([(String::new(), 0)]), values: vec![Vec::new()], has_other: false }
    }

    /// Drops the groups after the first `n_counted`, and makes those after the first `limit` of the others one.
    fn shorten(&mut self, n_counted: usize, limit: usize) {
        let n_kept = n_counted.min(limit);
        self.has_other = n_counted > limit;
        self.values.truncate(n_kept);
        self.places.retain(|_, place| *place < n_kept);
    }

    /// Returns how many groups are answered, `other` included.
    pub(crate) fn len(&self) -> usize {
        self.values.len() + usize::from(self.has_other)
    }

    /// Returns the place of the group with this key: that of `other`, when it is not kept. Where there is no `other`,
    /// nothing of such a group is counted, and the place is one too many.
    pub(crate) fn place(&self, key: &str) -> usize {
        self.places.get(key).copied().unwrap_or(self.values.len())
    }
}

/// Writes the key of an event's group.
fn write_group_key(frame: &FramePlan, hit: &Hit<'_, '_>, key: &mut String) {
    key.clear();
    for part in &frame.breakdown {
        match part {
            BoundBreakdown::Property(slot) => Scalar::write_key(hit.values.one(*slot).as_ref(), key),
            BoundBreakdown::Trait(index) => Scalar::write_key(frame.traits.get(*index, hit.person).as_ref(), key),
        }
    }
}

/// All groups that events may belong to, while it is not known which are kept.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    places: HashMap<String, usize>,
    values: Vec<Vec<Value>>,
}

impl Candidates {
    /// Returns the place of the group with this key, which it makes when it is new.
    fn place(&mut self, frame: &FramePlan, hit: &Hit<'_, '_>, key: &str) -> Result<usize, Refusal> {
        if let Some(place) = self.places.get(key) {
            return Ok(*place);
        }
        let place = self.values.len();
        if place == CANDIDATES_MAX {
            return Err(Refusal::new("too_many_groups", format!("this makes more than {CANDIDATES_MAX} groups"))
                .at("breakdown")
                .hint("break down by a property with fewer values, or choose a shorter range"));
        }
        let value = |part: &BoundBreakdown| match part {
            BoundBreakdown::Property(slot) => Scalar::json(hit.values.one(*slot).as_ref()),
            BoundBreakdown::Trait(index) => Scalar::json(frame.traits.get(*index, hit.person).as_ref()),
        };
        self.values.push(frame.breakdown.iter().map(value).collect());
        self.places.insert(key.to_owned(), place);
        Ok(place)
    }

    /// Keeps the `limit` largest groups, then the first by name; `ranks` has the size of each, by place.
    pub(crate) fn keep(self, ranks: &[Option<Number>], limit: usize) -> Groups {
        let rank = |place: usize| ranks.get(place).copied().flatten();
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        order.sort_by(|&a, &b| by_size(rank(a), rank(b)).then_with(|| by_name(&self.values[a], &self.values[b])));
        let mut new_places = vec![None; order.len()];
        for (new, &old) in order.iter().take(limit).enumerate() {
            new_places[old] = Some(new);
        }
        let kept = |(key, old): (String, usize)| new_places[old].map(|new| (key, new));
        Groups {
            places: self.places.into_iter().filter_map(kept).collect(),
            values: order.iter().take(limit).map(|&old| self.values[old].clone()).collect(),
            has_other: order.len() > limit,
        }
    }
}

/// How much was counted of each group, while groups are sought.
#[derive(Debug, Default)]
pub(crate) struct GroupSizes {
    counts: Vec<u64>,
}

impl GroupSizes {
    /// Counts one more of the group at this place.
    pub(crate) fn add(&mut self, group: usize) {
        if group >= self.counts.len() {
            self.counts.resize(group + 1, 0);
        }
        self.counts[group] += 1;
    }
}

/// How events find their group: first all groups are sought, then the kept ones are answered.
#[derive(Debug)]
pub(crate) struct Grouper {
    groups: Stage,
    key: String,
}

#[derive(Debug)]
enum Stage {
    Seeking(Candidates),
    Kept(Groups),
}

impl Grouper {
    /// Seeks the groups.
    pub(crate) fn seeking() -> Self {
        Self { groups: Stage::Seeking(Candidates::default()), key: String::new() }
    }

    /// Finds kept groups.
    pub(crate) fn kept(groups: &Groups) -> Self {
        Self { groups: Stage::Kept(groups.clone()), key: String::new() }
    }

    /// Returns the place of the group of an event.
    ///
    /// # Errors
    /// Refuses more groups than can be compared, while they are sought.
    pub(crate) fn place(&mut self, frame: &FramePlan, hit: &Hit<'_, '_>) -> Result<usize, Refusal> {
        write_group_key(frame, hit, &mut self.key);
        match &mut self.groups {
            Stage::Seeking(candidates) => candidates.place(frame, hit, &self.key),
            Stage::Kept(groups) => Ok(groups.place(&self.key)),
        }
    }

    /// Keeps the largest of the groups that were sought, of those of which anything was counted.
    pub(crate) fn keep_counted(self, sizes: &GroupSizes, limit: usize) -> Groups {
        let size = |&count: &u64| Some(count).filter(|&count| count > 0).map(Number::from);
        self.keep_seen(&sizes.counts.iter().map(size).collect::<Vec<_>>(), limit)
    }

    /// Keeps the largest of the groups that were sought, of those that have a size.
    pub(crate) fn keep_seen(self, sizes: &[Option<Number>], limit: usize) -> Groups {
        let mut groups = self.keep(sizes, usize::MAX);
        groups.shorten(sizes.iter().flatten().count(), limit);
        groups
    }

    /// Keeps the largest of the groups that were sought.
    pub(crate) fn keep(self, ranks: &[Option<Number>], limit: usize) -> Groups {
        match self.groups {
            Stage::Seeking(candidates) => candidates.keep(ranks, limit),
            Stage::Kept(groups) => groups,
        }
    }
}

/// Largest first; a group of which nothing was measured comes last.
fn by_size(a: Option<Number>, b: Option<Number>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.compare(a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

fn by_name(a: &[Value], b: &[Value]) -> Ordering {
    a.iter().map(name).cmp(b.iter().map(name))
}

/// Returns what sorts a value by name: null last, text as it is, the rest as it is written.
fn name(value: &Value) -> (bool, String) {
    match value {
        Value::Null => (true, String::new()),
        Value::String(text) => (false, text.clone()),
        other => (false, other.to_string()),
    }
}
