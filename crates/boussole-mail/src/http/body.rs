//! What is sent and answered about messages.

use crate::MailError;
use crate::message::subject;
use crate::model::{Language, Letter, Template};
use crate::server::MailServer;
use crate::suppression::{Reason, Suppression};
use boussole_jobs::{Effect, EffectPage, State, StateCount};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

boussole_api::words!(pub(super) StateWord as "MessageState", State::ALL.map(State::as_str));
boussole_api::words!(pub LanguageWord as "MailLanguage", Language::ALL.map(Language::as_str));
boussole_api::words!(pub(super) ReasonWord as "SuppressionReason", Reason::ALL.map(Reason::as_str));
boussole_api::words!(pub(super) TemplateWord as "MessageKind", Template::ALL.map(Template::as_str));

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParams {
    /// Only messages of this state
    #[param(value_type = Option<StateWord>)]
    pub(super) state: Option<String>,
    /// Where the last page ended: its `next`
    pub(super) before: Option<String>,
    /// How many at most, 1 to 200
    pub(super) limit: Option<usize>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MailTest)]
pub(super) struct TestBody {
    #[schema(value_type = LanguageWord)]
    pub(super) language: String,
}

/// Whether mail can be sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Mail)]
pub(super) struct MailBody {
    is_configured: bool,
    /// Name and port of the server.
    #[schema(required)]
    server: Option<String>,
    /// From whom messages are.
    #[schema(required)]
    from: Option<String>,
    counts: CountsBody,
    suppressed: SuppressedCountsBody,
}

/// How many messages are in which state.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = MessageCounts)]
struct CountsBody {
    planned: i64,
    claimed: i64,
    sent: i64,
    failed: i64,
    unknown: i64,
}

/// To how many addresses nothing is sent, by reason.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = SuppressionCounts)]
struct SuppressedCountsBody {
    hard_bounce: i64,
    soft_bounces: i64,
    complaint: i64,
    manual: i64,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MailAddress)]
pub(super) struct AddressBody {
    pub(super) email: String,
}

/// Whether nothing is sent to an address.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suppressed)]
pub(super) struct SuppressedBody {
    is_suppressed: bool,
    #[schema(required, value_type = Option<ReasonWord>)]
    reason: Option<&'static str>,
    #[schema(required)]
    created_ms: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MessageList)]
pub(super) struct MessagesBody {
    messages: Vec<MessageBody>,
    /// Where the next page begins.
    #[schema(required)]
    next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MailMessage)]
pub(super) struct MessageBody {
    id: String,
    #[schema(value_type = TemplateWord)]
    kind: &'static str,
    to: String,
    subject: &'static str,
    #[schema(value_type = StateWord)]
    state: &'static str,
    attempts: i64,
    /// What the server said, or what broke.
    #[schema(required)]
    reason: Option<String>,
    created_ms: i64,
    due_ms: i64,
    #[schema(required)]
    ended_ms: Option<i64>,
}

impl MailBody {
    pub(super) fn new(server: Option<&MailServer>, counts: &[StateCount], suppressed: &[(Reason, i64)]) -> Self {
        let n_suppressed = |wanted| suppressed.iter().find(|(reason, _)| *reason == wanted).map_or(0, |(_, n)| *n);
        let n = |state| counts.iter().find(|count| count.state == state).map_or(0, |count| count.n);
        Self {
            is_configured: server.is_some(),
            server: server.map(MailServer::address),
            from: server.map(MailServer::from),
            counts: CountsBody {
                planned: n(State::Planned),
                claimed: n(State::Claimed),
                sent: n(State::Sent),
                failed: n(State::Failed),
                unknown: n(State::Unknown),
            },
            suppressed: SuppressedCountsBody {
                hard_bounce: n_suppressed(Reason::HardBounce),
                soft_bounces: n_suppressed(Reason::SoftBounces),
                complaint: n_suppressed(Reason::Complaint),
                manual: n_suppressed(Reason::Manual),
            },
        }
    }
}

impl SuppressedBody {
    pub(super) fn new(suppression: Option<Suppression>) -> Self {
        Self {
            is_suppressed: suppression.is_some(),
            reason: suppression.map(|found| found.reason.as_str()),
            created_ms: suppression.map(|found| found.created_ms),
        }
    }
}

impl MessagesBody {
    pub(super) fn new(page: EffectPage) -> Result<Self, MailError> {
        let messages = page.effects.into_iter().map(MessageBody::new).collect::<Result<_, _>>()?;
        Ok(Self { messages, next: page.next })
    }
}

impl MessageBody {
    pub(super) fn new(effect: Effect) -> Result<Self, MailError> {
        let letter: Letter = serde_json::from_str(&effect.payload)?;
        Ok(Self {
            id: effect.id,
            kind: letter.template.as_str(),
            subject: subject(&letter),
            to: letter.to,
            state: effect.state.as_str(),
            attempts: effect.n_attempts,
            reason: effect.reason,
            created_ms: effect.created_ms,
            due_ms: effect.due_ms,
            ended_ms: effect.ended_ms,
        })
    }
}
