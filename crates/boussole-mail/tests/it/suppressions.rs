//! What reports and owners change about whom is written to.

use crate::owner;
use crate::reports::{bounce, complaint};
use boussole_core::{Ctx, DAY_MS, FixedClock, ProjectId, Role};
use boussole_jobs::{Effect, State};
use boussole_mail::{Language, Mail, MailServer, Reason};
use boussole_test::TestDb;
use expect_test::{Expect, expect};
use std::sync::Arc;

const NOW_MS: i64 = 1_700_000_000_000;
const ANNA: &str = "anna@example.net";

/// Mail that is planned and never begun: nobody starts it.
struct Desk {
    db: TestDb,
    clock: Arc<FixedClock>,
    mail: Mail,
}

impl Desk {
    async fn new() -> Self {
        let (db, clock) = (TestDb::new().await, Arc::new(FixedClock::at(NOW_MS)));
        let server = MailServer::parse("smtps://mail.example.org", "cx@example.org").expect("a server");
        let mail = Mail::open(db.core(), clock.clone(), Some(server)).await.expect("mail");
        Self { db, clock, mail }
    }

    async fn plan(&self, to: &str) -> Effect {
        self.mail.test(&owner(to), Language::En).await.expect("planned")
    }

    /// Hands a report about a new message to somebody over, and says why nothing is sent to them from then on.
    async fn report(&self, to: &str, report: impl Fn(&str) -> Vec<u8>) -> Option<Reason> {
        let planned = self.plan(to).await;
        let reported = self.mail.report(&owner(to), &report(&planned.id)).await.expect("a report");
        reported.suppression.map(|found| found.reason)
    }

    async fn check(&self, to: &str, expected: Expect) {
        let found = self.mail.suppression(&owner("a@example.org"), to).await.expect("looked up");
        let told = found.map(|found| format!("{} since {}", found.reason.as_str(), found.created_ms - NOW_MS));
        expected.assert_eq(&told.unwrap_or_default());
    }
}

#[tokio::test]
async fn an_address_that_takes_nothing_is_written_to_no_more() {
    let desk = Desk::new().await;
    assert_eq!(desk.report(ANNA, |id| bounce(id, "5.7.1")).await, None, "the sender is to blame");
    assert_eq!(desk.report(ANNA, |id| bounce(id, "5.1.1")).await, Some(Reason::HardBounce));
    desk.check(" Anna@Example.NET ", expect!["hard_bounce since 0"]).await;
    desk.check("ben@example.net", expect![""]).await;
    desk.clock.set(NOW_MS + 5);
    assert_eq!(desk.report(ANNA, complaint).await, Some(Reason::HardBounce), "the first reason stays");
    desk.check(ANNA, expect!["hard_bounce since 0"]).await;
    assert_eq!(desk.report("ben@example.net", complaint).await, Some(Reason::Complaint));
    let counts = desk.mail.suppression_counts(&owner("a@example.org")).await.unwrap();
    assert_eq!(counts, [(Reason::Complaint, 1), (Reason::HardBounce, 1)]);
    // The next start knows the same, by the same key.
    let again = Mail::open(&desk.db.reopen().await, desk.clock.clone(), None).await.unwrap();
    assert!(again.suppression(&owner("a@example.org"), ANNA).await.unwrap().is_some());
}

#[tokio::test]
async fn the_third_message_that_comes_back_within_thirty_days_is_the_last() {
    let desk = Desk::new().await;
    let full = |id: &str| bounce(id, "5.2.2");
    assert_eq!(desk.report(ANNA, full).await, None);
    desk.clock.set(NOW_MS + 31 * DAY_MS);
    let planned = desk.plan(ANNA).await;
    for _ in 0..5 {
        // The same report again is no other message.
        let reported = desk.mail.report(&owner(ANNA), &full(&planned.id)).await.unwrap();
        assert_eq!(reported.suppression, None);
    }
    assert_eq!(desk.report(ANNA, full).await, None, "the first was too long ago");
    assert_eq!(desk.report("ben@example.net", full).await, None);
    assert_eq!(desk.report(ANNA, full).await, Some(Reason::SoftBounces));
    // Who is written to again begins anew.
    assert!(desk.mail.release(&owner("a@example.org"), ANNA).await.unwrap());
    assert_eq!(desk.report(ANNA, full).await, None);
}

#[tokio::test]
async fn an_owner_decides_for_their_project_and_nobody_else_does() {
    let desk = Desk::new().await;
    let ctx = owner("a@example.org");
    assert_eq!(desk.mail.suppress(&ctx, ANNA).await.unwrap().reason, Reason::Manual);
    desk.check(ANNA, expect!["manual since 0"]).await;
    let mut other = owner("a@example.org");
    other.project = ProjectId::parse("other").unwrap();
    assert_eq!(desk.mail.suppression(&other, ANNA).await.unwrap(), None);
    assert!(!desk.mail.release(&other, ANNA).await.unwrap());
    desk.check(ANNA, expect!["manual since 0"]).await;
    assert!(desk.mail.release(&ctx, ANNA).await.unwrap());
    desk.check(ANNA, expect![""]).await;
    let refusal = desk.mail.suppress(&ctx, "anna").await.unwrap_err();
    expect!["email: this is not an e-mail address"].assert_eq(&refusal.to_string());
    let editor = Ctx { role: Role::Editor, ..ctx.clone() };
    let planned = desk.plan(ANNA).await;
    let report = bounce(&planned.id, "5.1.1");
    assert!(desk.mail.suppress(&editor, ANNA).await.is_err());
    assert!(desk.mail.suppression(&editor, ANNA).await.is_err());
    assert!(desk.mail.release(&editor, ANNA).await.is_err());
    assert!(desk.mail.report(&editor, &report).await.is_err());
    let refusal = desk.mail.report(&other, &report).await.unwrap_err();
    expect!["id: the project has no such message"].assert_eq(&refusal.to_string());
    desk.check(ANNA, expect![""]).await;
}

#[tokio::test]
async fn what_was_never_sent_cannot_come_back() {
    let desk = Desk::new().await;
    let planned = desk.plan(ANNA).await;
    desk.mail.report(&owner(ANNA), &bounce(&planned.id, "5.2.2")).await.unwrap();
    let page = desk.mail.messages(&owner(ANNA), None, None, 10).await.unwrap();
    assert_eq!((page.effects[0].state, page.effects[0].reason.as_deref()), (State::Planned, None));
}
