mod answer;
mod template;

use crate::UploadError;
use crate::model::FileName;
use crate::uploads::Uploads;
use answer::{candidate_json, import_json, imports_json, preview_json, template_info_json, upload_json};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use boussole_api::{Access, ApiError, ApiResult, Auth, Routes};
use boussole_core::{Refusal, Role};
use boussole_import::Recipe;
use serde_json::json;
use std::path::PathBuf;
use template::TemplateBody;

/// How many imports a page has, when nobody says, and at most.
const PAGE_DEFAULT: usize = 50;
const PAGE_MAX: usize = 100;

/// The codes of what is not there.
const UNKNOWN: [&str; 3] = ["unknown_upload", "unknown_import", "no_rejects"];

type Id = Result<Path<String>, PathRejection>;
type Number = Result<Path<i64>, PathRejection>;

/// Returns the routes of imports and of the uploads before them.
#[must_use]
pub fn routes(uploads: Uploads) -> Routes {
    // An import brings events of every store, and its rejects are whole rows: nothing of it can be cut down to a scope.
    let (viewer, editor) = (Access::WholeProject(Role::Viewer), Access::WholeProject(Role::Editor));
    let (get, post, put, delete) = (Method::GET, Method::POST, Method::PUT, Method::DELETE);
    let state = || uploads.clone();
    Routes::default()
        .add(get.clone(), "/api/v1/import-templates", Access::Member(Role::Viewer), (), template_list)
        .add(get.clone(), "/api/v1/imports", viewer, state(), import_list)
        .add(get.clone(), "/api/v1/imports/{id}", viewer, state(), import_fetch)
        .add(post.clone(), "/api/v1/imports/{id}/stop", editor, state(), import_stop)
        .add(post.clone(), "/api/v1/imports/{id}/undo", editor, state(), import_undo)
        .add(get.clone(), "/api/v1/imports/{id}/rejects.csv", editor, state(), import_rejects)
        .add(post.clone(), "/api/v1/uploads", editor, state(), upload_create)
        .add(get.clone(), "/api/v1/uploads/{id}", editor, state(), upload_fetch)
        .add(delete.clone(), "/api/v1/uploads/{id}", editor, state(), upload_discard)
        .add(put, "/api/v1/uploads/{id}/files/{name}", editor, state(), file_put)
        .add(delete.clone(), "/api/v1/uploads/{id}/files/{name}", editor, state(), file_remove)
        .add(get.clone(), "/api/v1/uploads/{id}/templates", editor, state(), candidate_list)
        .add(post.clone(), "/api/v1/uploads/{id}/preview", editor, state(), preview)
        .add(post.clone(), "/api/v1/uploads/{id}/template.toml", editor, state(), template_text)
        .add(post.clone(), "/api/v1/uploads/{id}/dry-run", editor, state(), dry_run_begin)
        .add(delete, "/api/v1/uploads/{id}/dry-run", editor, state(), dry_run_stop)
        .add(get, "/api/v1/uploads/{id}/dry-run/rejects.csv", editor, state(), dry_run_rejects)
        .add(post, "/api/v1/uploads/{id}/import", editor, state(), import_begin)
}

async fn template_list(Auth(_): Auth) -> ApiResult<impl IntoResponse> {
    let recipes = Recipe::shipped().into_iter().map(|name| Recipe::load(&name)).collect::<Result<Vec<_>, _>>()?;
    Ok(Json(json!({"items": recipes.iter().map(template_info_json).collect::<Vec<_>>()})))
}

async fn import_list(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    RawQuery(query): RawQuery,
) -> ApiResult<impl IntoResponse> {
    let page = PageQuery::parse(query.as_deref().unwrap_or_default())?;
    let (runs, next) = uploads.list(&ctx, page.before, page.limit).await?;
    Ok(Json(imports_json(&runs, next)))
}

async fn import_fetch(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Number) -> ApiResult<impl IntoResponse> {
    Ok(Json(import_json(&uploads.fetch(&ctx, number(id)?).await?)))
}

async fn import_stop(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Number) -> ApiResult<impl IntoResponse> {
    Ok((StatusCode::ACCEPTED, Json(import_json(&uploads.stop(&ctx, number(id)?).await?))))
}

async fn import_undo(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Number) -> ApiResult<impl IntoResponse> {
    Ok(Json(import_json(&uploads.undo(&ctx, number(id)?).await?)))
}

async fn import_rejects(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Number) -> ApiResult<Response> {
    let shown = uploads.fetch(&ctx, number(id)?).await?;
    attachment(shown.rejects, &format!("rejects-{}.csv", shown.run.import_id)).await
}

async fn upload_create(Auth(ctx): Auth, State(uploads): State<Uploads>) -> ApiResult<impl IntoResponse> {
    Ok((StatusCode::CREATED, Json(upload_json(&uploads.shelf().create(&ctx)?))))
}

async fn upload_fetch(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Id) -> ApiResult<impl IntoResponse> {
    Ok(Json(upload_json(&uploads.shelf().fetch(&ctx, &text(id)?)?)))
}

