use super::target::bind_filter;
use super::{BoundFilter, Buckets, Fields, Now, PeoplePlan, Slot, Target, TimeRange, Traits};
use crate::model::{Breakdown, EventSet, PersonTest, Trend};
use boussole_core::Refusal;

/// Everything that the scan of a trend needs.
pub(crate) struct TrendPlan {
    pub(crate) main: Period,
    pub(crate) compare: Option<Period>,
    pub(crate) events: Option<Vec<String>>,
    pub(crate) fields: Fields,
    pub(crate) filter: Option<BoundFilter>,
    pub(crate) people: Option<PeoplePlan>,
    pub(crate) targets: Vec<Target>,
    pub(crate) breakdown: Vec<BoundBreakdown>,
    pub(crate) limit: usize,
    pub(crate) traits: Traits,
    /// The currency of events that name none.
    pub(crate) currency: Option<String>,
}

/// A range and its buckets; the range is absent when there is no history.
#[derive(Debug, Clone)]
pub(crate) struct Period {
    pub(crate) range: Option<TimeRange>,
    pub(crate) buckets: Buckets,
}

/// What splits the answer, bound to its column or slot.
#[derive(Debug, Clone, Copy)]
pub(crate) enum BoundBreakdown {
    Property(Slot),
    Trait(usize),
}

impl TrendPlan {
    /// Plans a trend.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts and too many buckets.
    pub(crate) fn new(trend: &Trend, now: &Now, traits: Traits, currency: Option<String>) -> Result<Self, Refusal> {
        let mut fields = Fields::default();
        let bind = |series: &crate::model::Series, fields: &mut Fields| {
            Target::bind(&series.select, &series.measure, &format!("{}.measure", series.path), fields)
        };
        let targets = trend.series.iter().map(|series| bind(series, &mut fields)).collect::<Result<Vec<_>, _>>()?;
        let breakdown = trend.breakdown.iter().map(|part| match part {
            Breakdown::Property(path) => BoundBreakdown::Property(fields.slot(path)),
            Breakdown::Trait(name) => BoundBreakdown::Trait(traits.index(name)),
        });
        let breakdown = breakdown.collect();
        let filter = trend.filter.as_ref().map(|filter| bind_filter(filter, &mut fields));
        let range = now.resolve(trend.range)?;
        let period = |range: Option<TimeRange>| -> Result<Period, Refusal> {
            let buckets = match range {
                None => Buckets::none(),
                Some(range) => Buckets::cut(range, trend.interval, &now.timezone, now.as_of_ms)?,
            };
            Ok(Period { range, buckets })
        };
        let compare =
            trend.compare.map(|previous| period(range.map(|range| now.previous(range, previous, trend.interval))));
        let people = match (&trend.people, range) {
            (Some(filter), Some(range)) => Some(PeoplePlan::new(filter, &traits, now, range)?),
            _ => None,
        };
        Ok(Self {
            main: period(range)?,
            compare: compare.transpose()?,
            events: EventSet::union(targets.iter().map(|target| &target.events)),
            fields,
            filter,
            people,
            targets,
            breakdown,
            limit: trend.limit,
            traits,
            currency,
        })
    }
}

impl Trend {
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
