use crate::error::PeopleError;
use crate::page::Page;
use boussole_api::{BYTE_ORDER_MARK, spreadsheet_instant, spreadsheet_text};
use boussole_core::Refusal;

/// People in one file, at most.
pub(crate) const ROWS_MAX: usize = 100_000;

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
        let text = |text: &Option<Box<str>>| spreadsheet_text(text.as_deref().unwrap_or_default());
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
            spreadsheet_instant(person.first_seen_ms),
            spreadsheet_instant(person.last_seen_ms),
            person.n_events.to_string(),
        ])?;
    }
    writer.into_inner().map_err(|error| PeopleError::Sheet(error.into_error().into()))
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::page::{KindCounts, Page};

    #[test]
    fn a_list_that_does_not_fit_is_refused() {
        let page = |total| Page { people: Vec::new(), total, counts: KindCounts::default(), next_cursor: None };
        let error = write(&page(100_001)).expect_err("too long").to_string();
        assert_eq!(error, "100001 people, and a file has at most 100000");
        assert!(write(&page(0)).is_ok());
    }
}
