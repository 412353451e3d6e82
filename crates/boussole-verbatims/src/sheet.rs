//! Verbatims as a file: one a line, with what was understood of it.

use crate::VerbatimError;
use crate::model::Verbatim;
use boussole_api::{BYTE_ORDER_MARK, spreadsheet_instant, spreadsheet_text};
use boussole_text::Language;
use std::collections::BTreeSet;

/// Verbatims of one file, at most.
pub(crate) const ROWS_MAX: usize = 100_000;
const HEADER: [&str; 12] = [
    "time",
    "person",
    "event",
    "survey",
    "scale",
    "score",
    "steps",
    "language",
    "sentiment",
    "themes",
    "must_not_wait",
    "text",
];

/// Writes verbatims as comma-separated values; times are in UTC.
pub(crate) fn write(verbatims: &[Verbatim]) -> Result<Vec<u8>, VerbatimError> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(HEADER)?;
    for verbatim in verbatims {
        let themes: BTreeSet<&str> = verbatim.clauses.iter().filter_map(|clause| clause.theme.as_deref()).collect();
        let steps: BTreeSet<&str> =
            verbatim.clauses.iter().filter_map(|clause| Some(clause.step.as_ref()?.id.as_str())).collect();
        let alarms: Vec<&str> = verbatim.alarms.iter().map(|alarm| alarm.as_str()).collect();
        let text = |text: &Option<String>| spreadsheet_text(text.as_deref().unwrap_or_default());
        writer.write_record([
            spreadsheet_instant(verbatim.time_ms),
            if verbatim.person_key == 0 { String::new() } else { format!("p{}", verbatim.person_key) },
            spreadsheet_text(&verbatim.event),
            text(&verbatim.survey),
            text(&verbatim.scale),
            verbatim.score().map(|score| score.to_string()).unwrap_or_default(),
            steps.into_iter().collect::<Vec<_>>().join(" "),
            verbatim.language.map(Language::as_str).unwrap_or_default().to_owned(),
            verbatim.polarity.as_str().to_owned(),
            themes.into_iter().collect::<Vec<_>>().join(" "),
            alarms.join(" "),
            spreadsheet_text(&verbatim.text()),
        ])?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()).into())
}
