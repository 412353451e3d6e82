use super::{Fields, Now, Target, TimeRange, Traits};
use crate::model::{Did, EventSet, Filter, PersonFilter, PersonTest, Window};
use crate::value::Test;
use boussole_core::Refusal;

/// The most rules about what people did in one question: each is one bit.
const RULES_MAX: usize = 64;

/// How the people of a question are chosen: one scan that answers each rule for each person.
#[derive(Debug)]
pub(crate) struct PeoplePlan {
    pub(crate) filter: Filter<BoundPersonTest>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) fields: Fields,
}

/// A test of a person.
#[derive(Debug)]
pub(crate) enum BoundPersonTest {
    /// Of the trait whose column has this place.
    Trait(usize, Test),
    /// Whether the rule at this place holds.
    Rule(usize),
}

/// A rule about what a person did in a window.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) target: Target,
    /// `None` when there is no history.
    pub(crate) window: Option<TimeRange>,
    pub(crate) test: Test,
}

impl PeoplePlan {
    /// Plans a filter on people, evaluated at the end of `range`.
    pub(crate) fn new(filter: &PersonFilter, traits: &Traits, now: &Now, range: TimeRange) -> Result<Self, Refusal> {
        let mut rules = Vec::new();
        let mut fields = Fields::default();
        let filter = filter.map(&mut |leaf| match leaf {
            PersonTest::Trait { name, test } => Ok(BoundPersonTest::Trait(traits.index(name), test.clone())),
            PersonTest::Did(did) => {
                rules.push(rule(did, now, range, &mut fields)?);
                Ok(BoundPersonTest::Rule(rules.len() - 1))
            }
        })?;
        if rules.len() > RULES_MAX {
            let message = format!("there are more than {RULES_MAX} rules about what people did");
            return Err(Refusal::new("out_of_bounds", message).at("people").hint("ask with fewer rules"));
        }
        Ok(Self { filter, rules, fields })
    }

    /// Returns the time that serves all rules.
    pub(crate) fn window(&self) -> Option<TimeRange> {
        self.rules.iter().filter_map(|rule| rule.window).reduce(|all, window| TimeRange {
            from_ms: all.from_ms.min(window.from_ms),
            to_ms: all.to_ms.max(window.to_ms),
        })
    }

    /// Returns the names of the events that serve all rules.
    pub(crate) fn events(&self) -> Option<Vec<String>> {
        EventSet::union(self.rules.iter().map(|rule| &rule.target.events))
    }
}

fn rule(did: &Did, now: &Now, range: TimeRange, fields: &mut Fields) -> Result<Rule, Refusal> {
    let window = match did.window {
        Window::History => Some(TimeRange { from_ms: i64::MIN, to_ms: range.to_ms }),
        Window::QuestionRange => Some(range),
        Window::Within(span) => Some(TimeRange { from_ms: range.to_ms.saturating_sub(span.ms), to_ms: range.to_ms }),
        Window::Range(spec) => now.resolve(spec).map_err(|refusal| refusal.within(&did.path))?,
    };
    // The rule is evaluated at the end of the range: what comes later did not happen yet.
    let window = window.map(|window| TimeRange { to_ms: window.to_ms.min(range.to_ms), ..window });
    let target = Target::bind(&did.select, &did.measure, &did.path, fields)?;
    Ok(Rule { target, window, test: did.test.clone() })
}
