//! From what a sender says to what is stored: limits, times, keys, and the lines of an order.

use crate::key::{Keyer, MessageKey};
use crate::model::{Identifier, Incoming, Origin};
use boussole_core::{Code, DAY_MS, MINUTE_MS, Refusal};
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use std::sync::Arc;
use uuid::Uuid;

/// The longest name of an event, a property or a trait, in bytes.
const NAME_BYTES_MAX: usize = 200;
/// The longest message id or visit id, in bytes.
const ID_BYTES_MAX: usize = 1_000;
/// The largest properties or traits of one event, as JSON text.
const PROPS_BYTES_MAX: usize = 1 << 20;
/// The deepest nesting of properties.
const DEPTH_MAX: usize = 20;
/// The most lines of one order.
const LINES_MAX: usize = 10_000;
/// How far back a live event may lie: two years.
const LIVE_PAST_MS: i64 = 2 * 366 * DAY_MS;
/// How far ahead of the store's clock an event may lie.
const FUTURE_MS: i64 = DAY_MS;
/// A client's clock that differs by no more than this is believed.
const CLOCK_TOLERANCE_MS: i64 = 2 * MINUTE_MS;
/// 1900-01-01T00:00:00Z: anything before is a parsing mistake of the sender.
const TIME_MS_MIN: i64 = -2_208_988_800_000;

/// The event whose `products` become events of their own.
pub(crate) const ORDER: &str = "Order Completed";
/// The event derived from each line of an order.
pub const ORDER_LINE: &str = "Product Ordered";

/// One event ready to be stored, its derived ones behind it.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) key: MessageKey,
    pub(crate) has_id: bool,
    pub(crate) content_check: u32,
    pub(crate) event: Arc<str>,
    pub(crate) identifiers: Vec<Identifier>,
    pub(crate) time_ms: i64,
    pub(crate) time_offset_ms: i32,
    pub(crate) session: Option<String>,
    pub(crate) props: Map<String, Value>,
    pub(crate) props_text: String,
    pub(crate) traits: Map<String, Value>,
    pub(crate) lines: Vec<Line>,
}

/// One event derived from a line of an order.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) key: MessageKey,
    pub(crate) event: Arc<str>,
    pub(crate) props_text: String,
}

/// What is decided of an item before the store is asked.
#[derive(Debug)]
pub(crate) enum Decision {
    Store(Box<Prepared>),
    Quarantine { key: MessageKey, reason: Code, item: String },
    Refuse(Refusal),
}

/// Decides on one item that arrived at `now_ms`.
pub(crate) fn prepare(item: Incoming, origin: Origin, now_ms: i64, keyer: &Keyer) -> Decision {
    match checked(item, origin, now_ms, keyer) {
        Ok(decision) => decision,
        Err(refusal) => Decision::Refuse(refusal),
    }
}

fn checked(item: Incoming, origin: Origin, now_ms: i64, keyer: &Keyer) -> Result<Decision, Refusal> {
    check_name("event", &item.event)?;
    check_id("messageId", item.message_id.as_deref())?;
    check_id("session", item.session.as_deref())?;
    let props_text = check_map("properties", &item.props)?;
    check_map("traits", &item.traits)?;
    let mut identifiers = item.identifiers;
    identifiers.sort_unstable();
    identifiers.dedup();
    let content_check = content_check(&[
        item.event.as_bytes(),
        &(if item.is_time_of_arrival { 0 } else { item.time_ms }).to_le_bytes(),
        item.session.as_deref().unwrap_or_default().as_bytes(),
        identifiers.iter().flat_map(|id| [id.kind.as_str(), &id.value]).collect::<Vec<_>>().join("\0").as_bytes(),
        // Not the traits: a customer who moved does not change what they ordered before.
        props_text.as_bytes(),
    ]);
    let has_id = item.message_id.is_some();
    // An event without an id of its own can never be recognised when it is sent again.
    let key = keyer.message(&item.message_id.unwrap_or_else(|| Uuid::now_v7().to_string()));
    let time_offset_ms = clock_offset_ms(origin, item.sent_ms, now_ms);
    let time_ms = item.time_ms.saturating_add(i64::from(time_offset_ms));
    if let Some(reason) = time_fault(origin, time_ms, now_ms) {
        let item = describe(&item.event, item.time_ms, &identifiers, item.props, item.traits);
        return Ok(Decision::Quarantine { key, reason, item });
    }
    let lines = if item.event == ORDER { lines(&key, &item.props, keyer)? } else { Vec::new() };
    Ok(Decision::Store(Box::new(Prepared {
        key,
        has_id,
        content_check,
        event: item.event.into(),
        identifiers,
        time_ms,
        time_offset_ms,
        session: item.session,
        props: item.props,
        props_text,
        traits: item.traits,
        lines,
    })))
}

impl Prepared {
    /// Returns the item as text, to be set aside and looked at.
    pub(crate) fn describe(self) -> String {
        describe(&self.event, self.time_ms, &self.identifiers, self.props, self.traits)
    }
}

