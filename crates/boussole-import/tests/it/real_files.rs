use crate::fixture::{Fixture, real_files, show};
use boussole_import::Recipe;
use expect_test::expect;
use serde_json::Value;

const CDNOW: &str = r#"
    name = "cdnow"
    extends = "orders"
    timezone = "America/New_York"
    currency = "USD"
    [[tables]]
    name = "orders"
    delimiter = "blanks"
    time_formats = ["%Y%m%d"]
    rename = { quantity = "number_of_cds", amount = "dollar_value" }
"#;

#[tokio::test]
async fn a_folder_of_seven_tables_becomes_a_timeline() {
    let mut fixture = Fixture::new().await;
    let recipe = Recipe::load("olist").unwrap();
    let report = fixture.import_path(&recipe, &real_files("olist_sample"), false).await.unwrap();
    expect![[r#"
        Order Approved: 2991 new, 0 same, 0 other
        Order Completed: 3000 new, 0 same, 0 other
        Order Delivered: 2904 new, 0 same, 0 other
        Order Shipped: 2946 new, 0 same, 0 other
        Promise Made: 3000 new, 0 same, 0 other
        Review Submitted: 2993 new, 0 same, 0 other"#]]
    .assert_eq(&show(&report));
    assert_eq!((report.n_people, report.n_rejects(), report.n_derived), (2_995, 0, 3_397));
    assert_eq!(report.rows["orders"], 3_000);

    let properties = |event: &str| fixture.each(event, |_, props| serde_json::from_str::<Value>(props).unwrap());
    let late = properties("Order Delivered").iter().filter(|props| props["late"] == true).count();
    assert_eq!(late, 191);
    let reviews = properties("Review Submitted");
    assert!(reviews.iter().all(|props| props["score"].is_i64()));
    let unknown = reviews.iter().filter(|props| props.get("late").is_none()).count();
    assert_eq!(unknown, 90, "the reviews of orders that never arrived");

    let again = fixture.import_path(&recipe, &real_files("olist_sample"), false).await.unwrap();
    assert_eq!((again.totals().accepted, again.totals().conflict), (0, 0));
    assert_eq!(again.totals().duplicate, report.totals().accepted);
}

#[tokio::test]
async fn an_order_carries_its_exact_sums_and_its_promise_ends_with_the_local_day() {
    let mut fixture = Fixture::new().await;
    let recipe = Recipe::load("olist").unwrap();
    fixture.import_path(&recipe, &real_files("olist_sample"), false).await.unwrap();
    let mut shown: Vec<String> = ["Order Completed", "Promise Made", "Order Delivered", "Review Submitted"]
        .into_iter()
        .flat_map(|event| fixture.each(event, |_, props| props.to_owned()))
        .filter(|props| props.contains("2c810e97c1d3956172e1830863e6a133"))
        .collect();
    shown.sort();
    expect![[r#"
        {"due_at":"2018-08-28T03:00:00Z","order_id":"2c810e97c1d3956172e1830863e6a133","promise":"delivery","promised_on":"2018-08-27","status":"delivered"}
        {"late":false,"order_id":"2c810e97c1d3956172e1830863e6a133","promised_on":"2018-08-27"}
        {"late":false,"order_id":"2c810e97c1d3956172e1830863e6a133","score":4}
        {"order_id":"2c810e97c1d3956172e1830863e6a133","paid":1326.85,"payment_methods":["credit_card"],"revenue":1299.65,"shipping":27.20,"status":"delivered","products":[{"category":"health_beauty","price":1299.65,"product_id":"c2f66da7257100a87b2d61fe2adf0535","quantity":1,"seller_id":"edb1ef5e36e0c8cd84eb3c9b003e486d","shipping":27.20}],"currency":"BRL"}"#]].assert_eq(&shown.join("\n"));
}

#[tokio::test]
async fn rows_without_a_key_all_count_and_count_once() {
    let mut fixture = Fixture::new().await;
    let recipe = Recipe::parse(CDNOW, "cdnow.toml").unwrap();
    let path = real_files("cdnow").join("CDNOW_master.txt.gz");
    let report = fixture.import_path(&recipe, &path, false).await.unwrap();
    expect!["Order Completed: 69659 new, 0 same, 0 other"].assert_eq(&show(&report));
    assert_eq!((report.n_people, report.n_rejects()), (23_570, 0));
    let again = fixture.import_path(&recipe, &path, false).await.unwrap();
    assert_eq!((again.totals().accepted, again.totals().duplicate, again.totals().conflict), (0, 69_659, 0));
}
