//! What is sent and answered about sources.

use crate::model::{Channel, SecretKey, Source};
use boussole_events::ReceivedCount;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

boussole_api::words!(pub(super) ChannelWord as "Channel", Channel::ALL.map(Channel::as_str));

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SourceNew)]
pub(super) struct CreateBody {
    pub(super) name: String,
    #[schema(value_type = ChannelWord)]
    pub(super) channel: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SourceChange)]
pub(super) struct ChangeBody {
    pub(super) name: Option<String>,
    pub(super) disabled: Option<bool>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SourceList)]
pub(super) struct SourcesBody {
    items: Vec<SourceBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Source)]
pub(super) struct SourceBody {
    id: String,
    name: String,
    #[schema(value_type = ChannelWord)]
    channel: &'static str,
    /// As its events name it.
    event_source: String,
    write_key: String,
    created_ms: i64,
    #[schema(required)]
    disabled_ms: Option<i64>,
    secret_keys: Vec<SecretKeyBody>,
    counts: CountsBody,
    #[schema(required)]
    last_received_ms: Option<i64>,
}

/// What became of everything that was received; the first five are all of it.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = SourceCounts)]
struct CountsBody {
    accepted: u64,
    duplicate: u64,
    conflict: u64,
    quarantined: u64,
    refused: u64,
    /// How many of the accepted came without a message id.
    without_id: u64,
    /// The same, of what was set aside and refused, by cause.
    quarantined_reasons: BTreeMap<String, u64>,
    refused_reasons: BTreeMap<String, u64>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SecretKey)]
struct SecretKeyBody {
    id: String,
    end: String,
    created_ms: i64,
}

/// The only answer that ever holds the key.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SecretKeyCreated)]
pub(super) struct SecretKeyCreatedBody {
    id: String,
    end: String,
    created_ms: i64,
    key: String,
}

impl SourcesBody {
    pub(super) fn new(sources: Vec<Source>, counts: &[ReceivedCount]) -> Self {
        Self { items: sources.into_iter().map(|source| SourceBody::new(source, counts)).collect() }
    }
}

impl SourceBody {
    pub(super) fn new(source: Source, counts: &[ReceivedCount]) -> Self {
        let event_source = source.event_source();
        let own: Vec<&ReceivedCount> = counts.iter().filter(|count| count.source == event_source).collect();
        Self {
            last_received_ms: own.iter().map(|count| count.last_ms).max(),
            counts: CountsBody::new(&own),
            id: source.id,
            name: source.name.as_str().to_owned(),
            channel: source.channel.as_str(),
            event_source,
            write_key: source.write_key,
            created_ms: source.created_ms,
            disabled_ms: source.disabled_ms,
            secret_keys: source.secret_keys.into_iter().map(SecretKeyBody::from).collect(),
        }
    }
}

impl CountsBody {
    fn new(counts: &[&ReceivedCount]) -> Self {
        let mut body = Self::default();
        for count in counts {
            let by_reason = match count.outcome.as_str() {
                "quarantined" => Some(&mut body.quarantined_reasons),
                "refused" => Some(&mut body.refused_reasons),
                _ => None,
            };
            if let Some(by_reason) = by_reason {
                *by_reason.entry(count.reason.clone()).or_default() += count.n;
            }
            match count.outcome.as_str() {
                "accepted" => body.accepted += count.n,
                "duplicate" => body.duplicate += count.n,
                "conflict" => body.conflict += count.n,
                "quarantined" => body.quarantined += count.n,
                "refused" => body.refused += count.n,
                "without_id" => body.without_id += count.n,
                // A later version may count more; this one shows what it knows.
                _ => {}
            }
        }
        body
    }
}

impl From<SecretKey> for SecretKeyBody {
    fn from(key: SecretKey) -> Self {
        Self { id: key.id, end: key.end, created_ms: key.created_ms }
    }
}

impl SecretKeyCreatedBody {
    pub(super) fn new(known: SecretKey, key: String) -> Self {
        Self { id: known.id, end: known.end, created_ms: known.created_ms, key }
    }
}