async fn upload_discard(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Id) -> ApiResult<StatusCode> {
    uploads.shelf().discard(&ctx, &text(id)?)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn file_put(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    path: Result<Path<(String, String)>, PathRejection>,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    let Path((id, name)) = path.map_err(|_| UploadError::unknown_upload())?;
    let upload = uploads.shelf().put(&ctx, &id, FileName::parse(&name)?, body).await?;
    Ok(Json(upload_json(&upload)))
}

async fn file_remove(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    path: Result<Path<(String, String)>, PathRejection>,
) -> ApiResult<impl IntoResponse> {
    let Path((id, name)) = path.map_err(|_| UploadError::unknown_upload())?;
    Ok(Json(upload_json(&uploads.shelf().remove_file(&ctx, &id, &FileName::parse(&name)?)?)))
}

async fn candidate_list(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Id) -> ApiResult<impl IntoResponse> {
    let candidates = uploads.candidates(&ctx, &text(id)?)?.into_iter();
    Ok(Json(json!({"items": candidates.map(candidate_json).collect::<Vec<_>>()})))
}

async fn preview(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    id: Id,
    bytes: Bytes,
) -> ApiResult<impl IntoResponse> {
    let template = TemplateBody::read(&bytes)?;
    let says = template.says();
    let previewed = uploads.preview(&ctx, &text(id)?, &template.parse()?).await?;
    Ok(Json(preview_json(&previewed, says)))
}

async fn template_text(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    id: Id,
    bytes: Bytes,
) -> ApiResult<impl IntoResponse> {
    uploads.shelf().fetch(&ctx, &text(id)?)?;
    let written = TemplateBody::read(&bytes)?.parse()?.to_toml()?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], written))
}

async fn dry_run_begin(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    id: Id,
    bytes: Bytes,
) -> ApiResult<impl IntoResponse> {
    let template = TemplateBody::read(&bytes)?.parse()?;
    Ok((StatusCode::ACCEPTED, Json(upload_json(&uploads.dry_run(&ctx, &text(id)?, &template)?))))
}

async fn dry_run_stop(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Id) -> ApiResult<impl IntoResponse> {
    Ok(Json(upload_json(&uploads.dry_run_stop(&ctx, &text(id)?)?)))
}

async fn dry_run_rejects(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Id) -> ApiResult<Response> {
    let upload = uploads.shelf().fetch(&ctx, &text(id)?)?;
    let rejects = upload.dry_run.map(|run| run.rejects).filter(|path| path.exists());
    attachment(rejects, "rejects-dry-run.csv").await
}

async fn import_begin(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    id: Id,
    bytes: Bytes,
) -> ApiResult<impl IntoResponse> {
    let template = TemplateBody::read(&bytes)?.parse()?;
    let import_id = uploads.import(&ctx, &text(id)?, &template).await?;
    Ok((StatusCode::ACCEPTED, Json(import_json(&uploads.fetch(&ctx, import_id).await?))))
}

fn text(id: Id) -> Result<String, UploadError> {
    id.map(|Path(id)| id).map_err(|_| UploadError::unknown_upload())
}

fn number(id: Number) -> Result<i64, ApiError> {
    let unknown =
        |_| Refusal::new("unknown_import", "the project has no such import").at("id").hint("take it from the list");
    id.map(|Path(id)| id).map_err(unknown).map_err(ApiError::not_found)
}

/// Sends a file of rejects, which has at most a hundred thousand short lines.
async fn attachment(path: Option<PathBuf>, name: &str) -> ApiResult<Response> {
    let none = || UploadError::from(Refusal::new("no_rejects", "no row was rejected, or its file is gone").at("id"));
    let bytes = tokio::fs::read(path.ok_or_else(none)?).await.map_err(ApiError::internal)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// Which page of imports is wanted.
struct PageQuery {
    before: Option<i64>,
    limit: usize,
}

impl PageQuery {
    fn parse(query: &str) -> Result<Self, Refusal> {
        let mut page = Self { before: None, limit: PAGE_DEFAULT };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let wrong =
                |hint: String| Refusal::new("invalid_parameter", format!("`{value}` is not one")).at(key).hint(hint);
            match key {
                "cursor" => {
                    let cursor = value.parse().map_err(|_| wrong("take it from the page before".to_owned()))?;
                    page.before = Some(cursor);
                }
                "limit" => {
                    let limit = value.parse().ok().filter(|limit| (1..=PAGE_MAX).contains(limit));
                    page.limit = limit.ok_or_else(|| wrong(format!("use a number from 1 to {PAGE_MAX}")))?;
                }
                _ => {
                    return Err(Refusal::new("unknown_parameter", format!("there is no parameter `{key}`"))
                        .at(key)
                        .hint("use cursor, limit"));
                }
            }
        }
        Ok(page)
    }
}

impl From<UploadError> for ApiError {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Refused(refusal) if UNKNOWN.contains(&refusal.code) => Self::not_found(refusal),
            UploadError::Refused(refusal) if refusal.code == "too_large" => {
                Self::Refused(StatusCode::PAYLOAD_TOO_LARGE, refusal)
            }
            UploadError::Refused(refusal) => refusal.into(),
            other => Self::internal(other),
        }
    }
}
