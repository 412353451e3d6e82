//! From a message to an event.

use super::envelope::{Envelope, not_an_object, unreadable};
use super::fields::{id, object, text, time_ms};
use crate::model::{EVENT_BYTES_MAX, Item, Kind};
use boussole_core::Refusal;
use boussole_events::{Identifier, IdentifierKind, Incoming};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// The property that holds what the client says of its surroundings. A sender has none of this name.
const CONTEXT: &str = "context";

/// How a message arrived.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrival {
    /// Whether it came with a secret key.
    pub(crate) is_trusted: bool,
    /// When, in milliseconds since 1970.
    pub(crate) now_ms: i64,
}

/// Reads one message of a request; `kind` is what its address says it is.
pub(crate) fn item(message: &RawValue, kind: Option<Kind>, envelope: &Envelope<'_>, arrival: Arrival) -> Item {
    let refused = |refusal| Item { kind, message_id: None, event: Err(refusal) };
    if message.get().len() > EVENT_BYTES_MAX {
        let refusal = Refusal::new("too_large", format!("the event is larger than {EVENT_BYTES_MAX} bytes"));
        return refused(refusal.hint("send less with each event"));
    }
    let mut fields = match serde_json::from_str(message.get()) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) => return refused(not_an_object("message")),
        Err(error) => return refused(unreadable(&error, "message")),
    };
    let message_id = fields.get("messageId").and_then(Value::as_str).map(str::to_owned);
    let kind = match kind {
        Some(kind) => Ok(kind),
        None => kind_of(&fields),
    };
    let known = kind.as_ref().ok().copied();
    let event = kind.and_then(|kind| event(kind, &mut fields, envelope, arrival));
    Item { kind: known, message_id, event }
}

fn kind_of(fields: &Map<String, Value>) -> Result<Kind, Refusal> {
    let words: Vec<&str> = Kind::ALL.into_iter().map(Kind::word).collect();
    fields.get("type").and_then(Value::as_str).and_then(Kind::parse).ok_or_else(|| {
        Refusal::new("unknown_type", "this is not a type of message")
            .at("type")
            .hint(format!("use {}", words.join(", ")))
    })
}

fn event(
    kind: Kind,
    fields: &mut Map<String, Value>,
    envelope: &Envelope<'_>,
    arrival: Arrival,
) -> Result<Incoming, Refusal> {
    let message_id = text(fields, "messageId")?;
    let user_id = id(fields, "userId")?;
    let anonymous_id = id(fields, "anonymousId")?;
    if user_id.is_none() && anonymous_id.is_none() {
        return Err(Refusal::new("missing_user", "nobody is named")
            .at("userId")
            .hint("send a userId or an anonymousId"));
    }
    // Clients of other makes name the time of the event `originalTimestamp`.
    let time_ms = match time_ms(fields.shift_remove("timestamp"), "timestamp")? {
        Some(time_ms) => Some(time_ms),
        None => self::time_ms(fields.shift_remove("originalTimestamp"), "originalTimestamp")?,
    };
    let sent_at = fields.shift_remove("sentAt").or_else(|| envelope.sent_at.clone());
    let sent_ms = self::time_ms(sent_at, "sentAt")?;
    let mut context = context(fields, envelope)?;
    let traits = match context.shift_remove("traits") {
        Some(Value::Object(traits)) => traits,
        _ => Map::new(),
    };
    let mut identifiers = identifiers(user_id.as_deref(), anonymous_id.as_deref());
    let said = said(kind, fields, &traits, user_id.as_deref())?;
    if arrival.is_trusted && kind == Kind::Identify {
        let email = said.traits.get("email").or_else(|| traits.get("email")).and_then(Value::as_str);
        identifiers.extend(email.and_then(|email| Identifier::parse(IdentifierKind::Email, email)));
    }
    identifiers.extend(said.previous_id.and_then(|previous| Identifier::parse(IdentifierKind::Anonymous, &previous)));
    let mut props = said.props;
    if props.contains_key(CONTEXT) {
        return Err(Refusal::new(
            "reserved_property",
            "this name is taken by what the client says of its surroundings",
        )
        .at("properties.context")
        .hint("give the property another name"));
    }
    if !context.is_empty() {
        props.insert(CONTEXT.to_owned(), Value::Object(context));
    }
    Ok(Incoming {
        event: said.event,
        identifiers,
        is_time_of_arrival: time_ms.is_none(),
        // What has no time of its own has ours, which needs no correction.
        sent_ms: time_ms.and(sent_ms),
        time_ms: time_ms.unwrap_or(arrival.now_ms),
        message_id,
        session: None,
        props,
        traits: said.traits,
    })
}

