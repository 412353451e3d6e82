use crate::amount::Money;
use crate::index::Person;
use crate::model::{PersonKind, PersonSort};
use crate::page::Page;
use crate::people::PersonDetail;
use boussole_api::words;
use boussole_events::IdentifierKind;
use boussole_query::{TimelineAnswer, TimelineEvent};
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use utoipa::ToSchema;

words!(pub(super) KindWord as "PersonKind", PersonKind::ALL.map(PersonKind::as_str));
words!(pub(super) SortWord as "PersonSort", PersonSort::WORDS);
words!(pub(super) IdentifierKindWord as "IdentifierKind", IdentifierKind::ALL.map(IdentifierKind::as_str));

/// One line of a list of people.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonItem)]
pub(super) struct ItemBody {
    id: String,
    #[schema(required, value_type = Option<String>)]
    name: Option<Box<str>>,
    #[schema(required, value_type = Option<String>)]
    email: Option<Box<str>>,
    #[schema(required, value_type = Option<String>)]
    identifier: Option<Box<str>>,
    #[schema(value_type = KindWord)]
    kind: &'static str,
    #[schema(required, value_type = Option<String>)]
    country: Option<Box<str>>,
    #[schema(required, value_type = Option<String>)]
    city: Option<Box<str>>,
    n_orders: u32,
    #[schema(required)]
    revenue: Option<MoneyBody>,
    first_seen_ms: i64,
    last_seen_ms: i64,
    n_events: u64,
}

/// An amount: exact decimal text in major units.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Money)]
struct MoneyBody {
    amount: String,
    currency: String,
}

/// A part of a list of people.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonPage)]
pub(super) struct PageBody {
    items: Vec<ItemBody>,
    total: usize,
    counts: CountsBody,
    #[schema(required)]
    next_cursor: Option<String>,
    as_of_ms: i64,
}

/// How many people of each kind match the search.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonCounts)]
struct CountsBody {
    visitor: usize,
    prospect: usize,
    customer: usize,
}

/// One person with all that is known of them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Person)]
pub(super) struct PersonBody {
    #[serde(flatten)]
    item: ItemBody,
    identifiers: Vec<IdentifierBody>,
    traits: Vec<TraitBody>,
    #[schema(required)]
    last_order_ms: Option<i64>,
    #[schema(required)]
    average_order: Option<MoneyBody>,
    event_names: Vec<EventNameBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Identifier)]
struct IdentifierBody {
    #[schema(value_type = IdentifierKindWord)]
    kind: &'static str,
    value: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Trait)]
struct TraitBody {
    name: String,
    value: Value,
    updated_ms: i64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventCount)]
struct EventNameBody {
    name: String,
    n: u64,
}

/// A page of a person's events, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TimelinePage)]
pub(super) struct TimelineBody {
    events: Vec<EventBody>,
    #[schema(required)]
    next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TimelineEvent)]
struct EventBody {
    time: String,
    local_time: String,
    seq: u64,
    event: String,
    source: String,
    #[schema(required)]
    session: Option<String>,
    #[schema(value_type = HashMap<String, Value>)]
    properties: Box<RawValue>,
}

impl From<Person> for ItemBody {
    fn from(person: Person) -> Self {
        Self {
            id: person.id(),
            kind: person.kind().as_str(),
            n_orders: person.n_orders,
            revenue: person.revenue.sum().map(MoneyBody::from),
            first_seen_ms: person.first_seen_ms,
            last_seen_ms: person.last_seen_ms,
            n_events: person.n_events,
            name: person.profile.name,
            email: person.profile.email,
            identifier: person.profile.identifier,
            country: person.profile.country,
            city: person.profile.city,
        }
    }
}

impl From<&Money> for MoneyBody {
    fn from(money: &Money) -> Self {
        Self { amount: money.amount.to_string(), currency: money.currency.to_string() }
    }
}

impl PageBody {
    pub(super) fn new(page: Page, as_of_ms: i64) -> Self {
        let counts = page.counts;
        Self {
            items: page.people.into_iter().map(ItemBody::from).collect(),
            total: page.total,
            counts: CountsBody { visitor: counts.visitor, prospect: counts.prospect, customer: counts.customer },
            next_cursor: page.next_cursor,
            as_of_ms,
        }
    }
}

impl PersonBody {
    pub(super) fn new(detail: PersonDetail) -> Self {
        let identifiers = detail.identifiers.into_iter();
        let traits = detail.traits.into_iter();
        Self {
            last_order_ms: detail.person.last_order_ms,
            average_order: detail.average_order.as_ref().map(MoneyBody::from),
            identifiers: identifiers.map(|id| IdentifierBody { kind: id.kind.as_str(), value: id.value }).collect(),
            traits: traits.map(|(name, value, updated_ms)| TraitBody { name, value, updated_ms }).collect(),
            event_names: detail.event_names.into_iter().map(|(name, n)| EventNameBody { name, n }).collect(),
            item: detail.person.into(),
        }
    }
}

impl TimelineBody {
    pub(super) fn new(timeline: TimelineAnswer) -> Self {
        Self { events: timeline.events.into_iter().map(EventBody::from).collect(), next: timeline.before }
    }
}

impl From<TimelineEvent> for EventBody {
    fn from(event: TimelineEvent) -> Self {
        Self {
            time: event.time,
            local_time: event.local_time,
            seq: event.seq,
            event: event.event,
            source: event.source,
            session: event.session,
            properties: event.properties,
        }
    }
}
