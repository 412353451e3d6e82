use super::filter::{event_filter, single_property};
use super::frame::{FRAME, frame, frame_of_own_unit, interval};
use super::node::{Node, Object};
use super::selector::selector;
use super::{Known, time};
use crate::model::{ConversionUnit, EventSet, Interval, Rate, RateRule, Selector};
use crate::value::PropertyPath;
use crate::void::void_order;
use boussole_core::Refusal;
use serde_json::{Map, Value, json};

/// Every rate with its parameters and their defaults.
const RATES: [(&str, &[(&str, &str)]); 8] = [
    ("churn", &[("active", ORDER), ("within", OF_PROJECT)]),
    ("retention", &[("active", ORDER), ("within", OF_PROJECT)]),
    ("repeat_purchase", &[("order", ORDER), ("within", "90d")]),
    ("conversion", &[("start", ANY_EVENT), ("goal", ORDER), ("unit", "person"), ("gap", "30m")]),
    ("cart_abandonment", &[("add", "Product Added"), ("goal", ORDER), ("within", "7d")]),
    (
        "promise_kept",
        &[
            ("promise", "Promise Made"),
            ("fulfilled", "Order Delivered"),
            ("cancelled", "Order Cancelled"),
            ("voided", VOID_ORDER),
            ("key", "order_id"),
            ("due", "due_at"),
        ],
    ),
    ("return", &[("sold", ORDER), ("returned", "Order Refunded"), ("key", "order_id"), ("amount", "revenue")]),
    (
        "resolution",
        &[
            ("opened", "Conversation Opened"),
            ("resolved", "Conversation Resolved"),
            ("contact", "Message Received"),
            ("key", "conversation_id"),
        ],
    ),
];
/// The event of an order.
const ORDER: &str = "Order Completed";
/// The default that is no name: every event.
const ANY_EVENT: &str = "";
/// The default that is an event under a condition: an order that says by its status that it came to nothing.
const VOID_ORDER: &str = "void";
/// The default that is no time: as long as the project says that somebody is active.
const OF_PROJECT: &str = "project";

/// Parses a rate.
pub(crate) fn rate(root: &Node<'_>, known: &Known<'_>) -> Result<Rate, Refusal> {
    let node = root.any_object()?.require("rate")?;
    let word = node.text()?;
    let Some((name, defaults)) = RATES.into_iter().find(|(name, _)| *name == word) else {
        let names = RATES.map(|(name, _)| name).join(", ");
        let hint = format!("use one of {names}");
        return Err(node.refuse("unknown_rate", format!("there is no rate `{word}`")).hint(hint));
    };
    let own: Vec<&str> = defaults.iter().map(|(name, _)| *name).chain(["rate", "interval"]).collect();
    // The unit of a conversion takes the place of the one that all questions have.
    let common = FRAME.into_iter().filter(|field| !own.contains(field));
    let object = root.object(&common.chain(own.iter().copied()).collect::<Vec<_>>())?;
    let mut parameters = Parameters { object, known, defaults, definition: Map::new(), unknown_events: Vec::new() };
    let rule = rule(name, &mut parameters)?;
    let Parameters { object, definition, unknown_events, .. } = parameters;
    let frame = if own.contains(&"unit") { frame_of_own_unit(&object, known)? } else { frame(&object, known)? };
    let interval = interval(&object, Interval::Month)?;
    Ok(Rate { frame, name, rule, interval, definition, unknown_events })
}

