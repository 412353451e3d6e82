//! Who plans letters when their time comes.

use crate::NotificationError;
use crate::about::{About, Silence};
use crate::notifications::{Notifications, letter};
use crate::silence::{SILENCE, SILENT_MS};
use crate::store::subscribers_in_tx;
use crate::weekly::WEEKLY;
use boussole_core::ProjectId;
use boussole_events::Arrival;
use boussole_jobs::{JobError, Reactor, Timer, Work};
use boussole_mail::{Template, Topic};
use std::collections::BTreeMap;

/// Plans letters: each week at its time, and when a source has been silent for too long.
#[derive(Debug)]
pub struct Clerk {
    notifications: Notifications,
}

impl Clerk {
    /// Makes the clerk of some letters.
    #[must_use]
    pub fn new(notifications: Notifications) -> Self {
        Self { notifications }
    }

    /// Plans a letter to everybody who asked for the topic and may have it; `key` is what makes it this one.
    async fn plan(
        &self,
        work: &mut Work<'_>,
        template: Template,
        topic: Topic,
        key: &str,
        silence: Option<Silence>,
    ) -> Result<(), NotificationError> {
        if !self.notifications.is_configured() {
            return Ok(());
        }
        let project = work.project().clone();
        for (member, language) in subscribers_in_tx(work.connection(), &project, topic).await? {
            let Some(address) = self.address(&project, &member, topic).await? else { continue };
            let about = About { member: member.clone(), silence: silence.clone() };
            let letter = letter(template, &address, language, &about)?;
            work.plan(&self.notifications.mail.effect(&format!("{key}:{member}"), &letter)?).await?;
        }
        Ok(())
    }

    /// Returns where a member is written to who is one still and wants such letters.
    async fn address(
        &self,
        project: &ProjectId,
        member: &str,
        topic: Topic,
    ) -> Result<Option<String>, NotificationError> {
        let Some(found) = self.notifications.members.member_find(project, member).await? else { return Ok(None) };
        let address = found.member.email.to_string();
        let is_ended = self.notifications.mail.is_unsubscribed(project, &address, topic).await?;
        Ok((!is_ended).then_some(address))
    }

    async fn write_for(&self, work: &mut Work<'_>, timer: &Timer) -> Result<(), NotificationError> {
        if timer.name == WEEKLY {
            // However late it rings it is one letter, and the next comes in its time.
            self.plan(work, Template::Weekly, Topic::Weekly, &format!("{WEEKLY}:{}", timer.due_ms), None).await?;
            let next_ms = self.notifications.weekly().next_after(work.now_ms());
            return Ok(work.timer_set(WEEKLY, "", next_ms).await?);
        }
        if let Some(source) = timer.name.strip_prefix(SILENCE) {
            let silence: Silence = serde_json::from_str(&timer.payload)?;
            if self.notifications.is_open(work.project(), source).await? {
                let key = format!("{SILENCE}{source}:{}", silence.last_ms);
                self.plan(work, Template::Silence, Topic::Silence, &key, Some(silence)).await?;
            }
        }
        Ok(())
    }
}

impl Reactor for Clerk {
    const NAME: &'static str = "notifications";

    async fn begin(&self, work: &mut Work<'_>) -> Result<(), JobError> {
        // What is overdue rings; what is not is set by the time zone of today.
        let is_overdue = work.timer(WEEKLY).await?.is_some_and(|timer| timer.due_ms <= work.now_ms());
        if !is_overdue {
            let next_ms = self.notifications.weekly().next_after(work.now_ms());
            work.timer_set(WEEKLY, "", next_ms).await?;
        }
        Ok(())
    }

    async fn react(&self, work: &mut Work<'_>, arrivals: &[Arrival]) -> Result<(), JobError> {
        let live = arrivals.iter().filter(|arrival| arrival.import_id.is_none());
        let last: BTreeMap<&str, i64> = live.map(|arrival| (&*arrival.source, arrival.received_ms)).collect();
        for (source, last_ms) in last {
            let silence = Silence { source: source.to_owned(), last_ms };
            let payload = serde_json::to_string(&silence).map_err(NotificationError::from)?;
            work.timer_set(&format!("{SILENCE}{source}"), &payload, last_ms + SILENT_MS).await?;
        }
        Ok(())
    }

    async fn ring(&self, work: &mut Work<'_>, timer: &Timer) -> Result<(), JobError> {
        Ok(self.write_for(work, timer).await?)
    }
}
