//! Objects of JSON, one a line.

use crate::fixture::{Fixture, SHOP, gzip, show, show_error, show_files};
use expect_test::{Expect, expect};

const LINES: &str = r#"
{"id": 1, "customer": {"id": "ann", "vip": true}, "at": "2024-01-05T10:00:00Z", "amount": 10.50, "tags": ["a", {"b": 1}]}

{"id": "2", "customer": {"id": "bob"}, "at": "2024-01-06", "amount": "20", "late": {"note": "été"}, "tags": null}
{"id": 3, "customer": {"id": "eve", "vip": null}, "at": "2024-01-07", "amount": 1e3}
{"id": 4, "customer": "eve", "at": "2024-01-07", "amount": 12345678901234567890.12}
["no object"]
{"id": 5, "customer": {"id": "eve"}, "at"
"#;

const RECIPE: &str = r#"
    name = "shop"
    timezone = "Europe/Paris"
    [[tables]]
    name = "orders"
    file = "orders*"
    types = { at = "time", amount = "decimal", vip = "boolean" }
    rename = { vip = "customer.vip", note = "late.note" }
    optional = ["vip", "note", "absent"]
    [person]
    identifiers = { user_id = "orders.customer.id" }
    [[events]]
    name = "Order Completed"
    key = ["id"]
    time = "at"
    properties = { id = "id", revenue = "amount", vip = "vip", note = "note", absent = "absent", tags = "tags" }
"#;

async fn check(name: &str, bytes: &[u8], recipe: &str, expected: Expect) {
    let mut fixture = Fixture::new().await;
    fixture.write(name, bytes);
    let folder = fixture.files().display().to_string();
    let shown = match fixture.import(recipe).await {
        Ok(report) => {
            format!("{}\n{}\n{}", show_files(&report), show(&report), fixture.stored("Order Completed"))
        }
        Err(error) => show_error(&error),
    };
    expected.assert_eq(&shown.replace(&format!("{folder}/"), ""));
}

#[tokio::test]
async fn each_line_is_a_row_and_each_path_a_column() {
    check(
        "orders.jsonl",
        LINES.as_bytes(),
        RECIPE,
        expect![[r#"
        orders.jsonl json_lines None Some("utf-8") None None
        Order Completed: 3 new, 0 same, 0 other
        table,file,line,column,value,reason
        orders,orders.jsonl,5,amount,1e+3,not_a_decimal
        orders,orders.jsonl,7,,,not_an_object
        orders,orders.jsonl,8,,,not_json
        2024-01-05T10:00:00Z {"id":"1","revenue":10.50,"tags":"[\"a\",{\"b\":1}]","vip":true}
        2024-01-05T23:00:00Z {"id":"2","note":"été","revenue":20}
        2024-01-06T23:00:00Z {"id":"4","revenue":12345678901234567890.12}"#]],
    )
    .await;
    check(
        "orders.gz",
        &gzip(LINES.as_bytes()),
        RECIPE,
        expect![[r#"
        orders.gz json_lines Some("gzip") Some("utf-8") None None
        Order Completed: 3 new, 0 same, 0 other
        table,file,line,column,value,reason
        orders,orders.gz,5,amount,1e+3,not_a_decimal
        orders,orders.gz,7,,,not_an_object
        orders,orders.gz,8,,,not_json
        2024-01-05T10:00:00Z {"id":"1","revenue":10.50,"tags":"[\"a\",{\"b\":1}]","vip":true}
        2024-01-05T23:00:00Z {"id":"2","note":"été","revenue":20}
        2024-01-06T23:00:00Z {"id":"4","revenue":12345678901234567890.12}"#]],
    )
    .await;
}

#[tokio::test]
async fn a_column_that_no_line_has_is_refused_before_anything_is_stored() {
    check(
        "orders.jsonl",
        LINES.as_bytes(),
        &RECIPE.replace("amount", "amounts"),
        expect![[r#"
        unknown_recipe_column: orders.amounts: `orders.jsonl` has no column `amounts`
          hint: nearest: `amount`, `absent`, `customer.id`"#]],
    )
    .await;
    check(
        "orders.json",
        b"[{\"id\": 1},\n{\"id\": 2}]\n",
        RECIPE,
        expect![[r#"
        unsupported_format: path: line 1 of `orders.json` is no JSON object of its own
          hint: write one object a line, as `jq -c` does"#]],
    )
    .await;
    check(
        "orders.jsonl",
        b"{\n \"id\": 1\n}\n",
        RECIPE,
        expect![[r#"
        unsupported_format: path: line 1 of `orders.jsonl` is no JSON object of its own
          hint: write one object a line, as `jq -c` does"#]],
    )
    .await;
}

#[tokio::test]
async fn lines_are_bounded() {
    let deep = format!("{{\"id\": {}1{}}}\n", "[".repeat(1_000), "]".repeat(1_000));
    check(
        "orders.jsonl",
        format!("{}\n{deep}", LINES.trim()).as_bytes(),
        RECIPE,
        expect![[r#"
        record_too_deep: path: line 8 of `orders.jsonl` is nested more than 127 levels deep
          hint: leave its deepest values out, or write them as text"#]],
    )
    .await;
    let late = format!(
        "{}{deep}",
        "{\"id\": 1, \"at\": null, \"amount\": 1, \"tags\": 1, \"customer\": {\"id\": 1}}\n".repeat(2_000)
    );
    check(
        "orders.jsonl",
        late.as_bytes(),
        RECIPE,
        expect![[r#"
        record_too_deep: path: line 2001 of `orders.jsonl` is nested more than 127 levels deep
          hint: leave its deepest values out, or write them as text"#]],
    )
    .await;
    let endless = format!("{{\"id\": \"{}", "x".repeat(9_000_000));
    check(
        "orders.jsonl",
        endless.as_bytes(),
        RECIPE,
        expect![[r#"
        record_too_long: path: the record that begins on line 1 of `orders.jsonl` has more than 8388608 bytes
          hint: look for a quote that is never closed"#]],
    )
    .await;
}

#[tokio::test]
async fn an_object_without_key_is_told_apart_by_its_whole_content() {
    let recipe = SHOP.replace("key = [\"id\"]", "");
    let line = r#"{"id": 1, "customer": "ann", "at": "2024-01-05", "amount": 10, "note": "a"}"#;
    let other = line.replace("\"a\"", "\"b\"").replace(": ", ":");
    let text = format!("{line}\n{line}\n{other}\n");
    let mut fixture = Fixture::new().await;
    fixture.write("orders.jsonl", text.as_bytes());
    expect!["Order Completed: 3 new, 0 same, 0 other"].assert_eq(&fixture.outcome(&recipe).await);
    fixture.write("orders.jsonl", format!("{}{{\"id\":2}}\n", text.replace(": ", ":  ")).as_bytes());
    expect![[r#"
        Order Completed: 0 new, 3 same, 0 other
        table,file,line,column,value,reason
        orders,orders.jsonl,4,at,,time_absent"#]]
    .assert_eq(&fixture.outcome(&recipe).await);
}

#[tokio::test]
async fn rows_after_those_looked_at_are_read_as_well() {
    let mut fixture = Fixture::new().await;
    let lines: String = (0..3_000)
        .map(|n| format!("{{\"id\":{n},\"customer\":\"c{n}\",\"at\":\"2024-01-05\",\"amount\":1}}\n"))
        .collect();
    fixture.write("orders.ndjson", lines.as_bytes());
    let report = fixture.import(SHOP).await.unwrap();
    assert_eq!((report.totals().accepted, report.n_rejects(), report.rows["orders"]), (3_000, 0, 3_000));
}
