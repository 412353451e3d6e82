use crate::MailError;
use crate::content::Composer;
use crate::model::{Language, Letter, MAIL, Template, Topic};
use crate::report::{Report, Verdict};
use crate::server::MailServer;
use crate::smtp::Smtp;
use crate::store::Store;
use crate::suppression::{Reason, Suppression, Suppressions};
use crate::unsubscribe::{Subscription, Unsubscribed};
use crate::writer::Writer;
use boussole_core::{Actor, Clock, Ctx, ProjectId, Refusal, Role};
use boussole_db::CoreDb;
use boussole_jobs::{Effect, EffectPage, NewEffect, Outbox, State, StateCount};
use std::fmt;
use std::sync::Arc;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Messages to people. Clones are the same.
#[derive(Debug, Clone)]
pub struct Mail {
    outbox: Outbox,
    suppressions: Suppressions,
    unsubscribed: Unsubscribed,
    server: Option<Arc<MailServer>>,
    clock: Arc<dyn Clock>,
    installation: InstallationKey,
}

/// The key of this installation, from which all others are drawn; it is never shown.
#[derive(Clone, Copy)]
struct InstallationKey([u8; 32]);

impl fmt::Debug for InstallationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InstallationKey")
    }
}

/// A report, and what it led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// What was reported.
    pub report: Report,
    /// Why nothing is sent to the recipient any more, if so.
    pub suppression: Option<Suppression>,
}

/// The work on messages, until it is closed.
#[derive(Debug)]
pub struct Running {
    work: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Mail {
    /// Opens what is known of messages; without a server nothing new is planned.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(db: &CoreDb, clock: Arc<dyn Clock>, server: Option<MailServer>) -> Result<Self, MailError> {
        let outbox = Outbox::open(db, clock.clone()).await?;
        let store = Store::open(db).await?;
        let key = installation_key(&store).await?;
        let suppressions = Suppressions::new(store.clone(), key, clock.clone());
        let unsubscribed = Unsubscribed::new(store, &key, clock.clone());
        let installation = InstallationKey(key);
        Ok(Self { outbox, suppressions, unsubscribed, server: server.map(Arc::new), clock, installation })
    }

