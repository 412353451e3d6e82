//! What happened to people, as cases: each time that somebody came to where something can go wrong, whether it did, and what
//! they did after.

use crate::look::Failure;
use crate::read::{Field, Texts, Values, number};
use boussole_core::{Ctx, DAY_MS};
use boussole_events::{Chunk, ScanRequest, Snapshot, StoreError};
use boussole_query::is_void;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::HashMap;

/// The most cases that are compared; the events of who comes after are left out, and counted.
const CASES_MAX: usize = 20_000_000;
/// The most events of one person that are read.
const EVENTS_MAX: usize = 20_000;
/// Who waited longer than this waited long, in seconds.
const LONG_WAIT_S: f64 = 600.0;
/// Within which time a failure follows its attempt, an order its checkout, a return or a call its order.
const FAILED_WITHIN_MS: i64 = 3_600_000;
const ORDERED_WITHIN_MS: i64 = DAY_MS;
const FOLLOWED_WITHIN_MS: i64 = 30 * DAY_MS;
/// For how long it is looked what somebody did after.
pub(crate) const AFTER_MS: i64 = 60 * DAY_MS;

/// The events that are read.
const EVENTS: [&str; 18] = [
    "Payment Info Entered",
    "Payment Failed",
    "Promise Made",
    "Order Shipped",
    "Order Delivered",
    "Order Cancelled",
    "Store Visited",
    "Call Received",
    "Call Abandoned",
    "Call Answered",
    "Product Ordered",
    "Return Requested",
    "Order Completed",
    "Conversation Opened",
    "Survey Answered",
    "Review Submitted",
    "Product Reviewed",
    "Checkout Started",
];

/// A time at which something could go wrong.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) time_ms: i64,
    pub(crate) person: u64,
    pub(crate) is_wrong: bool,
    pub(crate) values: Values,
    /// How many orders the person had before, at most two.
    pub(crate) n_before: u8,
    /// What they did after; absent where it is too early to say.
    pub(crate) after: Option<After>,
    /// Whether the next opinion, within the same time, was a bad one.
    pub(crate) is_bad_opinion: Option<bool>,
}

/// What somebody did in the days after.
#[derive(Debug, Clone, Copy)]
pub(crate) struct After {
    pub(crate) is_order: bool,
    pub(crate) revenue: f64,
}

/// All cases of what can go wrong, each sort by person and time.
#[derive(Debug)]
pub(crate) struct Cases {
    pub(crate) of: Vec<(Failure, Vec<Case>)>,
    pub(crate) texts: Texts,
    pub(crate) n_events: u64,
    /// How many events were left out because there were too many.
    pub(crate) n_left_out: u64,
    pub(crate) from_ms: i64,
    pub(crate) to_ms: i64,
}

/// An event of the person who is read.
#[derive(Debug, Clone)]
struct Seen {
    event: &'static str,
    time_ms: i64,
    values: Values,
    /// Seconds waited, a score on its scale, the revenue of an order: what the event is about.
    amount: Option<f64>,
    /// Until when was promised.
    due_ms: Option<i64>,
}

impl Cases {
    /// Reads what happened from `from_ms` until `to_ms`. Blocks on the disk.
    pub(crate) fn read(ctx: &Ctx, snapshot: &Snapshot, from_ms: i64, to_ms: i64) -> Result<Self, StoreError> {
        let request = ScanRequest {
            from_ms: Some(from_ms),
            to_ms: Some(to_ms),
            events: Some(EVENTS.into_iter().map(str::to_owned).collect()),
            ..ScanRequest::default()
        };
        let of = Failure::ALL.into_iter().map(|failure| (failure, Vec::new())).collect();
        let mut cases = Self { of, texts: Texts::default(), n_events: 0, n_left_out: 0, from_ms, to_ms };
        let mut seen = Vec::new();
        for chunk in snapshot.scan(ctx, &request) {
            let chunk = chunk?;
            let names: Vec<Option<&'static str>> =
                chunk.event_names().iter().map(|name| EVENTS.into_iter().find(|event| event == name)).collect();
            for (person, rows) in chunk.people().filter(|(person, _)| *person != 0) {
                seen.clear();
                for row in rows {
                    if seen.len() == EVENTS_MAX || cases.len() >= CASES_MAX {
                        cases.n_left_out += 1;
                    } else if let Some(event) = names[chunk.event_codes()[row] as usize] {
                        seen.extend(cases.texts.seen(&chunk, row, event));
                        cases.n_events += 1;
                    }
                }
                cases.take(person, &seen);
            }
        }
        Ok(cases)
    }

