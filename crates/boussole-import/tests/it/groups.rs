//! Files with a line for each article and none for the order.

use crate::fixture::{Fixture, gzip, show, show_refusal};
use boussole_import::Recipe;
use expect_test::{Expect, expect};

const GROUPED: &str = r#"
    name = "till"
    timezone = "Europe/Paris"
    currency = "EUR"
    money = ["revenue", "price"]
    [[tables]]
    name = "receipts"
    file = "orders*"
    group_by = ["shop", "number"]
    lines = "lines"
    types = { at = "time", price = "decimal", quantity = "integer" }
    [[tables]]
    name = "articles"
    file = "articles.csv"
    join = { code = "lines.code" }
    relation = "reference"
    types = { weight = "decimal" }
    [conditions]
    refund = { column = "number", op = "starts_with", value = "R" }
    gift = { column = "articles.kind", op = "=", value = "gift" }
    [person]
    identifiers = { user_id = "customer" }
    traits = { city = "city" }
    [[events]]
    name = "Order Completed"
    time = { min = "lines.at" }
    when = { not = "refund" }
    [events.properties]
    order_id = "number"
    first_price = "price"
    revenue = { sum = { product = ["lines.quantity", "lines.price"] } }
    weight = { sum = { product = ["lines.quantity", "articles.weight"] } }
    n_lines = { count = "lines.code" }
    n_gifts = { count = "lines.code", when = "gift" }
    ended = { max = "lines.at" }
    [events.lines]
    from = "lines"
    [events.lines.properties]
    product_id = "lines.code"
    price = "lines.price"
    quantity = "lines.quantity"
    gift = { is = "gift" }
    [[events]]
    name = "Order Refunded"
    time = { max = "lines.at" }
    when = "refund"
    [events.properties]
    revenue = { sum = { product = [-1, "lines.quantity", "lines.price"] } }
"#;

const HEADER: &str = "shop,number,at,customer,city,code,quantity,price\n";
const LINES: [&str; 8] = [
    "A,1,2024-01-05 10:02:00,ann,Lyon,pen,2,1.10\n",
    "A,2,2024-01-05 10:01:00,bob,,ink,1,7\n",
    "A,1,2024-01-05 10:00:00,eve,Namur,ink,3,2.55\n",
    "B,1,2024-01-06,,,pen,1,1.10\n",
    "A,1,2024-01-05 10:03:00,ann,Lyon,pen,2,1.10\n",
    "A,1,2024-01-05 10:03:00,ann,Lyon,pen,2,1.10\n",
    "A,,2024-01-05 10:03:00,ann,Lyon,pen,2,1.10\n",
    "A,R3,2024-02-01,ann,Lyon,pen,2,1.10\n",
];

async fn fixture(lines: &str) -> Fixture {
    let fixture = Fixture::with_orders(&format!("{HEADER}{lines}")).await;
    fixture.write("articles.csv", b"code,kind,weight\npen,gift,0.015\nink,,0.25\n");
    fixture
}

