use super::NAMES;
use crate::reference::bucket::Step;
use crate::reference::event::HOUR_MS;
use crate::reference::frame::{Frame, frames};
use crate::reference::selector::{Select, selectors};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Names that selectors of a random question are made of.
const SELECTED: &[&str] = &["Order Completed", "Product Added"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rate {
    Churn,
    Retention,
    RepeatPurchase,
    Conversion,
    CartAbandonment,
    PromiseKept,
    Return,
    Resolution,
}

impl Rate {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Churn => "churn",
            Self::Retention => "retention",
            Self::RepeatPurchase => "repeat_purchase",
            Self::Conversion => "conversion",
            Self::CartAbandonment => "cart_abandonment",
            Self::PromiseKept => "promise_kept",
            Self::Return => "return",
            Self::Resolution => "resolution",
        }
    }

    /// Returns the length that the rate has by default, in hours.
    fn within_hours(self) -> Option<i64> {
        match self {
            Self::Churn | Self::Retention => Some(365 * 24),
            Self::RepeatPurchase => Some(90 * 24),
            Self::CartAbandonment => Some(7 * 24),
            _ => None,
        }
    }
}

/// A rate as it is asked. What is absent has its default.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) rate: Rate,
    pub(super) step: Step,
    pub(super) within_hours: Option<i64>,
    /// The events of the denominator: `active`, `order`, `start` or `add`.
    pub(super) first: Option<Select>,
    /// The goal of a conversion or of a cart.
    pub(super) goal: Option<Select>,
    /// For a conversion by sessions, their gap in minutes.
    pub(super) session_minutes: Option<i64>,
    pub(super) frame: Frame,
}

impl Question {
    /// Makes a question that says nothing but its rate, in buckets of days.
    pub(super) fn of(rate: Rate) -> Self {
        let frame = Frame::whole();
        Self { rate, step: Step::Day, within_hours: None, first: None, goal: None, session_minutes: None, frame }
    }

    /// Sets how long is looked.
    pub(super) fn within(self, hours: i64) -> Self {
        Self { within_hours: Some(hours), ..self }
    }

    pub(super) fn within_ms(&self) -> i64 {
        self.within_hours.or(self.rate.within_hours()).unwrap_or_default() * HOUR_MS
    }

    pub(super) fn first(&self) -> Select {
        let default = match self.rate {
            Rate::Conversion => Select { names: Vec::new(), filter: None },
            Rate::CartAbandonment => Select::one("Product Added"),
            _ => Select::one("Order Completed"),
        };
        self.first.clone().unwrap_or(default)
    }

    pub(super) fn goal(&self) -> Select {
        self.goal.clone().unwrap_or_else(|| Select::one("Order Completed"))
    }

    /// Returns the parameters that are said, by name.
    fn said(&self) -> Map<String, Value> {
        let first = match self.rate {
            Rate::Churn | Rate::Retention => "active",
            Rate::RepeatPurchase => "order",
            Rate::Conversion => "start",
            _ => "add",
        };
        let mut said = Map::new();
        if let Some(select) = &self.first {
            said.insert(first.to_owned(), select.json());
        }
        if let Some(select) = &self.goal {
            said.insert("goal".to_owned(), select.json());
        }
        if let Some(hours) = self.within_hours {
            said.insert("within".to_owned(), json!(format!("{hours}h")));
        }
        if let Some(minutes) = self.session_minutes {
            said.insert("unit".to_owned(), json!("session"));
            said.insert("gap".to_owned(), json!(format!("{minutes}m")));
        }
        said
    }

    pub(super) fn json(&self) -> Value {
        let mut question = json!({"kind": "rate", "rate": self.rate.word(), "interval": self.step.json()});
        for (name, value) in self.said() {
            question[name] = value;
        }
        self.frame.add_to(question)
    }

    /// Returns all parameters with their defaults, as the answer repeats them.
    pub(super) fn definition(&self) -> Value {
        let event = |name: &str| json!({"event": name});
        let mut definition = match self.rate {
            Rate::Churn | Rate::Retention => json!({"active": event("Order Completed"), "within": "365d"}),
            Rate::RepeatPurchase => json!({"order": event("Order Completed"), "within": "90d"}),
            Rate::Conversion => {
                json!({"start": {"any_event": true}, "goal": event("Order Completed"), "unit": "person"})
            }
            Rate::CartAbandonment => {
                json!({"add": event("Product Added"), "goal": event("Order Completed"), "within": "7d"})
            }
            Rate::PromiseKept => json!({
                "promise": event("Promise Made"), "fulfilled": event("Order Delivered"),
                "cancelled": event("Order Cancelled"),
                "voided": {"event": "Order Completed", "where": boussole_query::void_order()},
                "key": "order_id", "due": "due_at",
            }),
            Rate::Return => json!({
                "sold": event("Order Completed"), "returned": event("Order Refunded"), "key": "order_id",
                "amount": "revenue",
            }),
            Rate::Resolution => json!({
                "opened": event("Conversation Opened"), "resolved": event("Conversation Resolved"),
                "contact": event("Message Received"), "key": "conversation_id",
            }),
        };
        for (name, value) in self.said() {
            definition[name] = value;
        }
        definition
    }
}

/// Makes questions for a rate.
pub(super) fn questions(rate: Rate) -> impl Strategy<Value = Question> {
    let step = prop::sample::select(vec![Step::Day, Step::Day, Step::Week, Step::Every(36), Step::All]);
    let within = prop::option::weighted(0.8, prop::sample::select(vec![6i64, 24, 48, 100]));
    let selects = (prop::option::of(selectors(SELECTED)), prop::option::of(selectors(SELECTED)));
    let session = prop::option::of(prop::sample::select(vec![30i64, 360, 720]));
    (step, within, selects, session, frames(NAMES, 2)).prop_map(move |(step, within, (first, goal), session, frame)| {
        let is_among = |rates: &[Rate]| rates.contains(&rate);
        Question {
            rate,
            step,
            within_hours: within.filter(|_| rate.within_hours().is_some()),
            first: first.filter(|_| !is_among(&[Rate::PromiseKept, Rate::Return, Rate::Resolution])),
            goal: goal.filter(|_| is_among(&[Rate::Conversion, Rate::CartAbandonment])),
            session_minutes: session.filter(|_| rate == Rate::Conversion),
            frame,
        }
    })
}
