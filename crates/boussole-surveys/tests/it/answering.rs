use crate::world::{World, number_of, template};
use axum::http::StatusCode;
use boussole_surveys::{Kind, ResponseFilter, State, Words};
use expect_test::expect;

const RESPONSE: &str = "0190a3c0-0000-7000-8000-000000000001";

#[tokio::test]
async fn an_answer_is_an_event_of_somebody_known_by_it_alone() {
    let world = World::new().await;
    let mut definition = template("nps");
    definition.step = Some("reception".to_owned());
    let survey = world.open("Livraison", definition).await;
    let path = format!("/s/{}", survey.link);
    let shown = world.get(&path).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.html.contains("<html lang=\"fr\">"), "{}", shown.html);
    assert!(shown.html.contains("vous recommandiez Boussole à un proche"), "who asks is named");
    assert!(!shown.html.contains("<script"), "no script");
    let number = number_of(&shown.html);
    let form = format!("response={number}&language=fr&website=&a.nps=3&c.nps.0=Colis+perdu&c.nps.2=Parfait");
    let got = world.post(&path, form).await;
    assert_eq!((got.status, got.location.as_str()), (StatusCode::SEE_OTHER, &*format!("{path}/thanks?language=fr")));
    let told = world.events().join("\n").replace(&number, "NUMBER");
    expect![[r#"p1 Survey Answered {"survey":"nps","survey_id":"livraison","question":"nps","response_id":"NUMBER","version":1,"channel":"link","language":"fr","score":3,"step":"reception","text":"Colis perdu"}"#]]
    .assert_eq(&told);
    let thanks = world.get(&got.location).await;
    assert!(thanks.html.contains("Votre réponse est bien arrivée."), "{}", thanks.html);
}

#[tokio::test]
async fn opening_an_address_records_nothing() {
    let world = World::new().await;
    let survey = world.open("Livraison", template("nps")).await;
    for _ in 0..50 {
        for rest in ["", "?a.nps=9", "?a.nps=9&language=en&response=1", "/thanks", "/thanks?kept=first"] {
            let got = world.get(&format!("/s/{}{rest}", survey.link)).await;
            assert_eq!(got.status, StatusCode::OK, "{rest}");
        }
    }
    assert!(world.events().is_empty());
    let prefilled = world.get(&format!("/s/{}?a.nps=9", survey.link)).await.html;
    assert!(prefilled.contains(r#"value="9" checked"#), "it is filled in");
    assert_eq!(prefilled.matches("\" checked").count(), 1);
}

#[tokio::test]
async fn the_same_form_counts_once_and_its_first_answers_stay() {
    let world = World::new().await;
    let survey = world.open("Livraison", template("nps")).await;
    let path = format!("/s/{}", survey.link);
    let form = format!("response={RESPONSE}&a.nps=9&c.nps.2=Bravo");
    for _ in 0..3 {
        let got = world.post(&path, form.clone()).await;
        assert_eq!((got.status, got.location.contains("kept=first")), (StatusCode::SEE_OTHER, false));
    }
    let other = world.post(&path, format!("response={RESPONSE}&a.nps=0")).await;
    assert_eq!(other.location, format!("{path}/thanks?language=fr&kept=first"));
    assert!(world.get(&other.location).await.html.contains("votre première réponse est conservée"));
    let events = world.events();
    assert_eq!((events.len(), events[0].contains("\"score\":9")), (1, true), "{events:?}");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_stays() {
    let world = World::new().await;
    let mut definition = template("nps");
    definition.questions.append(&mut template("text").questions);
    let survey = world.open("Livraison", definition).await;
    let path = format!("/s/{}", survey.link);
    let typed = "%3Cscript%3Ealert(1)%3C/script%3E";
    let got = world.post(&path, format!("response={RESPONSE}&language=en&a.text={typed}")).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.html.contains("Please answer this question."), "{}", got.html);
    assert!(got.html.contains("href=\"#q0\""), "it leads to the question");
    assert!(got.html.contains("&lt;script&gt;alert(1)"), "typed words stay, and are no markup");
    assert!(!got.html.contains("<script"), "{}", got.html);
    assert_eq!(number_of(&got.html), RESPONSE, "it is still the same form");
    let long = "x".repeat(5_001);
    let got = world.post(&path, format!("response={RESPONSE}&language=en&a.nps=1&c.nps.0={long}&a.text=a")).await;
    assert!(got.html.contains("please write 5000 characters at most"), "{}", &got.html[..2_000]);
    let got = world.post(&path, format!("response={RESPONSE}&a.nps=1&a.text={}", "y".repeat(1 << 20))).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY, "a megabyte");
    assert!(got.html.contains("trop long"), "{}", got.html);
    let got = world.post(&path, "a.nps=1&a.text=a").await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY, "no number");
    assert!(world.events().is_empty());
    assert_eq!(world.refused(&survey).await, [("unreadable", 2)]);
}

#[tokio::test]
async fn words_of_any_kind_are_kept_as_they_are() {
    let world = World::new().await;
    let survey = world.open("Avis", template("text")).await;
    let path = format!("/s/{}", survey.link);
    for (n, text) in ["😀😀😀", "مرحبا بكم", "<b>gras</b> & \"co\"", "a\nb"].into_iter().enumerate() {
        let number = format!("0190a3c0-0000-7000-8000-00000000000{n}");
        let form = url_form(&[("response", &number), ("a.text", text)]);
        assert_eq!(world.post(&path, form).await.status, StatusCode::SEE_OTHER, "{text}");
    }
    let page = world.surveys.responses(&world.ctx, &survey.id, ResponseFilter::default(), 50).await.expect("a page");
    let mut texts: Vec<String> =
        page.responses.into_iter().filter_map(|response| response.given[0].comment.clone()).collect();
    texts.sort_unstable();
    assert_eq!(texts, ["<b>gras</b> & \"co\"", "a\nb", "مرحبا بكم", "😀😀😀"]);
}

#[tokio::test]
async fn a_thousand_forms_of_a_program_are_bounded_and_counted() {
    let world = World::new().await;
    let survey = world.open("Livraison", template("nps")).await;
    let path = format!("/s/{}", survey.link);
    let (mut n_taken, mut n_refused) = (0, 0);
    for n in 0..1_000 {
        let form = format!("response=0190a3c0-0000-7000-8000-{n:012}&a.nps=0");
        match world.post(&path, form).await.status {
            StatusCode::SEE_OTHER => n_taken += 1,
            StatusCode::TOO_MANY_REQUESTS => n_refused += 1,
            status => panic!("{status}"),
        }
    }
    assert_eq!((n_taken, n_refused), (120, 880));
    assert_eq!(world.refused(&survey).await, [("too_many", 880)]);
    let elsewhere = format!("response={}&a.nps=10", RESPONSE.replace("a3c0", "a3c1"));
    let got = world.post_from("192.0.2.77:1", &path, elsewhere).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "somebody else answers");
    assert_eq!(world.events().len(), 121);
    world.clock.set(crate::world::NOW_MS + 15 * 60_000);
    let later = format!("response={}&a.nps=10", RESPONSE.replace("a3c0", "a3c2"));
    assert_eq!(world.post(&path, later).await.status, StatusCode::SEE_OTHER, "a quarter of an hour later");
}

