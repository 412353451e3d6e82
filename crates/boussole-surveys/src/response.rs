//! What was answered, as it is read: whole responses, newest first.

use crate::SurveyError;
use crate::event::ANSWERED;
use boussole_core::{Ctx, Refusal};
use boussole_events::{ScanRequest, Snapshot};
use serde::Deserialize;
use serde_json::Number;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The most responses of a page.
pub(crate) const PAGE_MAX: usize = 200;
/// The longest text that is looked for, in characters.
const SEARCH_CHARS_MAX: usize = 200;

/// Which responses are wanted.
#[derive(Debug, Clone, Default)]
pub struct ResponseFilter {
    /// Only those with these words in what was written, whatever the case.
    pub search: Option<String>,
    /// Only those in which something was written.
    pub has_comment: bool,
    /// Only those before this place: where the last page ended.
    pub before: Option<String>,
}

/// What one person answered at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// When, in milliseconds since 1970.
    pub time_ms: i64,
    /// By whom.
    pub person_key: u64,
    /// In which language the questions were read, where it is known.
    pub language: Option<String>,
    /// The answers; what was skipped is not among them.
    pub given: Vec<Given>,
}

/// An answer of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The id of the question.
    pub question: String,
    /// The number on a scale, or the id of a choice.
    pub answer: Option<String>,
    /// What was written.
    pub comment: Option<String>,
}

/// Responses, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponsePage {
    /// The responses.
    pub responses: Vec<Response>,
    /// How many there are in all that are wanted, on this page and on others.
    pub total: u64,
    /// Before which to ask for the next page; `None` at the end.
    pub next: Option<String>,
}

/// What an answer says of itself.
#[derive(Deserialize)]
struct Props<'a> {
    #[serde(borrow, default)]
    survey_id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    question: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    response_id: Option<Cow<'a, str>>,
    #[serde(default)]
    score: Option<Number>,
    #[serde(borrow, default)]
    choice: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    language: Option<Cow<'a, str>>,
}

/// Where a response stands among others: by time, then by what tells it from others of that time.
type Key = (i64, u64, String);

/// Reads the newest responses to a survey, `limit` at most.
pub(crate) fn responses(
    ctx: &Ctx,
    snapshot: &Snapshot,
    survey: &str,
    filter: &ResponseFilter,
    limit: usize,
) -> Result<ResponsePage, SurveyError> {
    let search = filter.search.as_deref().map(search_of).transpose()?;
    let before = filter.before.as_deref().map(key_of).transpose()?;
    let request = ScanRequest { events: Some(vec![ANSWERED.to_owned()]), ..ScanRequest::default() };
    let (mut newest, mut total) = (BTreeMap::new(), 0);
    for chunk in snapshot.scan(ctx, &request) {
        let chunk = chunk?;
        let times_ms = chunk.times_ms();
        for (person_key, rows) in chunk.people() {
            // The answers of a response are one person's, so that each is whole here.
            let mut of_person: BTreeMap<Key, Response> = BTreeMap::new();
            for row in rows {
                let text = chunk.props(row);
                // Most answers are to other surveys: what cannot be meant is not read.
                let Some(props) = text.contains(survey).then(|| serde_json::from_str::<Props<'_>>(text).ok()).flatten()
                else {
                    continue;
                };
                if props.survey_id.as_deref() != Some(survey) {
                    continue;
                }
                let key = (times_ms[row], person_key, props.response_id.as_deref().unwrap_or_default().to_owned());
                let response = of_person.entry(key).or_insert_with(|| Response {
                    time_ms: times_ms[row],
                    person_key,
                    language: props.language.as_deref().map(str::to_owned),
                    given: Vec::new(),
                });
                response.given.push(props.given());
            }
            let wanted = of_person.into_iter().filter(|(_, response)| response.is_wanted(filter, search.as_deref()));
            for (key, response) in wanted {
                total += 1;
                if before.as_ref().is_none_or(|before| key < *before) {
                    newest.insert(key, response);
                }
                if newest.len() > limit + 1 {
                    newest.pop_first();
                }
            }
        }
    }
    let has_more = newest.len() > limit;
    if has_more {
        newest.pop_first();
    }
    let next = newest.first_key_value().filter(|_| has_more).map(|(key, _)| text_of(key));
    Ok(ResponsePage { responses: newest.into_values().rev().collect(), total, next })
}

impl Props<'_> {
    fn given(self) -> Given {
        Given {
            question: self.question.unwrap_or_default().into_owned(),
            answer: self.score.map(|score| score.to_string()).or(self.choice.map(Cow::into_owned)),
            comment: self.text.map(Cow::into_owned),
        }
    }
}

impl Response {
    fn is_wanted(&self, filter: &ResponseFilter, search: Option<&str>) -> bool {
        let mut comments = self.given.iter().filter_map(|given| given.comment.as_deref());
        match search {
            Some(search) => comments.any(|comment| comment.to_lowercase().contains(search)),
            None => !filter.has_comment || comments.next().is_some(),
        }
    }
}

fn search_of(text: &str) -> Result<String, Refusal> {
    match text.chars().nth(SEARCH_CHARS_MAX) {
        None => Ok(text.to_lowercase()),
        Some(_) => Err(Refusal::new("invalid_search", format!("longer than {SEARCH_CHARS_MAX} characters"))
            .at("search")
            .hint("look for fewer words")),
    }
}

fn text_of((time_ms, person_key, response): &Key) -> String {
    format!("{time_ms}.{person_key}.{response}")
}

fn key_of(text: &str) -> Result<Key, Refusal> {
    let mut parts = text.splitn(3, '.');
    let mut next = || parts.next();
    let key = (|| Some((next()?.parse().ok()?, next()?.parse().ok()?, next()?.to_owned())))();
    key.ok_or_else(|| {
        Refusal::new("invalid_cursor", "this is not the end of a page").at("before").hint("leave it out to begin")
    })
}
