//! Sessions, written down one by one.

use super::bucket::{Bucket, Step, cut, labels, partial};
use super::event::{Fact, MINUTE_MS, channels, events, ticks};
use super::frame::{Frame, frames, of_person, people};
use super::group::{Group, rank};
use super::numbers::{mean, per_cent, quantile};
use super::project::{Project, config, projects};
use super::visit::{LINE, sessions};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const NAMES: &[&str] = &["Page Viewed", "Order Completed"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Count,
    Duration,
    Events,
    Bounce,
}

#[derive(Debug, Clone)]
struct Question {
    gap_minutes: i64,
    measure: Measure,
    step: Step,
    frame: Frame,
}

impl Question {
    fn word(&self) -> &'static str {
        match self.measure {
            Measure::Count => "count",
            Measure::Duration => "duration",
            Measure::Events => "events",
            Measure::Bounce => "bounce",
        }
    }

    fn json(&self) -> Value {
        self.frame.add_to(json!({
            "kind": "sessions", "gap": format!("{}m", self.gap_minutes), "measure": self.word(),
            "interval": self.step.json(),
        }))
    }
}

/// Answers a question; the interval of a mean is said only where there is none.
fn answer(project: &Project, question: &Question) -> Value {
    let frame = &question.frame;
    let mut facts = frame.facts(project);
    facts.retain(|fact| fact.name != LINE);
    let all: Vec<Vec<&Fact>> = people(&facts)
        .into_iter()
        .flat_map(|person| sessions(&of_person(&facts, person), question.gap_minutes * MINUTE_MS))
        .collect();
    let group_of = |session: &[&Fact]| frame.group(project, session[0]);
    let mut sizes: BTreeMap<Group, usize> = BTreeMap::new();
    for session in &all {
        *sizes.entry(group_of(session)).or_default() += 1;
    }
    let buckets = cut(frame.range(project), question.step);
    let groups = rank(&frame.breakdown, frame.limit(), sizes).answers(&frame.breakdown, |groups| {
        let value = |bucket: &Bucket| {
            let inside = all.iter().filter(|session| bucket.contains(session[0].time_ms));
            let inside: Vec<&Vec<&Fact>> = inside.filter(|session| groups.contains(&group_of(session))).collect();
            value(question.measure, &inside)
        };
        Map::from_iter([("values".to_owned(), buckets.iter().map(value).collect())])
    });
    json!({
        "kind": "sessions", "measure": question.word(), "buckets": labels(&buckets), "partial": partial(&buckets),
        "groups": groups,
    })
}

fn value(measure: Measure, sessions: &[&Vec<&Fact>]) -> Value {
    let n = sessions.len();
    let n_people = sessions.iter().map(|session| session[0].person).collect::<BTreeSet<_>>().len();
    let seconds = |session: &&Vec<&Fact>| (session[session.len() - 1].time_ms - session[0].time_ms) as f64 / 1000.0;
    let figures: Vec<f64> = match measure {
        Measure::Duration => sessions.iter().map(seconds).collect(),
        _ => sessions.iter().map(|session| session.len() as f64).collect(),
    };
    let mut value = json!({"sessions": n, "people": n_people});
    match measure {
        Measure::Count => value["value"] = json!(n),
        Measure::Bounce => {
            let n_bounces = sessions.iter().filter(|session| session.len() == 1).count();
            let [share, low, high] = per_cent(n_bounces, n);
            (value["value"], value["low"], value["high"]) = (share, low, high);
        }
        Measure::Duration | Measure::Events => {
            value["value"] = mean(&figures);
            value["p50"] = quantile(&figures, 0.5);
            value["p90"] = quantile(&figures, 0.9);
        }
    }
    value
}

/// Takes the intervals of means out of an answer, after a look at what must hold of any: none without two sessions,
/// else around the mean.
fn without_intervals(mut answer: Value) -> Result<Value, TestCaseError> {
    let groups = answer["groups"].as_array_mut().into_iter().flatten();
    for value in groups.flat_map(|group| group["values"].as_array_mut().into_iter().flatten()) {
        let n = value["sessions"].as_u64().unwrap_or_default();
        let ends = [value["low"].as_f64(), value["high"].as_f64()];
        match (ends, value["value"].as_f64()) {
            ([Some(low), Some(high)], Some(mean)) if n > 1 => {
                prop_assert!((low + high - 2.0 * mean).abs() < 1e-6 && low <= high, "{value}");
            }
            ([None, None], _) => prop_assert!(n < 2, "{value}"),
            _ => prop_assert!(false, "{value}"),
        }
        value["low"] = Value::Null;
        value["high"] = Value::Null;
    }
    Ok(answer)
}

fn histories() -> impl Strategy<Value = Project> {
    let props = (channels(), prop::option::of(1usize..3)).prop_map(|(mut props, n_lines)| {
        if let Some(n_lines) = n_lines {
            props.insert("products".to_owned(), vec![json!({"channel": "web"}); n_lines].into());
        }
        props
    });
    // Around midnight, so that sessions lie in two days.
    projects(NAMES, events(NAMES, ticks(10 * MINUTE_MS, 130..160), props))
}

fn questions() -> impl Strategy<Value = Question> {
    let measures = vec![Measure::Count, Measure::Duration, Measure::Events, Measure::Bounce];
    let steps = vec![Step::Hour, Step::Day, Step::Week, Step::All, Step::Every(7)];
    let gaps = prop::sample::select(vec![10i64, 30, 60]);
    (gaps, prop::sample::select(measures), prop::sample::select(steps), frames(NAMES, 2))
        .prop_map(|(gap_minutes, measure, step, frame)| Question { gap_minutes, measure, step, frame })
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn sessions_are_those_of_a_plain_loop(project in histories(), question in questions()) {
        let has_interval = matches!(question.measure, Measure::Duration | Measure::Events);
        let read = |found| if has_interval { without_intervals(found) } else { Ok(found) };
        project.check_as(&question.json(), &answer(&project, &question), read)?;
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, Measure, Question, Step, answer};
    use crate::reference::event::{MINUTE_MS, START_MS, Sent};
    use crate::reference::project::Project;
    use expect_test::{Expect, expect};
    use serde_json::Map;

    /// Visitor 1 comes for ten minutes, and later for a moment; visitor 2 is never longer away than half an hour.
    fn check(measure: Measure, expected: Expect) {
        let sent = [(1, 0), (1, 10), (1, 41), (2, 0), (2, 30), (2, 60)].map(|(visitor, minute)| Sent {
            visitor,
            name: "a",
            time_ms: START_MS + minute * MINUTE_MS,
            props: Map::new(),
        });
        let question = Question { gap_minutes: 30, measure, step: Step::Day, frame: Frame::whole() };
        let answer = answer(&Project::of(sent.to_vec()), &question);
        expected.assert_eq(&answer["groups"][0]["values"][0].to_string());
    }

    #[test]
    fn a_session_is_counted_and_measured() {
        check(Measure::Count, expect![[r#"{"sessions":3,"people":2,"value":3}"#]]);
        check(Measure::Duration, expect![[r#"{"sessions":3,"people":2,"value":1400.0,"p50":600.0,"p90":3000.0}"#]]);
        check(Measure::Events, expect![[r#"{"sessions":3,"people":2,"value":2.0,"p50":2.0,"p90":2.8}"#]]);
        check(
            Measure::Bounce,
            expect![[
                r#"{"sessions":3,"people":2,"value":33.33333333333333,"low":6.149031527616051,"high":79.2345044873512}"#
            ]],
        );
    }
}
