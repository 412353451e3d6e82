use crate::reference::bucket::Step;
use crate::reference::event::HOUR_MS;
use crate::reference::frame::{Frame, frames};
use crate::reference::selector::{Select, selectors};
use proptest::prelude::*;
use serde_json::{Value, json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Ordered,
    Strict,
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Credit {
    First,
    Last,
    Every,
}

/// A funnel as it is asked.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) steps: Vec<Select>,
    pub(super) window_hours: i64,
    pub(super) order: Order,
    /// What must not lie between two steps, which are counted from 1.
    pub(super) exclude: Vec<(Select, usize, usize)>,
    /// Steps counted from 1.
    pub(super) optional: Vec<usize>,
    pub(super) credit: Credit,
    pub(super) trend: Option<Step>,
    pub(super) frame: Frame,
}

impl Question {
    pub(super) fn window_ms(&self) -> i64 {
        self.window_hours * HOUR_MS
    }

    /// Returns the steps that must be reached, counted from 1.
    pub(super) fn required(&self) -> Vec<usize> {
        (1..=self.steps.len()).filter(|step| !self.optional.contains(step)).collect()
    }

    pub(super) fn json(&self) -> Value {
        let mut question = json!({
            "kind": "funnel", "window": format!("{}h", self.window_hours),
            "steps": self.steps.iter().map(Select::json).collect::<Vec<_>>(),
            "order": match self.order {
                Order::Ordered => "ordered",
                Order::Strict => "strict",
                Order::Any => "any",
            },
            "credit": match self.credit {
                Credit::First => "first_step",
                Credit::Last => "last_step",
                Credit::Every => "every_step",
            },
        });
        if !self.exclude.is_empty() {
            let exclusion = |(select, after, before): &(Select, usize, usize)| json!({"select": select.json(), "between": [after, before]});
            question["exclude"] = self.exclude.iter().map(exclusion).collect();
        }
        if !self.optional.is_empty() {
            question["optional"] = json!(self.optional);
        }
        if let Some(step) = self.trend {
            question["trend"] = step.json();
        }
        self.frame.add_to(question)
    }
}

/// Makes funnels over these names in an order.
pub(super) fn questions(names: &'static [&'static str], order: Order) -> impl Strategy<Value = Question> {
    let steps = prop::collection::vec(selectors(names), 2..5);
    let credit = prop::sample::select(vec![Credit::First, Credit::Last, Credit::Every]);
    let trend = prop::option::of(prop::sample::select(vec![Step::Day, Step::Every(36), Step::All]));
    let exclude = prop::option::of((selectors(names), any::<prop::sample::Index>(), any::<prop::sample::Index>()));
    let optional = (any::<bool>(), any::<bool>());
    (steps, prop::sample::select(vec![3i64, 9, 24]), exclude, optional, credit, trend, frames(names, 2)).prop_map(
        move |(steps, window_hours, exclude, optional, credit, trend, frame)| {
            let inner = 2..steps.len();
            let (exclude, optional) = if order == Order::Any { (None, (false, false)) } else { (exclude, optional) };
            let optional = inner.filter(|step| if *step == 2 { optional.0 } else { optional.1 }).collect();
            let mut question =
                Question { steps, window_hours, order, exclude: Vec::new(), optional, credit, trend, frame };
            if let Some((select, after, before)) = exclude {
                let required = question.required();
                let after = after.index(required.len() - 1);
                let before = after + 1 + before.index(required.len() - after - 1);
                question.exclude.push((select, required[after], required[before]));
            }
            question
        },
    )
}
