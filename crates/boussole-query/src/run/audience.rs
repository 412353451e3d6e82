use super::currencies::Currencies;
use super::listing::Listing;
use super::pass::{Hit, Pass, TargetSet, Visitor};
use super::reading::{Read, Reading};
use crate::QueryError;
use crate::plan::{AudiencePlan, PagePlan};
use crate::value::{Number, Scalar, Total};
use boussole_core::{Ctx, Refusal};
use boussole_events::{ScanRequest, Snapshot};

/// What an audience came to.
pub(crate) struct AudienceResult {
    pub(crate) page: Page,
    pub(crate) read: Read,
}

/// One page of a list of people.
pub(crate) struct Page {
    /// How many people the whole list has.
    pub(crate) count: u64,
    pub(crate) rows: Vec<PersonRow>,
    /// Whether more people come after it.
    pub(crate) has_more: bool,
}

/// What the events of the range say of one person.
#[derive(Debug, Clone)]
pub(crate) struct PersonRow {
    pub(crate) person: u64,
    pub(crate) n_events: u64,
    /// The times of the first and the last of them.
    pub(crate) times_ms: Option<(i64, i64)>,
    /// Absent when there is neither order nor refund with an amount.
    pub(crate) revenue: Option<Total>,
}

/// Runs an audience: who is meant, who of them is there, then what is said of a page of them.
pub(crate) fn audience(
    ctx: &Ctx,
    snapshot: &Snapshot,
    plan: &AudiencePlan,
    _listing: &mut Option<Listing>,
) -> Result<AudienceResult, QueryError> {
    let mut reading = Reading::open(ctx, snapshot, &plan.frame, vec![&plan.target])?;
    let mut members = Members::default();
    reading.answer(plan.until, &mut members)?;
    let page = page(ctx, snapshot, &plan.page, &members.people)?;
    Ok(AudienceResult { page, read: reading.finish() })
}

/// Cuts a page out of a list of people, in the order of their keys, and finds what its columns say.
pub(crate) fn page(ctx: &Ctx, snapshot: &Snapshot, plan: &PagePlan, people: &[u64]) -> Result<Page, QueryError> {
    let first = people.partition_point(|&person| person <= plan.after);
    let shown = &people[first..people.len().min(first.saturating_add(plan.limit))];
    let row = |&person: &u64| PersonRow { person, n_events: 0, times_ms: None, revenue: None };
    let currencies = Currencies::new(1, plan.currency.clone());
    let mut reader = PageReader { plan, rows: shown.iter().map(row).collect(), currencies };
    if let (Some(range), true) = (plan.range, plan.reads_events() && !shown.is_empty()) {
        let request = ScanRequest {
            from_ms: Some(range.from_ms),
            to_ms: Some(range.to_ms),
            people: Some(shown.to_vec()),
            ..ScanRequest::default()
        };
        let targets: Vec<_> = plan.targets.iter().collect();
        let (fields, filter) = (&plan.fields, plan.filter.as_ref());
        Pass { ctx, snapshot, request, fields, filter, targets: &targets, gate: None }.run(&mut reader)?;
        for target in &plan.targets[PagePlan::ORDER..] {
            reader.currencies.check(0, target)?;
        }
    }
    let has_more = first + shown.len() < people.len();
    Ok(Page { count: people.len() as u64, rows: reader.rows, has_more })
}

/// Lists everybody of whom there is an event.
#[derive(Default)]
struct Members {
    people: Vec<u64>,
}

impl Visitor for Members {
    fn hit(&mut self, _targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        if hit.person != 0 && self.people.last() != Some(&hit.person) {
            self.people.push(hit.person);
        }
        Ok(())
    }
}

/// Finds what the events of a page's people say.
struct PageReader<'p> {
    plan: &'p PagePlan,
    /// In the order of keys.
    rows: Vec<PersonRow>,
    currencies: Currencies,
}

impl Visitor for PageReader<'_> {
    fn hit(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        let Ok(place) = self.rows.binary_search_by_key(&hit.person, |row| row.person) else { return Ok(()) };
        let row = &mut self.rows[place];
        row.n_events += 1;
        row.times_ms = Some((row.times_ms.map_or(hit.time_ms, |(first_ms, _)| first_ms), hit.time_ms));
        for index in targets.filter(|&index| index != PagePlan::EVERYTHING) {
            let target = &self.plan.targets[index];
            let value = target.value.and_then(|slot| hit.values.one(slot));
            if let Some(amount) = value.as_ref().and_then(Scalar::number) {
                self.currencies.take(0, target, hit);
                let signed = if index == PagePlan::ORDER { amount } else { taken_back(amount) };
                row.revenue.get_or_insert_default().add(signed);
            }
        }
        Ok(())
    }
}

/// Returns an amount as negative, however its sender wrote it.
fn taken_back(amount: Number) -> Number {
    match amount {
        Number::Exact(amount) => Number::Exact(-amount.abs()),
        Number::Nearest(amount) => Number::Nearest(-amount.abs()),
    }
}