#[tokio::test]
async fn a_form_filled_in_by_a_program_is_shown_again() {
    let world = World::new().await;
    let survey = world.open("Livraison", template("nps")).await;
    let path = format!("/s/{}", survey.link);
    let got = world.post(&path, format!("response={RESPONSE}&website=spam&a.nps=4")).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.html.contains("value=\"4\" checked") && !got.html.contains("spam"), "{}", got.html);
    assert_eq!((world.events().len(), world.refused(&survey).await), (0, vec![("robot", 1)]));
    let again = world.post(&path, format!("response={RESPONSE}&website=&a.nps=4")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "a person sends it once more");
}

#[tokio::test]
async fn what_is_not_open_takes_no_answer() {
    let world = World::new().await;
    let form = format!("response={RESPONSE}&a.nps=4");
    let draft = world.surveys.survey_create(&world.ctx, "Essai", template("nps")).await.expect("made");
    for link in [draft.link.as_str(), "none", "..", "%00"] {
        let path = format!("/s/{link}");
        assert_eq!(world.get(&path).await.status, StatusCode::NOT_FOUND, "{link}");
        assert_eq!(world.post(&path, form.clone()).await.status, StatusCode::NOT_FOUND, "{link}");
    }
    let open = world.open("Livraison", template("nps")).await;
    world.surveys.survey_set_state(&world.ctx, &open.id, State::Closed).await.expect("closed");
    let path = format!("/s/{}", open.link);
    let got = world.get(&path).await;
    assert_eq!((got.status, got.html.contains("terminée")), (StatusCode::GONE, true));
    assert_eq!(world.post(&path, form.clone()).await.status, StatusCode::GONE);
    assert_eq!((world.events().len(), world.refused(&open).await), (0, vec![("closed", 1)]));
}

