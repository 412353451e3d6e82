//! The end of letters, by the link in each of them. Opening it changes nothing: programs open every link of a letter.

use super::body::LanguageWord;
use crate::mail::Mail;
use crate::message::ONE_CLICK;
use crate::model::Topic;
use crate::unsubscribe::Subscription;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use boussole_api::{Access, ApiResult, Routes, read_json};
use boussole_core::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

boussole_api::words!(pub(super) TopicWord as "LetterTopic", Topic::ALL.map(Topic::as_str));

/// Returns the routes of readers, who are nobody's members: what they may do is what their link was signed for.
pub(super) fn routes(mail: Mail) -> Routes {
    Routes::default()
        .add(__path_subscription_open, Access::Public, mail.clone(), subscription_open)
        .add(__path_subscription_end, Access::Public, mail.clone(), subscription_end)
        .add(__path_subscription_find, Access::Public, mail.clone(), subscription_find)
        .add(__path_subscription_set, Access::Public, mail, subscription_set)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SubscriptionLink)]
struct LinkBody {
    /// What the address of the link ends with.
    token: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SubscriptionWish)]
struct WishBody {
    /// What the address of the link ends with.
    token: String,
    /// Whether such letters are wanted.
    is_subscribed: bool,
}

/// Whether somebody gets letters.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Subscription)]
struct SubscriptionBody {
    #[schema(value_type = TopicWord)]
    topic: &'static str,
    /// In which language the reader is written to.
    #[schema(value_type = LanguageWord)]
    language: &'static str,
    is_subscribed: bool,
}

/// Opens the page on which the reader of a letter says that no more of the kind is wanted. It changes nothing.
#[utoipa::path(
    get,
    path = "/u/{token}",
    params(("token" = String, Path, description = "What the letter's link says")),
    responses((status = 303, description = "The page"))
)]
async fn subscription_open(State(_): State<Mail>, Path(token): Path<String>) -> Redirect {
    // What is no token is refused there, in words.
    let is_plain = token.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    Redirect::to(&format!("/unsubscribe?token={}", if is_plain { token.as_str() } else { "" }))
}

/// Ends the letters of a kind at once, as mail programs ask for it (RFC 8058).
#[utoipa::path(
    post,
    path = "/u/{token}",
    params(("token" = String, Path, description = "What the letter's link says")),
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses((status = 204, description = "No such letter is sent any more"))
)]
async fn subscription_end(State(mail): State<Mail>, Path(token): Path<String>, body: Bytes) -> ApiResult<StatusCode> {
    // As a form or as parts of one: it says the same words, and nobody says them by mistake.
    let text = String::from_utf8_lossy(&body);
    let (name, value) = ONE_CLICK.split_once('=').unwrap_or_default();
    if !(text.contains(ONE_CLICK) || (text.contains(&format!("\"{name}\"")) && text.contains(value))) {
        return Err(Refusal::new("invalid_unsubscribe", "this is no request to unsubscribe")
            .hint(format!("send `{ONE_CLICK}`, or open the link"))
            .into());
    }
    mail.subscription_set(&token, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tells which letters a link is about, and whether they are sent.
#[utoipa::path(
    post,
    path = "/api/v1/unsubscribe/find",
    request_body = LinkBody,
    responses((status = 200, description = "Which letters", body = SubscriptionBody))
)]
async fn subscription_find(State(mail): State<Mail>, bytes: Bytes) -> ApiResult<Json<SubscriptionBody>> {
    let LinkBody { token } = read_json(&bytes)?;
    let (found, is_subscribed) = mail.subscription_find(&token).await?;
    Ok(Json(SubscriptionBody::new(&found, is_subscribed)))
}

/// Ends the letters of a kind, or takes that back.
#[utoipa::path(
    post,
    path = "/api/v1/unsubscribe",
    request_body = WishBody,
    responses((status = 200, description = "What is so now", body = SubscriptionBody))
)]
async fn subscription_set(State(mail): State<Mail>, bytes: Bytes) -> ApiResult<Json<SubscriptionBody>> {
    let WishBody { token, is_subscribed } = read_json(&bytes)?;
    let found = mail.subscription_set(&token, is_subscribed).await?;
    Ok(Json(SubscriptionBody::new(&found, is_subscribed)))
}

impl SubscriptionBody {
    fn new(found: &Subscription, is_subscribed: bool) -> Self {
        Self { topic: found.topic.as_str(), language: found.language.as_str(), is_subscribed }
    }
}
