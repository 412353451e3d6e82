use super::cell::{Budget, Cell};
use super::pass::{Hit, Visitor};
use crate::plan::{BoundBreakdown, TrendPlan};
use crate::value::{Number, Scalar};
use boussole_core::Refusal;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::HashMap;

/// The most different groups among which the largest are sought.
const CANDIDATES_MAX: usize = 200_000;

/// The groups that an answer keeps, largest first.
#[derive(Debug)]
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

    /// Returns how many groups are answered, `other` included.
    pub(crate) fn len(&self) -> usize {
        self.values.len() + usize::from(self.has_other)
    }

    /// Returns the place of the group with this key: that of `other`, when it is not kept.
    pub(crate) fn place(&self, key: &str) -> usize {
        let place = self.places.get(key).copied();
        assert!(place.is_some() || self.has_other, "both passes read the same snapshot");
        place.unwrap_or(self.values.len())
    }
}

/// Writes the key of an event's group.
pub(crate) fn write_group_key(plan: &TrendPlan, hit: &Hit<'_, '_>, key: &mut String) {
    key.clear();
    for part in &plan.breakdown {
        match part {
            BoundBreakdown::Property(slot) => Scalar::write_key(hit.values.one(*slot).as_ref(), key),
            BoundBreakdown::Trait(index) => Scalar::write_key(plan.traits.get(*index, hit.person).as_ref(), key),
        }
    }
}

/// The first pass of a question with breakdown: which groups are there, and how large is each by the first series.
pub(crate) struct GroupFinder<'p> {
    plan: &'p TrendPlan,
    places: HashMap<String, usize>,
    values: Vec<Vec<Value>>,
    cells: Vec<Cell>,
    budget: Budget,
    key: String,
    /// Whether events count for the size of their group.
    ranks: bool,
}

impl<'p> GroupFinder<'p> {
    /// Starts with no group.
    pub(crate) fn new(plan: &'p TrendPlan) -> Self {
        Self {
            plan,
            places: HashMap::new(),
            values: Vec::new(),
            cells: Vec::new(),
            budget: Budget::default(),
            key: String::new(),
            ranks: true,
        }
    }

    /// Keeps the sizes as they are: further events only tell which groups there are.
    pub(crate) fn stop_ranking(&mut self) {
        self.ranks = false;
    }

    /// Returns the place of the group whose key is written, which it makes when it is new.
    fn place(&mut self, hit: &Hit<'_, '_>) -> Result<usize, Refusal> {
        if let Some(place) = self.places.get(&self.key) {
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
            BoundBreakdown::Trait(index) => Scalar::json(self.plan.traits.get(*index, hit.person).as_ref()),
        };
        self.values.push(self.plan.breakdown.iter().map(value).collect());
        self.cells.push(Cell::new(self.plan.targets[0].tally));
        self.places.insert(self.key.clone(), place);
        Ok(place)
    }

    /// Keeps the largest groups, then the first by name.
    pub(crate) fn finish(self) -> Groups {
        let limit = self.plan.limit;
        let ranks: Vec<Option<Number>> = self.cells.into_iter().map(|cell| cell.measured().number()).collect();
        let mut order: Vec<usize> = (0..ranks.len()).collect();
        order.sort_by(|&a, &b| by_size(ranks[a], ranks[b]).then_with(|| by_name(&self.values[a], &self.values[b])));
        let mut new_places = vec![None; order.len()];
        for (new, &old) in order.iter().take(limit).enumerate() {
            new_places[old] = Some(new);
        }
        let kept = |(key, old): (String, usize)| new_places[old].map(|new| (key, new));
        let values = self.values;
        Groups {
            places: self.places.into_iter().filter_map(kept).collect(),
            values: order.iter().take(limit).map(|&old| values[old].clone()).collect(),
            has_other: order.len() > limit,
        }
    }
}

impl Visitor for GroupFinder<'_> {
    fn hit(&mut self, target: usize, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        write_group_key(self.plan, hit, &mut self.key);
        let place = self.place(hit)?;
        if self.ranks && target == 0 {
            let first = &self.plan.targets[0];
            let value = first.value.and_then(|slot| hit.values.one(slot));
            self.cells[place]
                .add(hit.person, value.as_ref(), &mut self.budget)
                .map_err(|refusal| refusal.at(&first.path))?;
        }
        Ok(())
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
