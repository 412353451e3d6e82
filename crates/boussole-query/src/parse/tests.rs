use super::{Known, question};
use crate::model::Question;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

fn parsed(value: &Value) -> Result<Question, boussole_core::Refusal> {
    let events = ["Order Completed", "Order Refunded", "Product Viewed"].map(str::to_owned);
    question(value, &Known { events: &events, timezone: "Europe/Paris", active_days: 365 })
}

fn check_value(value: &Value, expected: Expect) {
    let shown = match parsed(value) {
        Ok(_) => "valid".to_owned(),
        Err(refusal) => format!("{} | {refusal} | {}", refusal.code, refusal.hint.as_deref().unwrap_or_default()),
    };
    expected.assert_eq(&shown);
}

/// Asks a trend of orders with other fields.
fn check(fields: Value, expected: Expect) {
    let mut trend = json!({"kind": "trend", "series": [{"select": {"event": "Order Completed"}}]});
    for (key, value) in fields.as_object().expect("an object") {
        trend[key] = value.clone();
    }
    check_value(&trend, expected);
}

fn check_where(filter: Value, expected: Expect) {
    check(json!({"where": filter}), expected);
}

#[test]
fn a_question_says_its_kind() {
    check_value(&json!([]), expect!["wrong_type | expected an object, found a list | "]);
    check_value(&json!({}), expect!["missing_field | kind: this field is missing | "]);
    check_value(&json!({"kind": 3}), expect!["wrong_type | kind: expected a text, found a number | "]);
    check_value(
        &json!({"kind": "trends"}),
        expect![
            "unknown_kind | kind: there is no question of the kind `trends` | ask one of trend, score, funnel, retention, paths, sessions, histogram, audience, rate, journey or timeline"
        ],
    );
    check_value(
        &json!({"kind": "lifecycle", "select": {}}),
        expect!["not_available | kind: `lifecycle` is not available yet | leave it out, or ask another way"],
    );
}

#[test]
fn every_field_is_known() {
    check(json!({}), expect!["valid"]);
    check(
        json!({"serie": []}),
        expect!["unknown_field | serie: there is no field `serie` here | did you mean `series`?"],
    );
    check(
        json!({"zzz": 1}),
        expect![
            "unknown_field | zzz: there is no field `zzz` here | known here: kind, range, timezone, where, people, breakdown, limit, unit, approximate, series, interval, formula, compare"
        ],
    );
    check(
        json!({"unit": "account"}),
        expect!["not_available | unit: `account` is not available yet | leave it out, or ask another way"],
    );
    check(
        json!({"approximate": true}),
        expect!["not_available | approximate: `approximate` is not available yet | leave it out, or ask another way"],
    );
    check(
        json!({"limit": 1001}),
        expect!["out_of_bounds | limit: this number is out of bounds | write a whole number from 1 to 1000"],
    );
    check(
        json!({"limit": 2.5}),
        expect!["out_of_bounds | limit: this number is out of bounds | write a whole number from 1 to 1000"],
    );
}

#[test]
fn every_event_is_known() {
    let series = |select| json!({"series": [{"select": select}]});
    check(
        series(json!({"event": "order completed"})),
        expect![
            "unknown_event | series[0].select.event: no event is named `order completed` | did you mean `Order Completed`?"
        ],
    );
    check(
        series(json!({"events": ["Product Viewed", "Signed Up"]})),
        expect![
            "unknown_event | series[0].select.events[1]: no event is named `Signed Up` | known events: Order Completed, Order Refunded, Product Viewed"
        ],
    );
    check(series(json!({"any_event": true})), expect!["valid"]);
    check(
        series(json!({"any_event": false})),
        expect!["wrong_type | series[0].select.any_event: this can only be true | name the events in `events`"],
    );
    check(
        series(json!({"events": []})),
        expect!["out_of_bounds | series[0].select.events: this list has 0 entries | write 1 to 200 of them"],
    );
    check(
        series(json!({"event": "Order Completed", "any_event": true})),
        expect![
            "too_many_fields | series[0].select.any_event: only one of these fields may be here: event, events, any_event | "
        ],
    );
    check(
        series(json!({"where": {}})),
        expect!["missing_field | series[0].select: one of these fields is missing: event, events, any_event | "],
    );
}

