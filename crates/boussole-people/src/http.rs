mod body;
mod params;

use crate::cursor::Position;
use crate::error::PeopleError;
use crate::model::{PAGE_DEFAULT, PAGE_MAX};
use crate::people::{People, TimelineRequest};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use body::{KindWord, PageBody, PersonBody, SortWord, TimelineBody};
use boussole_api::{Access, ApiResult, Auth, Routes};
use boussole_core::Role;
use params::Params;

/// Returns the routes of the people of a project.
#[must_use]
pub fn routes(people: People) -> Routes {
    let viewer = Access::Member(Role::Viewer);
    Routes::default()
        .add(__path_person_list, viewer, people.clone(), person_list)
        .add(__path_person_list_csv, viewer, people.clone(), person_list_csv)
        .add(__path_person_fetch, viewer, people.clone(), person_fetch)
        .add(__path_person_timeline, viewer, people, person_timeline)
}

/// Lists people, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/people",
    params(
        ("search" = Option<String>, Query, description = "A part of a name, an e-mail address, an identifier or an id"),
        ("kind" = Option<KindWord>, Query, description = "Only people of this kind"),
        ("sort" = inline(Option<SortWord>), Query, description = "The order; a minus before it puts the largest first"),
        ("cursor" = Option<String>, Query, description = "Where the page before ended"),
        ("limit" = Option<u32>, Query, description = "How many at most"),
    ),
    responses((status = 200, description = "A page", body = PageBody))
)]
async fn person_list(Auth(ctx): Auth, State(people): State<People>, params: Params) -> ApiResult<Json<PageBody>> {
    params.only(&["search", "kind", "sort", "cursor", "limit"])?;
    let filter = params.filter()?;
    let after = params.get("cursor").map(|cursor| Position::read(cursor, filter.sort)).transpose()?;
    let limit = params.whole("limit", PAGE_MAX)?.unwrap_or(PAGE_DEFAULT);
    let (page, as_of_ms) = people.list(&ctx, filter, after, limit).await?;
    Ok(Json(PageBody::new(page, as_of_ms)))
}

/// The list of people as a file for spreadsheets.
#[utoipa::path(
    get,
    path = "/api/v1/people.csv",
    params(
        ("search" = Option<String>, Query, description = "A part of a name, an e-mail address, an identifier or an id"),
        ("kind" = Option<KindWord>, Query, description = "Only people of this kind"),
        ("sort" = inline(Option<SortWord>), Query, description = "The order; a minus before it puts the largest first"),
    ),
    responses((status = 200, description = "The file", body = String, content_type = "text/csv"))
)]
async fn person_list_csv(
    Auth(ctx): Auth,
    State(people): State<People>,
    params: Params,
) -> ApiResult<impl IntoResponse> {
    params.only(&["search", "kind", "sort"])?;
    let sheet = people.sheet(&ctx, params.filter()?).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"people.csv\""),
    ];
    Ok((headers, sheet))
}

/// One person with all that is known of them.
#[utoipa::path(
    get,
    path = "/api/v1/people/{id}",
    params(("id" = String, Path, description = "The id of a person")),
    responses((status = 200, description = "The person", body = PersonBody))
)]
async fn person_fetch(
    Auth(ctx): Auth,
    State(people): State<People>,
    id: Result<Path<String>, PathRejection>,
    params: Params,
) -> ApiResult<Json<PersonBody>> {
    params.only(&[])?;
    let Path(id) = id.map_err(|_| PeopleError::unknown_person())?;
    let detail = people.fetch(&ctx, &id).await?;
    Ok(Json(PersonBody::new(detail)))
}

/// The events of a person, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/people/{id}/timeline",
    params(
        ("id" = String, Path, description = "The id of a person"),
        ("event" = Option<String>, Query, description = "Only events of this name"),
        ("before" = Option<String>, Query, description = "Where the page before ended"),
        ("limit" = Option<u32>, Query, description = "How many at most"),
    ),
    responses((status = 200, description = "A page", body = TimelineBody))
)]
async fn person_timeline(
    Auth(ctx): Auth,
    State(people): State<People>,
    id: Result<Path<String>, PathRejection>,
    params: Params,
) -> ApiResult<Json<TimelineBody>> {
    params.only(&["event", "before", "limit"])?;
    let Path(id) = id.map_err(|_| PeopleError::unknown_person())?;
    let request = TimelineRequest {
        event: params.get("event").map(str::to_owned),
        before: params.get("before").map(str::to_owned),
        limit: params.whole("limit", PAGE_MAX)?.unwrap_or(PAGE_DEFAULT),
    };
    let timeline = people.timeline(&ctx, &id, request).await?;
    Ok(Json(TimelineBody::new(timeline)))
}
