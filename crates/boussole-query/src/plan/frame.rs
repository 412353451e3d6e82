use super::target::bind_filter;
use super::{BoundFilter, Fields, Now, PeoplePlan, Slot, TimeRange, Traits};
use crate::model::{Breakdown, Frame, PersonTest};
use boussole_core::Refusal;

/// Which events and people a question looks at, and what groups them.
pub(crate) struct FramePlan {
    /// Absent when there is no history.
    pub(crate) range: Option<TimeRange>,
    pub(crate) fields: Fields,
    pub(crate) filter: Option<BoundFilter>,
    pub(crate) people: Option<PeoplePlan>,
    pub(crate) breakdown: Vec<BoundBreakdown>,
    pub(crate) limit: usize,
    pub(crate) traits: Traits,
    /// The currency of events that name none.
    pub(crate) currency: Option<String>,
}

/// What splits the answer, bound to its column or slot.
#[derive(Debug, Clone, Copy)]
pub(crate) enum BoundBreakdown {
    Property(Slot),
    Trait(usize),
}

impl FramePlan {
    /// Plans what all questions over time have in common; what is measured takes its slots in `fields` afterwards.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts.
    pub(crate) fn new(frame: &Frame, now: &Now, traits: Traits, currency: Option<String>) -> Result<Self, Refusal> {
        let mut fields = Fields::default();
        let breakdown = frame.breakdown.iter().map(|part| match part {
            Breakdown::Property(path) => BoundBreakdown::Property(fields.slot(path)),
            Breakdown::Trait(name) => BoundBreakdown::Trait(traits.index(name)),
        });
        let breakdown = breakdown.collect();
        let filter = frame.filter.as_ref().map(|filter| bind_filter(filter, &mut fields));
        let range = now.resolve(frame.range)?;
        let people = match (&frame.people, range) {
            (Some(filter), Some(range)) => Some(PeoplePlan::new(filter, &traits, now, range)?),
            _ => None,
        };
        Ok(Self { range, fields, filter, people, breakdown, limit: frame.limit, traits, currency })
    }
}

impl Frame {
    /// Returns the names of the traits that the question needs.
    pub(crate) fn trait_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for part in &self.breakdown {
            if let Breakdown::Trait(name) = part {
                names.push(name.clone());
            }
        }
        if let Some(people) = &self.people {
            people.each_leaf(&mut |leaf| {
                if let PersonTest::Trait { name, .. } = leaf {
                    names.push(name.clone());
                }
            });
        }
        names
    }
}
