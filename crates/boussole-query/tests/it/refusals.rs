use crate::world::{World, event, orders};
use boussole_core::{ProjectId, Role};
use expect_test::expect;
use serde_json::json;

async fn world() -> World {
    World::with(vec![event("ann", "Order Completed", "2025-03-01T09:00:00Z", json!({"total": 1}))]).await
}

#[tokio::test]
async fn an_event_that_no_row_carries_is_refused() {
    let question = json!({"kind": "trend", "series": [{"select": {"event": "Order Complete"}}]});
    world()
        .await
        .check_refused(
            question,
            expect!["unknown_event | series[0].select.event: no event is named `Order Complete` | did you mean `Order Completed`?"],
        )
        .await;
}

#[tokio::test]
async fn impossible_times_are_refused() {
    let world = world().await;
    world
        .check_refused(
            orders(json!({"range": {"from": "2025-03-02", "to": "2025-03-01"}})),
            expect![
                "invalid_range | range: the range ends before it starts | `to` is exclusive and must be after `from`"
            ],
        )
        .await;
    world
        .check_refused(
            orders(json!({"range": {"from": "2000-01-01", "to": "2025-03-01"}, "interval": "hour"})),
            expect!["too_many_buckets | interval: this makes more than 10000 buckets | choose a longer interval or a shorter range"],
        )
        .await;
}

#[tokio::test]
async fn another_project_is_refused() {
    let mut world = world().await;
    world.ctx.project = ProjectId::parse("other").expect("a name");
    world.check_refused(orders(json!({})), expect!["forbidden | project: this is another project's data | "]).await;
}

#[tokio::test]
async fn a_viewer_may_ask() {
    let mut world = world().await;
    world.ctx.role = Role::Viewer;
    assert_eq!(world.answer(orders(json!({}))).await["series"][0]["values"], json!([1]));
}
