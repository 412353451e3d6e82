use crate::world::{World, event, orders};
use serde_json::{Value, json};

async fn world() -> World {
    let order = |total: Value| {
        let props = json!({
            "total": total, "note": "Déjà vu",
            "context": {"page": {"url": "/a"}},
            "products": [{"sku": "x", "price": 1}, {"sku": "y"}],
            "due": "2025-03-02T10:00:00+01:00",
        });
        event("ann", "Order Completed", "2025-03-01T09:00:00Z", props)
    };
    let bare = event("ann", "Order Completed", "2025-03-01T10:00:00Z", json!({}));
    World::with(vec![order(json!(10.5)), order(json!("10.5")), bare]).await
}

/// Each filter with the number of the three orders that pass it.
#[tokio::test]
async fn filters_hold_as_written() {
    let world = world().await;
    let leaf = |property: &str, op: &str, value: Value| json!({"property": property, "op": op, "value": value});
    let with_fold = |mut leaf: Value| {
        leaf["fold"] = json!(true);
        leaf
    };
    for (filter, n) in [
        (leaf("total", "=", json!(10.50)), 1),
        (leaf("total", "!=", json!(10.5)), 1),
        (json!({"not": leaf("total", "=", json!(10.5))}), 2),
        (leaf("total", ">", json!(10)), 1),
        (leaf("total", "in", json!([10.5, "10.5"])), 2),
        (leaf("total", "not_in", json!([10.5])), 1),
        (json!({"property": "total", "op": "set"}), 2),
        (json!({"property": "total", "op": "not_set"}), 1),
        (leaf("context.page.url", "starts_with", json!("/")), 2),
        (leaf("context.page", "=", json!("/a")), 0),
        (leaf("products[].sku", "=", json!("y")), 2),
        (leaf("products[].sku", "!=", json!("y")), 2),
        (leaf("products[].price", ">=", json!(1)), 2),
        (leaf("note", "contains", json!("deja")), 0),
        (with_fold(leaf("note", "contains", json!("DEJA"))), 2),
        (leaf("note", "matches", json!("^D.j")), 2),
        (with_fold(leaf("note", "matches", json!("^dej[aà]\\W"))), 2),
        (leaf("due", "<=", json!("2025-03-02T09:00:00Z")), 2),
        (leaf("due", "<", json!("2025-03-02T09:00:00Z")), 0),
        (json!({"all": []}), 3),
        (json!({"any": []}), 0),
        (json!({"any": [leaf("total", "=", json!(10.5)), {"property": "note", "op": "not_set"}]}), 2),
    ] {
        let everywhere = orders(json!({"where": filter, "interval": "all"}));
        assert_eq!(world.answer(everywhere).await["series"][0]["values"], json!([n]), "where {filter}");
        let mut selected = orders(json!({"interval": "all"}));
        selected["series"][0]["select"]["where"] = filter.clone();
        assert_eq!(world.answer(selected).await["series"][0]["values"], json!([n]), "select {filter}");
    }
}
