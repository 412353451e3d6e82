use crate::fixture::Fixture;
use expect_test::{Expect, expect};

/// Imports one line with the given properties (and what else the event says), and shows what is stored.
async fn check(header: &str, line: &str, properties: &str, expected: Expect) {
    let recipe = format!(
        r#"
        name = "t"
        timezone = "America/Sao_Paulo"
        currency = "BRL"
        money = ["paid"]
        [[tables]]
        name = "rows"
        file = "orders.csv"
        types = {{ at = "time", n = "integer", amount = "decimal", ok = "boolean", day = "date", other = "time" }}
        optional = ["n", "amount", "ok", "day", "other", "text"]
        [[events]]
        name = "Seen"
        time = "at"
        {properties}
    "#
    );
    let mut fixture = Fixture::with_orders(&format!("at,{header}\n2018-03-01 12:00:00,{line}\n")).await;
    let outcome = fixture.outcome(&recipe).await;
    let stored = fixture.stored("Seen");
    expected.assert_eq(if stored.is_empty() { &outcome } else { stored.split_once(' ').unwrap().1 });
}

#[tokio::test]
async fn types_are_written_as_json_with_all_their_digits() {
    check(
        "n,amount,ok,day,other,text",
        "007,42.90,yes,2018-08-27 00:00:00,2018-08-27 10:00:00, two  blanks ",
        r#"properties = { a = "n", b = "amount", c = "ok", d = "day", e = "other", f = "text" }"#,
        expect![[r#"{"a":7,"b":42.90,"c":true,"d":"2018-08-27","e":"2018-08-27T13:00:00Z","f":" two  blanks "}"#]],
    )
    .await;
    check("n,text", ",  ", r#"properties = { a = "n", b = "text", c = "amount" }"#, expect!["{}"]).await;
}

#[tokio::test]
async fn values_are_constants_dictionaries_and_first_choices() {
    check(
        "text",
        "x",
        r#"properties = { a = { value = 1.5 }, b = { value = "w" }, c = { value = true } }"#,
        expect![[r#"{"a":1.5,"b":"w","c":true}"#]],
    )
    .await;
    let map = r#"properties = { a = { column = "text", map = { x = "ten", y = 20 } } }"#;
    check("text", "x", map, expect![[r#"{"a":"ten"}"#]]).await;
    check("text", "z", map, expect![[r#"{"a":"z"}"#]]).await;
    let default = r#"properties = { a = { column = "text", map = { x = 1 }, default = "other" }, b = { column = "n", default = 0 } }"#;
    check("text,n", "z,3", default, expect![[r#"{"a":"other","b":3}"#]]).await;
    check("text,n", ",", default, expect![[r#"{"a":"other","b":0}"#]]).await;
    check("text,n", ",3", r#"properties = { a = { first_of = ["text", "amount", "n"] } }"#, expect![[r#"{"a":3}"#]])
        .await;
}

#[tokio::test]
async fn days_are_those_of_the_zone() {
    let rules = r#"properties = { end = { end_of_day = "day" }, on = { date = "other" }, late = { after = ["other", "day"] } }"#;
    check(
        "day,other",
        "2018-08-27,2018-08-28T02:59:00Z",
        rules,
        expect![[r#"{"end":"2018-08-28T03:00:00Z","late":false,"on":"2018-08-27"}"#]],
    )
    .await;
    check(
        "day,other",
        "2018-08-27,2018-08-28T03:00:00Z",
        rules,
        expect![[r#"{"end":"2018-08-28T03:00:00Z","late":true,"on":"2018-08-28"}"#]],
    )
    .await;
    check("day,other", "2018-08-27,", rules, expect![[r#"{"end":"2018-08-28T03:00:00Z"}"#]]).await;
    // The day before the clocks jump from midnight to one o'clock ends at one o'clock.
    check("day,other", "2017-10-14,", rules, expect![[r#"{"end":"2017-10-15T03:00:00Z"}"#]]).await;
}

#[tokio::test]
async fn an_amount_says_its_currency_unless_the_file_does() {
    check("amount", "5", r#"properties = { paid = "amount" }"#, expect![[r#"{"paid":5,"currency":"BRL"}"#]]).await;
    check(
        "amount",
        ",",
        r#"properties = { paid = "amount" }"#,
        expect![[r#"
        table,file,line,column,value,reason
        rows,orders.csv,2,,"3 cells, not 2",wrong_number_of_cells"#]],
    )
    .await;
    check(
        "amount,text",
        "5,USD",
        r#"properties = { paid = "amount", currency = "text" }"#,
        expect![[r#"{"currency":"USD","paid":5}"#]],
    )
    .await;
}

#[tokio::test]
async fn a_column_may_say_the_name_of_each_event() {
    let recipe = r#"
        name = "t"
        timezone = "UTC"
        [[tables]]
        name = "rows"
        file = "orders.csv"
        types = { at = "time" }
        [[events]]
        name = "any event"
        name_from = "what"
        key = ["id"]
        time = "at"
        properties = { id = "id" }
    "#;
    let rows = "id,at,what\n1,2025-01-01,Page Viewed\n2,2025-01-02, Logged In \n3,2025-01-03,\n";
    let mut fixture = Fixture::with_orders(rows).await;
    expect![[r#"
        any event: 2 new, 0 same, 0 other
        table,file,line,column,value,reason
        rows,orders.csv,4,what,,name_absent"#]]
    .assert_eq(&fixture.outcome(recipe).await);
    expect![[r#"2025-01-01T00:00:00Z {"id":"1"}"#]].assert_eq(&fixture.stored("Page Viewed"));
    expect![[r#"2025-01-02T00:00:00Z {"id":"2"}"#]].assert_eq(&fixture.stored("Logged In"));
}

#[tokio::test]
async fn conditions_compare_like_with_like() {
    let line = "7,42.90,yes,2018-08-27,2018-08-27 10:00:00,paid";
    let cases = [
        (r#"column = "n", op = "=", value = 7"#, true),
        (r#"column = "n", op = "=", value = "7.0""#, true),
        (r#"column = "amount", op = ">", value = 42.8"#, true),
        (r#"column = "amount", op = "<=", value = 42.8"#, false),
        (r#"column = "text", op = "in", value = ["sent", "paid"]"#, true),
        (r#"column = "text", op = "not_in", value = ["sent", "paid"]"#, false),
        (r#"column = "text", op = "starts_with", value = "pa""#, true),
        (r#"column = "text", op = "contains", value = "PA""#, false),
        (r#"column = "day", op = ">=", value = "2018-08-27""#, true),
        (r#"column = "other", op = "<", value = "2018-08-27T10:00""#, false),
        (r#"column = "ok", op = "=", value = true"#, true),
        (r#"column = "missing", op = "!=", value = "x""#, false),
        (r#"not = { column = "missing", op = "=", value = "x" }"#, true),
        (r#"column = "missing", op = "not_set""#, true),
        (r#"all = [{ column = "n", op = "set" }, { column = "missing", op = "set" }]"#, false),
        (r#"any = [{ column = "n", op = "set" }, { column = "missing", op = "set" }]"#, true),
    ];
    for (when, passes) in cases {
        let recipe = format!(
            r#"
            name = "t"
            timezone = "America/Sao_Paulo"
            [[tables]]
            name = "rows"
            file = "orders.csv"
            types = {{ n = "integer", amount = "decimal", ok = "boolean", day = "date", other = "time" }}
            optional = ["missing"]
            [[events]]
            name = "Seen"
            time = "other"
            when = {{ {when} }}
        "#
        );
        let mut fixture = Fixture::with_orders(&format!("n,amount,ok,day,other,text\n{line}\n")).await;
        let report = fixture.import(&recipe).await.unwrap();
        assert_eq!(report.totals().accepted == 1, passes, "{when}");
    }
}
