use super::{Fields, Slot};
use crate::model::{EventFilter, EventSet, Filter, Measure, Selector, Statistic};
use crate::value::{PropertyPath, Test};
use boussole_core::Refusal;
use std::convert::Infallible;

/// An event filter whose properties have slots.
pub(crate) type BoundFilter = Filter<BoundTest>;

/// A test of the property in a slot.
#[derive(Debug)]
pub(crate) struct BoundTest {
    pub(crate) slot: Slot,
    pub(crate) test: Test,
}

/// What is kept of the events that a cell of an answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tally {
    Events,
    People,
    Of(Statistic),
}

/// Events to select, and what to keep of them: a series, or a rule about people.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) events: EventSet,
    pub(crate) filter: Option<BoundFilter>,
    pub(crate) tally: Tally,
    /// The measured property.
    pub(crate) value: Option<Slot>,
    /// The property that says the currency, when the measured one is money.
    pub(crate) currency: Option<Slot>,
    /// Where it stands in the question.
    pub(crate) path: String,
}

impl Target {
    /// Gives slots to the properties of a selector that nobody may have asked for, so that no warning misses them.
    pub(crate) fn bind_unasked(select: &Selector, path: &str, fields: &mut Fields) -> Result<Self, Refusal> {
        let unfiltered = Selector { events: select.events.clone(), filter: None };
        let filter = select.filter.as_ref().map(|filter| bound(filter, &mut |path| fields.helper_slot(path)));
        Ok(Self { filter, ..Self::bind(&unfiltered, &Measure::Events, path, fields)? })
    }

    /// Gives slots to the properties of a selector and its measure.
    pub(crate) fn bind(select: &Selector, measure: &Measure, path: &str, fields: &mut Fields) -> Result<Self, Refusal> {
        let mut target = Self {
            events: select.events.clone(),
            filter: select.filter.as_ref().map(|filter| bind_filter(filter, fields)),
            tally: Tally::Events,
            value: None,
            currency: None,
            path: path.to_owned(),
        };
        match measure {
            Measure::Events => {}
            Measure::People => target.tally = Tally::People,
            Measure::Of(statistic, property) => {
                target.tally = Tally::Of(*statistic);
                target.value = Some(fields.slot(property));
                // A count of distinct prices means something in any currency.
                if property.is_money() && *statistic != Statistic::Distinct {
                    target.currency = Some(fields.helper_slot(&PropertyPath::parse("currency")?));
                }
            }
        }
        Ok(target)
    }
}

/// Gives slots to the properties of a filter.
pub(crate) fn bind_filter(filter: &EventFilter, fields: &mut Fields) -> BoundFilter {
    bound(filter, &mut |path| fields.slot(path))
}

fn bound(filter: &EventFilter, slot: &mut impl FnMut(&PropertyPath) -> Slot) -> BoundFilter {
    let bound =
        filter.map(&mut |leaf| Ok::<_, Infallible>(BoundTest { slot: slot(&leaf.path), test: leaf.test.clone() }));
    match bound {
        Ok(bound) => bound,
        Err(never) => match never {},
    }
}
