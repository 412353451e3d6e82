use crate::shop::{Shop, event, order};
use boussole_events::Incoming;
use serde_json::{Value, json};

const TIMELINE: &str = "/api/v1/people/p1/timeline";

#[tokio::test]
async fn an_event_is_told_in_utc_and_in_the_project_s_time() {
    let visit =
        Incoming { session: Some("s1".to_owned()), ..event("c1", "Page Viewed", 0, json!({"url": "/a", "n": 1.50})) };
    let timeline = Shop::with(vec![visit]).await.json(TIMELINE).await;
    let expected = json!({
        "time": "2023-11-14T22:13:20.000Z",
        "local_time": "2023-11-14T19:13:20.000-03:00",
        "seq": 1,
        "event": "Page Viewed",
        "source": "test",
        "session": "s1",
        "properties": {"url": "/a", "n": 1.50},
    });
    assert_eq!(timeline, json!({"events": [expected], "next": null}));
}

#[tokio::test]
async fn pages_have_every_event_once_newest_first() {
    let mut events: Vec<_> = (0..7).map(|n| event("c1", "Page Viewed", n / 3, json!({"n": n}))).collect();
    events.push(order("c1", "o1", 1, "1"));
    events.push(event("c2", "Page Viewed", 1, json!({})));
    let shop = Shop::with(events).await;
    for (query, expected) in [
        ("limit=3", "2 1 0 - 5 4 3 6"),
        ("limit=8", "2 1 0 - 5 4 3 6"),
        ("limit=2&event=Page%20Viewed", "2 1 0 5 4 3 6"),
        ("event=Order%20Completed", "-"),
    ] {
        let (mut seen, mut before) = (Vec::new(), String::new());
        loop {
            let page = shop.json(&format!("{TIMELINE}?{query}&before={before}")).await;
            let events = page["events"].as_array().expect("a list");
            seen.extend(
                events.iter().map(|event| event["properties"]["n"].as_i64().map_or("-".to_owned(), |n| n.to_string())),
            );
            match &page["next"] {
                Value::Null => break,
                next => before = next.as_str().expect("a text").to_owned(),
            }
        }
        assert_eq!(seen.join(" "), expected, "{query}");
    }
}
