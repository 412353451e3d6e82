use crate::desk::{ANNA, Desk, NOW_MS};
use boussole_core::{HOUR_MS, Scope};
use boussole_jobs::State;
use boussole_mail::{Language, Topic};
use boussole_notifications::SILENT_MS;
use expect_test::expect;

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_falls_silent_is_told_once_and_again_when_it_does_so_again() {
    let desk = Desk::new().await;
    desk.work_at(NOW_MS).await;
    let (shop, app) = (desk.source("Boutique <b>").await, desk.source("App").await);
    desk.subscribe(&desk.ctx, Topic::Silence, Language::Fr).await;
    desk.send(&shop).await;
    desk.send(&app).await;
    desk.work_at(NOW_MS + HOUR_MS).await;
    desk.send(&app).await;
    desk.work_at(NOW_MS + SILENT_MS - 1).await;
    assert!(desk.readers().is_empty(), "not yet");
    desk.work_at(NOW_MS + SILENT_MS).await;
    assert_eq!(desk.readers(), [ANNA]);
    let letter = desk.last_letter(ANNA);
    let (said, link) = letter.split_once("Se désabonner").expect("a way out");
    expect![[r#"
        « Boutique <b> » n’envoie plus rien

        Son dernier événement est arrivé le 28 juin 2026 à 12:00. Plus rien dans les 24 heures qui ont suivi.

        Ce que les clients y font n’est pas vu pendant ce temps. Regardez d’abord ce qui a été mis en ligne ou changé ce jour-là : un script retiré, une clé, un bandeau de consentement.

        Ouvrir les sources :
        https://cx.example.org/settings/sources

        -- 
        Vous avez demandé dans Boussole à savoir quand une source n’envoie plus rien.
    "#]].assert_eq(said.split_once("\n\n").expect("a head").1);
    assert!(link.contains(" https://cx.example.org/u/default.silence.fr."), "{link}");
    // It stays silent: once was enough. The other one follows an hour later.
    desk.work_at(NOW_MS + SILENT_MS + HOUR_MS).await;
    desk.work_at(NOW_MS + 10 * SILENT_MS).await;
    assert_eq!(desk.readers().len(), 2);
    desk.send(&shop).await;
    desk.work_at(NOW_MS + 11 * SILENT_MS).await;
    assert_eq!(desk.readers().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_did_not_ask_or_left_or_ended_it_gets_none_and_a_closed_source_is_no_news() {
    let desk = Desk::new().await;
    desk.work_at(NOW_MS).await;
    let (shop, closed) = (desk.source("Shop").await, desk.source("Old shop").await);
    let (ben, cleo) = (desk.add("ben@example.org", Scope::All).await, desk.add("cleo@example.org", Scope::All).await);
    desk.add("dan@example.org", Scope::All).await;
    for ctx in [&desk.ctx, &ben, &cleo] {
        desk.subscribe(ctx, Topic::Silence, Language::En).await;
    }
    desk.send(&shop).await;
    desk.send(&closed).await;
    desk.sources.source_disable(&desk.ctx, &closed.id).await.expect("closed");
    // Ben ends it by the link of an earlier letter; Cleo leaves the project.
    let link = desk.mail.unsubscribe_token(&ben.project, "ben@example.org", Topic::Silence, Language::En);
    desk.mail.subscription_set(&link, false).await.expect("ended");
    let boussole_core::Actor::Member { id, .. } = &cleo.actor else { panic!("a member") };
    desk.members.member_remove(&desk.ctx, id).await.expect("removed");
    desk.work_at(NOW_MS + SILENT_MS).await;
    assert_eq!(desk.readers(), [ANNA]);
    // What they see of it themselves, and that it can be taken back.
    let standing = async |ctx| desk.notifications.standings(ctx).await.expect("standings")[1].language;
    assert_eq!(standing(&ben).await, None);
    desk.subscribe(&ben, Topic::Silence, Language::Fr).await;
    assert_eq!(standing(&ben).await, Some(Language::Fr));
    desk.notifications.unsubscribe(&ben, Topic::Silence).await.expect("ended");
    assert_eq!(standing(&ben).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_ended_after_it_was_planned_is_not_sent() {
    let desk = Desk::new().await;
    desk.work_at(NOW_MS).await;
    desk.notifications.weekly_now(&desk.ctx, Language::En).await.expect("planned");
    let link = desk.mail.unsubscribe_token(&desk.ctx.project, ANNA, Topic::Weekly, Language::En);
    desk.mail.subscription_set(&link, false).await.expect("ended");
    desk.work_at(NOW_MS + 1).await;
    assert!(desk.readers().is_empty());
    let letter = desk.letters_of().await.remove(0);
    assert_eq!((letter.state, letter.reason.as_deref()), (State::Failed, Some("unsubscribed")));
}
