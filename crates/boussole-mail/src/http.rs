mod body;
mod unsubscribe;

pub use body::LanguageWord;

use crate::mail::Mail;
use crate::model::Language;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use body::{AddressBody, ListParams, MailBody, MessageBody, MessagesBody, SuppressedBody, TestBody};
use boussole_api::{Access, ApiResult, Auth, Routes, read_json};
use boussole_core::{Refusal, Role};
use boussole_jobs::EFFECT_PAGE_MAX;

/// Messages of a page when nothing is said.
const PAGE: usize = 50;

/// Returns the routes of the messages of a project: they name people, so they are for owners.
#[must_use]
pub fn routes(mail: Mail) -> Routes {
    let owner = Access::Member(Role::Owner);
    Routes::default()
        .add(__path_mail_fetch, owner, mail.clone(), mail_fetch)
        .add(__path_message_list, owner, mail.clone(), message_list)
        .add(__path_mail_test, owner, mail.clone(), mail_test)
        .add(__path_message_retry, owner, mail.clone(), message_retry)
        .add(__path_suppression_find, owner, mail.clone(), suppression_find)
        .add(__path_suppression_add, owner, mail.clone(), suppression_add)
        .add(__path_suppression_remove, owner, mail.clone(), suppression_remove)
        .merge(unsubscribe::routes(mail))
}

/// Tells whether mail can be sent, and what became of what was.
#[utoipa::path(
    get,
    path = "/api/v1/mail",
    responses((status = 200, description = "The server, and how many messages are in which state", body = MailBody))
)]
async fn mail_fetch(Auth(ctx): Auth, State(mail): State<Mail>) -> ApiResult<Json<MailBody>> {
    let (counts, suppressed) = (mail.counts(&ctx).await?, mail.suppression_counts(&ctx).await?);
    Ok(Json(MailBody::new(mail.server(), &counts, &suppressed)))
}

/// Lists messages, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/mail/messages",
    params(ListParams),
    responses((status = 200, description = "A page of messages", body = MessagesBody))
)]
async fn message_list(
    Auth(ctx): Auth,
    State(mail): State<Mail>,
    params: Result<Query<ListParams>, QueryRejection>,
) -> ApiResult<Json<MessagesBody>> {
    let Query(params) = params.map_err(|error| Refusal::new("invalid_query", error.body_text()))?;
    let limit = params.limit.unwrap_or(PAGE);
    if !(1..=EFFECT_PAGE_MAX).contains(&limit) {
        let message = format!("a page has 1 to {EFFECT_PAGE_MAX} messages");
        return Err(Refusal::new("invalid_limit", message).at("limit").into());
    }
    let state = params.state.as_deref().map(boussole_jobs::State::parse).transpose()?;
    let page = mail.messages(&ctx, state, params.before.as_deref(), limit).await?;
    Ok(Json(MessagesBody::new(page)?))
}

/// Sends a message to the member who asks, to see that mail arrives.
#[utoipa::path(
    post,
    path = "/api/v1/mail/test",
    request_body = TestBody,
    responses((status = 202, description = "The message, on its way", body = MessageBody))
)]
async fn mail_test(
    Auth(ctx): Auth,
    State(mail): State<Mail>,
    bytes: Bytes,
) -> ApiResult<(StatusCode, Json<MessageBody>)> {
    let body: TestBody = read_json(&bytes)?;
    let planned = mail.test(&ctx, Language::parse(&body.language)?).await?;
    Ok((StatusCode::ACCEPTED, Json(MessageBody::new(planned)?)))
}

/// Sends a message again that failed, or of which nobody knows whether it arrived.
#[utoipa::path(
    post,
    path = "/api/v1/mail/messages/{id}/retry",
    params(("id" = String, Path, description = "The id of a message")),
    responses((status = 200, description = "The message, on its way once more", body = MessageBody))
)]
async fn message_retry(
    Auth(ctx): Auth,
    State(mail): State<Mail>,
    id: Result<Path<String>, PathRejection>,
) -> ApiResult<Json<MessageBody>> {
    // What is no id is the id of nothing.
    let id = id.map(|Path(id)| id).unwrap_or_default();
    Ok(Json(MessageBody::new(mail.retry(&ctx, &id).await?)?))
}

/// Tells whether nothing is sent to an address. Addresses are in no address of ours, where logs would keep them.
#[utoipa::path(
    post,
    path = "/api/v1/mail/suppressions/find",
    request_body = AddressBody,
    responses((status = 200, description = "Whether nothing is sent to it, and why", body = SuppressedBody))
)]
async fn suppression_find(Auth(ctx): Auth, State(mail): State<Mail>, bytes: Bytes) -> ApiResult<Json<SuppressedBody>> {
    let AddressBody { email } = read_json(&bytes)?;
    Ok(Json(SuppressedBody::new(mail.suppression(&ctx, &email).await?)))
}

/// Sends nothing to an address from now on.
#[utoipa::path(
    post,
    path = "/api/v1/mail/suppressions",
    request_body = AddressBody,
    responses((status = 200, description = "Since when nothing is sent to it, and why", body = SuppressedBody))
)]
async fn suppression_add(Auth(ctx): Auth, State(mail): State<Mail>, bytes: Bytes) -> ApiResult<Json<SuppressedBody>> {
    let AddressBody { email } = read_json(&bytes)?;
    Ok(Json(SuppressedBody::new(Some(mail.suppress(&ctx, &email).await?))))
}

/// Sends to an address again.
#[utoipa::path(
    post,
    path = "/api/v1/mail/suppressions/remove",
    request_body = AddressBody,
    responses((status = 200, description = "That something is sent to it", body = SuppressedBody))
)]
async fn suppression_remove(
    Auth(ctx): Auth,
    State(mail): State<Mail>,
    bytes: Bytes,
) -> ApiResult<Json<SuppressedBody>> {
    let AddressBody { email } = read_json(&bytes)?;
    mail.release(&ctx, &email).await?;
    Ok(Json(SuppressedBody::new(mail.suppression(&ctx, &email).await?)))
}
