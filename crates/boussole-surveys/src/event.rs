//! Answers as events: one for each answer, one for each choice of several.

use crate::form::{Answer, Filled};
use crate::model::Survey;
use boussole_core::Ctx;
use boussole_events::{Batch, Identifier, IdentifierKind, Incoming, Origin};
use boussole_mail::Language;
use serde_json::{Map, Value};
use uuid::Uuid;

/// The event of an answer.
pub(crate) const ANSWERED: &str = "Survey Answered";
/// Over which channel answers on the public page come.
const LINK: &str = "link";

/// Returns the context in which the answers to a survey come in.
pub(crate) fn sender(ctx_project: &boussole_core::ProjectId, survey: &str) -> (Ctx, String) {
    let source = format!("survey:{survey}");
    (Ctx::source(ctx_project.clone(), &source), source)
}

/// Makes the events of a response. The same response makes the same ones, so that each counts once however often it comes.
pub(crate) fn events(
    survey: &Survey,
    response: Uuid,
    language: Language,
    filled: &[Filled<'_>],
    now_ms: i64,
) -> Vec<Incoming> {
    let mut events = Vec::new();
    for Filled { question, answer, comment } in filled {
        let mut add = |key: &str, field: &str, value: Value, comment: Option<&String>| {
            let mut props = Map::new();
            let mut say = |name: &str, value: Value| drop(props.insert(name.to_owned(), value));
            say("survey", question.kind.as_str().into());
            say("survey_id", survey.id.as_str().into());
            say("question", question.id.as_str().into());
            say("response_id", response.to_string().into());
            say("version", survey.version.number.into());
            say("channel", LINK.into());
            say("language", language.as_str().into());
            say(field, value);
            if let Some(step) = &survey.definition.step {
                say("step", step.as_str().into());
            }
            if let Some(comment) = comment {
                say("text", comment.as_str().into());
            }
            events.push(Incoming {
                event: ANSWERED.to_owned(),
                identifiers: nobody_known(response),
                time_ms: now_ms,
                is_time_of_arrival: true,
                message_id: Some(format!("survey:{response}:{}{key}", question.id)),
                props,
                ..Incoming::default()
            });
        };
        match answer {
            Answer::Level(level) => add("", "score", (*level).into(), comment.as_ref()),
            Answer::Text(text) => add("", "text", text.as_str().into(), None),
            Answer::Choices(choices) => {
                for (index, choice) in choices.iter().enumerate() {
                    // What was written beside is there once.
                    let comment = comment.as_ref().filter(|_| index == 0);
                    add(&format!(":{choice}"), "choice", choice.as_str().into(), comment);
                }
            }
        }
    }
    events
}

/// Puts events together as they are stored.
pub(crate) fn batch(source: String, events: Vec<Incoming>) -> Batch {
    Batch::new(source, Origin::Live { is_trusted: false }, events)
}

/// Who answers by a public link is known by this answer alone.
fn nobody_known(response: Uuid) -> Vec<Identifier> {
    Identifier::parse(IdentifierKind::Anonymous, &format!("survey:{response}")).into_iter().collect()
}
