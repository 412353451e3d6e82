//! That a source which sent events sends none any more.

use crate::NotificationError;
use crate::about::About;
use crate::notifications::Notifications;
use crate::words::{Words, later, unread};
use boussole_core::{Ctx, HOUR_MS, ProjectId};
use boussole_mail::{Block, Composer, Composing, Content, Letter, Template, Unwritten};
use boussole_sources::Source;

/// After how long without an event a source is silent, in milliseconds: long enough for a night and a quiet Sunday.
pub const SILENT_MS: i64 = 24 * HOUR_MS;
/// What begins the name of the timer of a source; the source follows, as events name it.
pub(crate) const SILENCE: &str = "silence:";

impl Notifications {
    /// Tells whether a source is there and takes events: of one that was closed silence is no news.
    pub(crate) async fn is_open(&self, project: &ProjectId, source: &str) -> Result<bool, NotificationError> {
        Ok(self.source(project, source).await?.is_some_and(|found| found.disabled_ms.is_none()))
    }

    async fn source(&self, project: &ProjectId, source: &str) -> Result<Option<Source>, NotificationError> {
        let all = self.sources.source_list(&Ctx::command_line(project.clone())).await?;
        Ok(all.into_iter().find(|found| found.event_source() == source))
    }
}

/// Writes the letter about a source that fell silent.
#[derive(Debug)]
pub(crate) struct SilenceComposer {
    pub(crate) notifications: Notifications,
}

impl SilenceComposer {
    async fn write(&self, project: &ProjectId, letter: &Letter) -> Result<Content, Unwritten> {
        let (about, words): (About, _) = (unread(letter)?, Words::of(letter.language));
        let Some(silence) = about.silence else { return Err(Unwritten::Never("about no source".to_owned())) };
        let member = self.notifications.members.member_find(project, &about.member).await.map_err(later)?;
        if member.is_none() {
            return Err(words.no_member());
        }
        let found = self.notifications.source(project, &silence.source).await.map_err(later)?;
        let Some(source) = found else { return Err(Unwritten::Never("the source is gone".to_owned())) };
        let zone = self.notifications.zone();
        let last = words.moment(silence.last_ms, &zone);
        let hours = SILENT_MS / HOUR_MS;
        Ok(Content {
            title: words.silent_title(source.name.as_str()),
            blocks: vec![
                Block::Text(words.silent_since(&last, hours)),
                Block::Text(words.silent_advice().to_owned()),
                self.notifications.link(words.silent_link(), "/settings/sources"),
            ],
        })
    }
}

impl Composer for SilenceComposer {
    fn template(&self) -> Template {
        Template::Silence
    }

    fn compose<'a>(&'a self, project: &'a ProjectId, letter: &'a Letter) -> Composing<'a> {
        Box::pin(self.write(project, letter))
    }
}
