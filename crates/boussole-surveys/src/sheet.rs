//! Responses as a file: one a line, a column for each question and one for what was written beside.

use crate::SurveyError;
use crate::model::{Definition, Kind, Question};
use crate::response::{Given, Response};
use boussole_api::{BYTE_ORDER_MARK, spreadsheet_instant, spreadsheet_text};

/// Responses of one file, at most.
pub(crate) const ROWS_MAX: usize = 100_000;

/// Writes responses as comma-separated values; times are in UTC. A response to an older version has answers to questions
/// that are asked no more: they are not in the file.
pub(crate) fn write(definition: &Definition, responses: &[Response]) -> Result<Vec<u8>, SurveyError> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    let mut header = vec!["time".to_owned(), "person".to_owned(), "language".to_owned()];
    for question in &definition.questions {
        header.push(question.id.clone());
        if has_comments(question) {
            header.push(format!("{}_comment", question.id));
        }
    }
    writer.write_record(&header)?;
    for response in responses {
        let mut record = vec![
            spreadsheet_instant(response.time_ms),
            format!("p{}", response.person_key),
            response.language.clone().unwrap_or_default(),
        ];
        for question in &definition.questions {
            let given: Vec<&Given> = response.given.iter().filter(|given| given.question == question.id).collect();
            let comment = given.iter().find_map(|given| given.comment.as_deref()).unwrap_or_default();
            if question.kind == Kind::Text {
                record.push(spreadsheet_text(comment));
                continue;
            }
            let answers: Vec<&str> = given.iter().filter_map(|given| given.answer.as_deref()).collect();
            record.push(spreadsheet_text(&answers.join(" ")));
            if has_comments(question) {
                record.push(spreadsheet_text(comment));
            }
        }
        writer.write_record(&record)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()).into())
}

fn has_comments(question: &Question) -> bool {
    !question.follow_ups.is_empty()
}