fn rule(name: &str, parameters: &mut Parameters<'_>) -> Result<RateRule, Refusal> {
    Ok(match name {
        "churn" | "retention" => RateRule::Activity {
            active: parameters.selector("active")?,
            within_ms: parameters.span("within")?,
            retained: name == "retention",
        },
        "repeat_purchase" => {
            RateRule::Repeat { order: parameters.selector("order")?, within_ms: parameters.span("within")? }
        }
        "conversion" => RateRule::Conversion {
            start: parameters.selector("start")?,
            goal: parameters.selector("goal")?,
            unit: parameters.unit()?,
        },
        "cart_abandonment" => RateRule::Abandonment {
            add: parameters.selector("add")?,
            goal: parameters.selector("goal")?,
            within_ms: parameters.span("within")?,
        },
        "promise_kept" => RateRule::Promise {
            promise: parameters.selector("promise")?,
            fulfilled: parameters.selector("fulfilled")?,
            cancelled: parameters.selector("cancelled")?,
            voided: parameters.selector("voided")?,
            key: parameters.property("key")?,
            due: parameters.property("due")?,
        },
        "return" => RateRule::Return {
            sold: parameters.selector("sold")?,
            returned: parameters.selector("returned")?,
            key: parameters.property("key")?,
            amount: parameters.property("amount")?,
        },
        _ => RateRule::Resolution {
            opened: parameters.selector("opened")?,
            resolved: parameters.selector("resolved")?,
            contact: parameters.selector("contact")?,
            key: parameters.property("key")?,
        },
    })
}

/// Reads the parameters of a rate, and remembers what each of them is.
struct Parameters<'a> {
    object: Object<'a>,
    known: &'a Known<'a>,
    defaults: &'static [(&'static str, &'static str)],
    definition: Map<String, Value>,
    unknown_events: Vec<String>,
}

impl Parameters<'_> {
    fn default(&self, name: &str) -> &'static str {
        let found = self.defaults.iter().find(|(known, _)| *known == name);
        found.map(|(_, default)| *default).expect("every parameter of a rate has a default")
    }

    /// Takes a parameter as it was given, or the JSON of its default.
    fn define(&mut self, name: &str, default: impl FnOnce(&'static str) -> Value) -> Value {
        let given = self.object.get(name).map(|node| node.value().clone());
        let value = given.unwrap_or_else(|| default(self.default(name)));
        self.definition.insert(name.to_owned(), value.clone());
        value
    }

    fn selector(&mut self, name: &str) -> Result<Selector, Refusal> {
        let value = self.define(name, |default| match default {
            ANY_EVENT => json!({"any_event": true}),
            VOID_ORDER => json!({"event": ORDER, "where": void_order()}),
            event => json!({"event": event}),
        });
        if let Some(node) = self.object.get(name) {
            return selector(&node, self.known);
        }
        let named = |event: &str| EventSet::Named(vec![event.to_owned()]);
        Ok(match self.default(name) {
            ANY_EVENT => Selector { events: EventSet::Any, filter: None },
            VOID_ORDER => {
                let filter = event_filter(&Node::at(&value["where"], name))?;
                Selector { events: named(ORDER), filter: Some(filter) }
            }
            event => {
                if !self.known.events.iter().any(|known| known == event) {
                    self.unknown_events.push(event.to_owned());
                }
                Selector { events: named(event), filter: None }
            }
        })
    }

    fn span(&mut self, name: &str) -> Result<i64, Refusal> {
        let active_days = self.known.active_days;
        let value = self.define(name, |default| match default {
            OF_PROJECT => format!("{active_days}d").into(),
            span => span.into(),
        });
        let node = Node::at(&value, name);
        Ok(time::span(&node)?.ms)
    }

    fn property(&mut self, name: &str) -> Result<PropertyPath, Refusal> {
        let value = self.define(name, |default| default.into());
        single_property(&Node::at(&value, name))
    }

    fn unit(&mut self) -> Result<ConversionUnit, Refusal> {
        let value = self.define("unit", |default| default.into());
        let node = Node::at(&value, "unit");
        match (node.text()?, self.object.get("gap")) {
            ("person", None) => Ok(ConversionUnit::Person),
            ("person", Some(gap)) => Err(gap
                .refuse("not_combined", "a gap goes with sessions")
                .hint("leave it out, or ask with \"unit\": \"session\"")),
            ("session", _) => Ok(ConversionUnit::Session { gap_ms: self.span("gap")? }),
            (other, _) => Err(node
                .refuse("unknown_unit", format!("there is no unit `{other}` of a conversion"))
                .hint("use `person` or `session`")),
        }
    }
}
