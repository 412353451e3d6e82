mod answer;
mod describe;
mod template;

use crate::UploadError;
use crate::model::FileName;
use crate::uploads::Uploads;
use answer::{candidate_json, import_json, imports_json, preview_json, template_info_json, upload_json};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use boussole_api::{Access, ApiError, ApiResult, Auth, Routes};
use boussole_core::{Refusal, Role};
use boussole_import::Recipe;
use describe::{
    CandidatesSchema, FileBytes, ImportSchema, ImportsSchema, PreviewSchema, TemplatesSchema, UploadSchema,
};
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
    let state = || uploads.clone();
    Routes::default()
        .add(__path_import_template_list, Access::Member(Role::Viewer), (), import_template_list)
        .add(__path_import_list, viewer, state(), import_list)
        .add(__path_import_fetch, viewer, state(), import_fetch)
        .add(__path_import_stop, editor, state(), import_stop)
        .add(__path_import_undo, editor, state(), import_undo)
        .add(__path_import_rejects, editor, state(), import_rejects)
        .add(__path_upload_create, editor, state(), upload_create)
        .add(__path_upload_fetch, editor, state(), upload_fetch)
        .add(__path_upload_discard, editor, state(), upload_discard)
        .add(__path_upload_file_put, editor, state(), upload_file_put)
        .add(__path_upload_file_delete, editor, state(), upload_file_delete)
        .add(__path_upload_template_list, editor, state(), upload_template_list)
        .add(__path_upload_preview, editor, state(), upload_preview)
        .add(__path_template_write, editor, state(), template_write)
        .add(__path_dry_run_start, editor, state(), dry_run_start)
        .add(__path_dry_run_stop, editor, state(), dry_run_stop)
        .add(__path_dry_run_rejects, editor, state(), dry_run_rejects)
        .add(__path_import_start, editor, state(), import_start)
}

/// Lists the shipped templates.
#[utoipa::path(
    get,
    path = "/api/v1/import-templates",
    responses((status = 200, description = "The templates", body = TemplatesSchema))
)]
async fn import_template_list(Auth(_): Auth) -> ApiResult<impl IntoResponse> {
    let recipes = Recipe::shipped().into_iter().map(|name| Recipe::load(&name)).collect::<Result<Vec<_>, _>>()?;
    Ok(Json(json!({"items": recipes.iter().map(template_info_json).collect::<Vec<_>>()})))
}

/// Lists the imports, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/imports",
    params(
        ("cursor" = Option<String>, Query, description = "Where the page before ended"),
        ("limit" = Option<u32>, Query, description = "How many at most"),
    ),
    responses((status = 200, description = "A page", body = ImportsSchema))
)]
async fn import_list(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    RawQuery(query): RawQuery,
) -> ApiResult<impl IntoResponse> {
    let page = PageQuery::parse(query.as_deref().unwrap_or_default())?;
    let (runs, next) = uploads.list(&ctx, page.before, page.limit).await?;
    Ok(Json(imports_json(&runs, next)))
}

/// One import.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}",
    params(("id" = i64, Path, description = "The number of an import")),
    responses((status = 200, description = "The import", body = ImportSchema))
)]
async fn import_fetch(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Number) -> ApiResult<impl IntoResponse> {
    Ok(Json(import_json(&uploads.fetch(&ctx, number(id)?).await?)))
}

/// Stops an import; what it stored stays.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/stop",
    params(("id" = i64, Path, description = "The number of an import")),
    responses((status = 202, description = "It will stop", body = ImportSchema))
)]
async fn import_stop(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Number) -> ApiResult<impl IntoResponse> {
    Ok((StatusCode::ACCEPTED, Json(import_json(&uploads.stop(&ctx, number(id)?).await?))))
}

/// Takes back what an import brought.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/undo",
    params(("id" = i64, Path, description = "The number of an import")),
    responses((status = 200, description = "It is being taken back", body = ImportSchema))
)]
async fn import_undo(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Number) -> ApiResult<impl IntoResponse> {
    Ok(Json(import_json(&uploads.undo(&ctx, number(id)?).await?)))
}

/// The rows that an import refused, as a file for spreadsheets.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/rejects.csv",
    params(("id" = i64, Path, description = "The number of an import")),
    responses((status = 200, description = "The rows with the reasons", body = String, content_type = "text/csv"))
)]
async fn import_rejects(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Number) -> ApiResult<Response> {
    let shown = uploads.fetch(&ctx, number(id)?).await?;
    attachment(shown.rejects, &format!("rejects-{}.csv", shown.run.import_id)).await
}

/// Begins an upload, without files yet.
#[utoipa::path(
    post,
    path = "/api/v1/uploads",
    responses((status = 201, description = "The upload", body = UploadSchema))
)]
async fn upload_create(Auth(ctx): Auth, State(uploads): State<Uploads>) -> ApiResult<impl IntoResponse> {
    Ok((StatusCode::CREATED, Json(upload_json(&uploads.shelf().create(&ctx)?))))
}

/// An upload with its files.
#[utoipa::path(
    get,
    path = "/api/v1/uploads/{id}",
    params(("id" = String, Path, description = "The id of an upload")),
    responses((status = 200, description = "The upload", body = UploadSchema))
)]
async fn upload_fetch(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Id) -> ApiResult<impl IntoResponse> {
    Ok(Json(upload_json(&uploads.shelf().fetch(&ctx, &text(id)?)?)))
}