/// What the fields of one kind of message say.
struct Said {
    event: String,
    props: Map<String, Value>,
    traits: Map<String, Value>,
    previous_id: Option<String>,
}

fn said(
    kind: Kind,
    fields: &mut Map<String, Value>,
    context_traits: &Map<String, Value>,
    user_id: Option<&str>,
) -> Result<Said, Refusal> {
    let say =
        |event: &str, props| Said { event: event.to_owned(), props, traits: context_traits.clone(), previous_id: None };
    match kind {
        Kind::Track => {
            let missing = || Refusal::new("missing", "the event has no name").at("event").hint("name what happened");
            let event = text(fields, "event")?.ok_or_else(missing)?;
            Ok(say(&event, object(fields, "properties")?))
        }
        Kind::Page => Ok(say("Page Viewed", viewed(fields)?)),
        Kind::Screen => Ok(say("Screen Viewed", viewed(fields)?)),
        Kind::Identify => {
            // What the message itself says of the person goes over what an earlier one said.
            let mut traits = context_traits.clone();
            traits.extend(object(fields, "traits")?);
            Ok(Said { traits, ..say("Identified", Map::new()) })
        }
        Kind::Group => {
            let group_id = id(fields, "groupId")?.ok_or_else(|| missing_id("groupId"))?;
            let mut props = object(fields, "traits")?;
            props.insert("group_id".to_owned(), group_id.into());
            Ok(say("Group Joined", props))
        }
        Kind::Alias => {
            let previous_id = id(fields, "previousId")?.ok_or_else(|| missing_id("previousId"))?;
            if user_id.is_none() {
                return Err(missing_id("userId"));
            }
            let props = Map::from_iter([("previous_id".to_owned(), previous_id.clone().into())]);
            Ok(Said { previous_id: Some(previous_id), ..say("Alias Created", props) })
        }
    }
}

/// Returns the properties of a page or screen, with its name and category, which stand beside them.
fn viewed(fields: &mut Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
    let mut props = object(fields, "properties")?;
    for name in ["name", "category"] {
        if let (Some(text), false) = (text(fields, name)?, props.contains_key(name)) {
            props.insert(name.to_owned(), text.into());
        }
    }
    Ok(props)
}

/// Returns what the client says of its surroundings: the batch's, and over it the message's own.
fn context(fields: &mut Map<String, Value>, envelope: &Envelope<'_>) -> Result<Map<String, Value>, Refusal> {
    let mut context = envelope.context.clone();
    context.extend(object(fields, CONTEXT)?);
    // The address of a machine says who somebody is, and no figure needs it.
    context.shift_remove("ip");
    Ok(context)
}

fn identifiers(user_id: Option<&str>, anonymous_id: Option<&str>) -> Vec<Identifier> {
    let user = user_id.and_then(|id| Identifier::parse(IdentifierKind::User, id));
    let anonymous = anonymous_id.and_then(|id| Identifier::parse(IdentifierKind::Anonymous, id));
    user.into_iter().chain(anonymous).collect()
}

fn missing_id(name: &str) -> Refusal {
    Refusal::new("missing", "this is needed").at(name)
}

#[cfg(test)]
mod tests;