#[test]
fn every_operator_gets_what_it_needs() {
    let leaf = |op: &str, value: Value| json!({"property": "total", "op": op, "value": value});
    check_where(leaf("=", json!("web")), expect!["valid"]);
    check_where(
        leaf("==", json!("web")),
        expect![
            "unknown_operator | where.op: there is no operator `==` | use one of = != > >= < <= in not_in contains starts_with matches set not_set"
        ],
    );
    check_where(
        leaf("=", json!(null)),
        expect!["wrong_type | where.value: nothing equals null | use the operator set or not_set"],
    );
    check_where(
        leaf("=", json!([1])),
        expect!["wrong_type | where.value: expected a text, a number, true or false | lists go with in and not_in"],
    );
    check_where(leaf("in", json!(1)), expect!["wrong_type | where.value: expected a list, found a number | "]);
    check_where(leaf("not_in", json!([1, "a", true])), expect!["valid"]);
    check_where(
        leaf(">", json!(true)),
        expect!["wrong_type | where.value: true and false have no order | use = or !="],
    );
    check_where(leaf("contains", json!(1)), expect!["wrong_type | where.value: expected a text, found a number | "]);
    check_where(leaf("matches", json!("^a(b|c)")), expect!["valid"]);
    check_where(
        leaf("matches", json!("(?=a)")),
        expect![
            r"invalid_pattern | where.value: this is not a pattern | patterns have no look-around and no back-references; escape ( [ { with \"
        ],
    );
    check_where(
        leaf("matches", json!("((a{100}){100}){100}")),
        expect![
            "invalid_pattern | where.value: this pattern is too large | repeat less: each `{n}` multiplies its size"
        ],
    );
    check_where(
        leaf("set", json!(1)),
        expect!["unknown_field | where.value: this operator takes no value | leave `value` out"],
    );
    check_where(json!({"property": "total", "op": "set"}), expect!["valid"]);
    check_where(
        json!({"property": "total", "op": "=", "value": "A", "fold": true}),
        expect![
            "unknown_field | where.fold: this operator always looks at case and accents | `fold` goes with contains, starts_with and matches"
        ],
    );
    check_where(
        json!({"property": "tags[].x", "op": "set"}),
        expect![
            "invalid_property | where.property: this is not the path of a property | only `products[].…` walks through a list"
        ],
    );
}

#[test]
fn conditions_nest_within_bounds() {
    let leaf = json!({"property": "a", "op": "set"});
    check_where(json!({"all": [leaf, {"any": []}, {"not": leaf}]}), expect!["valid"]);
    check_where(
        json!({"all": [leaf, {"not": {"property": "a", "op": "~"}}]}),
        expect![
            "unknown_operator | where.all[1].not.op: there is no operator `~` | use one of = != > >= < <= in not_in contains starts_with matches set not_set"
        ],
    );
    check_where(
        json!({"all": [], "any": []}),
        expect!["unknown_field | where.any: there is no field `any` here | known here: all"],
    );
    check_where(
        json!({"al": []}),
        expect!["unknown_field | where.al: there is no field `al` here | did you mean `all`?"],
    );
    let deep = (0..40).fold(leaf, |inner, _| json!({"not": inner}));
    let Err(refusal) = parsed(&json!({"kind": "trend", "series": [{"select": {"any_event": true, "where": deep}}]}))
    else {
        panic!("a filter of 40 levels is refused");
    };
    assert_eq!(refusal.code, "too_deep");
}

#[test]
fn times_are_written_in_known_ways() {
    check(json!({"range": {"from": "2025-01-01", "to": "2025-02-01T00:00:00+01:00"}}), expect!["valid"]);
    check(
        json!({"range": {"from": "01/02/2025", "to": "2025-02-01"}}),
        expect![
            "invalid_time | range.from: this is neither an instant nor a date | write `2025-01-01T00:00:00Z`, or `2025-01-01` for the start of that local day"
        ],
    );
    check(json!({"range": {"from": "2025-01-01"}}), expect!["missing_field | range.to: this field is missing | "]);
    check(json!({"range": {"last": "90d"}}), expect!["valid"]);
    check(
        json!({"range": {"last": "3 months"}}),
        expect![
            "invalid_duration | range.last: this is not a duration | write a number and s, m, h, d or w, such as `30m`, `7d` or `4w`, up to a hundred years"
        ],
    );
    check(
        json!({"range": {"last": "90d", "to": "2025-01-01"}}),
        expect!["unknown_field | range.to: there is no field `to` here | known here: last"],
    );
    check(
        json!({"timezone": "Europe/Pari"}),
        expect!["unknown_timezone | timezone: there is no time zone `Europe/Pari` | did you mean `Europe/Paris`?"],
    );
    check(
        json!({"interval": "fortnight"}),
        expect![[
            r#"invalid_interval | interval: there is no interval `fortnight` | use hour, day, week, month, quarter, year, all, or {"every": "7d", "from": "range"}"#
        ]],
    );
    check(json!({"interval": {"every": "7d", "from": "range"}}), expect!["valid"]);
    check(json!({"interval": {"every": "4w", "from": "day"}}), expect!["valid"]);
    check(
        json!({"interval": {"every": "36h", "from": "day"}}),
        expect!["invalid_interval | interval.every: these are no whole days | write days or weeks, such as `7d`"],
    );
    check(
        json!({"interval": {"every": "7d", "from": "monday"}}),
        expect![[
            r#"invalid_interval | interval.from: steps cannot start there | write "range" for steps of equal length from its start, or "day" for local days from the day of its start"#
        ]],
    );
}

