use crate::desk::{ANNA, Desk, NOW_MS, URL};
use boussole_core::{Ctx, DAY_MS, HOUR_MS, MINUTE_MS, ProjectId, Scope};
use boussole_mail::{Language, Topic};
use expect_test::expect;
use std::collections::BTreeSet;

/// Monday 29 June 2026, 7:30 in Paris.
const MONDAY_MS: i64 = NOW_MS + 19 * HOUR_MS + 30 * MINUTE_MS;

fn body(letter: &str) -> &str {
    letter.split_once("\n\n").expect("a head").1.split("\n-- \n").next().expect("a body")
}

#[tokio::test(flavor = "multi_thread")]
async fn it_comes_on_monday_morning_with_the_figures_of_who_reads_it() {
    let desk = Desk::new().await;
    desk.import_orders().await;
    desk.work_at(NOW_MS).await;
    let stores = BTreeSet::from(["Lyon".to_owned()]);
    let lyon = Scope::Limited { stores, regions: BTreeSet::new(), brands: BTreeSet::new() };
    let ben = desk.add("ben@example.org", lyon).await;
    desk.subscribe(&desk.ctx, Topic::Weekly, Language::En).await;
    desk.subscribe(&ben, Topic::Weekly, Language::Fr).await;
    let standing = desk.notifications.standings(&ben).await.expect("standings")[0];
    assert_eq!((standing.language, standing.next_ms), (Some(Language::Fr), Some(MONDAY_MS)));
    desk.work_at(MONDAY_MS - 1).await;
    assert!(desk.readers().is_empty());
    desk.work_at(MONDAY_MS).await;
    assert_eq!(desk.readers(), [ANNA, "ben@example.org"]);
    expect![[r#"
        Where your customers stand

        From 30 June 2025 to 28 June 2026.

        - Orders: 364
        - Revenue: 3,640 EUR
        - Active customers: 50
        - Repeat purchase rate: 100.0% (between 92.9% and 100.0%; of 50; from 31 March 2025 to 29 March 2026)

        Nothing stands out from chance: there is nothing to look at first.

        Open Today:
        https://cx.example.org/
    "#]]
    .assert_eq(body(&desk.last_letter(ANNA)));
    expect![[r#"
        Où en sont vos clients

        Du 30 juin 2025 au 28 juin 2026.

        - Commandes : 182
        - Chiffre d’affaires : 1 820 EUR
        - Clients actifs : 25
        - Taux de réachat : 100,0 % (entre 86,7 % et 100,0 % ; sur seulement 25 ; du 31 mars 2025 au 29 mars 2026)

        Rien ne dépasse le hasard : il n’y a rien à regarder d’abord.

        Ouvrir Aujourd’hui :
        https://cx.example.org/
    "#]]
    .assert_eq(body(&desk.last_letter("ben@example.org")));
    // Nothing more until the week after; of weeks that were missed there is one letter.
    desk.work_at(MONDAY_MS + 7 * DAY_MS - 1).await;
    assert_eq!(desk.readers().len(), 2);
    desk.work_at(MONDAY_MS + 30 * DAY_MS).await;
    assert_eq!(desk.readers().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_project_is_told_what_to_do() {
    let desk = Desk::new().await;
    desk.notifications.weekly_now(&desk.ctx, Language::Fr).await.expect("planned");
    desk.work_at(NOW_MS).await;
    let letter = desk.last_letter(ANNA);
    assert!(body(&letter).contains(&format!("Connecter une source\u{a0}:\n{URL}/settings/sources")), "{letter}");
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_are_for_members() {
    let desk = Desk::new().await;
    let machine = Ctx::command_line(ProjectId::default());
    let refused =
        desk.notifications.subscribe(&machine, Topic::Weekly, Language::En).await.expect_err("nobody's address");
    assert_eq!(refused.to_string(), "letters are sent to members");
}
