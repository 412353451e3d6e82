use crate::model::{ActiveDays, Currency, Project, ProjectChange, Tax, Timezone};
use crate::store::{ProjectError, Projects};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use boussole_api::{Access, ApiError, ApiResult, Auth, Routes, null_or, read_json};
use boussole_core::{Clock, Role};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;
use tokio::sync::Mutex;
use utoipa::ToSchema;

boussole_api::words!(pub(crate) TaxWord as "Tax", [Tax::Included, Tax::Excluded].map(Tax::as_str));

#[derive(Clone)]
struct Desk {
    projects: Projects,
    clock: Arc<dyn Clock>,
    changed: Arc<dyn Fn(&Project) + Send + Sync>,
    /// One change at a time: who serves the project hears of the last one last.
    turn: Arc<Mutex<()>>,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").field("projects", &self.projects).finish_non_exhaustive()
    }
}

/// Returns the routes of the settings of a project; `changed` is told after every change.
#[must_use]
pub fn routes(projects: Projects, clock: Arc<dyn Clock>, changed: impl Fn(&Project) + Send + Sync + 'static) -> Routes {
    let (viewer, owner) = (Access::Member(Role::Viewer), Access::Member(Role::Owner));
    let desk = Desk { projects, clock, changed: Arc::new(changed), turn: Arc::default() };
    Routes::default().add(__path_project_fetch, viewer, desk.clone(), project_fetch).add(
        __path_project_change,
        owner,
        desk,
        project_change,
    )
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectChange)]
struct ChangeBody {
    title: Option<String>,
    timezone: Option<String>,
    #[serde(default, deserialize_with = "null_or")]
    #[schema(value_type = Option<String>)]
    currency: Option<Option<String>>,
    #[serde(default, deserialize_with = "null_or")]
    #[schema(value_type = Option<TaxWord>)]
    tax: Option<Option<String>>,
    active_days: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProjectSettings)]
struct ProjectBody {
    id: String,
    title: String,
    timezone: String,
    #[schema(required)]
    currency: Option<String>,
    #[schema(required, value_type = Option<TaxWord>)]
    tax: Option<&'static str>,
    active_days: u16,
}

/// The settings of the project.
#[utoipa::path(
    get,
    path = "/api/v1/project",
    responses((status = 200, description = "The settings", body = ProjectBody))
)]
async fn project_fetch(Auth(ctx): Auth, State(desk): State<Desk>) -> ApiResult<Json<ProjectBody>> {
    Ok(Json(desk.projects.project_fetch_or_create(&ctx, desk.clock.now_ms()).await?.into()))
}

/// Changes settings of the project; what is absent stays.
#[utoipa::path(
    patch,
    path = "/api/v1/project",
    request_body = ChangeBody,
    responses((status = 200, description = "The settings as they are now", body = ProjectBody))
)]
async fn project_change(Auth(ctx): Auth, State(desk): State<Desk>, bytes: Bytes) -> ApiResult<Json<ProjectBody>> {
    let body: ChangeBody = read_json(&bytes)?;
    let change = ProjectChange {
        title: body.title,
        timezone: body.timezone.as_deref().map(Timezone::parse).transpose()?,
        currency: body.currency.map(|code| code.as_deref().map(Currency::parse).transpose()).transpose()?,
        tax: body.tax.map(|word| word.as_deref().map(Tax::parse).transpose()).transpose()?,
        active_days: body.active_days.map(ActiveDays::parse).transpose()?,
    };
    let _alone = desk.turn.lock().await;
    desk.projects.project_change(&ctx, &change).await?;
    let project = desk.projects.project_fetch_or_create(&ctx, desk.clock.now_ms()).await?;
    (desk.changed)(&project);
    Ok(Json(project.into()))
}

impl From<Project> for ProjectBody {
    fn from(project: Project) -> Self {
        Self {
            id: project.id.to_string(),
            title: project.title,
            timezone: project.timezone.to_string(),
            currency: project.currency.map(|currency| currency.to_string()),
            tax: project.tax.map(Tax::as_str),
            active_days: project.active_days.get(),
        }
    }
}

impl From<ProjectError> for ApiError {
    fn from(error: ProjectError) -> Self {
        match error {
            ProjectError::Refused(refusal) => refusal.into(),
            other @ ProjectError::Db(_) => Self::internal(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::routes;
    use crate::Projects;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use boussole_core::{Ctx, FixedClock, ProjectId, Role};
    use boussole_test::TestDb;
    use serde_json::{Value, json};
    use std::sync::{Arc, Mutex};
    use tower::ServiceExt;

    #[tokio::test]
    async fn an_owner_changes_the_settings_and_who_serves_hears_of_it() {
        let db = TestDb::new().await;
        let projects = Projects::open(db.core()).await.unwrap();
        let told: Arc<Mutex<Vec<String>>> = Arc::default();
        let hear = told.clone();
        let changed = move |project: &crate::Project| hear.lock().unwrap().push(project.timezone.to_string());
        let router = routes(projects, Arc::new(FixedClock::at(1)), changed).into_routers().members;
        let call = async |role: Role, method: &str, body: Value| -> (u16, Value) {
            let mut ctx = Ctx::command_line(ProjectId::default());
            ctx.role = role;
            let request = Request::builder().method(method).uri("/api/v1/project").extension(ctx);
            let answer = router.clone().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
            let status = answer.status().as_u16();
            let bytes = to_bytes(answer.into_body(), 1 << 16).await.unwrap();
            (status, serde_json::from_slice(&bytes).unwrap())
        };
        let new = json!({
            "id": "default", "title": "default", "timezone": "UTC", "currency": null, "tax": null, "active_days": 365,
        });
        assert_eq!(call(Role::Viewer, "GET", Value::Null).await, (200, new));
        assert_eq!(call(Role::Editor, "PATCH", json!({"title": "Maison"})).await.0, 403);

        let change = json!({"title": " Maison ", "timezone": "europe/paris", "currency": "eur", "tax": "tax_included",
            "active_days": 180});
        let changed = json!({
            "id": "default", "title": "Maison", "timezone": "Europe/Paris", "currency": "EUR", "tax": "tax_included",
            "active_days": 180,
        });
        assert_eq!(call(Role::Owner, "PATCH", change).await, (200, changed.clone()));
        assert_eq!(call(Role::Owner, "PATCH", json!({})).await, (200, changed.clone()));
        for (body, field) in [
            (json!({"title": " "}), "title"),
            (json!({"title": "Other", "timezone": "Europe/Lutece"}), "timezone"),
            (json!({"title": "Other", "currency": "euros"}), "currency"),
            (json!({"title": "Other", "tax": "TTC"}), "tax"),
            (json!({"title": "Other", "active_days": 0}), "active_days"),
            (json!({"title": "Other", "country": "FR"}), "country"),
        ] {
            let (status, refused) = call(Role::Owner, "PATCH", body).await;
            assert_eq!((status, refused["field"].as_str()), (400, Some(field)));
        }
        assert_eq!(call(Role::Viewer, "GET", Value::Null).await, (200, changed), "what is refused changes nothing");
        let (_, unsaid) = call(Role::Owner, "PATCH", json!({"tax": null})).await;
        assert_eq!((&unsaid["tax"], &unsaid["currency"]), (&Value::Null, &json!("EUR")));
        assert_eq!(*told.lock().unwrap(), ["Europe/Paris"; 3]);
    }
}
