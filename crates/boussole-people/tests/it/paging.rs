use crate::shop::{Shop, event, order, said};
use boussole_events::Incoming;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

const SORTS: [&str; 10] = [
    "last_seen",
    "-last_seen",
    "first_seen",
    "-first_seen",
    "name",
    "-name",
    "orders",
    "-orders",
    "revenue",
    "-revenue",
];

async fn pages(shop: &Shop, sort: &str, limit: usize) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = shop.json(&format!("/api/v1/people?sort={sort}&limit={limit}&cursor={cursor}")).await;
        let people = page["items"].as_array().expect("a list");
        assert!(!people.is_empty() && people.len() <= limit, "no page is empty or too long");
        items.extend_from_slice(people);
        match &page["next_cursor"] {
            Value::Null => {
                assert_eq!(page["total"], json!(items.len()), "{sort}");
                return items;
            }
            next => cursor = next.as_str().expect("a text").to_owned(),
        }
    }
}

/// Makes people with few different values, so that most are tied.
fn people(values: &[(i64, usize, usize)]) -> Vec<Incoming> {
    let person = |(index, (hour, name, n_orders)): (usize, &(i64, usize, usize))| {
        let user = format!("u{index}");
        let name = ["", "Ann", "ann", "Änn", "Bob"][*name];
        let orders = (0..*n_orders).map(|_| order(&user, "", *hour, "5"));
        orders.chain([said(&user, *hour, json!({"name": name}))]).collect::<Vec<_>>()
    };
    values.iter().enumerate().flat_map(person).collect()
}

#[test]
fn every_person_is_on_one_page_whatever_the_ties() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut runner = TestRunner::new(ProptestConfig { cases: 12, ..ProptestConfig::default() });
    let history = vec((1_i64..4, 0_usize..5, 0_usize..3), 1..30);
    let check = |(values, limit): (Vec<(i64, usize, usize)>, usize)| {
        runtime.block_on(async {
            let shop = Shop::with(people(&values)).await;
            for sort in SORTS {
                let whole = shop.json(&format!("/api/v1/people?sort={sort}&limit=200")).await;
                let whole = whole["items"].as_array().expect("a list");
                prop_assert_eq!(whole.len(), values.len());
                prop_assert_eq!(&pages(&shop, sort, limit).await, whole, "{}", sort);
            }
            Ok(())
        })
    };
    runner.run(&(history, 1_usize..8), check).expect("every person once");
}

#[tokio::test]
async fn a_cursor_holds_while_people_come() {
    let shop =
        Shop::with((0..6).map(|hour| event(&format!("u{hour}"), "Page Viewed", hour, json!({}))).collect()).await;
    let first = shop.json("/api/v1/people?limit=3").await;
    shop.accept(vec![event("new", "Page Viewed", -1, json!({}))]).await;
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    assert_eq!(shop.names(&format!("/api/v1/people?limit=3&cursor={cursor}")).await, "u3, u4, u5");
}
