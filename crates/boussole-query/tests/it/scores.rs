use crate::world::{World, event, instant};
use boussole_events::Incoming;
use expect_test::expect;
use serde_json::{Value, json};

/// Answers of so many people: each `(answer, how often)` of a step, a minute apart.
fn answers(step: &str, counts: &[(Value, u32)]) -> Vec<Incoming> {
    let mut items = Vec::new();
    for (answer, count) in counts {
        for number in 0..*count {
            let person = format!("{step} {answer} {number}");
            let mut item = event(&person, "Survey Answered", "2025-03-01T09:00:00Z", json!({"step": step}));
            item.props.insert("score".to_owned(), answer.clone());
            item.time_ms = instant("2025-03-01T09:00:00Z") + i64::from(number) * 60_000;
            items.push(item);
        }
    }
    items
}

fn question(score: &str) -> Value {
    json!({
        "kind": "score", "score": score, "select": {"event": "Survey Answered"}, "property": "score",
        "interval": "all", "breakdown": [{"property": "step"}],
    })
}

#[tokio::test]
async fn published_scores_come_out_by_group() {
    let world = World::empty().await;
    let counts =
        |promoters, passives, detractors| [(json!(10), promoters), (json!(8), passives), (json!(0), detractors)];
    world.accept(answers("delivery", &counts(162, 108, 54))).await;
    world.accept(answers("payment", &counts(60, 25, 15))).await;
    world.accept(answers("return", &counts(10, 0, 0))).await;
    world
        .check(
            question("nps"),
            expect![[r#"
                bucket | step | n | nps | low | high | partial
                2025-03-01 | delivery | 324 | 33.33 | 24.95 | 41.11 | false
                2025-03-01 | payment | 100 | 45.00 | 29.34 | 58.04 | false
                2025-03-01 | return | 10 | 100.00 | 47.50 | 100.00 | false"#]],
        )
        .await;
    let answer = world.answer(question("nps")).await;
    let value = &answer["groups"][0]["values"][0];
    expect![[r#"{"n":324,"value":33.333333333333336,"margin":"8.12","promoters":162,"passives":108,"detractors":54,"distribution":{"0":54,"1":0,"2":0,"3":0,"4":0,"5":0,"6":0,"7":0,"8":108,"9":0,"10":162}}"#]]
    .assert_eq(
        &json!({
            "n": value["n"], "value": value["value"],
            "margin": format!("{:.2}", value["margin"].as_f64().expect("a margin")),
            "promoters": value["promoters"], "passives": value["passives"], "detractors": value["detractors"],
            "distribution": value["distribution"],
        })
        .to_string(),
    );
}

#[tokio::test]
async fn satisfaction_is_a_share_and_ease_a_mean() {
    let world = World::empty().await;
    world.accept(answers("a", &[(json!(5), 300), (json!(4), 112), (json!(3), 40), (json!(1), 48)])).await;
    world.accept(answers("b", &[(json!(4), 8), (json!(2), 2)])).await;
    world
        .check(
            question("csat"),
            expect![[r#"
                bucket | step | n | csat | low | high | partial
                2025-03-01 | a | 500 | 82.40 | 78.82 | 85.49 | false
                2025-03-01 | b | 10 | 80.00 | 49.02 | 94.33 | false"#]],
        )
        .await;
    let answer = world.answer(question("ces")).await;
    let b = &answer["groups"][1]["values"][0];
    assert_eq!((&b["value"], &b["top_3"]["value"]), (&json!(3.6), &json!(0.0)));
}

#[tokio::test]
async fn satisfied_are_the_two_best_levels_of_each_scale() {
    for (score, best) in [("csat_4", 4), ("csat", 5), ("csat_7", 7), ("csat_10", 10)] {
        let world = World::empty().await;
        world
            .accept(answers("a", &[(json!(best), 30), (json!(best - 1), 50), (json!(best - 2), 15), (json!(1), 5)]))
            .await;
        let answer = world.answer(question(score)).await;
        let value = &answer["groups"][0]["values"][0];
        let told = ["value", "low", "high"].map(|field| format!("{:.1}", value[field].as_f64().expect("a number")));
        assert_eq!(told, ["80.0", "71.1", "86.7"], "{score}");
    }
    let world = World::empty().await;
    world.accept(answers("a", &[(json!(7), 1), (json!(4), 1)])).await;
    let answer = world.answer(question("ces_agreement")).await;
    assert_eq!(answer["groups"][0]["values"][0]["value"], json!(5.5));
}

#[tokio::test]
async fn what_is_no_answer_is_left_out_and_said() {
    let world = World::empty().await;
    let odd = [(json!(10), 2), (json!(11), 1), (json!(7.5), 1), (json!("9"), 1), (json!(-1), 1), (Value::Null, 3)];
    world.accept(answers("a", &odd)).await;
    world
        .check(
            question("nps"),
            expect![[r#"
                bucket | step | n | nps | low | high | partial
                2025-03-01 | a | 2 | 100.00 | -24.41 | 100.00 | false
                ! property: answers that are not whole numbers from 0 to 10 were left out: 4"#]],
        )
        .await;
}

#[tokio::test]
async fn no_answers_have_no_score_and_one_answer_no_interval() {
    let world = World::empty().await;
    world.accept(answers("a", &[(json!(7), 1)])).await;
    let question = json!({
        "kind": "score", "score": "ces", "select": {"event": "Survey Answered"}, "property": "score",
        "interval": "day", "range": {"from": "2025-02-28", "to": "2025-03-02"},
    });
    world
        .check(
            question.clone(),
            expect![[r#"
                bucket | n | ces | low | high | partial
                2025-02-28 | 0 |  |  |  | false
                2025-03-01 | 1 | 7.00 |  |  | false"#]],
        )
        .await;
    let empty = World::empty().await;
    let mut nothing = question;
    nothing["select"] = json!({"any_event": true});
    empty
        .check(
            nothing,
            expect![[r#"
        bucket | n | ces | low | high | partial
        2025-02-28 | 0 |  |  |  | false
        2025-03-01 | 0 |  |  |  | false"#]],
        )
        .await;
}

#[tokio::test]
async fn a_score_that_cannot_be_computed_is_refused_by_field() {
    let world = World::empty().await;
    world.accept(answers("a", &[(json!(7), 1)])).await;
    let with = |field: &str, value: Value| {
        let mut question = question("nps");
        question[field] = value;
        question
    };
    world
        .check_refused(
            with("score", json!("osat")),
            expect!["unknown_score | score: there is no score `osat` | use one of `nps`, `csat`, `csat_4`, `csat_7`, `csat_10`, `ces`, `ces_agreement`"],
        )
        .await;
    world
        .check_refused(
            with("property", json!("products[].score")),
            expect![
                "not_available | property: `products[].score` is not available yet | take the events that are one line each, such as `Product Ordered`"
            ],
        )
        .await;
    world.check_refused(with("formula", json!("A")), expect!["unknown_field | formula: there is no field `formula` here | known here: kind, range, timezone, where, people, breakdown, limit, unit, approximate, score, select, property, interval"]).await;
    world
        .check_refused(
            with("select", json!({"event": "Survey Answerd"})),
            expect![
                "unknown_event | select.event: no event is named `Survey Answerd` | did you mean `Survey Answered`?"
            ],
        )
        .await;
}
