use crate::world::{NOW_MS, World, code, template};
use axum::http::StatusCode;
use boussole_core::DAY_MS;
use boussole_events::{Batch, Identifier, IdentifierKind, Incoming, Origin};
use boussole_surveys::{Definition, InPage, State, Survey};
use expect_test::expect;
use serde_json::{Value, json};

/// When a survey asks in pages at once.
fn at_once() -> InPage {
    InPage { after: None, path: None, delay_seconds: 0, again_days: 90 }
}

/// Makes an open survey that asks in pages.
async fn survey(world: &World, name: &str, questionnaire: &str, in_page: InPage) -> Survey {
    let in_page = Some(in_page);
    world.open(name, Definition { brand: "Maison Rando".to_owned(), in_page, ..template(questionnaire) }).await
}

/// Returns what is on the timelines of surveys: who, which event, by which survey, why not.
fn told(world: &World) -> Vec<String> {
    let lines = world.events();
    let told = lines.iter().filter_map(|line| {
        let (person, rest) = line.split_once(' ')?;
        let (name, props) = rest.split_once(" {")?;
        let props: Value = serde_json::from_str(&format!("{{{props}")).expect("JSON");
        let text = |field: &str| props[field].as_str().map(|text| format!(" {text}")).unwrap_or_default();
        name.starts_with("Survey ")
            .then(|| format!("{person} {name}{}{}{}", text("survey_id"), text("channel"), text("reason")))
    });
    told.collect()
}

fn token_of(asked: &Value) -> &str {
    asked["token"].as_str().expect("a token")
}

#[tokio::test]
async fn pages_are_told_which_surveys_ask_when() {
    let world = World::new().await;
    let mut when = InPage { after: Some("Order Completed".to_owned()), path: Some("/merci".to_owned()), ..at_once() };
    when.delay_seconds = 5;
    let asks = survey(&world, "Achat", "nps", when).await;
    let closed = survey(&world, "Clos", "csat", at_once()).await;
    world.surveys.survey_set_state(&world.ctx, &closed.id, State::Closed).await.expect("closed");
    world.open("Par lien", template("ces")).await;
    let got = world.get("/s").await;
    assert_eq!((got.status, got.readers.as_str()), (StatusCode::OK, "*"));
    let list: Value = serde_json::from_str(&got.html).expect("JSON");
    let line = json!({
        "link": asks.link, "after": "Order Completed", "path": "/merci", "delay_seconds": 5, "again_days": 90,
    });
    assert_eq!(list, json!({"surveys": [line], "rest_days": 30}));
}

#[tokio::test]
async fn who_is_asked_in_a_page_answers_as_who_they_are() {
    let world = World::new().await;
    let survey = survey(&world, "Achat", "nps", at_once()).await;
    let visit = Incoming {
        event: "Page Viewed".to_owned(),
        identifiers: Identifier::parse(IdentifierKind::Anonymous, "a-1").into_iter().collect(),
        time_ms: NOW_MS,
        ..Incoming::default()
    };
    let live = Origin::Live { is_trusted: false };
    world.store.accept(&world.ctx, Batch::new("web", live, vec![visit])).await.expect("accepted");
    let path = format!("/s/{}", survey.link);
    let (status, asked) = world.send(&format!("{path}/ask"), "anonymous_id=a-1&language=fr").await;
    assert_eq!((status, &asked["brand"], &asked["language"]), (StatusCode::OK, &json!("Maison Rando"), &json!("fr")));
    let html = asked["html"].as_str().expect("a form");
    assert!(html.contains("quelle est la probabilité") && !html.contains("<html") && !html.contains("style"), "{html}");
    assert!(asked["css"].as_str().expect("a style").contains("#q0:has("), "what is asked beside is shown by the style");
    assert_eq!(told(&world), ["p1 Survey Shown achat page"]);

    let form = |answer: &str| format!("i={}&language=fr&{answer}", token_of(&asked));
    let (status, wrong) = world.send(&path, form("a.nps=11")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong["html"].as_str().expect("a form").contains("Choisissez l’une des réponses."));
    let (status, thanks) = world.send(&path, form("a.nps=10")).await;
    assert_eq!((status, thanks["html"].as_str().expect("thanks").contains("<h1>Merci</h1>")), (StatusCode::OK, true));
    let (_, again) = world.send(&path, form("a.nps=0")).await;
    assert!(again["html"].as_str().expect("thanks").contains("première réponse est conservée"));
    assert_eq!(
        told(&world),
        ["p1 Survey Shown achat page", "p1 Survey Answered page"]
            .map(|line| { line.replace("Answered page", "Answered achat page") })
    );
}

