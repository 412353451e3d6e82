use super::target::bind_filter;
use super::{BoundFilter, Fields, FramePlan, Now, Target, TimeRange, Traits};
use crate::model::{Audience, Column, EventSet, Frame, Measure, PageRequest, Selector, Statistic};
use crate::value::PropertyPath;
use boussole_core::Refusal;

/// The event by which an order comes in, and the one that takes it back.
const REVENUE_EVENTS: [&str; 2] = ["Order Completed", "Order Refunded"];

/// Everything that the scan of an audience needs.
pub(crate) struct AudiencePlan {
    pub(crate) frame: FramePlan,
    /// Every event.
    pub(crate) target: Target,
    /// All time before the end of the range; absent when there is no history.
    pub(crate) until: Option<TimeRange>,
    pub(crate) page: PagePlan,
}

/// Which people of a list are shown, and what is said of them.
pub(crate) struct PagePlan {
    pub(crate) columns: Vec<Column>,
    /// After which key the page begins.
    pub(crate) after: u64,
    pub(crate) limit: usize,
    pub(crate) range: Option<TimeRange>,
    pub(crate) fields: Fields,
    pub(crate) filter: Option<BoundFilter>,
    /// Every event, then those of [`REVENUE_EVENTS`], each with its amount.
    pub(crate) targets: Vec<Target>,
    /// The currency of events that name none.
    pub(crate) currency: Option<String>,
}

impl AudiencePlan {
    /// Plans an audience.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts.
    pub(crate) fn new(asked: &Audience, now: &Now, traits: Traits, page: PagePlan) -> Result<Self, Refusal> {
        let mut frame = FramePlan::new(&asked.frame, now, traits, page.currency.clone())?;
        let target = everything(&mut frame.fields)?;
        let until = frame.range.map(|range| TimeRange { from_ms: i64::MIN, to_ms: range.to_ms });
        Ok(Self { frame, target, until, page })
    }
}

impl PagePlan {
    /// The place of the target of every event.
    pub(crate) const EVERYTHING: usize = 0;
    /// The place of the target of orders.
    pub(crate) const ORDER: usize = 1;

    /// Plans a page of a list of people.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts.
    pub(crate) fn new(
        frame: &Frame,
        request: &PageRequest,
        now: &Now,
        currency: Option<String>,
    ) -> Result<Self, Refusal> {
        let mut fields = Fields::default();
        let mut targets = vec![everything(&mut fields)?];
        if request.columns.contains(&Column::Revenue) {
            let measure = Measure::Of(Statistic::Sum, PropertyPath::parse("revenue")?);
            for name in REVENUE_EVENTS {
                let select = Selector { events: EventSet::Named(vec![name.to_owned()]), filter: None };
                targets.push(Target::bind(&select, &measure, "columns", &mut fields)?);
            }
        }
        Ok(Self {
            columns: request.columns.clone(),
            after: request.after,
            limit: request.limit,
            range: now.resolve(frame.range)?,
            filter: frame.filter.as_ref().map(|filter| bind_filter(filter, &mut fields)),
            fields,
            targets,
            currency,
        })
    }

    /// Returns the names of the traits among the columns.
    pub(crate) fn trait_names(&self) -> impl Iterator<Item = &str> {
        self.columns
            .iter()
            .filter_map(|column| if let Column::Trait(name) = column { Some(name.as_str()) } else { None })
    }

    /// Tells whether events must be read for the columns.
    pub(crate) fn reads_events(&self) -> bool {
        self.columns.iter().any(|column| !matches!(column, Column::Trait(_)))
    }
}

fn everything(fields: &mut Fields) -> Result<Target, Refusal> {
    let everything = Selector { events: EventSet::Any, filter: None };
    Target::bind(&everything, &Measure::Events, "people", fields)
}
