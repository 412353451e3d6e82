//! What files for spreadsheets have in common.

use jiff::Timestamp;

/// What tells a spreadsheet that the file is UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// What a spreadsheet takes for the beginning of a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Makes a text that others wrote harmless to spreadsheets, which would run it as a formula.
#[must_use]
pub fn spreadsheet_text(text: &str) -> String {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.to_owned() }
}

/// Writes a time in UTC: `2018-08-15T14:30:33Z`; empty when a calendar has no name for it.
#[must_use]
pub fn spreadsheet_instant(time_ms: i64) -> String {
    Timestamp::from_millisecond(time_ms)
        .map(|instant| instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{spreadsheet_instant, spreadsheet_text};

    #[test]
    fn what_looks_like_a_formula_is_text() {
        for text in ["=1+1", "+33 1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(spreadsheet_text(text), format!("'{text}"));
        }
        for text in ["", "a=1", "1-1", " =1", "é"] {
            assert_eq!(spreadsheet_text(text), text);
        }
    }

    #[test]
    fn a_time_is_told_in_utc() {
        assert_eq!(spreadsheet_instant(1_534_343_433_999), "2018-08-15T14:30:33Z");
        assert_eq!(spreadsheet_instant(i64::MAX), "");
    }
}
