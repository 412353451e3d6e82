use boussole_core::{Refusal, check_count, check_id, check_name};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// The id of the journey that every project has.
pub const RETAIL: &str = "retail";

/// The most stages, and the most steps of all of them.
const STAGES_MAX: usize = 12;
const STEPS_MAX: usize = 30;
/// The most names of one event of a step, and the most events of a sequence.
const NAMES_MAX: usize = 20;
const SEQUENCE_MAX: usize = 5;
/// The most events of all steps together, sequences counted by their length.
const EVENTS_MAX: usize = 56;
/// The longest name of an event, in characters.
const EVENT_CHARS_MAX: usize = 200;
/// For how many days somebody may be awaited.
const WINDOW_DAYS: std::ops::RangeInclusive<u16> = 1..=365;
/// How many minutes a sequence may last: a year.
const WITHIN_MINUTES: std::ops::RangeInclusive<u32> = 1..=525_600;

/// What a journey consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = JourneyDefinition)]
pub struct Definition {
    /// For how many days somebody is awaited at the next step.
    pub window_days: u16,
    /// In the order in which people pass through them.
    pub stages: Vec<Stage>,
    /// The events that are a call for help.
    pub contact: Vec<String>,
}

/// A part of a journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = JourneyStage)]
pub struct Stage {
    /// Which stage, for good: letters, digits, `-` and `_`.
    pub id: String,
    /// How people call it; absent of those that the interface names.
    #[schema(required)]
    pub name: Option<String>,
    /// In their order; none yet is fine.
    pub steps: Vec<Step>,
}

/// A step of a journey: it is known by events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = JourneyStep)]
pub struct Step {
    /// Which step, for good: letters, digits, `-` and `_`.
    pub id: String,
    /// How people call it; absent of those that the interface names.
    #[schema(required)]
    pub name: Option<String>,
    /// The names of events of which any one is the step, or begins it.
    pub events: Vec<String>,
    /// What must follow, one after the other; mostly nothing.
    #[serde(default)]
    pub followed_by: Vec<Vec<String>>,
    /// Within how many minutes of the first event the last must come, where something must follow.
    #[serde(default)]
    #[schema(required)]
    pub within_minutes: Option<u32>,
    /// Whether what happens here decides whether people come back.
    #[serde(default)]
    pub is_moment_of_truth: bool,
}

/// A journey as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    /// Which journey.
    pub id: String,
    /// Which version of it.
    pub version: Version,
    /// What it consists of.
    pub definition: Definition,
}

/// A version of a journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// 0 is the one that comes with Boussole.
    pub number: i64,
    /// The id of the member who saved it.
    pub saved_by: Option<String>,
    /// When, in milliseconds since 1970; absent of version 0.
    pub saved_ms: Option<i64>,
}

impl Definition {
    /// Returns all steps, in their order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.stages.iter().flat_map(|stage| &stage.steps)
    }

    /// Checks what somebody wrote, and cleans names of the spaces around them.
    ///
    /// # Errors
    /// Refuses, with the field, what cannot be a journey.
    pub fn parse(mut self) -> Result<Self, Refusal> {
        if !WINDOW_DAYS.contains(&self.window_days) {
            let (least, most) = (WINDOW_DAYS.start(), WINDOW_DAYS.end());
            return Err(Refusal::new("invalid_window", format!("somebody is awaited for {least} to {most} days"))
                .at("window_days"));
        }
        check_count("stages", self.stages.len(), 1..=STAGES_MAX)?;
        check_count("stages", self.steps().count(), 1..=STEPS_MAX)
            .map_err(|refusal| refusal.hint(format!("a journey has 1 to {STEPS_MAX} steps")))?;
        let n_events: usize = self.steps().map(|step| 1 + step.followed_by.len()).sum();
        check_count("stages", n_events, 1..=EVENTS_MAX)?;
        let mut ids = BTreeSet::new();
        for (index, stage) in self.stages.iter_mut().enumerate() {
            let path = format!("stages[{index}]");
            check_id(&stage.id, &mut ids).map_err(|refusal| refusal.within(&path))?;
            stage.name =
                stage.name.take().map(|name| check_name(&name)).transpose().map_err(|refusal| refusal.within(&path))?;
            for (index, step) in stage.steps.iter_mut().enumerate() {
                let path = format!("{path}.steps[{index}]");
                check_id(&step.id, &mut ids).map_err(|refusal| refusal.within(&path))?;
                step.parse().map_err(|refusal| refusal.within(&path))?;
            }
        }
        if !self.contact.is_empty() {
            check_events("contact", &self.contact)?;
        }
        Ok(self)
    }
}

