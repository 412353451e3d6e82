//! What the description says of questions and answers: their language is the query crate's, and too rich for types.

use boussole_query::{EventWords, PropertyKind, PropertyWords, Vocabulary};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AdditionalProperties, Object, ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// How a question is described: an object with a `kind`.
#[derive(Debug)]
pub enum QuestionSchema {}

impl PartialSchema for QuestionSchema {
    fn schema() -> RefOr<Schema> {
        let example = json!({"kind": "trend", "interval": "week",
            "series": [{"select": {"event": "Order Completed"}, "measure": "people"}]});
        let text = "A question: what else it says depends on its kind, see `docs/reference/questions.md`.";
        with_kind(text).examples([example]).into()
    }
}

impl ToSchema for QuestionSchema {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("InsightQuestion")
    }
}

/// How an answer is described: an object with the `kind` of its question.
pub(super) enum AnswerSchema {}

impl PartialSchema for AnswerSchema {
    fn schema() -> RefOr<Schema> {
        let text = "An answer: what it holds depends on the kind of its question, see `docs/reference/questions.md`. A \
                    `drill` beside a number is the token with which `/api/v1/insights/people` lists who was counted.";
        with_kind(text).into()
    }
}

impl ToSchema for AnswerSchema {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("InsightAnswer")
    }
}

fn with_kind(text: &str) -> ObjectBuilder {
    let kind = Object::with_type(Type::String);
    let anything = AdditionalProperties::FreeForm(true);
    let object = ObjectBuilder::new().property("kind", kind).required("kind");
    object.additional_properties(Some(anything)).description(Some(text))
}

/// Who of an answer is wanted.
#[derive(ToSchema)]
#[schema(as = InsightPeople)]
#[expect(dead_code, reason = "the query crate reads it; this only describes it")]
pub(super) struct PeopleRequest {
    /// The token that the answer has beside the number.
    drill: String,
    /// Which number of a list it is.
    at: Option<Map<String, Value>>,
    /// What is told of each.
    columns: Option<Vec<String>>,
    /// How many at most.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

boussole_api::words!(pub(super) PropertyKindWord as "PropertyKind", ["text", "number", "boolean", "mixed"]);

/// The words that a question may use.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Vocabulary)]
pub(super) struct VocabularyBody {
    /// Most frequent first.
    events: Vec<EventBody>,
    traits: Vec<PropertyBody>,
    events_read: u64,
    /// Whether these are all events there are; otherwise counts and values are of those that were read.
    complete: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VocabularyEvent)]
struct EventBody {
    name: String,
    count: u64,
    properties: Vec<PropertyBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Property)]
struct PropertyBody {
    name: String,
    #[schema(value_type = PropertyKindWord)]
    r#type: PropertyKind,
    /// Its most frequent texts, most frequent first.
    values: Vec<String>,
}

impl From<Vocabulary> for VocabularyBody {
    fn from(words: Vocabulary) -> Self {
        Self {
            events: words.events.into_iter().map(EventBody::from).collect(),
            traits: words.traits.into_iter().map(PropertyBody::from).collect(),
            events_read: words.events_read,
            complete: words.complete,
        }
    }
}

impl From<EventWords> for EventBody {
    fn from(event: EventWords) -> Self {
        let properties = event.properties.into_iter().map(PropertyBody::from).collect();
        Self { name: event.name, count: event.count, properties }
    }
}

impl From<PropertyWords> for PropertyBody {
    fn from(property: PropertyWords) -> Self {
        Self { name: property.name, r#type: property.kind, values: property.values }
    }
}