#[tokio::test]
async fn each_choice_is_an_event_and_scales_are_kept_apart() {
    let world = World::new().await;
    let mut definition = template("origin");
    definition.questions[0].kind = Kind::MultipleChoice;
    let words = Words { en: Some("And?".to_owned()), fr: Some("Et ?".to_owned()) };
    for (id, kind) in [("four", Kind::Csat4), ("ten", Kind::Csat10), ("agree", Kind::CesAgreement)] {
        let mut question = template("text").questions.remove(0);
        (question.id, question.kind, question.text) = (id.to_owned(), kind, words.clone());
        definition.questions.push(question);
    }
    let survey = world.open("Origine", definition).await;
    let form = format!(
        "response={RESPONSE}&language=en&a.origin=friend&a.origin=other&c.origin.0=A+poster&a.four=4&a.ten=10&a.agree=1"
    );
    let got = world.post(&format!("/s/{}", survey.link), form).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER);
    let told = world.events().join("\n").replace(RESPONSE, "N");
    let told =
        told.replace(r#","survey_id":"origine""#, "").replace(r#","version":1,"channel":"link","language":"en""#, "");
    expect![[r#"
        p1 Survey Answered {"survey":"multiple_choice","question":"origin","response_id":"N","choice":"friend","text":"A poster"}
        p1 Survey Answered {"survey":"multiple_choice","question":"origin","response_id":"N","choice":"other"}
        p1 Survey Answered {"survey":"csat_4","question":"four","response_id":"N","score":4}
        p1 Survey Answered {"survey":"csat_10","question":"ten","response_id":"N","score":10}
        p1 Survey Answered {"survey":"ces_agreement","question":"agree","response_id":"N","score":1}"#]]
    .assert_eq(&told);
    let page = world.surveys.responses(&world.ctx, &survey.id, ResponseFilter::default(), 50).await.expect("a page");
    assert_eq!((page.total, page.responses[0].given.len()), (1, 5), "one response");
    let sheet = world.surveys.sheet(&world.ctx, &survey.id).await.expect("a file");
    let sheet = String::from_utf8(sheet).expect("text");
    expect![[r#"
        ﻿time,person,language,origin,origin_comment,four,ten,agree
        2023-11-14T22:13:20Z,p1,en,friend other,A poster,4,10,1
    "#]]
    .assert_eq(&sheet.replace("\r\n", "\n"));
}

#[tokio::test]
async fn responses_come_page_by_page_newest_first() {
    let world = World::new().await;
    let survey = world.open("Livraison", template("nps")).await;
    let other = world.open("Autre", template("nps")).await;
    for n in 0..25_i64 {
        world.clock.set(crate::world::NOW_MS + n * 1_000);
        let words = if n % 5 == 0 { "&c.nps.0=Colis+PERDU" } else { "" };
        let form = format!("response=0190a3c0-0000-7000-8000-{n:012}&a.nps=2{words}");
        assert_eq!(world.post(&format!("/s/{}", survey.link), form).await.status, StatusCode::SEE_OTHER);
    }
    world.post(&format!("/s/{}", other.link), format!("response={RESPONSE}&a.nps=2")).await;
    let (mut before, mut times) = (None, Vec::new());
    loop {
        let filter = ResponseFilter { before: before.take(), ..ResponseFilter::default() };
        let page = world.surveys.responses(&world.ctx, &survey.id, filter, 10).await.expect("a page");
        assert_eq!(page.total, 25);
        times.extend(page.responses.iter().map(|response| (response.time_ms - crate::world::NOW_MS) / 1_000));
        match page.next {
            Some(next) => before = Some(next),
            None => break,
        }
    }
    assert_eq!(times, (0..25).rev().collect::<Vec<_>>());
    let found = async |search: Option<&str>, has_comment| {
        let filter = ResponseFilter { search: search.map(str::to_owned), has_comment, before: None };
        world.surveys.responses(&world.ctx, &survey.id, filter, 50).await.expect("a page").total
    };
    assert_eq!(
        [found(Some("perdu"), false).await, found(Some("ravi"), false).await, found(None, true).await],
        [5, 0, 5]
    );
}

#[tokio::test]
async fn the_page_is_in_the_language_of_who_answers() {
    let world = World::new().await;
    let survey = world.open("Livraison", template("nps")).await;
    let path = format!("/s/{}", survey.link);
    for (languages, rest, tag) in [
        ("fr-FR,fr;q=0.9", "", "fr"),
        ("en-US,en", "", "en"),
        ("de-DE,de;q=0.9,en;q=0.5", "", "en"),
        ("de-DE", "", "fr"),
        ("en", "?language=fr", "fr"),
        ("en", "?language=xx", "en"),
    ] {
        let html = world.get_as(&format!("{path}{rest}"), languages).await.html;
        assert!(html.contains(&format!("<html lang=\"{tag}\">")), "{languages} {rest}");
    }
}

fn url_form(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
