use crate::world::{NOW_MS, World, number_of, template};
use axum::http::StatusCode;
use boussole_core::{Clock, DAY_MS, HOUR_MS};
use boussole_db::CoreDb;
use boussole_events::{Batch, Identifier, IdentifierKind, Incoming, Origin};
use boussole_jobs::{Reaction, State as EffectState, Step};
use boussole_mail::{Language, Mail, MailServer, Topic};
use boussole_surveys::{Definition, Invite, Inviter, Rules, State, Survey};
use boussole_test::MailSink;
use expect_test::expect;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::time::interval;

const PATIENCE: Duration = Duration::from_secs(30);
const ANNA: &str = "anna@example.org";

/// A project that asks its customers by mail.
struct Office {
    world: World,
    sink: MailSink,
}

impl Office {
    async fn new() -> Self {
        let sink = MailSink::start(Duration::ZERO);
        let smtp = format!("smtp://127.0.0.1:{}?tls=none", sink.port());
        let world = World::with_mail(Some(MailServer::parse(&smtp, "cx@example.org").expect("a server"))).await;
        let office = Self { world, sink };
        // Events count from the first start on.
        office.work_at(NOW_MS).await;
        office
    }

    /// Makes a survey that asks a day after a delivery, and the same person again after 90.
    async fn survey(&self, name: &str, questionnaire: &str) -> Survey {
        let after = Some("Order Delivered".to_owned());
        self.survey_by(name, questionnaire, Invite { is_periodic: false, after, delay_hours: 24, again_days: 90 }).await
    }

    async fn survey_by(&self, name: &str, questionnaire: &str, invite: Invite) -> Survey {
        let definition =
            Definition { brand: "Maison Rando".to_owned(), invite: Some(invite), ..template(questionnaire) };
        self.world.open(name, definition).await
    }

    /// Lets an order of somebody be delivered now.
    async fn deliver(&self, user: &str, email: Option<&str>, language: &str) {
        let origin = Origin::Live { is_trusted: true };
        self.accept(origin, self.delivery(user, email, language, self.world.clock.now_ms())).await;
    }

    fn delivery(&self, user: &str, email: Option<&str>, language: &str, time_ms: i64) -> Incoming {
        let mut identifiers: Vec<Identifier> = Identifier::parse(IdentifierKind::User, user).into_iter().collect();
        identifiers.extend(email.and_then(|email| Identifier::parse(IdentifierKind::Email, email)));
        let traits = json!({"language": language}).as_object().expect("an object").clone();
        Incoming { event: "Order Delivered".to_owned(), identifiers, time_ms, traits, ..Incoming::default() }
    }

    async fn accept(&self, origin: Origin, event: Incoming) {
        self.world.store.accept(&self.world.ctx, Batch::new("shop", origin, vec![event])).await.expect("accepted");
    }

    /// Begins anew, as after a stop, reacts to all there is at a time, and lets the letters arrive.
    async fn work_at(&self, time_ms: i64) {
        self.world.clock.set(time_ms);
        self.react(&self.world.mail).await;
        let running = self.world.mail.start("https://cx.example.org", self.world.surveys.composers()).await;
        let running = running.expect("it starts");
        let (started, mut ticks) = (Instant::now(), interval(Duration::from_millis(5)));
        while self.waits().await {
            assert!(started.elapsed() < PATIENCE, "letters wait");
            ticks.tick().await;
        }
        running.close().await;
    }

    async fn react(&self, mail: &Mail) {
        let World { surveys, store, ctx, .. } = &self.world;
        let inviter = Inviter::new(surveys.clone(), mail.clone());
        let reaction = Reaction::begin(self.world.mail.outbox(), store.clone(), ctx.clone(), inviter).await;
        let mut reaction = reaction.expect("it begins");
        while reaction.react().await.expect("it reacts") == Step::Done {}
    }

    async fn waits(&self) -> bool {
        let counts = self.world.mail.counts(&self.world.ctx).await.expect("counts");
        counts.iter().any(|count| matches!(count.state, EffectState::Planned | EffectState::Claimed))
    }

