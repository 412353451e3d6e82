use crate::error::PeopleError;
use crate::page::Page;
use boussole_core::Refusal;
use jiff::Timestamp;

/// People in one file, at most.
pub(crate) const ROWS_MAX: usize = 100_000;

/// What tells a spreadsheet that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// What a spreadsheet takes for the beginning of a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

const HEADER: [&str; 13] = [
    "id",
    "name",
    "email",
    "identifier",
    "kind",
    "country",
    "city",
    "orders",
    "revenue",
    "currency",
    "first_seen",
    "last_seen",
    "events",
];

/// Writes a list of people as comma-separated values; times are in UTC.
///
/// # Errors
/// Refuses a list that is longer than [`ROWS_MAX`].
pub(crate) fn write(page: &Page) -> Result<Vec<u8>, PeopleError> {
    if page.total > page.people.len() {
        let message = format!("{} people, and a file has at most {ROWS_MAX}", page.total);
        return Err(Refusal::new("too_many_rows", message).hint("narrow the list with `search` or `kind`").into());
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(HEADER)?;
    for person in &page.people {
        let profile = &person.profile;
        let text = |text: &Option<Box<str>>| guarded(text.as_deref().unwrap_or_default());
        let sum = person.revenue.sum();
        writer.write_record([
            person.id(),
            text(&profile.name),
            text(&profile.email),
            text(&profile.identifier),
            person.kind().as_str().to_owned(),
            text(&profile.country),
            text(&profile.city),
            person.n_orders.to_string(),
            sum.map(|sum| sum.amount.to_string()).unwrap_or_default(),
            sum.map(|sum| sum.currency.to_string()).unwrap_or_default(),
            instant(person.first_seen_ms),
            instant(person.last_seen_ms),
            person.n_events.to_string(),
        ])?;
    }
    writer.into_inner().map_err(|error| PeopleError::Sheet(error.into_error().into()))
}

/// Makes a text that others wrote harmless to spreadsheets, which would run it as a formula.
fn guarded(text: &str) -> String {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.to_owned() }
}

fn instant(time_ms: i64) -> String {
    // The store refuses times so far away that a calendar has no name for them.
    Timestamp::from_millisecond(time_ms)
        .map(|instant| instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{guarded, instant, write};
    use crate::page::{KindCounts, Page};

    #[test]
    fn what_looks_like_a_formula_is_text() {
        for text in ["=1+1", "+33 1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "a=1", "1-1", " =1", "é"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn a_list_that_does_not_fit_is_refused() {
        let page = |total| Page { people: Vec::new(), total, counts: KindCounts::default(), next_cursor: None };
        let error = write(&page(100_001)).expect_err("too long").to_string();
        assert_eq!(error, "100001 people, and a file has at most 100000");
        assert!(write(&page(0)).is_ok());
    }

    #[test]
    fn a_time_is_told_in_utc() {
        assert_eq!(instant(1_534_343_433_999), "2018-08-15T14:30:33Z");
        assert_eq!(instant(i64::MAX), "");
    }
}
