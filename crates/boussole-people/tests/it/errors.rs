use crate::shop::{Shop, event};
use boussole_core::{Ctx, ProjectId};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

async fn check(shop: &Shop, address: &str, expected: Expect) {
    let reply = shop.ask(address).await;
    let body: Value = serde_json::from_slice(&reply.body).unwrap_or_else(|_| panic!("{address}: {}", reply.text()));
    let text = |field: &str| body[field].as_str().unwrap_or("-").to_owned();
    let line = format!("{} {} | {}: {} | {}", reply.status, text("code"), text("field"), text("message"), text("hint"));
    expected.assert_eq(&line);
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let shop = Shop::with(vec![event("c1", "Page Viewed", 1, json!({}))]).await;
    for (query, expected) in [
        (
            "sort=email",
            expect![
                "400 Bad Request unknown_sort | sort: people cannot be sorted by this | use last_seen, first_seen, name, orders or revenue, with `-` before it for the largest first"
            ],
        ),
        (
            "kind=lead",
            expect![
                "400 Bad Request unknown_kind | kind: there is no such kind of person | use visitor, prospect or customer"
            ],
        ),
        ("limit=0", expect!["400 Bad Request out_of_bounds | limit: this must be a whole number from 1 to 200 | -"]),
        ("limit=201", expect!["400 Bad Request out_of_bounds | limit: this must be a whole number from 1 to 200 | -"]),
        ("limit=ten", expect!["400 Bad Request out_of_bounds | limit: this must be a whole number from 1 to 200 | -"]),
        (
            "cursor=p42",
            expect![
                "400 Bad Request invalid_cursor | cursor: this is not the cursor of a list in this order | take `next_cursor` of the page before, and keep the same `sort`"
            ],
        ),
        (
            "page=2",
            expect![
                "400 Bad Request unknown_parameter | page: there is no such parameter here | known here: search, kind, sort, cursor, limit"
            ],
        ),
        ("kind=visitor&kind=customer", expect!["400 Bad Request repeated_parameter | kind: this stands twice | -"]),
    ] {
        check(&shop, &format!("/api/v1/people?{query}"), expected).await;
    }
    for (address, expected) in [
        (
            "people.csv?limit=5",
            expect![
                "400 Bad Request unknown_parameter | limit: there is no such parameter here | known here: search, kind, sort"
            ],
        ),
        (
            "people/p1?x=1",
            expect!["400 Bad Request unknown_parameter | x: there is no such parameter here | there are none here"],
        ),
        (
            "people/p1/timeline?event=Page",
            expect!["400 Bad Request unknown_event | event: no event is named `Page` | known events: Page Viewed"],
        ),
        (
            "people/p1/timeline?before=x",
            expect![
                "400 Bad Request invalid_time | before: this is neither an instant nor a date | write the `before` of an answer, an instant, or a date"
            ],
        ),
        (
            "people/p1/timeline?limit=201",
            expect!["400 Bad Request out_of_bounds | limit: this must be a whole number from 1 to 200 | -"],
        ),
    ] {
        check(&shop, &format!("/api/v1/{address}"), expected).await;
    }
}

#[tokio::test]
async fn nobody_by_that_key_is_not_found() {
    let shop = Shop::with(vec![event("c1", "Page Viewed", 1, json!({}))]).await;
    for id in ["p2", "p0", "c1", "p01", "p+1", "p99999999999999999999", "%FF"] {
        for address in [format!("/api/v1/people/{id}"), format!("/api/v1/people/{id}/timeline")] {
            check(&shop, &address, expect!["404 Not Found unknown_person | id: nobody is known by this key | take the key from the list of people, such as `p42`"]).await;
        }
    }
}

#[tokio::test]
async fn only_members_of_the_project_are_answered() {
    let shop = Shop::with(vec![event("c1", "Page Viewed", 1, json!({}))]).await;
    let stranger = Ctx::command_line(ProjectId::parse("other").expect("a name"));
    for address in ["/api/v1/people", "/api/v1/people.csv", "/api/v1/people/p1", "/api/v1/people/p1/timeline"] {
        assert_eq!(shop.ask_as(None, address).await.status.as_u16(), 401, "{address}");
        assert_eq!(shop.ask_as(Some(stranger.clone()), address).await.status.as_u16(), 403, "{address}");
    }
}
