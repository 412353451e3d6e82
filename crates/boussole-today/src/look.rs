//! Where is looked for what went wrong: which share, and among which groups of what the company does.
//!
//! A group is compared with others of its kind only: carriers with carriers, shops with shops. Groups of people (their
//! country, their age) differ without anybody's fault, and so do things of another kind (what has sizes is sent back more
//! often than what has none); such groups are not compared.

use crate::questions::{ORDER, REFUND, event, event_where};
use crate::words::Words;
use boussole_insights::survey_answers;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// What is shared by the groups that are compared, and by what they are told apart: properties of the first event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kinds {
    pub(crate) among: Option<&'static str>,
    pub(crate) apart: &'static [&'static str],
}

const fn by(apart: &'static [&'static str]) -> Kinds {
    Kinds { among: None, apart }
}

const fn within(among: &'static str, apart: &'static [&'static str]) -> Kinds {
    Kinds { among: Some(among), apart }
}

/// What the cases of a share are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TodayCounts)]
pub(crate) enum Counts {
    People,
    Promises,
    Answers,
    Conversations,
}

/// Of what a share is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Asked {
    /// People with a second event of those with a first one; both carry the properties of the groups.
    Pair { of: &'static str, who: &'static str },
    /// People who waited long at an event that says how many seconds.
    Wait { at: &'static str, seconds: &'static str },
    /// A rate whose first selector is of this event and has this name.
    Rate { rate: &'static str, of: &'static str, parameter: &'static str },
    /// The answers to surveys of one kind.
    Survey(&'static str),
    /// Stars of reviews.
    Reviews,
}

/// One place where is looked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) name: &'static str,
    pub(crate) counts: Counts,
    /// Whether more of it is worse.
    pub(crate) more_is_worse: bool,
    pub(crate) asked: Asked,
    pub(crate) kinds: &'static [Kinds],
}

/// Who waited longer than this waited long.
const LONG_WAIT_S: u32 = 600;

/// Every place where is looked.
pub(crate) const LOOKS: [Look; 12] = [
    Look {
        name: "payment_failed",
        counts: Counts::People,
        more_is_worse: true,
        asked: Asked::Pair { of: "Payment Info Entered", who: "Payment Failed" },
        kinds: &[by(&["device", "payment_method"]), by(&["payment_method"]), by(&["device"]), by(&["channel"])],
    },
    Look {
        name: "promise_kept",
        counts: Counts::Promises,
        more_is_worse: false,
        asked: Asked::Rate { rate: "promise_kept", of: "Promise Made", parameter: "promise" },
        kinds: &[by(&["carrier"]), by(&["store"]), by(&["region"]), by(&["state"]), by(&["seller_id"])],
    },
    survey("nps"),
    survey("csat"),
    survey("ces"),
    Look {
        name: "reviews",
        counts: Counts::Answers,
        more_is_worse: false,
        asked: Asked::Reviews,
        kinds: &[by(&["late"]), by(&["product_id"]), within("product_id", &["batch"]), by(&["store"])],
    },
    Look {
        name: "returned",
        counts: Counts::People,
        more_is_worse: true,
        asked: Asked::Pair { of: "Product Ordered", who: "Return Requested" },
        kinds: &[within("product_id", &["batch"])],
    },
    Look {
        name: "refunded",
        counts: Counts::People,
        more_is_worse: true,
        asked: Asked::Pair { of: ORDER, who: REFUND },
        kinds: &[by(&["store"])],
    },
    Look {
        name: "long_wait",
        counts: Counts::People,
        more_is_worse: true,
        asked: Asked::Wait { at: "Store Visited", seconds: "wait_s" },
        kinds: &[by(&["store"])],
    },
    Look {
        name: "call_abandoned",
        counts: Counts::People,
        more_is_worse: true,
        asked: Asked::Pair { of: "Call Received", who: "Call Abandoned" },
        kinds: &[by(&["store"]), by(&["queue"])],
    },
    Look {
        name: "cart_abandonment",
        counts: Counts::People,
        more_is_worse: true,
        asked: Asked::Rate { rate: "cart_abandonment", of: "Product Added", parameter: "add" },
        kinds: &[by(&["device"]), by(&["channel"])],
    },
    Look {
        name: "resolution",
        counts: Counts::Conversations,
        more_is_worse: false,
        asked: Asked::Rate { rate: "resolution", of: "Conversation Opened", parameter: "opened" },
        kinds: &[by(&["store"]), by(&["team"]), by(&["agent"])],
    },
];

/// Who is asked after a return is less content than who is asked after a visit: steps are no equals.
const SURVEYED: [Kinds; 3] = [within("step", &["store"]), within("step", &["carrier"]), within("step", &["agent"])];

const fn survey(score: &'static str) -> Look {
    Look { name: score, counts: Counts::Answers, more_is_worse: false, asked: Asked::Survey(score), kinds: &SURVEYED }
}

/// Groups by the values that their properties have.
pub(crate) type Values = Vec<(&'static str, Value)>;

/// Which part of what is looked at is asked about.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'a> {
    /// All of it.
    All,
    /// What has these values.
    Group(&'a [(&'static str, Value)]),
    /// What has the first values, and not all of the second ones: but says which it has.
    Others { among: &'a [(&'static str, Value)], group: &'a [(&'static str, Value)] },
}