#[tokio::test]
async fn whoever_was_asked_is_left_in_peace_in_pages_too() {
    let world = World::new().await;
    let first = survey(&world, "Un", "nps", at_once()).await;
    let second = survey(&world, "Deux", "csat", at_once()).await;
    let ask = async |survey: &Survey, who: &str| world.send(&format!("/s/{}/ask", survey.link), who.to_owned()).await.0;
    assert_eq!(ask(&first, "user_id=u-1").await, StatusCode::OK);
    // The same page once more, or another one at once: the day is decided on.
    assert_eq!(ask(&first, "user_id=u-1").await, StatusCode::NO_CONTENT);
    for _ in 0..3 {
        assert_eq!(ask(&second, "user_id=u-1&anonymous_id=a-9").await, StatusCode::NO_CONTENT);
    }
    world.clock.set(NOW_MS + 2 * DAY_MS);
    assert_eq!(ask(&first, "user_id=u-1").await, StatusCode::NO_CONTENT);
    expect![[r#"
        p1 Survey Shown un page
        p1 Survey Not Shown deux page rest
        p1 Survey Not Shown un page asked_before"#]]
    .assert_eq(&told(&world).join("\n"));
    // Nobody is kept from answering who wants to.
    assert_eq!(ask(&first, "user_id=u-1&wanted=1").await, StatusCode::OK);
    world.clock.set(NOW_MS + 40 * DAY_MS);
    assert_eq!(ask(&second, "user_id=u-1").await, StatusCode::OK);
    // Of others nothing is known; the key of a person is no name of theirs.
    for who in ["user_id=u-2", "user_id=p1", "anonymous_id=u-1", "", "user_id=null"] {
        assert_eq!(ask(&first, who).await, StatusCode::OK, "{who}");
    }
}

#[tokio::test]
async fn closing_a_question_is_written_down_once_and_of_invitations_alone() {
    let world = World::new().await;
    let survey = survey(&world, "Achat", "nps", at_once()).await;
    let path = format!("/s/{}/dismiss", survey.link);
    let (_, asked) = world.send(&format!("/s/{}/ask", survey.link), "user_id=u-1").await;
    let form = format!("i={}", token_of(&asked));
    for _ in 0..2 {
        assert_eq!(world.send(&path, form.clone()).await.0, StatusCode::NO_CONTENT);
    }
    for wrong in ["", "i=", "i=x.y.z", &form.replace('0', "1")] {
        assert_eq!(world.send(&path, wrong.to_owned()).await.0, StatusCode::NO_CONTENT);
    }
    assert_eq!(told(&world), ["p1 Survey Shown achat page", "p1 Survey Dismissed achat page"]);
    assert_eq!(world.refused(&survey).await, [("unreadable", 4)]);
}

#[tokio::test]
async fn what_asks_in_no_page_asks_nobody_there_and_programs_are_counted() {
    let world = World::new().await;
    let by_link = world.open("Par lien", template("nps")).await;
    let asks = survey(&world, "Achat", "nps", at_once()).await;
    let draft = world.surveys.survey_create(&world.ctx, "Brouillon", template("nps")).await.expect("a draft");
    for link in [&by_link.link, &draft.link, "none", "%00"] {
        for what in ["ask", "dismiss"] {
            assert_eq!(world.send(&format!("/s/{link}/{what}"), "user_id=u").await.0, StatusCode::NO_CONTENT, "{link}");
        }
    }
    let path = format!("/s/{}/ask", asks.link);
    let mut n_asked = 0;
    for n in 0..650 {
        n_asked += u32::from(world.send(&path, format!("anonymous_id=a-{n}")).await.0 == StatusCode::OK);
    }
    assert_eq!((n_asked, world.refused(&asks).await), (600, vec![("too_many", 50)]));
    let (status, _) = world.send_from("198.51.100.7:9", &path, vec![b'a'; 1 << 20]).await;
    assert_eq!((status, world.refused(&asks).await[1]), (StatusCode::NO_CONTENT, ("unreadable", 1)));
    world.surveys.survey_set_state(&world.ctx, &asks.id, State::Closed).await.expect("closed");
    assert_eq!(world.send_from("198.51.100.7:9", &path, "user_id=u").await.0, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn when_pages_ask_is_checked_with_its_place() {
    let world = World::new().await;
    for (in_page, expected) in [
        (InPage { path: Some("merci".to_owned()), ..at_once() }, ("invalid_path", "definition.in_page.path")),
        (InPage { after: Some("Survey Shown".to_owned()), ..at_once() }, ("invalid_name", "definition.in_page.after")),
        (InPage { delay_seconds: 601, ..at_once() }, ("out_of_bounds", "definition.in_page.delay_seconds")),
        (InPage { again_days: 0, ..at_once() }, ("out_of_bounds", "definition.in_page.again_days")),
    ] {
        let definition = Definition { in_page: Some(in_page), ..template("nps") };
        let result = world.surveys.survey_create(&world.ctx, "A", definition).await;
        let field = match &result {
            Err(boussole_surveys::SurveyError::Refused(refusal)) => refusal.field.clone().unwrap_or_default(),
            other => panic!("{other:?}"),
        };
        assert_eq!((code(result), field.as_str()), expected);
    }
    let blank = InPage { after: Some(" ".to_owned()), path: Some(String::new()), ..at_once() };
    assert_eq!(survey(&world, "B", "nps", blank).await.definition.in_page, Some(at_once()), "nothing is nothing");
}