    /// Returns what was sent, and what was not with why: who, and by which survey.
    fn decisions(&self) -> Vec<String> {
        let events = self.world.events();
        let decided = events.iter().filter_map(|line| {
            let (person, rest) = line.split_once(' ')?;
            let (name, props) = rest.split_once(" {").map(|(name, props)| (name, format!("{{{props}")))?;
            let props: Value = serde_json::from_str(&props).expect("JSON");
            let survey = props["survey_id"].as_str()?;
            match name {
                "Survey Sent" => Some(format!("{person} {survey} sent")),
                "Survey Not Sent" => Some(format!("{person} {survey} {}", props["reason"].as_str()?)),
                _ => None,
            }
        });
        decided.collect()
    }

    /// Returns the text of the last letter, as it is read.
    fn last_letter(&self) -> String {
        let all = self.sink.accepted();
        let whole = all.last().expect("a letter")["text"].as_str().expect("a text").replace("\r\n", "\n");
        let part = whole.split("Content-Type: text/html").next().expect("the first part");
        let part = part.split_once("Content-Transfer-Encoding").expect("its head").1;
        decoded(part.split_once("\n\n").expect("its text").1)
    }
}

/// Reads quoted-printable text.
fn decoded(part: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = part.replace("=\n", "").into_bytes().into_iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'=' => {
                let digits = [rest.next().expect("a digit"), rest.next().expect("a digit")];
                let digits = std::str::from_utf8(&digits).expect("digits").to_owned();
                bytes.push(u8::from_str_radix(&digits, 16).expect("a number"));
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).expect("text")
}

/// Returns the part of an address after the host, of the first line that ends with something.
fn link_in(letter: &str, end: &str) -> String {
    let line = letter.lines().find(|line| line.ends_with(end)).expect("a link");
    line.split_once("https://cx.example.org").expect("an address").1.to_owned()
}

