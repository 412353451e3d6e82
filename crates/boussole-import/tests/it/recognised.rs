//! How numbers and days are written, read from the files where the recipe does not say.

use crate::fixture::{Fixture, SHOP, show, show_error};
use expect_test::{Expect, expect};

/// Shows how the rows of a file of orders were read, and what was stored.
async fn check(text: &str, said: &str, expected: Expect) {
    let mut fixture = Fixture::with_orders(text).await;
    let recipe = SHOP.replace("file = \"orders*\"", &format!("file = \"orders*\"\n{said}"));
    let shown = match fixture.import(&recipe).await {
        Ok(report) => {
            let shape = &report.files[0].shape;
            let (comma, formats) = (shape.decimal_comma, shape.time_formats.join(", "));
            format!("comma {comma:?}, days {formats:?}\n{}\n{}", show(&report), fixture.stored("Order Completed"))
        }
        Err(error) => show_error(&error),
    };
    expected.assert_eq(&shown);
}

#[tokio::test]
async fn a_file_in_the_french_manner_needs_no_word() {
    check(
        "id;customer;at;amount\n1;anna;03/01/2025;1 249,90\n2;ben;31/01/2025 14:30;12\n",
        "",
        expect![[r#"
            comma Some(true), days "%d/%m/%Y, %d/%m/%Y %H:%M"
            Order Completed: 2 new, 0 same, 0 other
            2025-01-02T23:00:00Z {"id":"1","revenue":1249.90}
            2025-01-31T13:30:00Z {"id":"2","revenue":12}"#]],
    )
    .await;
    check(
        "id,customer,at,amount\n1,anna,2025-01-03,12.50\n",
        "",
        expect![[r#"
            comma Some(false), days ""
            Order Completed: 1 new, 0 same, 0 other
            2025-01-02T23:00:00Z {"id":"1","revenue":12.50}"#]],
    )
    .await;
}

#[tokio::test]
async fn what_could_be_read_in_two_ways_is_refused_until_somebody_says() {
    let text = "id;customer;at;amount\n1;anna;03/01/2025;12,50\n2;ben;04/01/2025;7,00\n";
    check(
        text,
        "",
        expect![[r#"
            ambiguous_dates: tables[orders].time_formats: days like `03/01/2025`, `04/01/2025` may have the day or the month first
              hint: say `time_formats = ["%d/%m/%Y"]` or `time_formats = ["%m/%d/%Y"]`"#]],
    )
    .await;
    check(
        text,
        "time_formats = [\"%m/%d/%Y\"]",
        expect![[r#"
            comma Some(true), days "%m/%d/%Y"
            Order Completed: 2 new, 0 same, 0 other
            2025-02-28T23:00:00Z {"id":"1","revenue":12.50}
            2025-03-31T22:00:00Z {"id":"2","revenue":7.00}"#]],
    )
    .await;
    check(
        "id;customer;at;amount\n1;anna;2025-01-03;1,250\n",
        "",
        expect![[r#"
            ambiguous_numbers: tables[orders].decimal_comma: a comma in numbers like `1,234` may stand before a fraction or after thousands
              hint: say `decimal_comma = true` when it stands before a fraction, and take it out of the file when it stands after thousands"#]],
    )
    .await;
}

#[tokio::test]
async fn days_are_looked_at_until_one_tells() {
    let mut text = "id;customer;at;amount\n".to_owned();
    for number in 0..1_500 {
        text.push_str(&format!("{number};anna;0{}/02/2025;1,5\n", number % 9 + 1));
    }
    text.push_str("1500;anna;28/02/2025;1,5\n");
    let mut fixture = Fixture::with_orders(&text).await;
    let report = fixture.import(SHOP).await.unwrap();
    assert_eq!(report.files[0].shape.time_formats, ["%d/%m/%Y"]);
    assert_eq!(report.totals().accepted, 1_501);
}

#[tokio::test]
async fn a_standard_file_stays_standard_whatever_strays_into_it() {
    check(
        "id;customer;at;amount\n1;anna;2025-01-03;12.5\n2;ben;2025-01-04;7\n3;cleo;31/01/2025;7.5\n",
        "",
        expect![[r#"
            comma Some(false), days ""
            Order Completed: 2 new, 0 same, 0 other
            table,file,line,column,value,reason
            orders,orders.csv,4,at,31/01/2025,not_a_time
            2025-01-02T23:00:00Z {"id":"1","revenue":12.5}
            2025-01-03T23:00:00Z {"id":"2","revenue":7}"#]],
    )
    .await;
}