    fn len(&self) -> usize {
        self.of.iter().map(|(_, cases)| cases.len()).sum()
    }

    /// Adds the cases of one person, whose events are in the order of time.
    fn take(&mut self, person: u64, seen: &[Seen]) {
        let story = Story::new(seen, self.from_ms, self.to_ms);
        for (place, event) in seen.iter().enumerate() {
            for (failure, cases) in &mut self.of {
                let Some((time_ms, is_wrong)) = story.case(*failure, place) else { continue };
                let before = story.orders.iter().take_while(|(ordered_ms, _)| *ordered_ms < time_ms).count();
                cases.push(Case {
                    time_ms,
                    person,
                    is_wrong,
                    values: story.values(event),
                    n_before: before.min(2) as u8,
                    after: story.after(time_ms),
                    is_bad_opinion: story.next_opinion(place, time_ms),
                });
            }
        }
    }
}

impl Texts {
    fn seen(&mut self, chunk: &Chunk, row: usize, event: &'static str) -> Option<Seen> {
        let props: Value = serde_json::from_str(chunk.props(row)).ok()?;
        if event == "Order Completed" && props["status"].as_str().is_some_and(is_void) {
            return None;
        }
        let mut values = self.values(&props);
        let amount = match event {
            "Store Visited" => number(&props["wait_s"]),
            "Order Completed" => number(&props["revenue"]),
            "Review Submitted" | "Product Reviewed" => {
                values[Field::Asked as usize] = self.number("review");
                number(&props["score"])
                    .or_else(|| number(&props["rating"]))
                    .map(|stars| f64::from(u8::from(stars <= 2.0)))
            }
            "Survey Answered" => {
                let (survey, step) = (props["survey"].as_str()?, props["step"].as_str().unwrap_or_default());
                values[Field::Asked as usize] = self.number(&format!("{survey} {step}"));
                let bad_until = match survey {
                    "nps" => 6.0,
                    "csat" => 2.0,
                    "ces" => 3.0,
                    _ => return None,
                };
                number(&props["score"]).map(|score| f64::from(u8::from(score <= bad_until)))
            }
            _ => None,
        };
        let due = props["due_at"].as_str().and_then(|due| due.parse::<Timestamp>().ok());
        let due_ms = due.map(Timestamp::as_millisecond);
        Some(Seen { event, time_ms: chunk.times_ms()[row], values, amount, due_ms })
    }
}

/// What is known of one person.
struct Story<'s> {
    seen: &'s [Seen],
    /// Time and revenue of their orders.
    orders: Vec<(i64, f64)>,
    /// Where the events of each order are.
    by_order: HashMap<u32, Vec<usize>>,
    from_ms: i64,
    to_ms: i64,
}

impl<'s> Story<'s> {
    fn new(seen: &'s [Seen], from_ms: i64, to_ms: i64) -> Self {
        let completed = seen.iter().filter(|event| event.event == "Order Completed");
        let orders = completed.map(|event| (event.time_ms, event.amount.unwrap_or_default())).collect();
        let mut by_order: HashMap<u32, Vec<usize>> = HashMap::new();
        for (place, event) in seen.iter().enumerate() {
            let order = event.values[Field::Order as usize];
            if order != 0 {
                by_order.entry(order).or_default().push(place);
            }
        }
        Self { seen, orders, by_order, from_ms, to_ms }
    }

