//! Members in a temporary folder, with cheap hashes and a clock that the test moves.

use crate::browser::Browser;
use axum::extract::Extension;
use axum::middleware::from_fn_with_state;
use axum::{Json, Router};
use boussole_api::{Access, Auth, Routes};
use boussole_core::{Ctx, FixedClock, ProjectId, Role, Scope};
use boussole_members::{HashCost, Members, NewMember, Session, routes, session_layer};
use boussole_projects::Projects;
use boussole_test::TestDb;
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) const OWNER: &str = "marie@example.org";
pub(crate) const PASSWORD: &str = "quatre mots pour entrer";
/// 2026-01-01T00:00:00Z.
pub(crate) const START_MS: i64 = 1_767_225_600_000;

const CHEAP: HashCost = HashCost { memory_kib: 8, n_passes: 1, n_lanes: 1 };

pub(crate) struct World {
    pub(crate) members: Members,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) db: TestDb,
    router: Router,
}

impl World {
    /// Opens a folder whose project has one owner, who has a password.
    pub(crate) async fn with_owner() -> Self {
        let world = Self::empty().await;
        world.members.member_create_owner_if_none(&ProjectId::default(), OWNER, "Marie").await.unwrap().unwrap();
        world.members.password_set(&command_line(), OWNER, PASSWORD).await.unwrap();
        world
    }

    pub(crate) async fn empty() -> Self {
        let db = TestDb::new().await;
        let clock = Arc::new(FixedClock::at(START_MS));
        let members = Members::open_with_cost(db.core(), clock.clone(), CHEAP).await.unwrap();
        let projects = Projects::open(db.core()).await.unwrap();
        let router = routes(members.clone(), projects)
            .merge(ctx_routes())
            .into_routers()
            .members
            .layer(from_fn_with_state(members.clone(), session_layer));
        Self { members, clock, db, router }
    }

    /// Adds a member to the project, with the usual password.
    pub(crate) async fn add(&self, email: &str, role: Role, scope: Scope) {
        let new = NewMember::parse(email, "Paul", role, scope).unwrap();
        self.members.member_add(&command_line(), &new).await.unwrap();
        self.members.password_set(&command_line(), email, PASSWORD).await.unwrap();
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Returns a browser in which `email` just signed in.
    pub(crate) async fn signed_in(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        assert_eq!(browser.sign_in(email, PASSWORD).await.status, 204);
        browser
    }
}

pub(crate) fn command_line() -> Ctx {
    Ctx::command_line(ProjectId::default())
}

/// Routes of another feature: one that tells the context, one for each role.
fn ctx_routes() -> Routes {
    let viewer = Access::Member(Role::Viewer);
    Routes::default()
        .add(__path_tell, viewer, (), tell)
        .add(__path_seen, viewer, (), seen)
        .add_at("/editor", "edited", __path_seen, Access::Member(Role::Editor), (), seen)
        .add_at("/owner", "owned", __path_seen, Access::Member(Role::Owner), (), seen)
        .add(__path_changed, viewer, (), changed)
        .add_at("/public", "changed_by_anybody", __path_changed, Access::Public, (), changed)
}

#[utoipa::path(get, path = "/viewer")]
async fn seen() -> &'static str {
    "ok"
}

#[utoipa::path(post, path = "/viewer")]
async fn changed() -> &'static str {
    "ok"
}

#[utoipa::path(get, path = "/ctx")]
async fn tell(Auth(ctx): Auth, Extension(session): Extension<Session>) -> Json<Value> {
    assert_eq!(format!("{ctx:?}"), format!("{:?}", session.ctx()));
    Json(json!({
        "project": ctx.project.as_str(),
        "role": format!("{:?}", ctx.role),
        "scope": format!("{:?}", ctx.scope),
        "purposes": format!("{:?}", ctx.purposes),
    }))
}
