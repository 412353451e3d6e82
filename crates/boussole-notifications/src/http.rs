use crate::notifications::{Notifications, Standing};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use boussole_api::{Access, ApiResult, Auth, Routes, read_json};
use boussole_core::{Ctx, Role};
use boussole_mail::{Language, LanguageWord, Topic};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

boussole_api::words!(TopicWord as "NotificationTopic", Topic::OF_MEMBERS.map(Topic::as_str));

/// Returns the routes by which members say which letters they want.
#[must_use]
pub fn routes(notifications: Notifications) -> Routes {
    let viewer = Access::Member(Role::Viewer);
    Routes::default()
        .add(__path_notification_list, viewer, notifications.clone(), notification_list)
        .add(__path_notification_subscribe, viewer, notifications.clone(), notification_subscribe)
        .add(__path_notification_unsubscribe, viewer, notifications.clone(), notification_unsubscribe)
        .add(__path_notification_send, viewer, notifications, notification_send)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NotificationChoice)]
struct ChoiceBody {
    /// The language in which they are written.
    #[schema(value_type = LanguageWord)]
    language: String,
}

/// Which letters the member who asks gets.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NotificationList)]
struct NotificationsBody {
    /// Whether letters can be sent at all: a mail server is told.
    is_configured: bool,
    notifications: Vec<NotificationBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NotificationStanding)]
struct NotificationBody {
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
    path = "/api/v1/notifications",
    responses((status = 200, description = "All kinds of letters", body = NotificationsBody))
)]
async fn notification_list(
    Auth(ctx): Auth,
    State(notifications): State<Notifications>,
) -> ApiResult<Json<NotificationsBody>> {
    answer(&notifications, &ctx).await
}

/// Sends letters of a kind to the member who asks, from now on.
#[utoipa::path(
    put,
    path = "/api/v1/notifications/{topic}",
    params(("topic" = TopicWord, Path, description = "Which letters")),
    request_body = ChoiceBody,
    responses((status = 200, description = "All kinds of letters", body = NotificationsBody))
)]
async fn notification_subscribe(
    Auth(ctx): Auth,
    State(notifications): State<Notifications>,
    Path(topic): Path<String>,
    bytes: Bytes,
) -> ApiResult<Json<NotificationsBody>> {
    let body: ChoiceBody = read_json(&bytes)?;
    notifications.subscribe(&ctx, Topic::parse_of_members(&topic)?, Language::parse(&body.language)?).await?;
    answer(&notifications, &ctx).await
}

/// Sends the member who asks no more letters of a kind.
#[utoipa::path(
    delete,
    path = "/api/v1/notifications/{topic}",
    params(("topic" = TopicWord, Path, description = "Which letters")),
    responses((status = 200, description = "All kinds of letters", body = NotificationsBody))
)]
async fn notification_unsubscribe(
    Auth(ctx): Auth,
    State(notifications): State<Notifications>,
    Path(topic): Path<String>,
) -> ApiResult<Json<NotificationsBody>> {
    notifications.unsubscribe(&ctx, Topic::parse_of_members(&topic)?).await?;
    answer(&notifications, &ctx).await
}

/// Sends the weekly letter to the member who asks, now.
#[utoipa::path(
    post,
    path = "/api/v1/notifications/weekly/send",
    request_body = ChoiceBody,
    responses((status = 202, description = "It is on its way"))
)]
async fn notification_send(
    Auth(ctx): Auth,
    State(notifications): State<Notifications>,
    bytes: Bytes,
) -> ApiResult<StatusCode> {
    let body: ChoiceBody = read_json(&bytes)?;
    notifications.weekly_now(&ctx, Language::parse(&body.language)?).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn answer(notifications: &Notifications, ctx: &Ctx) -> ApiResult<Json<NotificationsBody>> {
    let standings = notifications.standings(ctx).await?;
    let letter = |standing: Standing| NotificationBody {
        topic: standing.topic.as_str(),
        is_subscribed: standing.language.is_some(),
        language: standing.language.map(Language::as_str),
        next_ms: standing.next_ms,
    };
    Ok(Json(NotificationsBody {
        is_configured: notifications.is_configured(),
        notifications: standings.into_iter().map(letter).collect(),
    }))
}
