//! At which step of the customer journey somebody was who wrote something: by what they had done, else by what they were asked,
//! else by what they write about.

use boussole_core::DAY_MS;
use boussole_journeys::Definition;
use std::collections::HashMap;

/// Which step a theme speaks of, in a journey that has it. Others are about several.
const OF_THEMES: [(&str, &str); 15] = [
    ("delivery", "reception"),
    ("packaging", "reception"),
    ("payment", "payment"),
    ("order", "order"),
    ("billing", "order"),
    ("returns", "return"),
    ("refund", "return"),
    ("support", "help"),
    ("repair", "help"),
    ("website", "visit"),
    ("stock", "product"),
    ("price", "product"),
    ("quality", "usage"),
    ("fit", "usage"),
    ("safety", "usage"),
];

/// The steps of a journey, and by which events each is known.
#[derive(Debug, Clone)]
pub(crate) struct Steps {
    ids: Vec<String>,
    by_event: HashMap<String, usize>,
    window_ms: i64,
}

/// The step of a clause, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepOf {
    /// The id of the step.
    pub id: String,
    /// How it is known.
    pub rule: StepRule,
}

/// How the step of a clause is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepRule {
    /// By what the person had done last.
    Events,
    /// By the survey that asked.
    Survey,
    /// By what they write about.
    Theme,
}

impl StepRule {
    /// All of them, in the order in which they are tried.
    pub const ALL: [Self; 3] = [Self::Events, Self::Survey, Self::Theme];

    /// Returns the word by which it is told.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Survey => "survey",
            Self::Theme => "theme",
        }
    }
}

impl Steps {
    /// Reads a journey. Where customers write, in `texts`, says nothing of where they were, nor does that they called for help.
    pub(crate) fn new(journey: &Definition, texts: &[&str]) -> Self {
        let (mut ids, mut by_event) = (Vec::new(), HashMap::new());
        for step in journey.steps() {
            // A sequence is a step once its last event is there.
            for event in step.followed_by.last().unwrap_or(&step.events) {
                if !texts.contains(&event.as_str()) && !journey.contact.contains(event) {
                    by_event.entry(event.clone()).or_insert(ids.len());
                }
            }
            ids.push(step.id.clone());
        }
        Self { ids, by_event, window_ms: i64::from(journey.window_days) * DAY_MS }
    }

    /// Returns the names of the events that are of a step.
    pub(crate) fn events(&self) -> impl Iterator<Item = &str> {
        self.by_event.keys().map(String::as_str)
    }

    /// Returns the step that an event is of.
    pub(crate) fn of_event(&self, event: &str) -> Option<usize> {
        self.by_event.get(event).copied()
    }

    /// Returns the ids, in the order of the journey.
    pub(crate) fn ids(&self) -> &[String] {
        &self.ids
    }

    /// Says at which step somebody was who wrote at `time_ms`: `last` is the last step that they passed and when.
    pub(crate) fn of_text(&self, time_ms: i64, last: Option<(usize, i64)>, asked: Option<&str>) -> Option<StepOf> {
        if let Some((step, _)) = last.filter(|(_, passed_ms)| time_ms - passed_ms <= self.window_ms) {
            return Some(StepOf { id: self.ids[step].clone(), rule: StepRule::Events });
        }
        let id = self.ids.iter().find(|id| asked == Some(id.as_str()))?;
        Some(StepOf { id: id.clone(), rule: StepRule::Survey })
    }

    /// Says which step a clause about a theme speaks of.
    pub(crate) fn of_theme(&self, theme: &str) -> Option<StepOf> {
        let (_, wanted) = OF_THEMES.iter().find(|(id, _)| *id == theme)?;
        let id = self.ids.iter().find(|id| id == wanted)?;
        Some(StepOf { id: id.clone(), rule: StepRule::Theme })
    }
}

#[cfg(test)]
mod tests {
    use super::{OF_THEMES, StepRule, Steps};
    use boussole_core::DAY_MS;
    use boussole_journeys::retail;
    use boussole_text::Theme;

    #[test]
    fn what_somebody_did_goes_before_what_they_were_asked_and_what_they_write_about() {
        let steps = Steps::new(&retail(), &["Survey Answered", "Message Received"]);
        let payment = steps.of_event("Payment Failed").expect("a step");
        assert_eq!(steps.of_event("Message Received"), None, "who writes is somewhere else");
        assert_eq!(steps.of_event("Conversation Opened"), None, "nor does a call for help say where");
        let told = |last, asked| steps.of_text(100 * DAY_MS, last, asked).map(|step| (step.id, step.rule));
        let is = |id: &str, rule| Some((id.to_owned(), rule));
        assert_eq!(told(Some((payment, 99 * DAY_MS)), Some("order")), is("payment", StepRule::Events));
        assert_eq!(told(Some((payment, 69 * DAY_MS)), Some("order")), is("order", StepRule::Survey), "too long ago");
        assert_eq!(told(None, Some("no such step")), None);
        let of_theme = |theme| steps.of_theme(theme).map(|step| (step.id, step.rule));
        assert_eq!((of_theme("delivery"), of_theme("staff")), (is("reception", StepRule::Theme), None));
        for (theme, step) in OF_THEMES {
            assert!(Theme::parse(theme).is_some() && steps.ids().iter().any(|id| id == step), "{theme} {step}");
        }
    }
}
