//! Paths by writing down every session.

use super::event::{Fact, MINUTE_MS, channels, events, ticks};
use super::frame::{Frame, frames, of_person, people};
use super::group::Cell;
use super::project::{Project, config, projects};
use super::selector::{Select, selectors};
use super::visit::{LINE, sessions};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

const NAMES: &[&str] = &["Product Viewed", "Product Added", "Order Completed"];
/// What a question may name: lines are stored with their orders.
const KNOWN: &[&str] = &["Product Viewed", "Product Added", "Order Completed", LINE];

#[derive(Debug, Clone)]
struct Question {
    from: Option<Select>,
    to: Option<Select>,
    length: usize,
    gap_minutes: i64,
    complete: bool,
    collapse: bool,
    /// Whether steps are channels instead of names.
    by_channel: bool,
    frame: Frame,
}

impl Question {
    fn json(&self) -> Value {
        let mut question = json!({
            "kind": "paths", "length": self.length, "session_gap": format!("{}m", self.gap_minutes),
            "complete": self.complete, "collapse_repeats": self.collapse,
            "from": self.from.as_ref().map_or(json!("session_start"), Select::json),
            "steps": if self.by_channel { json!({"property": "channel"}) } else { json!("event") },
        });
        if let Some(to) = &self.to {
            question["to"] = to.json();
        }
        self.frame.add_to(question)
    }

    /// Returns the text of a step; nothing when the event is none.
    fn step(&self, fact: &Fact) -> Option<String> {
        if !self.by_channel {
            return Some(fact.name.to_owned());
        }
        match Cell::of(fact.property("channel")) {
            Cell::Known { name, .. } => Some(name),
            Cell::Absent => None,
        }
    }

    /// Returns the path of a session; nothing when it is left out.
    fn path(&self, session: &[&Fact]) -> Option<Vec<String>> {
        let events: Vec<&Fact> = session.iter().copied().filter(|fact| self.step(fact).is_some()).collect();
        let start = match &self.from {
            None => 0,
            Some(from) => events.iter().position(|fact| from.matches(fact))?,
        };
        let end = match &self.to {
            None => events.len(),
            Some(to) => start + events[start..].iter().position(|fact| to.matches(fact))? + 1,
        };
        let mut steps: Vec<String> = events[start..end].iter().filter_map(|fact| self.step(fact)).collect();
        if self.collapse {
            steps.dedup();
        }
        match (&self.from, &self.to) {
            (_, None) => steps.truncate(self.length),
            (None, Some(_)) => steps = steps.split_off(steps.len().saturating_sub(self.length)),
            (Some(_), Some(_)) if steps.len() > self.length => return None,
            (Some(_), Some(_)) => {}
        }
        let is_kept = !steps.is_empty() && (!self.complete || steps.len() == self.length);
        is_kept.then_some(steps)
    }
}

/// How many sessions, and of whom.
#[derive(Default)]
struct Count {
    sessions: usize,
    people: BTreeSet<usize>,
}

impl Count {
    fn add(&mut self, person: usize) {
        self.sessions += 1;
        self.people.insert(person);
    }
}

fn answer(project: &Project, question: &Question) -> Value {
    let mut facts = question.frame.facts(project);
    let names_lines = |select: &Option<Select>| select.as_ref().is_some_and(|select| select.names.contains(&LINE));
    if !names_lines(&question.from) && !names_lines(&question.to) {
        facts.retain(|fact| fact.name != LINE);
    }
    let mut total = Count::default();
    let mut paths: BTreeMap<Vec<String>, Count> = BTreeMap::new();
    let mut links: BTreeMap<(String, String), usize> = BTreeMap::new();
    for person in people(&facts) {
        for session in sessions(&of_person(&facts, person), question.gap_minutes * MINUTE_MS) {
            let Some(steps) = question.path(&session) else { continue };
            for (index, pair) in steps.windows(2).enumerate() {
                let link = (format!("{}:{}", index + 1, pair[0]), format!("{}:{}", index + 2, pair[1]));
                *links.entry(link).or_default() += 1;
            }
            total.add(person);
            paths.entry(steps).or_default().add(person);
        }
    }
    let mut paths: Vec<(Vec<String>, Count)> = paths.into_iter().collect();
    paths.sort_by_key(|(_, count)| Reverse(count.sessions));
    paths.truncate(question.frame.limit());
    let path = |(steps, count): &(Vec<String>, Count)| json!({"steps": steps, "sessions": count.sessions, "people": count.people.len()});
    let mut links: Vec<_> = links.into_iter().collect();
    links.sort_by_key(|(_, n_sessions)| Reverse(*n_sessions));
    let link =
        |((from, to), n_sessions): &((String, String), usize)| json!({"from": from, "to": to, "sessions": n_sessions});
    json!({
        "kind": "paths", "sessions": total.sessions, "people": total.people.len(),
        "paths": paths.iter().map(path).collect::<Vec<_>>(), "links": links.iter().map(link).collect::<Vec<_>>(),
    })
}