#[tokio::test]
async fn a_group_has_the_cells_of_its_first_line_and_its_lines_below() {
    let mut fixture = fixture(&LINES.concat()).await;
    expect![[r#"
        Order Completed: 3 new, 0 same, 0 other
        Order Refunded: 1 new, 0 same, 0 other
        table,file,line,column,value,reason
        lines,orders.csv,8,shop + number,,key_absent"#]]
    .assert_eq(&fixture.outcome(GROUPED).await);
    expect![[r#"
        2024-01-05T09:00:00Z {"ended":"2024-01-05T09:03:00Z","first_price":1.10,"n_gifts":3,"n_lines":4,"order_id":"1","revenue":14.25,"weight":0.840,"products":[{"gift":true,"price":1.10,"product_id":"pen","quantity":2},{"gift":false,"price":2.55,"product_id":"ink","quantity":3},{"gift":true,"price":1.10,"product_id":"pen","quantity":2},{"gift":true,"price":1.10,"product_id":"pen","quantity":2}],"currency":"EUR"}
        2024-01-05T09:01:00Z {"ended":"2024-01-05T09:01:00Z","first_price":7,"n_gifts":0,"n_lines":1,"order_id":"2","revenue":7,"weight":0.25,"products":[{"gift":false,"price":7,"product_id":"ink","quantity":1}],"currency":"EUR"}
        2024-01-05T23:00:00Z {"ended":"2024-01-05T23:00:00Z","first_price":1.10,"n_gifts":1,"n_lines":1,"order_id":"1","revenue":1.10,"weight":0.015,"products":[{"gift":true,"price":1.10,"product_id":"pen","quantity":1}],"currency":"EUR"}"#]].assert_eq(&fixture.stored("Order Completed"));
    expect![[r#"2024-01-31T23:00:00Z {"revenue":-2.20,"currency":"EUR"}"#]]
        .assert_eq(&fixture.stored("Order Refunded"));
}

#[tokio::test]
async fn a_table_cut_through_a_group_gives_the_same() {
    let mut fixture = fixture(&LINES.concat()).await;
    fixture.import(GROUPED).await.unwrap();
    // Cut through a receipt, and one half packed.
    let half = |lines: &[&str]| gzip(format!("{HEADER}{}", lines.concat()).as_bytes());
    fixture.remove("orders.csv");
    fixture.write("orders-1.csv.gz", &half(&LINES[..3]));
    fixture.write("orders-2.csv", &half(&LINES[3..]));
    let report = fixture.import(GROUPED).await.unwrap();
    expect![[r#"
        Order Completed: 0 new, 3 same, 0 other
        Order Refunded: 0 new, 1 same, 0 other
        table,file,line,column,value,reason
        lines,orders-2.csv,5,shop + number,,key_absent"#]]
    .assert_eq(&show(&report));
    assert_eq!((report.rows["lines"], report.rows.get("receipts")), (8, None));
}

#[tokio::test]
async fn a_group_that_gains_a_line_in_another_import_is_refused_by_name() {
    let mut fixture = fixture(&LINES[..2].concat()).await;
    expect!["Order Completed: 2 new, 0 same, 0 other"].assert_eq(&fixture.outcome(GROUPED).await);
    fixture.write("orders.csv", format!("{HEADER}{}", LINES[2..].concat()).as_bytes());
    expect![[r#"
        Order Completed: 1 new, 0 same, 1 other
        Order Refunded: 1 new, 0 same, 0 other
        table,file,line,column,value,reason
        lines,orders.csv,6,shop + number,,key_absent
        receipts,orders.csv,2,shop + number,A + 1,same_key_other_content"#]]
    .assert_eq(&fixture.outcome(GROUPED).await);
}

#[tokio::test]
async fn a_line_that_is_refused_is_missing_from_its_group_and_a_crowded_group_is_refused() {
    let bad = "A,1,never,ann,Lyon,pen,2,1.10\nA,1,2024-01-05,eve,Namur,ink,1,1\n";
    let crowd = "C,9,2024-01-05,ann,Lyon,pen,1,1\n".repeat(10_001);
    let after = "D,4,2024-01-05,ann,Lyon,pen,1,1\n".repeat(10_000);
    let mut fixture = fixture(&format!("{bad}{crowd}{after}")).await;
    expect![[r#"
        Order Completed: 2 new, 0 same, 0 other
        table,file,line,column,value,reason
        lines,orders.csv,2,at,never,not_a_time
        receipts,orders.csv,4,,lines,too_many_joined_rows"#]]
    .assert_eq(&fixture.outcome(GROUPED).await);
}

/// Shows why the recipe is refused once `from` is replaced by `to`.
fn check(from: &str, to: &str, expected: Expect) {
    assert!(GROUPED.contains(from), "{from}");
    let shown = match Recipe::parse(&GROUPED.replace(from, to), "my.toml") {
        Ok(recipe) => format!("the recipe {}", recipe.name()),
        Err(refusal) => show_refusal(&refusal),
    };
    expected.assert_eq(&shown);
}

#[test]
fn what_is_wrong_with_groups_is_named() {
    check(
        "lines = \"lines\"",
        "",
        expect![[r#"
        invalid_recipe: my.toml: tables[receipts].group_by: rows are grouped, but their table has no name
          hint: name it with `lines = "lines"`"#]],
    );
    check(
        "group_by = [\"shop\", \"number\"]",
        "",
        expect![[r#"
        invalid_recipe: my.toml: tables[receipts].lines: this names the table of grouped rows
          hint: add `group_by = [columns]`"#]],
    );
    check(
        "[\"shop\", \"number\"]",
        "[]",
        expect!["invalid_recipe: my.toml: tables[receipts].group_by: rows are grouped by at least one column"],
    );
    check(
        "lines = \"lines\"",
        "lines = \"articles\"",
        expect![[r#"
        invalid_recipe: my.toml: tables[articles].join.code: no table `lines` stands before this one
          hint: nearest: `articles`, `receipts`"#]],
    );
    check(
        "lines = \"lines\"",
        "lines = \"a.b\"",
        expect!["invalid_recipe: my.toml: tables[receipts].lines: the name of a table has no `.`"],
    );
    check(
        "relation = \"reference\"",
        "group_by = [\"code\"]\nlines = \"more\"",
        expect!["invalid_recipe: my.toml: tables[articles].group_by: only the rows of the first table are grouped"],
    );
    check(
        "join = { code = \"lines.code\" }",
        "join = { code = \"code\" }",
        expect![[r#"
        invalid_recipe: my.toml: tables[articles].join.code: `code` names no table
          hint: write "table.column""#]],
    );
    check(
        "{ min = \"lines.at\" }",
        "\"lines.at\"",
        expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].time: `lines.at` has many values here, because `lines` are children
          hint: say which: { first = "lines.at" }, sum, count, min, max or distinct"#]],
    );
    check(
        "{ min = \"lines.at\" }",
        "{ min = \"lines.code\" }",
        expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].time.min: `lines.code` is of type text, a time or date is wanted
          hint: add `lines.code = "time"` to the types of its table"#]],
    );
    check(
        "[-1, \"lines.quantity\", \"lines.price\"]",
        "[\"lines.price\"]",
        expect![
            "invalid_recipe: my.toml: events[Order Refunded].properties.revenue.sum.product: a product has at least two factors"
        ],
    );
    check(
        "[-1, \"lines.quantity\", \"lines.price\"]",
        "[2, 3]",
        expect![
            "invalid_recipe: my.toml: events[Order Refunded].properties.revenue.sum: the factors are not of one row"
        ],
    );
    check(
        "[-1, \"lines.quantity\", \"lines.price\"]",
        "[-1, \"lines.code\"]",
        expect![[r#"
        invalid_recipe: my.toml: events[Order Refunded].properties.revenue.sum.product[1]: `lines.code` is of type text, numbers are wanted here
          hint: add `lines.code = "decimal"` to the types of its table"#]],
    );
    check(
        "not = \"refund\"",
        "not = \"refunds\"",
        expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].when.not: there is no condition `refunds`
          hint: nearest: `refund`, `gift`"#]],
    );
    check(
        "{ is = \"gift\" }",
        "{ is = { column = \"lines.price\", op = \">\", value = \"x\" } }",
        expect![
            "invalid_recipe: my.toml: events[Order Completed].lines.properties.gift.is.value: `x` is not of the column's type decimal"
        ],
    );
    check(
        "gift = { column = \"articles.kind\", op = \"=\", value = \"gift\" }",
        "gift = { not = \"gift\" }",
        expect!["invalid_recipe: my.toml: conditions.gift.not: conditions lie at most 16 deep"],
    );
    check(
        "{ not = \"refund\" }",
        "\"gift\"",
        expect![[r#"
        invalid_recipe: my.toml: conditions.gift.column: `articles.kind` has many values here, because `articles` are children
          hint: say which: { first = "articles.kind" }, sum, count, min, max or distinct"#]],
    );
    check(
        "name = \"receipts\"",
        "name = \"receipts\"\n required = false",
        expect![
            "invalid_recipe: my.toml: tables[receipts].required: the first table makes the events: it is always required"
        ],
    );
    check(
        "price = \"lines.price\"",
        "price = { product = [2, \"other.price\"] }",
        expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].lines.properties.price.product[1]: there is no table `other`
          hint: nearest: `articles`, `lines`, `receipts`"#]],
    );
}
