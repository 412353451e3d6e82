//! The shipped recipes for orders: on files that look like the exports they are for, and on real ones.

use crate::fixture::{Fixture, check_shipped, real_files, show};
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

#[tokio::test]
async fn orders_of_shopify() {
    let header = "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,\
                  Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing City,Billing Country,\
                  Cancelled at,Refunded Amount,Vendor,Source\n";
    let lines = [
        "#1001,ann@example.com,paid,2025-01-03 10:15:20 +0100,EUR,47.00,6.00,7.83,53.00,HELLO,5.00,\
         2025-01-03 10:15:00 +0100,2,Fern print,16.00,FERN-1,Lyon,FR,,0.00,Atelier,web\n",
        "#1002,,refunded,2025-01-04 23:30:00 -0500,EUR,25.00,0.00,,25.00,,0.00,\
         2025-01-04 23:30:00 -0500,1,\"Mug, speckled\",25.00,MUG-1,,,2025-01-06 09:00:00 -0500,25.00,,pos\n",
        "#1001,ann@example.com,,,,,,,,,,2025-01-03 10:15:00 +0100,1,Tote bag,20.00,,,,,,,\n",
    ];
    check_shipped("shopify", &[("orders_export_1.csv", &(header.to_owned() + &lines.concat()))], expect![[r##"
        Order Cancelled: 1 new, 0 same, 0 other
        Order Completed: 2 new, 0 same, 0 other
        Order Refunded: 1 new, 0 same, 0 other

        Order Cancelled
        2025-01-06T14:00:00Z {"order_id":"#1002"}

        Order Completed
        2025-01-03T09:15:00Z {"channel":"web","coupon":"HELLO","currency":"EUR","discount":5.00,"order_id":"#1001","quantity":3,"revenue":47.00,"shipping":6.00,"tax":7.83,"products":[{"brand":"Atelier","name":"Fern print","price":16.00,"product_id":"FERN-1","quantity":2},{"name":"Tote bag","price":20.00,"quantity":1}]}
        2025-01-05T04:30:00Z {"channel":"pos","currency":"EUR","discount":0.00,"order_id":"#1002","quantity":1,"revenue":25.00,"shipping":0.00,"products":[{"name":"Mug, speckled","price":25.00,"product_id":"MUG-1","quantity":1}]}

        Order Refunded
        2025-01-06T14:00:00Z {"currency":"EUR","order_id":"#1002","revenue":-25.00}"##]])
        .await;
}

#[tokio::test]
async fn orders_of_prestashop_and_their_refunds() {
    let orders = "id_order;reference;date_add;id_customer;email;currency;payment;total_products_wt;\
                  total_shipping_tax_incl;total_discounts_tax_incl;product_id;product_reference;product_name;\
                  product_quantity;unit_price_tax_incl\n\
                  7;\"XKBKNABJK\";\"2025-01-03 10:15:00\";4;\"ann@example.com\";EUR;\"Carte bancaire\";64.800000;7.000000;\
                  0.000000;2;\"demo_2\";\"T-shirt ; brodé\";2;28.680000\n\
                  7;\"XKBKNABJK\";\"2025-01-03 10:15:00\";4;\"ann@example.com\";EUR;\"Carte bancaire\";64.800000;7.000000;\
                  0.000000;9;;\"Carnet\";1;7.440000\n";
    let refunds = "id_order_slip;id_order;refunded_at;total_products_tax_incl\n1;7;2025-01-20 08:00:00;28.680000\n2;8;2025-01-20 08:00:00;1\n";
    check_shipped(
        "prestashop",
        &[("prestashop-orders.csv", orders), ("prestashop-refunds.csv", refunds)],
        expect![[r#"
            Order Completed: 1 new, 0 same, 0 other
            Order Refunded: 1 new, 0 same, 0 other
            table,file,line,column,value,reason
            refunds,prestashop-refunds.csv,3,id_order,8,no_parent

            Order Completed
            2025-01-03T09:15:00Z {"currency":"EUR","discount":0.000000,"order_id":"7","payment_method":"Carte bancaire","quantity":3,"reference":"XKBKNABJK","revenue":64.800000,"shipping":7.000000,"products":[{"name":"T-shirt ; brodé","price":28.680000,"product_id":"2","quantity":2,"reference":"demo_2"},{"name":"Carnet","price":7.440000,"product_id":"9","quantity":1}]}

            Order Refunded
            2025-01-20T07:00:00Z {"currency":"EUR","order_id":"7","revenue":-28.680000}"#]],
    )
    .await;
}
