//! What was set aside, as it is looked at.

use crate::model::{QuarantinePage, QuarantinedItem};
use crate::scope::ScopeFilter;
use crate::store::QuarantineRow;
use boussole_core::Refusal;
use serde_json::Value;
use std::fmt::Write;

/// Reads where a page ended.
pub(crate) fn place((received_ms, key): (i64, &str)) -> Result<(i64, Vec<u8>), Refusal> {
    let byte = |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes = (key.len() % 2 == 0).then(|| key.as_bytes().chunks(2).map(byte).collect()).flatten();
    let refusal = || Refusal::new("invalid_cursor", "this is not where a page ended").at("cursor");
    Ok((received_ms, bytes.ok_or_else(refusal)?))
}

/// Makes a page of what may be seen. An item that is not JSON is shown as the text it is.
pub(crate) fn page(rows: Vec<QuarantineRow>, limit: usize, scope: &ScopeFilter) -> QuarantinePage {
    let last = rows.last().filter(|_| rows.len() == limit);
    let next = last.map(|row| (row.received_ms, hex(&row.key)));
    let items = rows.into_iter().map(|row| QuarantinedItem {
        key: hex(&row.key),
        source: row.source,
        reason: row.reason,
        received_ms: row.received_ms,
        item: serde_json::from_str(&row.item).unwrap_or(Value::String(row.item)),
    });
    let items = items.filter(|item| scope.allows_value(&item.item["properties"])).collect();
    QuarantinePage { items, next }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        write!(text, "{byte:02x}").expect("a string takes everything");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{hex, place};

    #[test]
    fn a_place_is_read_back_and_nothing_else_is() {
        assert_eq!(place((5, &hex(&[0, 255, 16]))).unwrap(), (5, vec![0, 255, 16]));
        for wrong in ["0", "zz", "é", "00 0"] {
            assert_eq!(place((5, wrong)).unwrap_err().code, "invalid_cursor", "{wrong}");
        }
    }
}