#[tokio::test]
async fn who_got_a_parcel_is_asked_a_day_later_and_answers_as_who_they_are() {
    let office = Office::new().await;
    let survey = office.survey("Livraison", "nps").await;
    office.deliver("u-1", Some(ANNA), "fr-FR").await;
    office.work_at(NOW_MS + 23 * HOUR_MS).await;
    assert_eq!(office.sink.n_accepted(), 0, "not yet");
    office.work_at(NOW_MS + 24 * HOUR_MS).await;
    assert_eq!(office.decisions(), ["p1 livraison sent"]);
    let letter = office.last_letter();
    let link = link_in(&letter, "&a.nps=9");
    let token = link.split("i=").nth(1).and_then(|rest| rest.split('&').next()).expect("a token").to_owned();
    let told = letter.replace(&token, "TOKEN").replace(&survey.link, "LINK");
    let told: Vec<&str> = told.lines().filter(|line| !line.contains("/u/") && !line.starts_with("--")).collect();
    expect![[r#"
        Maison Rando

        Sur une échelle de 0 à 10, quelle est la probabilité que vous recommandiez Maison Rando à un proche ?

        0 (Pas du tout probable) : https://cx.example.org/s/LINK?i=TOKEN&language=fr&a.nps=0
        1 : https://cx.example.org/s/LINK?i=TOKEN&language=fr&a.nps=1
        2 : https://cx.example.org/s/LINK?i=TOKEN&language=fr&a.nps=2
        3 : https://cx.example.org/s/LINK?i=TOKEN&language=fr&a.nps=3
        4 : https://cx.example.org/s/LINK?i=TOKEN&language=fr&a.nps=4
        5 : https://cx.example.org/s/LINK?i=TOKEN&language=fr&a.nps=5
        6 : https://cx.example.org/s/LINK?i=TOKEN&language=fr&a.nps=6
        7 : https://cx.example.org/s/LINK?i=TOKEN&language=fr&a.nps=7
        8 : https://cx.example.org/s/LINK?i=TOKEN&language=fr&a.nps=8
        9 : https://cx.example.org/s/LINK?i=TOKEN&language=fr&a.nps=9
        10 (Tout à fait probable) : https://cx.example.org/s/LINK?i=TOKEN&language=fr&a.nps=10

        Répondre :
        https://cx.example.org/s/LINK?i=TOKEN&language=fr

        Cette question vous est posée en tant que client.
    "#]]
    .assert_eq(&told.join("\n"));

    let shown = office.world.get(&link).await;
    assert!(shown.html.contains("value=\"9\" checked"), "the click filled it in");
    assert_eq!(office.world.events().iter().filter(|line| line.contains("Survey Answered")).count(), 0);
    let number = number_of(&shown.html);
    let path = format!("/s/{}", survey.link);
    let form = |score: u8| format!("response={number}&i={token}&language=fr&a.nps={score}&c.nps.2=Rapide");
    assert_eq!(office.world.post(&path, form(9)).await.status, StatusCode::SEE_OTHER);
    let again = office.world.post(&path, form(2)).await;
    assert!(again.location.contains("kept=first"), "{}", again.location);
    let answers: Vec<String> =
        office.world.events().into_iter().filter(|line| line.contains("Survey Answered")).collect();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert!(answers[0].starts_with("p1 ") && answers[0].contains("\"channel\":\"email\""), "{answers:?}");
}

#[tokio::test]
async fn who_was_asked_lately_or_cannot_be_asked_is_not_and_it_is_said_why() {
    let office = Office::new().await;
    office.survey("Livraison", "nps").await;
    office.deliver("u-1", Some(ANNA), "fr").await;
    office.deliver("u-2", None, "fr").await;
    office.deliver("u-3", Some("no@example.org"), "fr").await;
    office.deliver("u-4", Some("gone@example.org"), "fr").await;
    let World { mail, ctx, .. } = &office.world;
    let token = mail.unsubscribe_token(&ctx.project, "no@example.org", Topic::Survey, Language::Fr);
    mail.subscription_set(&token, false).await.expect("unsubscribed");
    mail.suppress(ctx, "gone@example.org").await.expect("suppressed");
    office.work_at(NOW_MS + DAY_MS).await;
    let decisions = office.decisions();
    assert_eq!(
        decisions,
        ["p1 livraison sent", "p3 livraison no_address", "p4 livraison unsubscribed", "p6 livraison suppressed"]
    );
    assert_eq!(office.sink.n_accepted(), 1);

    // The same survey waits for 90 days, all together for 30, and nobody is asked more than twice a year.
    office.world.surveys.set_rules(ctx, Rules { rest_days: 30, year_max: 2 }).await.expect("rules");
    let second = office.survey("Satisfaction", "csat").await;
    let mut asked = Vec::new();
    for days in [10, 50, 100, 200] {
        let n_before = office.decisions().len();
        office.world.clock.set(NOW_MS + days * DAY_MS);
        office.deliver("u-1", Some(ANNA), "fr").await;
        office.work_at(NOW_MS + (days + 1) * DAY_MS).await;
        asked.push((days, office.decisions().len() - n_before));
    }
    let of_anna: Vec<String> = office.decisions().into_iter().filter(|line| line.starts_with("p1 ")).collect();
    assert_eq!(of_anna.iter().filter(|line| line.ends_with("sent")).count(), 2, "{of_anna:?}");
    assert_eq!(asked.iter().map(|(_, n)| n).sum::<usize>(), 8, "each occasion is decided on: {asked:?}");
    for reason in ["asked_before", "rest", "year_max"] {
        assert!(of_anna.iter().any(|line| line.ends_with(reason)), "{reason}: {of_anna:?}");
    }
    assert_eq!(second.id, "satisfaction");
}

#[tokio::test]
async fn what_is_no_occasion_asks_nobody() {
    let office = Office::new().await;
    let survey = office.survey("Livraison", "nps").await;
    let past = office.delivery("u-1", Some(ANNA), "fr", NOW_MS);
    office.accept(Origin::Import { import_id: 1 }, past).await;
    let old = office.delivery("u-2", Some("old@example.org"), "fr", NOW_MS - 8 * DAY_MS);
    office.accept(Origin::Live { is_trusted: true }, old).await;
    office.deliver("u-3", Some("late@example.org"), "fr").await;
    office.work_at(NOW_MS).await;
    office.world.surveys.survey_set_state(&office.world.ctx, &survey.id, State::Closed).await.expect("closed");
    office.work_at(NOW_MS + 2 * DAY_MS).await;
    assert_eq!((office.decisions().len(), office.sink.n_accepted()), (0, 0));
}

#[tokio::test]
async fn a_stop_between_the_decision_and_the_letter_sends_one() {
    let office = Office::new().await;
    office.survey("Livraison", "nps").await;
    office.deliver("u-1", Some(ANNA), "fr").await;
    office.work_at(NOW_MS).await;
    // Nothing can be planned: the step fails after the event, as if the process had ended there.
    let core: &CoreDb = office.world.core();
    let without = Mail::open(core, office.world.clock.clone(), None).await.expect("mail");
    for n in 0..3 {
        office.world.clock.set(NOW_MS + DAY_MS + n * HOUR_MS);
        office.react(&without).await;
    }
    assert_eq!((office.decisions(), office.sink.n_accepted()), (vec!["p1 livraison sent".to_owned()], 0));
    office.work_at(NOW_MS + 3 * DAY_MS).await;
    assert_eq!((office.decisions().len(), office.sink.n_accepted()), (1, 1));
    office.work_at(NOW_MS + 4 * DAY_MS).await;
    assert_eq!((office.decisions().len(), office.sink.n_accepted()), (1, 1));
}

#[tokio::test]
async fn who_is_asked_regularly_is_asked_once_each_time_as_long_as_they_do_something() {
    let office = Office::new().await;
    let invite = Invite { is_periodic: true, after: None, delay_hours: 0, again_days: 40 };
    let survey = office.survey_by("Relation", "nps", invite).await;
    // Until she does something, nobody knows of her.
    office.work_at(NOW_MS + DAY_MS).await;
    for _ in 0..3 {
        office.deliver("u-1", Some(ANNA), "fr").await;
    }
    let mut asked_on = Vec::new();
    for day in 1..=100 {
        office.work_at(NOW_MS + day * DAY_MS).await;
        // What we ask is nothing that she does; she buys until day 56.
        if day < 60 && day % 7 == 0 {
            office.deliver("u-1", Some(ANNA), "fr").await;
        }
        if office.sink.n_accepted() > asked_on.len() {
            asked_on.push(day);
        }
    }
    // The last time of hers after she did something, and none after that.
    let [first, .., last] = asked_on[..] else { panic!("{asked_on:?}") };
    assert!(asked_on.windows(2).all(|pair| pair[1] - pair[0] == 40), "{asked_on:?}");
    assert!(first <= 41 && (57..=56 + 41).contains(&last), "{asked_on:?}");
    assert!(office.decisions().iter().all(|decision| decision == "p1 relation sent"), "{:?}", office.decisions());
    assert!(office.last_letter().contains("Maison Rando"));
    // Regularly those who do a certain thing; what is no event is refused.
    let invite =
        Invite { is_periodic: true, after: Some("Order Delivered".to_owned()), delay_hours: 0, again_days: 40 };
    let orders = Definition { invite: Some(invite.clone()), ..survey.definition.clone() };
    assert_eq!(orders.clone().parse().expect("fine"), orders);
    let nothing = Definition { invite: Some(Invite { is_periodic: false, after: None, ..invite }), ..orders };
    assert_eq!(nothing.parse().expect_err("after what?").field.as_deref(), Some("invite.after"));
}

#[tokio::test]
async fn a_link_that_is_not_whole_or_too_old_is_told_so() {
    let office = Office::new().await;
    let survey = office.survey("Livraison", "nps").await;
    office.deliver("u-1", Some(ANNA), "en").await;
    office.work_at(NOW_MS + DAY_MS).await;
    let link = link_in(&office.last_letter(), "&a.nps=0");
    let token = link.split("i=").nth(1).and_then(|rest| rest.split('&').next()).expect("a token").to_owned();
    let path = format!("/s/{}", survey.link);
    let broken = format!("{}x", &token[..token.len() - 1]);
    let got = office.world.get(&format!("{path}?i={broken}&language=en")).await;
    assert_eq!((got.status, got.html.contains("This link is not complete")), (StatusCode::NOT_FOUND, true));
    let got = office.world.post(&path, format!("i={broken}&a.nps=3")).await;
    assert_eq!(got.status, StatusCode::NOT_FOUND);
    office.world.clock.set(NOW_MS + 100 * DAY_MS);
    let got = office.world.get(&format!("{path}?i={token}&language=en")).await;
    assert_eq!((got.status, got.html.contains("This link is too old")), (StatusCode::GONE, true));
    assert_eq!(office.world.post(&path, format!("i={token}&a.nps=3")).await.status, StatusCode::GONE);
    assert_eq!(office.world.refused(&survey).await, [("unreadable", 2)]);
}