/// Histories of a few hours in steps of ten minutes; some orders have lines.
fn histories() -> impl Strategy<Value = Project> {
    let props = (channels(), prop::option::of(1usize..3)).prop_map(|(mut props, n_lines)| {
        if let Some(n_lines) = n_lines {
            props.insert("products".to_owned(), vec![json!({"channel": "web"}); n_lines].into());
        }
        props
    });
    projects(KNOWN, events(NAMES, ticks(10 * MINUTE_MS, 0..30), props))
}

fn questions() -> impl Strategy<Value = Question> {
    let end = || prop::option::of(selectors(KNOWN));
    let shape = (2usize..6, prop::sample::select(vec![10i64, 30, 60]), any::<bool>(), any::<bool>(), any::<bool>());
    (end(), end(), shape, frames(NAMES, 0)).prop_map(
        |(from, to, (length, gap_minutes, complete, collapse, by_channel), frame)| Question {
            from,
            to,
            length,
            gap_minutes,
            complete,
            collapse,
            by_channel,
            frame,
        },
    )
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn paths_are_those_of_every_session(project in histories(), question in questions()) {
        project.check(&question.json(), &answer(&project, &question))?;
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, LINE, Question, Select, answer};
    use crate::reference::event::{MINUTE_MS, START_MS, Sent};
    use crate::reference::project::Project;
    use expect_test::{Expect, expect};
    use serde_json::{Map, json};

    fn question() -> Question {
        Question {
            from: None,
            to: None,
            length: 3,
            gap_minutes: 30,
            complete: false,
            collapse: false,
            by_channel: false,
            frame: Frame::whole(),
        }
    }

    /// One visitor: `a b b c` and an order with a line, half an hour apart, then `b` much later.
    fn check(question: &Question, expected: Expect) {
        let names = [("a", 0), ("b", 30), ("b", 60), ("c", 90), ("Order Completed", 120), ("b", 151)];
        let sent = names.map(|(name, minute)| {
            let props = if name == "Order Completed" { json!({"products": [{}]}) } else { json!({"channel": name}) };
            let props: Map<_, _> = props.as_object().expect("an object").clone();
            Sent { visitor: 1, name, time_ms: START_MS + minute * MINUTE_MS, props }
        });
        let answer = answer(&Project::of(sent.to_vec()), question);
        let paths = answer["paths"].as_array().expect("a list");
        let lines = paths.iter().map(|path| format!("{} {}", path["sessions"], path["steps"]));
        let n_links = answer["links"].as_array().expect("a list").len();
        expected.assert_eq(&format!("{}\n{} links", lines.collect::<Vec<_>>().join("\n"), n_links));
    }

    #[test]
    fn a_path_begins_and_ends_where_it_is_said() {
        let select = |name| Some(Select::one(name));
        check(
            &question(),
            expect![[r#"
            1 ["a","b","b"]
            1 ["b"]
            2 links"#]],
        );
        check(
            &Question { complete: true, ..question() },
            expect![[r#"
            1 ["a","b","b"]
            2 links"#]],
        );
        check(
            &Question { collapse: true, from: select("b"), ..question() },
            expect![[r#"
            1 ["b"]
            1 ["b","c","Order Completed"]
            2 links"#]],
        );
        check(
            &Question { to: select("c"), ..question() },
            expect![[r#"
            1 ["b","b","c"]
            2 links"#]],
        );
        check(
            &Question { from: select("a"), to: select("c"), ..question() },
            expect![[r#"

            0 links"#]],
        );
        check(
            &Question { from: select("a"), to: select("c"), collapse: true, ..question() },
            expect![[r#"
            1 ["a","b","c"]
            2 links"#]],
        );
        check(
            &Question { from: select("b"), to: select("b"), ..question() },
            expect![[r#"
            2 ["b"]
            0 links"#]],
        );
    }

    #[test]
    fn lines_and_events_without_the_property_are_no_steps() {
        check(
            &Question { from: Some(Select::one("c")), ..question() },
            expect![[r#"
            1 ["c","Order Completed"]
            1 links"#]],
        );
        check(
            &Question { from: Some(Select::one(LINE)), ..question() },
            expect![[r#"
            1 ["Product Ordered"]
            0 links"#]],
        );
        check(
            &Question { by_channel: true, length: 9, ..question() },
            expect![[r#"
            1 ["a","b","b","c"]
            1 ["b"]
            3 links"#]],
        );
    }
}