/// Discards an upload with its files.
#[utoipa::path(
    delete,
    path = "/api/v1/uploads/{id}",
    params(("id" = String, Path, description = "The id of an upload")),
    responses((status = 204, description = "It is gone"))
)]
async fn upload_discard(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Id) -> ApiResult<StatusCode> {
    uploads.shelf().discard(&ctx, &text(id)?)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a file into an upload.
#[utoipa::path(
    put,
    path = "/api/v1/uploads/{id}/files/{name}",
    params(
        ("id" = String, Path, description = "The id of an upload"),
        ("name" = String, Path, description = "The name of a file"),
    ),
    request_body(content = FileBytes, content_type = "application/octet-stream"),
    responses((status = 200, description = "The upload with it", body = UploadSchema))
)]
async fn upload_file_put(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    path: Result<Path<(String, String)>, PathRejection>,
    body: Body,
) -> ApiResult<impl IntoResponse> {
    let Path((id, name)) = path.map_err(|_| UploadError::unknown_upload())?;
    let upload = uploads.shelf().put(&ctx, &id, FileName::parse(&name)?, body).await?;
    Ok(Json(upload_json(&upload)))
}

/// Takes a file out of an upload.
#[utoipa::path(
    delete,
    path = "/api/v1/uploads/{id}/files/{name}",
    params(
        ("id" = String, Path, description = "The id of an upload"),
        ("name" = String, Path, description = "The name of a file"),
    ),
    responses((status = 200, description = "The upload without it", body = UploadSchema))
)]
async fn upload_file_delete(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    path: Result<Path<(String, String)>, PathRejection>,
) -> ApiResult<impl IntoResponse> {
    let Path((id, name)) = path.map_err(|_| UploadError::unknown_upload())?;
    Ok(Json(upload_json(&uploads.shelf().remove_file(&ctx, &id, &FileName::parse(&name)?)?)))
}

/// Lists the shipped templates that fit the files, best first.
#[utoipa::path(
    get,
    path = "/api/v1/uploads/{id}/templates",
    params(("id" = String, Path, description = "The id of an upload")),
    responses((status = 200, description = "The templates", body = CandidatesSchema))
)]
async fn upload_template_list(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Id) -> ApiResult<impl IntoResponse> {
    let candidates = uploads.candidates(&ctx, &text(id)?)?.into_iter();
    Ok(Json(json!({"items": candidates.map(candidate_json).collect::<Vec<_>>()})))
}

/// Reads the beginning of the files by a template; nothing is stored.
#[utoipa::path(
    post,
    path = "/api/v1/uploads/{id}/preview",
    params(("id" = String, Path, description = "The id of an upload")),
    request_body = TemplateBody,
    responses((status = 200, description = "What would come out", body = PreviewSchema))
)]
async fn upload_preview(
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

/// Writes a template as a recipe for the command line.
#[utoipa::path(
    post,
    path = "/api/v1/uploads/{id}/template.toml",
    params(("id" = String, Path, description = "The id of an upload")),
    request_body = TemplateBody,
    responses((status = 200, description = "The recipe", body = String, content_type = "text/plain"))
)]
async fn template_write(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    id: Id,
    bytes: Bytes,
) -> ApiResult<impl IntoResponse> {
    uploads.shelf().fetch(&ctx, &text(id)?)?;
    let written = TemplateBody::read(&bytes)?.parse()?.to_toml()?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], written))
}

/// Begins to read the whole files by a template; nothing is stored.
#[utoipa::path(
    post,
    path = "/api/v1/uploads/{id}/dry-run",
    params(("id" = String, Path, description = "The id of an upload")),
    request_body = TemplateBody,
    responses((status = 202, description = "It runs", body = UploadSchema))
)]
async fn dry_run_start(
    Auth(ctx): Auth,
    State(uploads): State<Uploads>,
    id: Id,
    bytes: Bytes,
) -> ApiResult<impl IntoResponse> {
    let template = TemplateBody::read(&bytes)?.parse()?;
    Ok((StatusCode::ACCEPTED, Json(upload_json(&uploads.dry_run(&ctx, &text(id)?, &template)?))))
}

/// Stops the dry run.
#[utoipa::path(
    delete,
    path = "/api/v1/uploads/{id}/dry-run",
    params(("id" = String, Path, description = "The id of an upload")),
    responses((status = 200, description = "The upload", body = UploadSchema))
)]
async fn dry_run_stop(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Id) -> ApiResult<impl IntoResponse> {
    Ok(Json(upload_json(&uploads.dry_run_stop(&ctx, &text(id)?)?)))
}

/// The rows that a dry run refused, as a file for spreadsheets.
#[utoipa::path(
    get,
    path = "/api/v1/uploads/{id}/dry-run/rejects.csv",
    params(("id" = String, Path, description = "The id of an upload")),
    responses((status = 200, description = "The rows with the reasons", body = String, content_type = "text/csv"))
)]
async fn dry_run_rejects(Auth(ctx): Auth, State(uploads): State<Uploads>, id: Id) -> ApiResult<Response> {
    let upload = uploads.shelf().fetch(&ctx, &text(id)?)?;
    let rejects = upload.dry_run.map(|run| run.rejects).filter(|path| path.exists());
    attachment(rejects, "rejects-dry-run.csv").await
}

/// Imports the files by a template.
#[utoipa::path(
    post,
    path = "/api/v1/uploads/{id}/import",
    params(("id" = String, Path, description = "The id of an upload")),
    request_body = TemplateBody,
    responses((status = 202, description = "It runs", body = ImportSchema))
)]
async fn import_start(
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