impl Part<'_> {
    fn condition(self) -> Vec<Value> {
        let is = |(name, value): &(&str, Value)| json!({"property": name, "op": "=", "value": value});
        match self {
            Part::All => Vec::new(),
            Part::Group(values) => values.iter().map(is).collect(),
            Part::Others { among, group } => {
                let differs = |(name, value): &(&str, Value)| json!({"property": name, "op": "!=", "value": value});
                let other = match group {
                    [one] => differs(one),
                    several => json!({"any": several.iter().map(differs).collect::<Vec<Value>>()}),
                };
                let says = group.iter().filter(|_| group.len() > 1);
                let says = says.map(|(name, _)| json!({"property": name, "op": "set"}));
                among.iter().map(is).chain(says).chain([other]).collect()
            }
        }
    }
}

impl Look {
    /// Returns the event by whose properties groups are told apart.
    pub(crate) fn event(&self) -> &'static str {
        match self.asked {
            Asked::Pair { of, .. } | Asked::Rate { of, .. } => of,
            Asked::Wait { at, .. } => at,
            Asked::Survey(_) => "Survey Answered",
            Asked::Reviews => "Review Submitted",
        }
    }

    /// Tells whether the project has what is looked at.
    pub(crate) fn is_known(&self, words: &Words) -> bool {
        let other = match self.asked {
            Asked::Pair { who, .. } => words.has(who),
            Asked::Wait { at, seconds } => words.carries(at, seconds),
            _ => true,
        };
        words.has(self.event()) && other
    }

    /// Returns the kinds of groups that the project tells apart.
    pub(crate) fn known_kinds(&self, words: &Words) -> impl Iterator<Item = Kinds> {
        let carries = |property: &str| {
            words.carries(self.event(), property)
                && match self.asked {
                    Asked::Pair { who, .. } => words.carries(who, property),
                    _ => true,
                }
        };
        let known = self.kinds.iter().filter(|kinds| kinds.among.iter().chain(kinds.apart).all(|name| carries(name)));
        known.copied().collect::<Vec<Kinds>>().into_iter()
    }

    /// Returns the question about a part of what is looked at, without its time.
    pub(crate) fn question(&self, part: Part<'_>) -> Value {
        let select = |name: &str, mut conditions: Vec<Value>| {
            conditions.extend(part.condition());
            crate::questions::all(conditions).map_or_else(|| event(name), |condition| event_where(name, condition))
        };
        match self.asked {
            Asked::Pair { of, who } => {
                let (start, goal) = (select(of, Vec::new()), select(who, Vec::new()));
                json!({"kind": "rate", "rate": "conversion", "start": start, "goal": goal})
            }
            Asked::Wait { at, seconds } => {
                let start = select(at, vec![json!({"property": seconds, "op": "set"})]);
                let goal = select(at, vec![json!({"property": seconds, "op": ">", "value": LONG_WAIT_S})]);
                json!({"kind": "rate", "rate": "conversion", "start": start, "goal": goal})
            }
            Asked::Rate { rate, of, parameter } => {
                let mut question = json!({"kind": "rate", "rate": rate});
                if !matches!(part, Part::All) {
                    question[parameter] = select(of, Vec::new());
                }
                question
            }
            Asked::Survey(score) => {
                let select = select("Survey Answered", vec![survey_answers(score)]);
                json!({"kind": "score", "score": score, "select": select, "property": "score"})
            }
            Asked::Reviews => {
                let select = select("Review Submitted", Vec::new());
                json!({"kind": "score", "score": "csat", "select": select, "property": "score"})
            }
        }
    }

    /// Returns the question that sets all groups of a kind side by side.
    pub(crate) fn comparison(&self, kinds: Kinds) -> Value {
        let mut question = match self.asked {
            // A conversion knows the properties of its first event only: here both events count by their own.
            Asked::Pair { of, who } => json!({"kind": "trend", "series": [
                {"name": of, "select": event(of), "measure": "people"},
                {"name": who, "select": event(who), "measure": "people"},
            ]}),
            _ => self.question(Part::All),
        };
        let properties: Vec<Value> =
            kinds.among.iter().chain(kinds.apart).map(|name| json!({"property": name})).collect();
        question["breakdown"] = properties.into();
        question["limit"] = GROUPS_MAX.into();
        question
    }
}

/// The most groups of a kind that are compared.
const GROUPS_MAX: u32 = 100;

#[cfg(test)]
mod tests {
    use super::{LOOKS, Part};
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn every_look_has_a_name_of_its_own() {
        let names: BTreeSet<&str> = LOOKS.iter().map(|look| look.name).collect();
        assert_eq!(names.len(), LOOKS.len());
        // An answer is broken down by two properties at most.
        let kinds = LOOKS.iter().flat_map(|look| look.kinds);
        assert!(kinds.into_iter().all(|kinds| kinds.apart.len() + usize::from(kinds.among.is_some()) <= 2));
    }

    #[test]
    fn the_others_are_of_the_same_kind_and_differ() {
        let group = [("device", json!("mobile")), ("payment_method", json!("wallet"))];
        let others = LOOKS[0].question(Part::Others { among: &[], group: &group });
        expect_test::expect![[r#"{"any":[{"property":"device","op":"!=","value":"mobile"},{"property":"payment_method","op":"!=","value":"wallet"}]}"#]]
            .assert_eq(&others["start"]["where"]["all"][2].to_string());
    }
}