fn describe(
    event: &str,
    time_ms: i64,
    identifiers: &[Identifier],
    props: Map<String, Value>,
    traits: Map<String, Value>,
) -> String {
    let identifiers: Map<String, Value> =
        identifiers.iter().map(|id| (id.kind.as_str().to_owned(), id.value.clone().into())).collect();
    serde_json::json!({
        "event": event,
        "time_ms": time_ms,
        "identifiers": identifiers,
        "properties": props,
        "traits": traits,
    })
    .to_string()
}

/// Returns what to add to a live client's times, in whole minutes; its clock is right within two minutes.
fn clock_offset_ms(origin: Origin, sent_ms: Option<i64>, now_ms: i64) -> i32 {
    let (Origin::Live { .. }, Some(sent_ms)) = (origin, sent_ms) else { return 0 };
    let offset_ms = now_ms.saturating_sub(sent_ms);
    if offset_ms.abs() <= CLOCK_TOLERANCE_MS {
        return 0;
    }
    let rounded = offset_ms.saturating_add(MINUTE_MS / 2).div_euclid(MINUTE_MS).saturating_mul(MINUTE_MS);
    // A clock wrong by more than 24 days is not corrected but quarantined by the window below.
    i32::try_from(rounded).unwrap_or(0)
}

fn time_fault(origin: Origin, time_ms: i64, now_ms: i64) -> Option<Code> {
    let oldest_ms = match origin {
        Origin::Live { .. } => now_ms - LIVE_PAST_MS,
        Origin::Import { .. } => TIME_MS_MIN,
    };
    if time_ms < oldest_ms {
        return Some("time_too_old");
    }
    (time_ms > now_ms + FUTURE_MS).then_some("time_in_future")
}

fn check_name(field: &str, name: &str) -> Result<(), Refusal> {
    if name.trim().is_empty() {
        return Err(Refusal::new("missing", "a name is needed").at(field));
    }
    if name.len() > NAME_BYTES_MAX {
        return Err(Refusal::new("too_long", format!("longer than {NAME_BYTES_MAX} bytes")).at(field));
    }
    Ok(())
}

fn check_id(field: &str, id: Option<&str>) -> Result<(), Refusal> {
    match id {
        Some(id) if id.len() > ID_BYTES_MAX => {
            Err(Refusal::new("too_long", format!("longer than {ID_BYTES_MAX} bytes")).at(field))
        }
        _ => Ok(()),
    }
}

