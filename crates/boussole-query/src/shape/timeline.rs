use crate::answer::{Meta, TimelineAnswer, TimelineEvent};
use crate::plan::local;
use crate::run::{TimelinePage, TimelineRow};
use jiff::tz::TimeZone;
use serde_json::value::RawValue;

/// Shapes one page of a timeline.
pub(crate) fn timeline(person: u64, page: TimelinePage, timezone: &TimeZone, meta: Meta) -> TimelineAnswer {
    let oldest = page.rows.last().filter(|_| page.has_more);
    TimelineAnswer {
        kind: "timeline",
        meta,
        person: format!("p{person}"),
        before: oldest.map(cursor),
        events: page.rows.into_iter().map(|row| event(row, timezone)).collect(),
    }
}

fn event(row: TimelineRow, timezone: &TimeZone) -> TimelineEvent {
    let moment = local(row.time_ms, timezone);
    let utc = moment.with_time_zone(TimeZone::UTC);
    TimelineEvent {
        id: cursor(&row),
        time: utc.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string(),
        seq: row.seq,
        local_time: moment.strftime("%Y-%m-%dT%H:%M:%S.%3f%:z").to_string(),
        event: row.event,
        source: row.source,
        session: row.session,
        // The store holds objects only; text that is none is damaged, and nothing of it can be shown.
        properties: RawValue::from_string(row.properties).unwrap_or_else(|_| RawValue::NULL.to_owned()),
    }
}

fn cursor(row: &TimelineRow) -> String {
    format!("{}:{}", row.time_ms, row.seq)
}
