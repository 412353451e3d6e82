use crate::world::{World, all};
use boussole_text::{Alarm, Polarity};
use boussole_verbatims::{VerbatimError, VerbatimFilter};
use expect_test::expect;
use serde_json::{Value, json};

async fn shop() -> World {
    let survey = |text: &str| json!({"survey": "nps", "survey_id": "nps-delivery", "score": 3, "step": "shipping", "text": text});
    World::with(&[
        ("u-1", 1, "Survey Answered", survey("Livraison catastrophique. Sinon les vendeurs sont très aimables")),
        ("u-2", 4, "Order Delivered", json!({})),
        ("u-3", 80, "Order Completed", json!({})),
        ("u-2", 2, "Review Submitted", json!({"score": 5, "review_body": "Great quality, thank you!"})),
        ("u-3", 40, "Message Received", json!({"text": "Je vais porter plainte, appelez le 06 12 34 56 78"})),
        ("u-6", 50, "Message Received", json!({"text": "Paiement refusé. Livraison jamais arrivée. Bonne journée"})),
        ("u-1", 3, "Survey Answered", json!({"survey": "nps", "score": 9})),
        ("u-4", 3, "Message Sent", json!({"text": "Bonjour, nous sommes désolés"})),
        ("u-4", 4, "Message Received", json!({"text": "   "})),
        ("u-5", 5, "Message Received", json!({"text": {"not": "a text"}})),
        ("u-5", 500, "Message Received", json!({"text": "Très en retard"})),
    ])
    .await
}

#[tokio::test]
async fn what_customers_wrote_is_understood_clause_by_clause() {
    let shop = shop().await;
    expect![[r#"
        p1 Survey Answered: [negative delivery at shipping by survey: Livraison catastrophique.] [positive staff at shipping by survey: Sinon les vendeurs sont très aimables]
        p2 Review Submitted: [positive quality at reception by events: Great quality, thank you!]
        p3 Message Received: [negative – at –: Je vais porter plainte,] [neutral support at help by theme: appelez le [phone]]
        p6 Message Received: [negative payment at payment by theme: Paiement refusé.] [negative delivery at reception by theme: Livraison jamais arrivée.] [neutral – at –: Bonne journée]"#]]
    .assert_eq(&shop.list(all()).await.join("\n"));
    let of =
        |polarity, theme: &str| VerbatimFilter { polarity: Some(polarity), theme: Some(theme.to_owned()), ..all() };
    assert_eq!(shop.list(of(Polarity::Negative, "delivery")).await.len(), 2);
    assert_eq!(shop.list(of(Polarity::Negative, "staff")).await.len(), 0);
    assert_eq!(shop.list(VerbatimFilter { alarm: Some(Alarm::Legal), ..all() }).await.len(), 1);
    assert_eq!(shop.list(VerbatimFilter { days: 28, ..all() }).await.len(), 2);
    assert_eq!(shop.list(VerbatimFilter { search: Some("CATASTROPHIQUE".to_owned()), ..all() }).await.len(), 1);
    assert_eq!(shop.list(VerbatimFilter { search: Some("06 12".to_owned()), ..all() }).await.len(), 0, "it is masked");
    assert_eq!(shop.list(VerbatimFilter { event: Some("Review Submitted".to_owned()), ..all() }).await.len(), 1);
    let summary = shop.verbatims.summary(&shop.ctx, all()).await.expect("a summary");
    let themes: Vec<String> = summary
        .themes
        .iter()
        .map(|theme| {
            format!("{} {}/{}/{}", theme.theme, theme.counted.n, theme.counted.n_positive, theme.counted.n_negative)
        })
        .collect();
    assert_eq!(themes, ["delivery 2/0/2", "payment 1/0/1", "quality 1/1/0", "staff 1/1/0", "support 1/0/0"]);
    let steps: Vec<(&str, u64, u64)> =
        summary.steps.iter().map(|step| (step.step.as_str(), step.counted.n, step.counted.n_negative)).collect();
    assert_eq!(
        steps,
        [("payment", 1, 1), ("shipping", 1, 1), ("reception", 2, 1), ("help", 1, 1)],
        "in the order of the journey; who writes of two steps counts at both"
    );
    assert_eq!(shop.list(VerbatimFilter { step: Some("reception".to_owned()), ..all() }).await.len(), 2);
    let payment_at = |step: &str| VerbatimFilter { step: Some(step.to_owned()), ..of(Polarity::Negative, "payment") };
    assert_eq!(shop.list(payment_at("payment")).await.len(), 1);
    assert_eq!(shop.list(payment_at("reception")).await.len(), 0, "what is about payment is about that step");
    assert_eq!(summary.n_without_step, 0);
    assert_eq!((summary.n, summary.n_without_theme, summary.n_left_out), (4, 0, 0));
}

#[tokio::test]
async fn texts_are_handed_out_as_a_file_that_no_spreadsheet_calculates() {
    let world = World::with(&[
        ("u-1", 1, "Message Received", json!({"text": "=1+1 la livraison, \"enfin\""})),
        ("u-2", 2, "Survey Answered", json!({"survey": "nps", "score": 10, "text": "Très bien"})),
    ])
    .await;
    let sheet = world.verbatims.sheet(&world.ctx, all()).await.expect("a file");
    expect![[r#"
        time,person,event,survey,scale,score,steps,language,sentiment,themes,must_not_wait,text
        2023-11-13T22:13:20Z,p1,Message Received,,,,reception,fr,neutral,delivery,,"'=1+1 la livraison, ""enfin"""
        2023-11-12T22:13:20Z,p2,Survey Answered,,nps,10,,fr,positive,,,Très bien
    "#]]
    .assert_eq(&String::from_utf8(sheet).expect("UTF-8").trim_start_matches('\u{feff}').replace("\r\n", "\n"));
}

#[tokio::test]
async fn pages_follow_each_other() {
    let texts: Vec<(String, Value)> =
        (0..7).map(|n| (format!("u-{n}"), json!({"text": format!("Texte {n}")}))).collect();
    let events: Vec<(&str, i64, &str, Value)> =
        texts.iter().map(|(who, props)| (who.as_str(), 1, "Message Received", props.clone())).collect();
    let world = World::with(&events).await;
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = world.verbatims.list(&world.ctx, all(), before.as_deref(), 3).await.expect("a page");
        assert_eq!(page.total, 7);
        seen.extend(page.verbatims.into_iter().map(|verbatim| verbatim.clauses[0].text.clone()));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(seen, (0..7).rev().map(|n| format!("Texte {n}")).collect::<Vec<_>>());
    for (filter, before, code) in [
        (VerbatimFilter { days: 0, ..all() }, None, "out_of_bounds"),
        (VerbatimFilter { search: Some("a".repeat(201)), ..all() }, None, "invalid_search"),
        (all(), Some("x"), "invalid_cursor"),
    ] {
        match world.verbatims.list(&world.ctx, filter, before, 3).await {
            Err(VerbatimError::Refused(refusal)) => assert_eq!(refusal.code, code),
            other => panic!("{other:?}"),
        }
    }
}