    /// Begins to send, as the only one; without a server, what waits goes on waiting. Letters are written by `composers`,
    /// and say that this server is at `url`.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn start(&self, url: &str, composers: Vec<Arc<dyn Composer>>) -> Result<Running, MailError> {
        // Also without a server: what was begun before is unknown from now on.
        let worker = self.outbox.worker(MAIL).await?;
        let Some(server) = &self.server else { return Ok(Running { work: None }) };
        let writer = Writer { mail: self.clone(), url: url.to_owned(), composers };
        let smtp = Arc::new(Smtp::new(MailServer::clone(server), writer, self.clock.clone()));
        let (stop, stopped) = oneshot::channel();
        // Whoever drops the other end stops it too.
        let stopped = async { stopped.await.unwrap_or(()) };
        Ok(Running { work: Some((stop, tokio::spawn(worker.run(smtp, stopped)))) })
    }

    /// Draws a key from that of this installation, for one purpose: the same each time.
    #[must_use]
    pub fn key(&self, purpose: &str) -> [u8; 32] {
        blake3::derive_key(purpose, &self.installation.0)
    }

    /// Returns over which server messages are sent, when they are.
    #[must_use]
    pub fn server(&self) -> Option<&MailServer> {
        self.server.as_deref()
    }

    /// Plans a message that tells whoever asks that mail arrives.
    ///
    /// # Errors
    /// Refuses with `mail_not_configured`, and who is no owner or no member; fails when the database does.
    pub async fn test(&self, ctx: &Ctx, language: Language) -> Result<Effect, MailError> {
        ctx.require(Role::Owner)?;
        let Actor::Member { email, .. } = &ctx.actor else {
            return Err(Refusal::new("forbidden", "a message is sent to the member who asks for it").into());
        };
        // Each is asked for once, by somebody who waits for it.
        self.plan(ctx, &Uuid::now_v7().to_string(), &Letter::new(Template::Test, email, language)).await
    }

    /// Plans a letter, once a key; returns it as it is now.
    ///
    /// # Errors
    /// Refuses with `mail_not_configured`, and with `outbox_full` as [`Outbox::plan`] does; fails when the database does.
    pub async fn plan(&self, ctx: &Ctx, key: &str, letter: &Letter) -> Result<Effect, MailError> {
        Ok(self.outbox.plan(ctx, &self.effect(key, letter)?).await?)
    }

    /// Returns a letter as an effect, for who plans it with something else: once a key, as soon as possible.
    ///
    /// # Errors
    /// Refuses with `mail_not_configured`.
    pub fn effect(&self, key: &str, letter: &Letter) -> Result<NewEffect, MailError> {
        if self.server.is_none() {
            return Err(Refusal::new("mail_not_configured", "no mail server is told")
                .hint("start Boussole with --smtp and --mail-from")
                .into());
        }
        let payload = serde_json::to_string(letter)?;
        Ok(NewEffect { kind: MAIL, key: key.to_owned(), payload, due_ms: self.clock.now_ms() })
    }

    /// Returns the outbox, for who plans letters with something else.
    #[must_use]
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// Tells whether an address wants no letters of a topic.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn is_unsubscribed(&self, project: &ProjectId, address: &str, topic: Topic) -> Result<bool, MailError> {
        self.unsubscribed.has(project, &self.suppressions.hash(address), topic).await
    }

    /// Writes letters of a topic to an address again that did not want them.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn subscribe_again(&self, project: &ProjectId, address: &str, topic: Topic) -> Result<(), MailError> {
        self.unsubscribed.set(&self.subscription(project, address, topic, Language::En), true).await
    }

    /// Reads the link of a letter: whose letters it is about, and whether they are wanted still.
    ///
    /// # Errors
    /// Refuses with `unknown_subscription`; fails when the database does.
    pub async fn subscription_find(&self, token: &str) -> Result<(Subscription, bool), MailError> {
        let found = self.unsubscribed.parse(token)?;
        let is_wanted = !self.unsubscribed.has(&found.project, &found.address, found.topic).await?;
        Ok((found, is_wanted))
    }

    /// Does what the reader of a letter asked for by its link: no more such letters, or after all some more.
    ///
    /// # Errors
    /// Refuses with `unknown_subscription`; fails when the database does.
    pub async fn subscription_set(&self, token: &str, is_wanted: bool) -> Result<Subscription, MailError> {
        let found = self.unsubscribed.parse(token)?;
        self.unsubscribed.set(&found, is_wanted).await?;
        Ok(found)
    }

    /// Returns the token of the link by which the letters of a topic to an address end.
    #[must_use]
    pub fn unsubscribe_token(&self, project: &ProjectId, address: &str, topic: Topic, language: Language) -> String {
        self.unsubscribed.token(&self.subscription(project, address, topic, language))
    }

    fn subscription(&self, project: &ProjectId, address: &str, topic: Topic, language: Language) -> Subscription {
        Subscription { project: project.clone(), topic, language, address: self.suppressions.hash(address) }
    }

    /// Returns why nothing is sent to an address, if so.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn suppressed(&self, project: &ProjectId, address: &str) -> Result<Option<Suppression>, MailError> {
        self.suppressions.of(project, address).await
    }

    /// Returns messages, newest first.
    ///
    /// # Errors
    /// Refuses as [`Outbox::effects`] does; fails when the database does.
    pub async fn messages(
        &self,
        ctx: &Ctx,
        state: Option<State>,
        before: Option<&str>,
        limit: usize,
    ) -> Result<EffectPage, MailError> {
        Ok(self.outbox.effects(ctx, MAIL, state, before, limit).await?)
    }

    /// Returns how many messages are in which state.
    ///
    /// # Errors
    /// Refuses who is no owner; fails when the database does.
    pub async fn counts(&self, ctx: &Ctx) -> Result<Vec<StateCount>, MailError> {
        Ok(self.outbox.counts(ctx, MAIL).await?)
    }

    /// Takes a report about a message into account: what came back is no longer sent, and an address that takes nothing, or
    /// whose reader complains, is not written to any more. The same report twice counts once.
    ///
    /// # Errors
    /// Refuses as [`Report::parse`] does, with `unknown_message`, and who is no owner; fails when the database does.
    pub async fn report(&self, ctx: &Ctx, raw: &[u8]) -> Result<Reported, MailError> {
        let report = Report::parse(raw)?;
        let effect = self.outbox.effect(ctx, MAIL, &report.id).await?;
        let letter: Letter = serde_json::from_str(&effect.payload)?;
        self.suppressions.take(&ctx.project, &letter, &report).await?;
        if matches!(report.verdict, Verdict::Hard | Verdict::Soft | Verdict::Policy) {
            self.outbox.returned(ctx, MAIL, &report.id, &report.said).await?;
        }
        let suppression = self.suppressions.of(&ctx.project, &letter.to).await?;
        Ok(Reported { report, suppression })
    }

    /// Returns whether nothing is sent to an address, and why.
    ///
    /// # Errors
    /// Refuses with `invalid_email`, and who is no owner; fails when the database does.
    pub async fn suppression(&self, ctx: &Ctx, address: &str) -> Result<Option<Suppression>, MailError> {
        self.suppressions.find(ctx, address).await
    }

    /// Sends nothing to an address from now on; where nothing was sent before, the first reason stays.
    ///
    /// # Errors
    /// Refuses with `invalid_email`, and who is no owner; fails when the database does.
    pub async fn suppress(&self, ctx: &Ctx, address: &str) -> Result<Suppression, MailError> {
        self.suppressions.add(ctx, address).await
    }

    /// Sends to an address again, whatever the reason was; tells whether there was one.
    ///
    /// # Errors
    /// Refuses with `invalid_email`, and who is no owner; fails when the database does.
    pub async fn release(&self, ctx: &Ctx, address: &str) -> Result<bool, MailError> {
        self.suppressions.remove(ctx, address).await
    }

    /// Returns to how many addresses nothing is sent, by reason.
    ///
    /// # Errors
    /// Refuses who is no owner; fails when the database does.
    pub async fn suppression_counts(&self, ctx: &Ctx) -> Result<Vec<(Reason, i64)>, MailError> {
        self.suppressions.counts(ctx).await
    }

    /// Sends a message again that failed, or of which nobody knows whether it arrived.
    ///
    /// # Errors
    /// Refuses with `unknown_message` and `not_retryable`, and who is no owner; fails when the database does.
    pub async fn retry(&self, ctx: &Ctx, id: &str) -> Result<Effect, MailError> {
        Ok(self.outbox.retry(ctx, MAIL, id).await?)
    }
}

/// Returns the key of this installation, and draws it when there is none.
async fn installation_key(store: &Store) -> Result<[u8; 32], MailError> {
    let mut drawn = [0; 32];
    getrandom::fill(&mut drawn)?;
    let key = store.key(blake3::Hash::from_bytes(drawn).to_hex().as_str()).await?;
    Ok(*blake3::Hash::from_hex(&key).map_err(|_| MailError::Key)?.as_bytes())
}

impl Running {
    /// Stops: what was begun is awaited for a few seconds, and unknown at the next start when it takes longer.
    pub async fn close(self) {
        if let Some((stop, work)) = self.work {
            drop(stop);
            // It has ended, or it panicked and said so.
            let _ = work.await;
        }
    }
}