#[test]
fn a_trend_is_made_of_series() {
    let measure = |measure| json!({"series": [{"select": {"event": "Order Completed"}, "measure": measure}]});
    check(measure(json!("people")), expect!["valid"]);
    check(measure(json!({"p90": "total"})), expect!["valid"]);
    check(
        measure(json!("users")),
        expect![[
            r#"unknown_measure | series[0].measure: there is no measure `users` | use `events`, `people`, or {"sum": "property"} with sum, avg, min, max, p50, p90, p95 or distinct"#
        ]],
    );
    check(
        measure(json!({"p99": "total"})),
        expect!["unknown_field | series[0].measure.p99: there is no field `p99` here | did you mean `p90` or `p95`?"],
    );
    check(
        measure(json!({"sum": "products[].price"})),
        expect![
            "not_available | series[0].measure.sum: `products[].price` is not available yet | take the events that are one line each, such as `Product Ordered`"
        ],
    );
    check(json!({"series": []}), expect!["out_of_bounds | series: this list has 0 entries | write 1 to 26 of them"]);
    let twice = json!({"name": "a", "select": {"any_event": true}});
    check(
        json!({"series": [twice, twice]}),
        expect!["duplicate_name | series[1]: two series are named `a` | give each series its own `name`"],
    );
    check(json!({"formula": "A / B"}), expect!["invalid_formula | formula: there is no series `B` | the series are A"]);
    check(
        json!({"breakdown": [{"segment": ["a", "b"]}]}),
        expect![
            "not_available | breakdown[0].segment: `segment` is not available yet | leave it out, or ask another way"
        ],
    );
    check(
        json!({"breakdown": [{"property": "a"}, {"trait": "b"}, {"trait": "c"}]}),
        expect!["out_of_bounds | breakdown: this list has 3 entries | write 0 to 2 of them"],
    );
    check(
        json!({"compare": {"previous": "month"}}),
        expect!["unknown_comparison | compare.previous: there is no previous `month` | use `period` or `year`"],
    );
}

#[test]
fn people_are_chosen_by_traits_and_deeds() {
    let orders = json!({"event": "Order Completed"});
    check(
        json!({"people": {"all": [
            {"trait": "country", "op": "=", "value": "FR"},
            {"did": orders, "count": {"op": ">=", "value": 2}, "within": "30d"},
            {"not": {"did": orders, "within": "range"}},
            {"sum": {"property": "total"}, "of": orders, "op": ">", "value": 20000, "range": {"last": "90d"}},
        ]}}),
        expect!["valid"],
    );
    check(
        json!({"people": {"segment": "vip"}}),
        expect!["not_available | people.segment: `segment` is not available yet | leave it out, or ask another way"],
    );
    check(
        json!({"people": {"did": orders, "count": {"op": "in", "value": [1]}}}),
        expect!["wrong_type | people.count: expected a comparison with a number | use = != > >= < <= and a number"],
    );
    check(
        json!({"people": {"sum": {"property": "total"}, "op": ">", "value": 1}}),
        expect!["missing_field | people.of: this field is missing | "],
    );
    check(
        json!({"people": {"did": orders, "within": "1d", "range": {"last": "1d"}}}),
        expect!["too_many_fields | people.range: only one of `within` and `range` may be here | "],
    );
    check(
        json!({"people": {"tribe": "x"}}),
        expect!["unknown_field | people.tribe: there is no field `tribe` here | known here: did, count, within, range"],
    );
}

#[test]
fn a_timeline_is_one_person_s() {
    let check = |fields: Value, expected: Expect| {
        let mut timeline = json!({"kind": "timeline", "person": "p1"});
        for (key, value) in fields.as_object().expect("an object") {
            timeline[key] = value.clone();
        }
        check_value(&timeline, expected);
    };
    check(json!({"before": "1700000000000:12", "limit": 10}), expect!["valid"]);
    check(json!({"before": "2025-01-01"}), expect!["valid"]);
    check(
        json!({"before": "yesterday"}),
        expect![
            "invalid_time | before: this is neither an instant nor a date | write the `before` of an answer, an instant, or a date"
        ],
    );
    check(
        json!({"interval": "day"}),
        expect![
            "unknown_field | interval: there is no field `interval` here | known here: kind, range, timezone, where, event, person, before, limit"
        ],
    );
}
