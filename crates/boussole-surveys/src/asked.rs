//! What is asked of the events to see how a survey was answered: the same questions that anybody may ask.

use crate::event::{ANSWERED, Channel, NOT_SENT, NOT_SHOWN, SENT, SHOWN};
use crate::model::{Kind, Question, Survey};
use serde_json::{Value, json};

/// Returns the question that tells how a question was answered; it has no range. `None` of words.
pub(crate) fn asked(survey: &Survey, question: &Question) -> Option<Value> {
    let select = selected(survey, question);
    match question.kind {
        Kind::Text => None,
        Kind::SingleChoice | Kind::MultipleChoice => Some(json!({
            "kind": "trend",
            "series": [{"select": select, "measure": "people"}],
            "breakdown": [{"property": "choice"}],
            "interval": "all",
        })),
        kind => Some(json!({
            "kind": "score", "score": kind.as_str(), "select": select, "property": "score", "interval": "all",
        })),
    }
}

/// Returns the question that tells how many people answered what: it has no range.
pub(crate) fn asked_of_all() -> Value {
    json!({
        "kind": "trend",
        "series": [{"select": {"event": ANSWERED}, "measure": "people"}],
        "breakdown": [{"property": "survey_id"}],
        "interval": "all",
    })
}

/// Returns the question that tells which part of the people who were asked over a channel answered afterwards.
pub(crate) fn answered(survey: &Survey, channel: Channel) -> Value {
    let start = if channel == Channel::Page { SHOWN } else { SENT };
    json!({
        "kind": "rate", "rate": "conversion", "unit": "person", "interval": "all",
        "start": over(start, survey, channel), "goal": over(ANSWERED, survey, channel),
    })
}

/// Returns the question that tells how many were not asked over a channel, by why.
pub(crate) fn not_asked(survey: &Survey, channel: Channel) -> Value {
    let select = over(if channel == Channel::Page { NOT_SHOWN } else { NOT_SENT }, survey, channel);
    json!({
        "kind": "trend",
        "series": [{"select": select, "measure": "events"}],
        "breakdown": [{"property": "reason"}],
        "interval": "all",
    })
}

fn over(event: &str, survey: &Survey, channel: Channel) -> Value {
    let all = [is("survey_id", &survey.id), is("channel", channel.as_str())];
    json!({"event": event, "where": {"all": all}})
}

fn is(property: &str, value: &str) -> Value {
    json!({"property": property, "op": "=", "value": value})
}

fn selected(survey: &Survey, question: &Question) -> Value {
    let all = [
        is("survey_id", &survey.id),
        is("question", &question.id),
        // A question that was asked in another way before is not the same measure.
        is("survey", question.kind.as_str()),
    ];
    json!({"event": ANSWERED, "where": {"all": all}})
}
