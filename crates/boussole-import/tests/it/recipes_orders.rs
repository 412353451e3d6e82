//! The shipped recipes for orders: on files that look like the exports they are for, and on real ones.

use crate::fixture::{Fixture, real_files, show};
use boussole_import::Recipe;
use expect_test::expect;
use rust_decimal::Decimal;
use serde_json::Value;

/// Adds up a number of every stored event of one name.
fn sum(fixture: &Fixture, event: &str, property: &str) -> Decimal {
    let numbers = fixture.each(event, |_, props| {
        let props: Value = serde_json::from_str(props).unwrap();
        props.get(property).map_or(Decimal::ZERO, |number| number.to_string().parse().unwrap())
    });
    numbers.into_iter().sum()
}

#[tokio::test]
async fn every_line_of_a_year_of_invoices_counts_once() {
    let mut fixture = Fixture::new().await;
    let recipe = Recipe::load("online-retail").unwrap();
    let path = real_files("online_retail");
    let report = fixture.import_path(&recipe, &path, false).await.unwrap();
    expect![[r#"
        Order Completed: 13905 new, 0 same, 0 other
        Order Refunded: 2554 new, 0 same, 0 other"#]]
    .assert_eq(&show(&report));
    assert_eq!((report.rows["lines"], report.n_derived, report.n_people), (320_705, 314_858, 3_360));
    // As DuckDB adds them up over all lines.
    let sums = ["revenue", "quantity", "fees"].map(|property| {
        (sum(&fixture, "Order Completed", property) + sum(&fixture, "Order Refunded", property)).normalize().to_string()
    });
    expect![[r#"
        [
            "5761931.382",
            "3089482",
            "-81203.47",
        ]
    "#]]
    .assert_debug_eq(&sums);
    let again = fixture.import_path(&recipe, &path, false).await.unwrap();
    assert_eq!((again.totals().accepted, again.totals().duplicate, again.totals().conflict), (0, 16_459, 0));
}
