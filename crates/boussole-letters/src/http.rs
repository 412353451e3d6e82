use crate::letters::{Letters, Standing};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use boussole_api::{Access, ApiResult, Auth, Routes, read_json};
use boussole_core::{Ctx, Role};
use boussole_mail::{Language, Topic};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

boussole_api::words!(pub(crate) TopicWord as "LetterTopic", Topic::ALL.map(Topic::as_str));
boussole_api::words!(pub(crate) LanguageWord as "MailLanguage", Language::ALL.map(Language::as_str));

/// Returns the routes by which members say which letters they want.
#[must_use]
pub fn routes(letters: Letters) -> Routes {
    let viewer = Access::Member(Role::Viewer);
    Routes::default()
        .add(__path_letter_list, viewer, letters.clone(), letter_list)
        .add(__path_letter_subscribe, viewer, letters.clone(), letter_subscribe)
        .add(__path_letter_unsubscribe, viewer, letters.clone(), letter_unsubscribe)
        .add(__path_letter_send, viewer, letters, letter_send)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterChoice)]
struct ChoiceBody {
    /// The language in which they are written.
    #[schema(value_type = LanguageWord)]
    language: String,
}

/// Which letters the member who asks gets.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LetterList)]
struct LettersBody {
    /// Whether letters can be sent at all: a mail server is told.
    is_configured: bool,
    letters: Vec<LetterBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LetterStanding)]
struct LetterBody {
    #[schema(value_type = TopicWord)]
    topic: &'static str,
    is_subscribed: bool,
    /// In which language they are written, when they are.
    #[schema(required, value_type = Option<LanguageWord>)]
    language: Option<&'static str>,
    /// When the next one comes; absent of those that come when something happens.
    #[schema(required)]
    next_ms: Option<i64>,
}

/// Lists the letters that one can have, and which of them one gets.
#[utoipa::path(
    get,
    path = "/api/v1/letters",
    responses((status = 200, description = "All kinds of letters", body = LettersBody))
)]
async fn letter_list(Auth(ctx): Auth, State(letters): State<Letters>) -> ApiResult<Json<LettersBody>> {
    answer(&letters, &ctx).await
}

/// Sends letters of a kind to the member who asks, from now on.
#[utoipa::path(
    put,
    path = "/api/v1/letters/{topic}",
    params(("topic" = TopicWord, Path, description = "Which letters")),
    request_body = ChoiceBody,
    responses((status = 200, description = "All kinds of letters", body = LettersBody))
)]
async fn letter_subscribe(
    Auth(ctx): Auth,
    State(letters): State<Letters>,
    Path(topic): Path<String>,
    bytes: Bytes,
) -> ApiResult<Json<LettersBody>> {
    let body: ChoiceBody = read_json(&bytes)?;
    letters.subscribe(&ctx, Topic::parse(&topic)?, Language::parse(&body.language)?).await?;
    answer(&letters, &ctx).await
}

/// Sends the member who asks no more letters of a kind.
#[utoipa::path(
    delete,
    path = "/api/v1/letters/{topic}",
    params(("topic" = TopicWord, Path, description = "Which letters")),
    responses((status = 200, description = "All kinds of letters", body = LettersBody))
)]
async fn letter_unsubscribe(
    Auth(ctx): Auth,
    State(letters): State<Letters>,
    Path(topic): Path<String>,
) -> ApiResult<Json<LettersBody>> {
    letters.unsubscribe(&ctx, Topic::parse(&topic)?).await?;
    answer(&letters, &ctx).await
}

/// Sends the weekly letter to the member who asks, now.
#[utoipa::path(
    post,
    path = "/api/v1/letters/weekly/send",
    request_body = ChoiceBody,
    responses((status = 202, description = "It is on its way"))
)]
async fn letter_send(Auth(ctx): Auth, State(letters): State<Letters>, bytes: Bytes) -> ApiResult<StatusCode> {
    let body: ChoiceBody = read_json(&bytes)?;
    letters.weekly_now(&ctx, Language::parse(&body.language)?).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn answer(letters: &Letters, ctx: &Ctx) -> ApiResult<Json<LettersBody>> {
    let standings = letters.standings(ctx).await?;
    let letter = |standing: Standing| LetterBody {
        topic: standing.topic.as_str(),
        is_subscribed: standing.language.is_some(),
        language: standing.language.map(Language::as_str),
        next_ms: standing.next_ms,
    };
    Ok(Json(LettersBody {
        is_configured: letters.is_configured(),
        letters: standings.into_iter().map(letter).collect(),
    }))
}
