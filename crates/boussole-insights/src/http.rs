mod body;
mod describe;
mod saved;

pub use describe::QuestionSchema;

use crate::error::InsightsError;
use crate::insights::Insights;
use crate::saved::SavedQuestions;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use boussole_api::{Access, ApiError, Auth, Routes};
use boussole_core::{Refusal, Role};
use boussole_query::Answer;
use describe::{AnswerSchema, PeopleRequest, VocabularyBody};

/// When an asker may come back while too many wait, in seconds.
const BUSY_RETRY_S: u16 = 2;

/// Returns the routes of questions, and of those that are kept.
#[must_use]
pub fn routes(insights: Insights, saved: SavedQuestions) -> Routes {
    let viewer = Access::Member(Role::Viewer);
    Routes::default()
        .add(__path_insight_query, viewer, insights.clone(), insight_query)
        .add(__path_insight_people, viewer, insights.clone(), insight_people)
        .add(__path_insight_vocabulary, viewer, insights, insight_vocabulary)
        .merge(saved::routes(saved))
}

/// Answers a question.
#[utoipa::path(
    post,
    path = "/api/v1/insights/query",
    request_body = QuestionSchema,
    responses((status = 200, description = "The answer", body = AnswerSchema))
)]
async fn insight_query(
    Auth(ctx): Auth,
    State(insights): State<Insights>,
    body: Body,
) -> Result<Json<Answer>, InsightsError> {
    Ok(Json(insights.query(ctx, body::json(body).await?).await?))
}

/// Lists who was counted in a number of an answer.
#[utoipa::path(
    post,
    path = "/api/v1/insights/people",
    request_body = PeopleRequest,
    responses((status = 200, description = "An answer of kind `audience`", body = AnswerSchema))
)]
async fn insight_people(
    Auth(ctx): Auth,
    State(insights): State<Insights>,
    body: Body,
) -> Result<Json<Answer>, InsightsError> {
    Ok(Json(insights.people(ctx, body::json(body).await?).await?))
}

/// The names of events and properties that questions may use.
#[utoipa::path(
    get,
    path = "/api/v1/insights/vocabulary",
    responses((status = 200, description = "The names", body = VocabularyBody))
)]
async fn insight_vocabulary(
    Auth(ctx): Auth,
    State(insights): State<Insights>,
) -> Result<Json<VocabularyBody>, InsightsError> {
    Ok(Json(insights.vocabulary(ctx).await?.into()))
}

impl IntoResponse for InsightsError {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) => match refusal.code {
                "too_large" => ApiError::Refused(StatusCode::PAYLOAD_TOO_LARGE, refusal).into_response(),
                "unknown_saved_question" => ApiError::not_found(refusal).into_response(),
                "snapshot_gone" => ApiError::Refused(StatusCode::GONE, refusal).into_response(),
                _ => ApiError::from(refusal).into_response(),
            },
            Self::Busy => {
                let refusal = Refusal::new("busy", "too many questions are waiting").hint("ask again in a moment");
                let mut response = ApiError::Refused(StatusCode::SERVICE_UNAVAILABLE, refusal).into_response();
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(BUSY_RETRY_S));
                response
            }
            other => ApiError::internal(other).into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::InsightsError;
    use axum::http::header;
    use axum::response::IntoResponse;
    use boussole_core::Refusal;
    use boussole_events::StoreError;

    #[test]
    fn every_error_has_its_status_and_says_when_to_come_back() {
        let refused = |code| InsightsError::Refused(Refusal::new(code, "x"));
        for (error, status, retry_after) in [
            (refused("invalid_json"), 400, None),
            (refused("forbidden"), 403, None),
            (refused("unknown_saved_question"), 404, None),
            (refused("snapshot_gone"), 410, None),
            (refused("too_large"), 413, None),
            (InsightsError::Busy, 503, Some("2")),
            (StoreError::Damaged { path: "x".into(), reason: String::new() }.into(), 500, None),
        ] {
            let name = error.to_string();
            let response = error.into_response();
            let retry = response.headers().get(header::RETRY_AFTER).map(|value| value.to_str().expect("text"));
            assert_eq!((response.status().as_u16(), retry), (status, retry_after), "{name}");
        }
    }
}