fn check_map(field: &str, map: &Map<String, Value>) -> Result<String, Refusal> {
    for (name, value) in map {
        check_name(&format!("{field}.{name}"), name)?;
        if depth(value) >= DEPTH_MAX {
            let message = format!("nested deeper than {DEPTH_MAX} levels");
            return Err(Refusal::new("too_deep", message).at(format!("{field}.{name}")));
        }
    }
    let text = serde_json::to_string(map).map_err(|error| Refusal::new("invalid_json", error.to_string()).at(field))?;
    if text.len() > PROPS_BYTES_MAX {
        return Err(Refusal::new("too_large", format!("larger than {PROPS_BYTES_MAX} bytes")).at(field));
    }
    Ok(text)
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// Returns 32 bits of a hash of what the sender said, to tell a repetition from a change.
fn content_check(parts: &[&[u8]]) -> u32 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let hash = hasher.finalize();
    let [a, b, c, d, ..] = *hash.as_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// Derives one event from each line of an order, so that revenue by product needs no array logic.
///
/// A line keeps its own properties and gains the order's `order_id` and `currency`, its number `line`, a `quantity` of 1
/// when it says none, and `revenue` = price × quantity when it has a price but no revenue.
fn lines(key: &MessageKey, props: &Map<String, Value>, keyer: &Keyer) -> Result<Vec<Line>, Refusal> {
    let Some(Value::Array(products)) = props.get("products") else { return Ok(Vec::new()) };
    if products.len() > LINES_MAX {
        return Err(Refusal::new("too_many_lines", format!("more than {LINES_MAX} lines")).at("properties.products"));
    }
    let event: Arc<str> = ORDER_LINE.into();
    let objects = (1_u32..).zip(products).filter_map(|(number, product)| Some((number, product.as_object()?)));
    let derive = |(number, product): (u32, &Map<String, Value>)| {
        let mut line = product.clone();
        for name in ["order_id", "currency"] {
            if let (Some(value), false) = (props.get(name), line.contains_key(name)) {
                line.insert(name.to_owned(), value.clone());
            }
        }
        line.insert("line".to_owned(), number.into());
        let quantity = line.entry("quantity").or_insert_with(|| 1.into()).clone();
        if !line.contains_key("revenue")
            && let (Some(price), Some(quantity)) = (line.get("price").and_then(decimal), decimal(&quantity))
            && let Some(revenue) = price.checked_mul(quantity)
            && let Ok(revenue) = serde_json::from_str(&revenue.to_string())
        {
            line.insert("revenue".to_owned(), revenue);
        }
        Line { key: keyer.line(key, number), event: event.clone(), props_text: Value::Object(line).to_string() }
    };
    Ok(objects.map(derive).collect())
}

fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => Decimal::from_str_exact(&number.to_string()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, prepare};
    use crate::key::Keyer;
    use crate::model::{Incoming, Origin};
    use boussole_core::{DAY_MS, HOUR_MS, MINUTE_MS};
    use expect_test::{Expect, expect};
    use serde_json::{Map, Value, json};

    const NOW_MS: i64 = 1_700_000_000_000;
    const LIVE: Origin = Origin::Live { is_trusted: false };
    const IMPORT: Origin = Origin::Import { import_id: 1 };

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().expect("an object").clone()
    }

    fn item(event: &str, props: Value) -> Incoming {
        Incoming {
            event: event.into(),
            time_ms: NOW_MS,
            message_id: Some("m".into()),
            props: object(props),
            ..Incoming::default()
        }
    }

    fn check(item: Incoming, origin: Origin, expected: Expect) {
        let text = match prepare(item, origin, NOW_MS, &Keyer::new([7; 32])) {
            Decision::Store(event) => {
                let lines: Vec<_> =
                    event.lines.iter().map(|line| format!("\n  {} {}", line.event, line.props_text)).collect();
                format!("{}{:+} ms {}{}", event.event, event.time_offset_ms, event.props_text, lines.concat())
            }
            Decision::Quarantine { reason, .. } => format!("quarantined: {reason}"),
            Decision::Refuse(refusal) => format!("refused: {refusal}"),
        };
        expected.assert_eq(&text);
    }

    #[test]
    fn numbers_are_kept_exactly_as_sent() {
        let props = serde_json::from_str(r#"{"price": 0.10, "id": 12345678901234567890123, "e": 1e400}"#).unwrap();
        check(item("A", props), IMPORT, expect![[r#"A+0 ms {"price":0.10,"id":12345678901234567890123,"e":1e+400}"#]]);
    }

    #[test]
    fn an_order_has_one_derived_event_a_line() {
        let products =
            json!([{"product_id": "a", "price": 2.50, "quantity": 3}, {"product_id": "b", "revenue": 1}, "odd", {}]);
        let props = json!({"order_id": "o1", "currency": "EUR", "products": products});
        check(
            item("Order Completed", props),
            IMPORT,
            expect![[r#"
            Order Completed+0 ms {"order_id":"o1","currency":"EUR","products":[{"product_id":"a","price":2.5,"quantity":3},{"product_id":"b","revenue":1},"odd",{}]}
              Product Ordered {"product_id":"a","price":2.5,"quantity":3,"order_id":"o1","currency":"EUR","line":1,"revenue":7.5}
              Product Ordered {"product_id":"b","revenue":1,"order_id":"o1","currency":"EUR","line":2,"quantity":1}
              Product Ordered {"order_id":"o1","currency":"EUR","line":4,"quantity":1}"#]],
        );
        check(
            item("Order Updated", json!({"products": [{}]})),
            IMPORT,
            expect![[r#"Order Updated+0 ms {"products":[{}]}"#]],
        );
    }

    #[test]
    fn live_times_are_corrected_by_whole_minutes_and_bounded() {
        let at = |time_ms, sent_ms| Incoming { time_ms, sent_ms, ..item("A", json!({})) };
        check(at(NOW_MS, Some(NOW_MS - 2 * MINUTE_MS)), LIVE, expect!["A+0 ms {}"]);
        check(at(NOW_MS, Some(NOW_MS - HOUR_MS + 29_000)), LIVE, expect!["A+3600000 ms {}"]);
        check(at(NOW_MS + HOUR_MS, Some(NOW_MS + HOUR_MS)), LIVE, expect!["A-3600000 ms {}"]);
        check(at(NOW_MS, Some(NOW_MS - HOUR_MS)), IMPORT, expect!["A+0 ms {}"]);
        check(at(NOW_MS + DAY_MS + 1, None), LIVE, expect!["quarantined: time_in_future"]);
        check(at(NOW_MS + DAY_MS + 1, None), IMPORT, expect!["quarantined: time_in_future"]);
        check(at(NOW_MS - 800 * DAY_MS, None), LIVE, expect!["quarantined: time_too_old"]);
        check(at(NOW_MS - 8_000 * DAY_MS, None), IMPORT, expect!["A+0 ms {}"]);
        check(at(i64::MIN, None), IMPORT, expect!["quarantined: time_too_old"]);
    }

    #[test]
    fn what_is_not_an_event_is_refused_by_field() {
        check(item(" ", json!({})), IMPORT, expect!["refused: event: a name is needed"]);
        check(item(&"a".repeat(201), json!({})), IMPORT, expect!["refused: event: longer than 200 bytes"]);
        let deep = (0..25).fold(json!(1), |inner, _| json!([inner]));
        check(item("A", json!({"x": deep})), IMPORT, expect!["refused: properties.x: nested deeper than 20 levels"]);
        let large = json!({"x": "a".repeat(1 << 20)});
        check(item("A", large), IMPORT, expect!["refused: properties: larger than 1048576 bytes"]);
        let session = Incoming { session: Some("s".repeat(1_001)), ..item("A", json!({})) };
        check(session, IMPORT, expect!["refused: session: longer than 1000 bytes"]);
    }
}