impl Step {
    fn parse(&mut self) -> Result<(), Refusal> {
        self.name = self.name.take().map(|name| check_name(&name)).transpose()?;
        check_events("events", &self.events)?;
        check_count("followed_by", self.followed_by.len(), 0..=SEQUENCE_MAX - 1)?;
        for (index, events) in self.followed_by.iter().enumerate() {
            check_events(&format!("followed_by[{index}]"), events)?;
        }
        match self.within_minutes {
            None if self.followed_by.is_empty() => Ok(()),
            Some(minutes) if !self.followed_by.is_empty() && WITHIN_MINUTES.contains(&minutes) => Ok(()),
            _ => Err(Refusal::new("invalid_within", "what must follow does so within 1 to 525,600 minutes")
                .at("within_minutes")
                .hint("say it where something must follow, and only there")),
        }
    }
}

fn check_events(field: &str, names: &[String]) -> Result<(), Refusal> {
    check_count(field, names.len(), 1..=NAMES_MAX)?;
    let is_name = |name: &String| !name.trim().is_empty() && name.chars().count() <= EVENT_CHARS_MAX;
    match names.iter().position(|name| !is_name(name)) {
        None => Ok(()),
        Some(index) => {
            Err(Refusal::new("invalid_name", "this is not the name of an event").at(format!("{field}[{index}]")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Definition, Stage, Step};
    use crate::retail;
    use expect_test::{Expect, expect};

    fn check(change: impl Fn(&mut Definition), expected: Expect) {
        let mut definition = retail();
        change(&mut definition);
        let told = definition.parse().map(|_| "fine".to_owned());
        expected.assert_eq(&told.unwrap_or_else(|refusal| format!("{} | {refusal}", refusal.code)));
    }

    #[test]
    fn what_cannot_be_a_journey_is_refused_with_its_place() {
        check(|_| {}, expect!["fine"]);
        check(
            |all| all.window_days = 0,
            expect!["invalid_window | window_days: somebody is awaited for 1 to 365 days"],
        );
        check(|all| all.stages.clear(), expect!["out_of_bounds | stages: 0 are too many or too few"]);
        check(
            |all| all.stages[1].id = "discovery".to_owned(),
            expect!["duplicate_name | stages[1].id: `discovery` is there twice"],
        );
        check(|all| all.stages[0].id = "A b".to_owned(), expect!["invalid_id | stages[0].id: this is not an id"]);
        check(
            |all| all.stages[0].name = Some("  ".to_owned()),
            expect!["invalid_name | stages[0].name: this is not a name"],
        );
        check(
            |all| all.stages[2].steps[0].events.clear(),
            expect!["out_of_bounds | stages[2].steps[0].events: 0 are too many or too few"],
        );
        check(
            |all| all.stages[2].steps[0].within_minutes = Some(5),
            expect![[
                r#"invalid_within | stages[2].steps[0].within_minutes: what must follow does so within 1 to 525,600 minutes"#
            ]],
        );
        check(
            |all| all.stages[2].steps[0].followed_by = vec![vec![String::new()]],
            expect!["invalid_name | stages[2].steps[0].followed_by[0][0]: this is not the name of an event"],
        );
        check(
            |all| {
                let step = |n: usize| Step { id: format!("s{n}"), ..all.stages[0].steps[0].clone() };
                let steps = (0..31).map(step).collect();
                all.stages = vec![Stage { id: "x".to_owned(), name: None, steps }];
            },
            expect!["out_of_bounds | stages: 31 are too many or too few"],
        );
    }

    #[test]
    fn names_lose_the_spaces_around_them() {
        let mut definition = retail();
        definition.stages[0].name = Some(" Envie ".to_owned());
        assert_eq!(definition.parse().unwrap().stages[0].name.as_deref(), Some("Envie"));
    }
}
