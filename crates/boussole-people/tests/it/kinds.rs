use crate::shop::{Shop, by, event, names, order};
use boussole_events::IdentifierKind::{Anonymous, Phone};
use serde_json::{Value, json};

fn cancelled(user: &str, id: &str, hour: i64) -> boussole_events::Incoming {
    event(user, "Order Cancelled", hour, json!({"order_id": id}))
}

async fn shop() -> Shop {
    let with_status = |user: &str, status: &str| {
        event(user, "Order Completed", 20, json!({"order_id": user, "revenue": 7, "status": status}))
    };
    Shop::with(vec![
        by(&[(Anonymous, "web-1")], "Page Viewed", 30, json!({})),
        by(&[(Phone, "+331")], "Page Viewed", 30, json!({})),
        order("kept", "1", 20, "7"),
        order("cancelled", "2", 20, "7"),
        cancelled("cancelled", "2", 19),
        order("cancelled-by-the-shop", "3", 20, "7"),
        cancelled("", "3", 18),
        order("other-cancelled", "4", 20, "7"),
        // The order 4 of somebody else is another order.
        cancelled("cancelled", "4", 10),
        cancelled("ordered-again", "5", 20),
        order("ordered-again", "5", 19, "7"),
        with_status("void", "unavailable"),
        with_status("delivered", "delivered"),
        by(&[(Anonymous, "web-2")], "Order Completed", 20, json!({})),
    ])
    .await
}

#[tokio::test]
async fn a_kind_is_decided_by_orders_that_were_not_cancelled() {
    let shop = shop().await;
    let counts = json!({"visitor": 1, "prospect": 4, "customer": 5});
    for (kind, found) in [
        ("visitor", "web-1"),
        ("prospect", "cancelled, cancelled-by-the-shop, void, +331"),
        ("customer", "delivered, kept, ordered-again, other-cancelled, web-2"),
    ] {
        let page: Value = shop.json(&format!("/api/v1/people?sort=name&kind={kind}")).await;
        assert_eq!(names(&page), found, "{kind}");
        assert_eq!(page["total"], json!(found.split(", ").count()));
        assert_eq!(page["counts"], counts, "the counts are of all kinds");
    }
    let page = shop.json("/api/v1/people?search=cancelled&kind=customer").await;
    assert_eq!(page["counts"], json!({"visitor": 0, "prospect": 2, "customer": 1}), "the counts follow the search");
    assert_eq!(page["total"], json!(1));
}

#[tokio::test]
async fn what_was_cancelled_or_given_back_is_no_revenue() {
    let refund = |user: &str, id: &str, revenue: i64| {
        event(user, "Order Refunded", 1, json!({"order_id": id, "revenue": revenue}))
    };
    let in_dollars = event("two", "Order Completed", 5, json!({"revenue": 1, "currency": "USD"}));
    let shop = Shop::with(vec![
        order("one", "1", 20, "10.00"),
        order("one", "2", 20, "2.50"),
        refund("one", "1", 4),
        order("none", "3", 20, "10"),
        cancelled("none", "3", 10),
        refund("none", "3", 10),
        order("two", "4", 20, "1"),
        in_dollars,
    ])
    .await;
    let page = shop.json("/api/v1/people?sort=first_seen").await;
    let revenue = |index: usize| page["items"][index]["revenue"].clone();
    assert_eq!(revenue(0), json!({"amount": "8.50", "currency": "BRL"}));
    assert_eq!(revenue(1), json!(null), "nothing was ordered in the end");
    assert_eq!(revenue(2), json!(null), "amounts of two currencies have no sum");
}
