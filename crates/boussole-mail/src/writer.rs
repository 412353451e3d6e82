//! From what is planned to a message, or to why there is none.

use crate::MailError;
use crate::content::{Composer, Content, Unwritten};
use crate::mail::Mail;
use crate::message::{test_content, write};
use crate::model::{Letter, Template};
use boussole_core::ProjectId;
use boussole_jobs::Effect;
use lettre::Message;
use lettre::message::Mailbox;
use std::sync::Arc;

/// What begins the reason of a message that was not sent because its recipient is suppressed; a reason of that follows.
const SUPPRESSED: &str = "suppressed: ";
/// The reason of a letter that its reader no longer wants.
const UNSUBSCRIBED: &str = "unsubscribed";

/// Writes messages when they are begun: what was said since they were planned counts.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) mail: Mail,
    /// Where this server is.
    pub(crate) url: String,
    pub(crate) composers: Vec<Arc<dyn Composer>>,
}

impl Writer {
    /// Writes the message of an effect, unless its recipient is not to get it.
    pub(crate) async fn write(&self, effect: &Effect, from: &Mailbox, now_ms: i64) -> Result<Message, Unwritten> {
        let letter: Letter = serde_json::from_str(&effect.payload)
            .map_err(|error| Unwritten::Never(format!("stored message: {error}")))?;
        self.check(&effect.project, &letter).await?;
        let content = self.content(&effect.project, &letter).await?;
        let topic = letter.template.topic();
        let address = topic.map(|topic| {
            let token = self.mail.unsubscribe_token(&effect.project, &letter.to, topic, letter.language);
            format!("{}/u/{token}", self.url)
        });
        write(&letter, &content, topic.zip(address.as_deref()), &effect.id, from, now_ms).map_err(Unwritten::Never)
    }

    /// Tells who may not be written to.
    async fn check(&self, project: &ProjectId, letter: &Letter) -> Result<(), Unwritten> {
        let later = |error: MailError| Unwritten::Later(format!("who wants no letters cannot be read: {error}"));
        if let Some(found) = self.mail.suppressed(project, &letter.to).await.map_err(later)? {
            return Err(Unwritten::Never(format!("{SUPPRESSED}{}", found.reason.as_str())));
        }
        let Some(topic) = letter.template.topic() else { return Ok(()) };
        match self.mail.is_unsubscribed(project, &letter.to, topic).await.map_err(later)? {
            true => Err(Unwritten::Never(UNSUBSCRIBED.to_owned())),
            false => Ok(()),
        }
    }

    async fn content(&self, project: &ProjectId, letter: &Letter) -> Result<Content, Unwritten> {
        if letter.template == Template::Test {
            return Ok(test_content(letter.language));
        }
        match self.composers.iter().find(|composer| composer.template() == letter.template) {
            Some(composer) => composer.compose(project, letter).await,
            None => Err(Unwritten::Never("nobody writes such letters".to_owned())),
        }
    }
}
