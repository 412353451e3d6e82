//! Answers as events: one for each answer, one for each choice of several.

use crate::form::{Answer, Filled};
use crate::model::Survey;
use crate::rules::NotAsked;
use boussole_core::{Ctx, ProjectId};
use boussole_events::{Batch, Identifier, IdentifierKind, Incoming, Origin};
use boussole_mail::Language;
use serde_json::{Map, Value};
use uuid::Uuid;

/// The event of an answer.
pub(crate) const ANSWERED: &str = "Survey Answered";
/// The events of an invitation, and of one that was not sent, with why.
pub(crate) const SENT: &str = "Survey Sent";
pub(crate) const NOT_SENT: &str = "Survey Not Sent";
/// The same in a page.
pub(crate) const SHOWN: &str = "Survey Shown";
pub(crate) const NOT_SHOWN: &str = "Survey Not Shown";
/// What is decided of people: whom to ask, and whom not.
pub(crate) const DECISIONS: [&str; 4] = [SENT, NOT_SENT, SHOWN, NOT_SHOWN];
/// Somebody closed what a page asked.
const DISMISSED: &str = "Survey Dismissed";

/// Over which channel people are asked and answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    /// By a public address, which nobody was sent.
    Link,
    /// By the link of a letter.
    Email,
    /// In a page of the company.
    Page,
}

/// An invitation that is decided on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Invitation<'a> {
    pub(crate) survey: &'a Survey,
    pub(crate) number: Uuid,
    pub(crate) channel: Channel,
    pub(crate) now_ms: i64,
}

/// Returns the context in which the answers to a survey come in.
pub(crate) fn sender(project: &ProjectId, survey: &str) -> (Ctx, String) {
    let source = format!("survey:{survey}");
    (Ctx::source(project.clone(), &source), source)
}

impl Channel {
    /// Returns the word by which it is stored and asked for.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Email => "email",
            Self::Page => "page",
        }
    }
}

impl Invitation<'_> {
    /// Makes the event of the invitation: its number becomes an identifier of who is asked.
    pub(crate) fn made(&self, who: Option<Identifier>) -> Incoming {
        let name = if self.channel == Channel::Page { SHOWN } else { SENT };
        Incoming { identifiers: who.into_iter().chain(known_by(self.number)).collect(), ..self.event(name) }
    }

    /// Makes the event of the invitation that is not made.
    pub(crate) fn left(&self, who: Option<Identifier>, why: NotAsked) -> Incoming {
        let name = if self.channel == Channel::Page { NOT_SHOWN } else { NOT_SENT };
        let mut event = Incoming { identifiers: who.into_iter().collect(), ..self.event(name) };
        event.props.insert("reason".to_owned(), why.as_str().into());
        event
    }

    /// Makes the event of who closed what was asked.
    pub(crate) fn dismissed(&self) -> Incoming {
        Incoming { identifiers: known_by(self.number).into_iter().collect(), ..self.event(DISMISSED) }
    }

    fn event(&self, name: &str) -> Incoming {
        let Self { survey, number, channel, now_ms } = *self;
        let mut props = Map::new();
        let mut say = |name: &str, value: Value| drop(props.insert(name.to_owned(), value));
        say("survey_id", survey.id.as_str().into());
        say("invitation_id", number.to_string().into());
        say("channel", channel.as_str().into());
        if let Some(step) = &survey.definition.step {
            say("step", step.as_str().into());
        }
        Incoming {
            event: name.to_owned(),
            time_ms: now_ms,
            is_time_of_arrival: true,
            message_id: Some(format!("survey:{number}:{name}")),
            props,
            ..Incoming::default()
        }
    }
}

/// Makes the events of a response. The same response makes the same ones, so that each counts once however often it comes.
pub(crate) fn events(
    survey: &Survey,
    response: Uuid,
    language: Language,
    channel: Channel,
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
            say("channel", channel.as_str().into());
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
                identifiers: known_by(response).into_iter().collect(),
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

/// Who answers by a public link is known by this answer alone; who was asked, by the number of the invitation.
fn known_by(number: Uuid) -> Option<Identifier> {
    Identifier::parse(IdentifierKind::Anonymous, &format!("survey:{number}"))
}
