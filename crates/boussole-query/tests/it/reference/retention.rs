//! Retention by looking for every person into every period.

use super::bucket::{Bucket, Step, cut};
use super::event::{Fact, HOUR_MS, channels, events, ticks};
use super::frame::{Frame, frames, of_person, people};
use super::group::{Group, rank};
use super::project::{NOW_MS, Project, config, projects};
use super::selector::{Select, selectors};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::ops::Range;

const NAMES: &[&str] = &["Product Viewed", "Order Completed"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cohort {
    FirstInRange,
    FirstEver,
    Every,
}

#[derive(Debug, Clone)]
struct Question {
    start: Select,
    back: Select,
    step: Step,
    on_or_after: bool,
    cohort: Cohort,
    /// With days only.
    brackets: Vec<usize>,
    frame: Frame,
}

impl Question {
    fn json(&self) -> Value {
        let mut question = json!({
            "kind": "retention", "start": self.start.json(), "return": self.back.json(), "interval": self.step.json(),
            "mode": if self.on_or_after { "on_or_after" } else { "on" },
            "cohort": match self.cohort {
                Cohort::FirstInRange => "first_in_range",
                Cohort::FirstEver => "first_ever",
                Cohort::Every => "every",
            },
        });
        if !self.brackets.is_empty() {
            question["brackets"] = json!(self.brackets);
        }
        self.frame.add_to(question)
    }

    /// Returns the columns of a cohort, as periods counted from its own; the last bracket has no end.
    fn columns(&self, n_periods: usize) -> Vec<Range<usize>> {
        if self.brackets.is_empty() {
            return (0..n_periods).map(|period| period..period + 1).collect();
        }
        let starts = std::iter::once(0).chain(self.brackets.iter().copied());
        let ends = self.brackets.iter().copied().chain([usize::MAX]);
        starts.zip(ends).map(|(start, end)| start..end).collect()
    }

    /// Returns the names of the brackets.
    fn names(&self) -> Vec<String> {
        let name = |days: Range<usize>| match days.end {
            usize::MAX => format!("{}+", days.start),
            end if end == days.start + 1 => days.start.to_string(),
            end => format!("{}-{}", days.start, end - 1),
        };
        self.columns(0).into_iter().map(name).collect()
    }
}

/// Somebody is part of the cohort of a period, with this group.
struct Member {
    period: usize,
    group: Group,
    person: usize,
}

fn members(project: &Project, question: &Question, periods: &[Bucket]) -> Vec<Member> {
    let frame = &question.frame;
    let (from_ms, _) = frame.range(project);
    let (facts, history) = (frame.facts(project), frame.history(project));
    let mut members = Vec::new();
    for person in people(&facts) {
        let starts = of_person(&facts, person).into_iter().filter(|fact| question.start.matches(fact));
        let mut firsts: BTreeMap<usize, &Fact> = BTreeMap::new();
        for start in starts {
            if let Some(period) = periods.iter().position(|period| period.contains(start.time_ms)) {
                firsts.entry(period).or_insert(start);
            }
        }
        if question.cohort != Cohort::Every {
            firsts = firsts.into_iter().take(1).collect();
        }
        let earlier =
            of_person(&history, person).into_iter().find(|fact| fact.time_ms < from_ms && question.start.matches(fact));
        if question.cohort == Cohort::FirstEver && earlier.is_some() {
            continue;
        }
        let member = |(period, start)| Member { period, group: frame.group(project, start), person };
        members.extend(firsts.into_iter().map(member));
    }
    members
}

fn answer(project: &Project, question: &Question) -> Value {
    let frame = &question.frame;
    let facts = frame.facts(project);
    let mut periods = cut(frame.range(project), question.step);
    periods.retain(|period| period.from_ms < NOW_MS);
    let members = members(project, question, &periods);
    let mut sizes: BTreeMap<Group, usize> = BTreeMap::new();
    for member in &members {
        *sizes.entry(member.group.clone()).or_default() += 1;
    }
    let groups = rank(&frame.breakdown, frame.limit(), sizes);

    let mut cohorts = Vec::new();
    for (first, period) in periods.iter().enumerate() {
        let later = &periods[first..];
        let mut columns = question.columns(later.len());
        columns.retain(|days| days.start < later.len());
        let returned = |person: usize, days: &Range<usize>| {
            let end = if question.on_or_after { later.len() } else { days.end.min(later.len()) };
            let back = facts.iter().filter(|fact| fact.person == person && question.back.matches(fact));
            back.into_iter().any(|fact| later[days.start..end].iter().any(|period| period.contains(fact.time_ms)))
        };
        let partial =
            |days: &Range<usize>| days.end > later.len() || later[days.clone()].iter().any(|period| period.partial);
        let partial: Vec<bool> = columns.iter().map(partial).collect();
        let cohort = |people: &[usize]| {
            let n_back = |days: &Range<usize>| people.iter().filter(|&&person| returned(person, days)).count();
            Map::from_iter([
                ("start".to_owned(), json!(period.label)),
                ("people".to_owned(), json!(people.len())),
                ("returned".to_owned(), columns.iter().map(n_back).collect()),
                ("partial".to_owned(), json!(partial)),
            ])
        };
        let of_period = || members.iter().filter(|member| member.period == first);
        if of_period().next().is_none() {
            let mut empty = cohort(&[]);
            empty.insert("group".to_owned(), json!({}));
            cohorts.push(Value::Object(empty));
            continue;
        }
        let shown = groups.answers(&frame.breakdown, |values| {
            let people: Vec<usize> =
                of_period().filter(|member| values.contains(&member.group)).map(|member| member.person).collect();
            cohort(&people)
        });
        cohorts.extend(shown.into_iter().filter(|cohort| cohort["people"] != 0));
    }
    let mut answer = json!({"kind": "retention", "cohorts": cohorts});
    if !question.brackets.is_empty() {
        answer["brackets"] = json!(question.names());
    }
    answer
}

fn histories() -> impl Strategy<Value = Project> {
    projects(NAMES, events(NAMES, ticks(6 * HOUR_MS, -4..24), channels()))
}

fn questions() -> impl Strategy<Value = Question> {
    let steps = vec![Step::Day, Step::Week, Step::Every(36), Step::Every(24), Step::All];
    let cohorts = vec![Cohort::FirstInRange, Cohort::FirstEver, Cohort::Every];
    let brackets =
        prop::sample::select(vec![Vec::new(), Vec::new(), vec![1], vec![1, 3], vec![1, 2, 4, 30], vec![2, 3]]);
    let selects = (selectors(NAMES), selectors(NAMES));
    let cohort = (prop::sample::select(steps), any::<bool>(), prop::sample::select(cohorts), brackets);
    (selects, cohort, frames(NAMES, 2)).prop_map(|((start, back), (step, on_or_after, cohort, brackets), frame)| {
        let step = if brackets.is_empty() { step } else { Step::Day };
        Question { start, back, step, on_or_after, cohort, brackets, frame }
    })
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn retention_is_who_came_back_in_each_period(project in histories(), question in questions()) {
        project.check(&question.json(), &answer(&project, &question))?;
    }
}

#[cfg(test)]
mod tests {
    use super::{Cohort, Frame, Question, Select, Step, answer};
    use crate::reference::event::{DAY_MS, HOUR_MS, START_MS, Sent};
    use crate::reference::project::Project;
    use expect_test::{Expect, expect};
    use serde_json::Map;

    fn question() -> Question {
        Question {
            start: Select::one("a"),
            back: Select { names: Vec::new(), filter: None },
            step: Step::Day,
            on_or_after: false,
            cohort: Cohort::FirstInRange,
            brackets: Vec::new(),
            frame: Frame { range: Some((START_MS, START_MS + 4 * DAY_MS)), ..Frame::whole() },
        }
    }

    /// Visitor 1 starts on the first day, is back on the third and starts again on the fourth; visitor 2 looks around
    /// before starting on the fourth.
    fn check(question: &Question, expected: Expect) {
        let sent = |visitor, name, hour| Sent { visitor, name, time_ms: START_MS + hour * HOUR_MS, props: Map::new() };
        let project = Project::of(vec![
            sent(1, "b", 1),
            sent(1, "a", 2),
            sent(1, "b", 48),
            sent(1, "a", 80),
            sent(2, "b", 72),
            sent(2, "a", 73),
        ]);
        let cohorts = answer(&project, question)["cohorts"].clone();
        let lines = cohorts.as_array().expect("a list").iter().map(|cohort| {
            format!("{} {} {} {}", cohort["start"], cohort["people"], cohort["returned"], cohort["partial"])
        });
        expected.assert_eq(&lines.collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn who_came_back_is_counted_by_period() {
        check(
            &question(),
            expect![[r#"
                "2025-03-01" 1 [1,0,1,1] [false,false,false,false]
                "2025-03-02" 0 [0,0,0] [false,false,false]
                "2025-03-03" 0 [0,0] [false,false]
                "2025-03-04" 1 [1] [false]"#]],
        );
        check(
            &Question { on_or_after: true, back: Select::one("b"), ..question() },
            expect![[r#"
                "2025-03-01" 1 [1,1,1,0] [false,false,false,false]
                "2025-03-02" 0 [0,0,0] [false,false,false]
                "2025-03-03" 0 [0,0] [false,false]
                "2025-03-04" 1 [1] [false]"#]],
        );
    }

    #[test]
    fn a_cohort_may_take_everybody_who_starts_in_it() {
        check(
            &Question { cohort: Cohort::Every, step: Step::Every(72), ..question() },
            expect![[r#"
                "2025-03-01" 1 [1,1] [false,true]
                "2025-03-04" 2 [2] [true]"#]],
        );
        let frame = Frame { range: Some((START_MS + 3 * DAY_MS, START_MS + 4 * DAY_MS)), ..Frame::whole() };
        check(&Question { cohort: Cohort::FirstEver, frame, ..question() }, expect![[r#""2025-03-04" 1 [1] [false]"#]]);
    }

    #[test]
    fn brackets_join_days() {
        let question = Question { brackets: vec![1, 3], ..question() };
        assert_eq!(question.names(), ["0", "1-2", "3+"]);
        check(
            &question,
            expect![[r#"
                "2025-03-01" 1 [1,1,1] [false,false,true]
                "2025-03-02" 0 [0,0] [false,false]
                "2025-03-03" 0 [0,0] [false,true]
                "2025-03-04" 1 [1] [false]"#]],
        );
    }
}
