mod body;
mod params;

use crate::cursor::Position;
use crate::error::PeopleError;
use crate::model::{PAGE_DEFAULT, PAGE_MAX};
use crate::people::{People, TimelineRequest};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{Method, header};
use axum::response::IntoResponse;
use body::{PageBody, PersonBody, TimelineBody};
use boussole_api::{Access, ApiResult, Auth, Routes};
use boussole_core::Role;
use params::Params;

/// Returns the routes of the people of a project.
#[must_use]
pub fn routes(people: People) -> Routes {
    let viewer = Access::Member(Role::Viewer);
    Routes::default()
        .add(Method::GET, "/api/v1/people", viewer, people.clone(), person_list)
        .add(Method::GET, "/api/v1/people.csv", viewer, people.clone(), person_list_csv)
        .add(Method::GET, "/api/v1/people/{id}", viewer, people.clone(), person_fetch)
        .add(Method::GET, "/api/v1/people/{id}/timeline", viewer, people, person_timeline)
}

async fn person_list(Auth(ctx): Auth, State(people): State<People>, params: Params) -> ApiResult<Json<PageBody>> {
    params.only(&["search", "kind", "sort", "cursor", "limit"])?;
    let filter = params.filter()?;
    let after = params.get("cursor").map(|cursor| Position::read(cursor, filter.sort)).transpose()?;
    let limit = params.whole("limit", PAGE_MAX)?.unwrap_or(PAGE_DEFAULT);
    let (page, as_of_ms) = people.list(&ctx, filter, after, limit).await?;
    Ok(Json(PageBody::new(page, as_of_ms)))
}

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
