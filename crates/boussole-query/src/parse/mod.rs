//! From JSON to a [`Question`]: strict, and every refusal names its field.

mod audience;
mod drill;
mod filter;
mod frame;
mod funnel;
mod histogram;
mod journey;
mod nearest;
mod node;
mod paths;
mod people;
mod rate;
mod retention;
mod score;
mod selector;
mod sessions;
mod time;
mod timeline;
mod trend;

use crate::model::{EventFilter, Question};
use boussole_core::Refusal;
pub(crate) use drill::{drill, listing};
use jiff::tz::TimeZone;
use nearest::nearest_hint;
use node::{Node, Object};
use serde_json::Value;

/// What a question may refer to.
pub(crate) struct Known<'a> {
    /// The names of all events that were ever stored, sorted.
    pub(crate) events: &'a [String],
    /// The project's time zone, for questions that name none.
    pub(crate) timezone: &'a str,
    /// The project's days of being active, for rates that name no time.
    pub(crate) active_days: u16,
}

/// Kinds that can be asked, for hints.
const KINDS: &str = "trend, score, funnel, retention, paths, sessions, histogram, audience, rate, journey or timeline";
/// Kinds that the language has and that cannot be asked yet.
const KINDS_LATER: [&str; 4] = ["attribution", "lifecycle", "stickiness", "sql"];

/// Parses a question.
///
/// # Errors
/// Refuses anything that is not exactly a question of the language, with the path of the field.
pub(crate) fn question(value: &Value, known: &Known<'_>) -> Result<Question, Refusal> {
    let root = Node::root(value);
    let kind = root.any_object()?.require("kind")?;
    match kind.text()? {
        "trend" => trend::trend(&root, known).map(|trend| Question::Trend(Box::new(trend))),
        "score" => score::score(&root, known).map(|score| Question::Score(Box::new(score))),
        "funnel" => funnel::funnel(&root, known).map(|funnel| Question::Funnel(Box::new(funnel))),
        "retention" => retention::retention(&root, known).map(|asked| Question::Retention(Box::new(asked))),
        "paths" => paths::paths(&root, known).map(|asked| Question::Paths(Box::new(asked))),
        "sessions" => sessions::sessions(&root, known).map(|asked| Question::Sessions(Box::new(asked))),
        "histogram" => histogram::histogram(&root, known).map(|asked| Question::Histogram(Box::new(asked))),
        "audience" => audience::audience(&root, known).map(|asked| Question::Audience(Box::new(asked))),
        "rate" => rate::rate(&root, known).map(|asked| Question::Rate(Box::new(asked))),
        "journey" => journey::journey(&root, known).map(|asked| Question::Journey(Box::new(asked))),
        "timeline" => timeline::timeline(&root, known).map(|timeline| Question::Timeline(Box::new(timeline))),
        later if KINDS_LATER.contains(&later) => Err(kind.not_available(later)),
        other => Err(kind
            .refuse("unknown_kind", format!("there is no question of the kind `{other}`"))
            .hint(format!("ask one of {KINDS}"))),
    }
}

/// Reads the key of a person: `p42`.
fn person_key(text: &str) -> Option<u64> {
    text.strip_prefix('p').and_then(|digits| digits.parse().ok())
}

/// Reads `where`.
fn event_filter(object: &Object<'_>) -> Result<Option<EventFilter>, Refusal> {
    object.get("where").map(|node| filter::event_filter(&node)).transpose()
}

/// Reads `timezone`, or takes the project's.
fn timezone(object: &Object<'_>, known: &Known<'_>) -> Result<TimeZone, Refusal> {
    match object.get("timezone") {
        None => project_timezone(known.timezone),
        Some(node) => {
            let name = node.text()?;
            find_timezone(name).ok_or_else(|| {
                let names: Vec<String> = jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect();
                node.refuse("unknown_timezone", format!("there is no time zone `{name}`"))
                    .hint(nearest_hint(name, &names).unwrap_or_else(|| "name one as in `Europe/Paris`".to_owned()))
            })
        }
    }
}

/// Finds the time zone of a project.
pub(crate) fn project_timezone(name: &str) -> Result<TimeZone, Refusal> {
    find_timezone(name).ok_or_else(|| {
        Refusal::new("unknown_timezone", format!("the project's time zone `{name}` is unknown"))
            .at("timezone")
            .hint("name a zone in the question, or repair the project's settings")
    })
}

/// Finds a zone that has a name; not the machine's own, whatever it is.
fn find_timezone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok().filter(|zone| zone.iana_name().is_some())
}

#[cfg(test)]
mod tests;