    /// Returns when the case began of which an event tells, and whether it went wrong; `None` of what is none, or not over.
    fn case(&self, failure: Failure, place: usize) -> Option<(i64, bool)> {
        let event = &self.seen[place];
        let time_ms = event.time_ms;
        let later = || self.seen[place + 1..].iter();
        let is_over = |within_ms: i64| time_ms.saturating_add(within_ms) <= self.to_ms;
        let of_order = || self.of_order(event).filter(move |other| other.time_ms >= time_ms);
        match (failure, event.event) {
            (Failure::PaymentFailed, "Payment Info Entered") => {
                let next = later()
                    .find(|other| matches!(other.event, "Payment Info Entered" | "Payment Failed" | "Order Completed"));
                let next = next.filter(|other| other.time_ms - time_ms <= FAILED_WITHIN_MS);
                Some((time_ms, next.is_some_and(|other| other.event == "Payment Failed")))
            }
            (Failure::PromiseBroken, "Promise Made") => {
                let due_ms = event.due_ms.filter(|due_ms| *due_ms <= self.to_ms)?;
                let first = |name: &str| self.of_order(event).find(|other| other.event == name);
                let delivered = first("Order Delivered");
                if delivered.is_none() && first("Order Cancelled").is_some() {
                    return None;
                }
                // A carrier has it from when it was handed over.
                let begun = first("Order Shipped").map_or(time_ms, |shipped| shipped.time_ms.max(time_ms));
                Some((begun, delivered.is_none_or(|delivered| delivered.time_ms >= due_ms)))
            }
            (Failure::LongWait, "Store Visited") => Some((time_ms, event.amount? > LONG_WAIT_S)),
            (Failure::CallAbandoned, "Call Received") => {
                let next = later().find(|other| other.event.starts_with("Call "));
                let next = next.filter(|other| other.time_ms - time_ms <= FAILED_WITHIN_MS);
                Some((time_ms, next.is_some_and(|other| other.event == "Call Abandoned")))
            }
            (Failure::Returned, "Product Ordered") if is_over(FOLLOWED_WITHIN_MS) => {
                let product = event.values[Field::Product as usize];
                let back = of_order().find(|other| {
                    other.event == "Return Requested" && other.values[Field::Product as usize] == product
                });
                Some((time_ms, back.is_some_and(|back| back.time_ms - time_ms <= FOLLOWED_WITHIN_MS)))
            }
            (Failure::HelpNeeded, "Order Completed") if is_over(FOLLOWED_WITHIN_MS) => {
                let call = of_order().find(|other| matches!(other.event, "Conversation Opened" | "Call Received"));
                Some((time_ms, call.is_some_and(|call| call.time_ms - time_ms <= FOLLOWED_WITHIN_MS)))
            }
            (Failure::BadOpinion, "Survey Answered" | "Review Submitted" | "Product Reviewed") => {
                Some((time_ms, event.amount? > 0.0))
            }
            (Failure::CheckoutLeft, "Checkout Started") if is_over(ORDERED_WITHIN_MS) => {
                let order = self.orders.iter().find(|(ordered_ms, _)| *ordered_ms >= time_ms);
                Some((time_ms, order.is_none_or(|(ordered_ms, _)| ordered_ms - time_ms > ORDERED_WITHIN_MS)))
            }
            _ => None,
        }
    }

    /// The events of the same order, in the order of time.
    fn of_order(&self, event: &Seen) -> impl Iterator<Item = &'s Seen> {
        let order = event.values[Field::Order as usize];
        let seen = self.seen;
        self.by_order.get(&order).into_iter().flatten().map(move |place| &seen[*place])
    }

    /// What is known of an event, and where it does not say of its order, whichever of the order's events said it first. A batch
    /// is of one product: it is said where that is.
    fn values(&self, event: &Seen) -> Values {
        let mut values = event.values;
        for field in [Field::Carrier, Field::Store, Field::Region, Field::State, Field::Seller] {
            let place = field as usize;
            if values[place] == 0 {
                values[place] =
                    self.of_order(event).map(|other| other.values[place]).find(|value| *value != 0).unwrap_or(0);
            }
        }
        values
    }

    fn after(&self, time_ms: i64) -> Option<After> {
        if time_ms < self.from_ms || time_ms.saturating_add(AFTER_MS) > self.to_ms {
            return None;
        }
        let later =
            self.orders.iter().filter(|(ordered_ms, _)| (time_ms + 1..=time_ms + AFTER_MS).contains(ordered_ms));
        let (n, revenue) = later.fold((0, 0.0), |(n, sum), (_, revenue)| (n + 1, sum + revenue));
        Some(After { is_order: n > 0, revenue })
    }

    fn next_opinion(&self, place: usize, time_ms: i64) -> Option<bool> {
        let is_opinion =
            |other: &&Seen| matches!(other.event, "Survey Answered" | "Review Submitted" | "Product Reviewed");
        let mut later = self.seen[place + 1..].iter().filter(|other| other.time_ms > time_ms);
        let next = later.find(is_opinion).filter(|other| other.time_ms - time_ms <= AFTER_MS);
        next.and_then(|opinion| opinion.amount).map(|bad| bad > 0.0)
    }
}
