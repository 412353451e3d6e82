use crate::NotificationError;
use crate::about::About;
use crate::store::Store;
use boussole_core::{Actor, Clock, Ctx, Refusal};
use boussole_db::CoreDb;
use boussole_jobs::Effect;
use boussole_mail::{Block, Language, Letter, Mail, Template, Topic};
use boussole_members::Members;
use boussole_query::ProjectSettings;
use boussole_sources::Sources;
use boussole_today::Today;
use std::sync::Arc;
use tokio::sync::watch;
use uuid::Uuid;

/// What Boussole writes to its members by itself. Clones are the same.
#[derive(Debug, Clone)]
pub struct Notifications {
    pub(crate) store: Store,
    pub(crate) mail: Mail,
    pub(crate) members: Members,
    pub(crate) today: Today,
    pub(crate) sources: Sources,
    pub(crate) settings: watch::Receiver<ProjectSettings>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Where this server is, for links.
    pub(crate) url: Arc<str>,
}

/// What letters are made of.
#[derive(Debug, Clone)]
pub struct Materials {
    /// By which they are sent.
    pub mail: Mail,
    /// To whom.
    pub members: Members,
    /// What the weekly one tells.
    pub today: Today,
    /// What may fall silent.
    pub sources: Sources,
    /// In which time zone and currency.
    pub settings: watch::Receiver<ProjectSettings>,
    /// Where this server is, for links: `https://cx.example.org`.
    pub url: String,
}

/// Whether a member gets letters of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Which letters.
    pub topic: Topic,
    /// In which language; `None` when they were not asked for, or ended by the link in one of them.
    pub language: Option<Language>,
    /// When the next one is planned, in milliseconds since 1970; `None` of what comes when something happens.
    pub next_ms: Option<i64>,
}

impl Notifications {
    /// Opens what members asked for.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(db: &CoreDb, clock: Arc<dyn Clock>, materials: Materials) -> Result<Self, NotificationError> {
        let Materials { mail, members, today, sources, settings, url } = materials;
        Ok(Self { store: Store::open(db).await?, mail, members, today, sources, settings, clock, url: url.into() })
    }

    /// Tells which letters the member who asks gets.
    ///
    /// # Errors
    /// Refuses who is no member; fails when the database does.
    pub async fn standings(&self, ctx: &Ctx) -> Result<Vec<Standing>, NotificationError> {
        let (member, address) = member_of(ctx)?;
        let asked = self.store.subscriptions(&ctx.project, member).await?;
        let mut standings = Vec::with_capacity(Topic::OF_MEMBERS.len());
        for topic in Topic::OF_MEMBERS {
            let language = asked.iter().find(|(asked, _)| *asked == topic).map(|(_, language)| *language);
            let is_ended = self.mail.is_unsubscribed(&ctx.project, address, topic).await?;
            let next_ms = (topic == Topic::Weekly).then(|| self.weekly().next_after(self.clock.now_ms()));
            standings.push(Standing { topic, language: language.filter(|_| !is_ended), next_ms });
        }
        Ok(standings)
    }

    /// Sends letters of a topic to the member who asks, in a language, from now on.
    ///
    /// # Errors
    /// Refuses who is no member; fails when the database does.
    pub async fn subscribe(&self, ctx: &Ctx, topic: Topic, language: Language) -> Result<(), NotificationError> {
        let (member, address) = member_of(ctx)?;
        self.store.subscribe(&ctx.project, member, topic, language, self.clock.now_ms()).await?;
        Ok(self.mail.subscribe_again(&ctx.project, address, topic).await?)
    }

    /// Sends the member who asks no more letters of a topic.
    ///
    /// # Errors
    /// Refuses who is no member; fails when the database does.
    pub async fn unsubscribe(&self, ctx: &Ctx, topic: Topic) -> Result<(), NotificationError> {
        self.store.unsubscribe(&ctx.project, member_of(ctx)?.0, topic).await
    }

    /// Sends the weekly letter to the member who asks, now; once more each time.
    ///
    /// # Errors
    /// Refuses who is no member, and as [`Mail::plan`] does; fails when the database does.
    pub async fn weekly_now(&self, ctx: &Ctx, language: Language) -> Result<Effect, NotificationError> {
        let (member, address) = member_of(ctx)?;
        let about = About { member: member.to_owned(), silence: None };
        let letter = letter(Template::Weekly, address, language, &about)?;
        Ok(self.mail.plan(ctx, &format!("weekly:now:{}", Uuid::now_v7()), &letter).await?)
    }

    /// Leads from a letter to a page of this server.
    pub(crate) fn link(&self, name: &str, path: &str) -> Block {
        Block::Link { name: name.to_owned(), address: format!("{}{path}", self.url) }
    }

    /// Tells whether letters can be sent at all.
    #[must_use]
    pub fn is_configured(&self) -> bool {
        self.mail.server().is_some()
    }
}

/// Makes a letter about something.
pub(crate) fn letter(
    template: Template,
    address: &str,
    language: Language,
    about: &About,
) -> Result<Letter, NotificationError> {
    Ok(Letter { about: serde_json::to_string(about)?, ..Letter::new(template, address, language) })
}

/// Returns the id and the address of the member who asks.
fn member_of(ctx: &Ctx) -> Result<(&str, &str), Refusal> {
    match &ctx.actor {
        Actor::Member { id, email } => Ok((id, email)),
        Actor::CommandLine | Actor::Source { .. } => Err(Refusal::new("forbidden", "letters are sent to members")),
    }
}
