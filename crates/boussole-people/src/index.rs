use crate::amount::{Currencies, Revenue};
use crate::error::PeopleError;
use crate::model::{PersonKind, write_key};
use crate::orders::{Cancellations, OrderBook, OrderEvent, OrderSummary};
use crate::profile::{Profile, Profiles};
use boussole_core::{Ctx, Refusal};
use boussole_events::{Chunk, ScanRequest, Snapshot};
use std::ops::Range;

/// People of one index, at most: some 400 bytes each.
const PEOPLE_MAX: usize = 10_000_000;

/// One person as a list shows them.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// The key.
    pub(crate) key: u64,
    /// Who they are.
    pub(crate) profile: Profile,
    /// How many events they have.
    pub(crate) n_events: u64,
    /// When the first of them happened.
    pub(crate) first_seen_ms: i64,
    /// When the last of them happened.
    pub(crate) last_seen_ms: i64,
    /// Their orders that were not cancelled.
    pub(crate) n_orders: u32,
    /// What these orders come to, less what was refunded.
    pub(crate) revenue: Revenue,
    /// When the last of these orders was made.
    pub(crate) last_order_ms: Option<i64>,
}

impl Person {
    /// Returns the key as everybody sees it.
    pub(crate) fn id(&self) -> String {
        write_key(self.key)
    }

    /// Returns what the person is to the company.
    pub(crate) fn kind(&self) -> PersonKind {
        match (self.n_orders, self.profile.is_identified) {
            (0, false) => PersonKind::Visitor,
            (0, true) => PersonKind::Prospect,
            _ => PersonKind::Customer,
        }
    }
}

/// Everybody of whom one scope sees an event, as of one snapshot, by key.
#[derive(Debug, Default)]
pub(crate) struct PeopleIndex {
    people: Vec<Person>,
}

impl PeopleIndex {
    /// Makes the index in one pass over the events that `ctx` may see. Blocks on the disk.
    pub(crate) fn build(
        ctx: &Ctx,
        snapshot: &Snapshot,
        profiles: &Profiles,
        currency: Option<&str>,
    ) -> Result<Self, PeopleError> {
        let mut builder = Builder {
            profiles,
            currencies: Currencies::new(currency),
            loose: Cancellations::default(),
            index: Self::default(),
        };
        for chunk in snapshot.scan(ctx, &ScanRequest::default()) {
            builder.take(&chunk?)?;
        }
        builder.index.people.shrink_to_fit();
        Ok(builder.index)
    }

    /// Returns everybody, by key.
    pub(crate) fn people(&self) -> &[Person] {
        &self.people
    }

    /// Finds a person.
    pub(crate) fn get(&self, key: u64) -> Option<&Person> {
        self.people.binary_search_by_key(&key, |person| person.key).ok().map(|at| &self.people[at])
    }
}

struct Builder<'p> {
    profiles: &'p Profiles,
    currencies: Currencies,
    /// What nobody in particular cancelled; nobody comes first in a scan.
    loose: Cancellations,
    index: PeopleIndex,
}

impl Builder<'_> {
    fn take(&mut self, chunk: &Chunk) -> Result<(), Refusal> {
        let order_events: Vec<_> = chunk.event_names().into_iter().map(OrderEvent::parse).collect();
        for (key, rows) in chunk.people() {
            if key == 0 {
                self.take_nobody(chunk, rows, &order_events)?;
                continue;
            }
            if self.index.people.len() == PEOPLE_MAX {
                let message = format!("the project has more than {PEOPLE_MAX} people");
                return Err(Refusal::new("too_many_people", message).hint("ask a question about people instead"));
            }
            let orders = self.orders(chunk, rows.clone(), &order_events);
            let times = &chunk.times_ms()[rows];
            self.index.people.push(Person {
                key,
                profile: self.profiles.get(key),
                n_events: times.len() as u64,
                first_seen_ms: times[0],
                last_seen_ms: times[times.len() - 1],
                n_orders: orders.n_orders,
                revenue: orders.revenue,
                last_order_ms: orders.last_order_ms,
            });
        }
        Ok(())
    }

    fn take_nobody(
        &mut self,
        chunk: &Chunk,
        rows: Range<usize>,
        order_events: &[Option<OrderEvent>],
    ) -> Result<(), Refusal> {
        for row in rows {
            if order_events[chunk.event_codes()[row] as usize] == Some(OrderEvent::Cancelled) {
                self.loose.add_loose(chunk.props(row), (chunk.times_ms()[row], chunk.seqs()[row]))?;
            }
        }
        Ok(())
    }

    fn orders(&mut self, chunk: &Chunk, rows: Range<usize>, order_events: &[Option<OrderEvent>]) -> OrderSummary {
        let mut book = OrderBook::default();
        for row in rows {
            if let Some(event) = order_events[chunk.event_codes()[row] as usize] {
                let moment = (chunk.times_ms()[row], chunk.seqs()[row]);
                book.add(event, chunk.props(row), moment, &mut self.currencies);
            }
        }
        book.finish(&self.loose)
    }
}
