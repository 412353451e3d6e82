//! The end of letters, by their link.

use boussole_core::{FixedClock, ProjectId};
use boussole_mail::{Language, Mail, MailError, Topic};
use boussole_test::TestDb;
use std::sync::Arc;

const ANNA: &str = "anna@example.org";

async fn mail(db: &TestDb) -> Mail {
    Mail::open(db.core(), Arc::new(FixedClock::at(0)), None).await.expect("mail")
}

#[tokio::test]
async fn a_link_ends_the_letters_that_it_is_about_and_no_others() {
    let db = TestDb::new().await;
    let (mail, project) = (mail(&db).await, ProjectId::default());
    let link = mail.unsubscribe_token(&project, ANNA, Topic::Weekly, Language::Fr);
    let (found, is_wanted) = mail.subscription_find(&link).await.expect("a link");
    assert_eq!((found.topic, found.language, &found.project, is_wanted), (Topic::Weekly, Language::Fr, &project, true));
    for _ in 0..2 {
        mail.subscription_set(&link, false).await.expect("ended");
        assert!(!mail.subscription_find(&link).await.expect("a link").1);
        assert!(mail.is_unsubscribed(&project, " Anna@Example.org ", Topic::Weekly).await.expect("known"));
    }
    let elsewhere = ProjectId::parse("elsewhere").expect("a name");
    for (project, address, topic) in [
        (&project, ANNA, Topic::Silence),
        (&project, "anne@example.org", Topic::Weekly),
        (&elsewhere, ANNA, Topic::Weekly),
    ] {
        assert!(!mail.is_unsubscribed(project, address, topic).await.expect("known"), "{project} {address} {topic:?}");
    }
    assert!(!db.dump().await.to_lowercase().contains("anna"), "an address is kept as its hash");
    mail.subscription_set(&link, true).await.expect("taken back");
    assert!(!mail.is_unsubscribed(&project, ANNA, Topic::Weekly).await.expect("known"));
}

#[tokio::test]
async fn only_a_link_that_was_signed_here_says_anything() {
    let (db, other) = (TestDb::new().await, TestDb::new().await);
    let (mail, project) = (mail(&db).await, ProjectId::default());
    let link = mail.unsubscribe_token(&project, ANNA, Topic::Weekly, Language::En);
    let foreign = self::mail(&other).await.unsubscribe_token(&project, ANNA, Topic::Weekly, Language::En);
    let (said, signature) = link.rsplit_once('.').expect("signed");
    let changed = said.replace("weekly", "silence");
    let cut = &link[..link.len() - 1];
    for token in [
        "",
        ".",
        "default.weekly.en",
        said,
        cut,
        &foreign,
        &format!("{changed}.{signature}"),
        &format!("{said}.{}", "0".repeat(32)),
        &link.to_uppercase(),
        &"a".repeat(10_000),
    ] {
        for refused in
            [mail.subscription_find(token).await.map(|_| ()), mail.subscription_set(token, false).await.map(|_| ())]
        {
            match refused {
                Err(MailError::Refused(refusal)) => assert_eq!(refusal.code, "unknown_subscription", "{token}"),
                other => panic!("{token}: {other:?}"),
            }
        }
    }
    assert!(!mail.is_unsubscribed(&project, ANNA, Topic::Weekly).await.expect("known"));
}
