use crate::SourceError;
use crate::key::{self, KeyHash};
use crate::model::{NewSource, SecretKey, Source, SourceName};
use crate::store::Store;
use boussole_core::{Action, Clock, Ctx, ProjectId, Refusal};
use boussole_db::CoreDb;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

/// Sources of one project, disabled ones too: enough for any company, few enough to be held in memory.
const SOURCES_MAX: usize = 200;
/// Secret keys of one source that are not revoked: one in use, one to change over to, and some to spare.
const SECRET_KEYS_MAX: usize = 10;

type Keys = HashMap<KeyHash, Arc<KeyHolder>>;

/// The sources of one data folder. Clones are the same sources.
#[derive(Debug, Clone)]
pub struct Sources {
    store: Store,
    clock: Arc<dyn Clock>,
    /// Every key that opens something, as of the last change: a request costs no database.
    keys: Arc<RwLock<Keys>>,
    /// One change at a time: its checks, its write, and the keys read again.
    change: Arc<tokio::sync::Mutex<()>>,
}

/// Whose key it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyHolder {
    /// The project into which it writes.
    pub project: ProjectId,
    /// The source's id.
    pub source: String,
    /// How people call the source, as of the last change.
    pub name: String,
    /// The source as its events name it.
    pub event_source: String,
    /// Whether it is a secret key: then the company itself speaks, and is believed who is who.
    pub is_trusted: bool,
}

impl Sources {
    /// Opens the sources of `db`, with their tables.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(db: &CoreDb, clock: Arc<dyn Clock>) -> Result<Self, SourceError> {
        let store = Store::open(db).await?;
        let keys = Arc::new(RwLock::new(store.keys().await?));
        Ok(Self { store, clock, keys, change: Arc::default() })
    }

    /// Finds whose key it is; `None` for a key that is unknown, revoked, or of a source that is disabled.
    #[must_use]
    pub fn find_by_key(&self, key: &str) -> Option<Arc<KeyHolder>> {
        let hash = KeyHash::parse(key)?;
        self.keys.read().expect("nobody panics while holding the keys").get(&hash).cloned()
    }

    /// Returns the sources of the project, oldest first.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn source_list(&self, ctx: &Ctx) -> Result<Vec<Source>, SourceError> {
        ctx.authorize(Action::InsightRead)?;
        self.store.sources(&ctx.project).await
    }

    /// Makes a source with its write key.
    ///
    /// # Errors
    /// Refuses with `name_taken` a name that another source has, with `too_many_sources`, and who is no owner; fails
    /// when the database does.
    pub async fn source_create(&self, ctx: &Ctx, new: NewSource) -> Result<Source, SourceError> {
        ctx.authorize(Action::ProjectWrite)?;
        let _alone = self.change.lock().await;
        let others = self.store.sources(&ctx.project).await?;
        check_name(&others, &new.name, None)?;
        if others.len() >= SOURCES_MAX {
            return Err(Refusal::new("too_many_sources", format!("a project has at most {SOURCES_MAX} sources"))
                .hint("rename one that is no longer used")
                .into());
        }
        let source = Source {
            id: new.name.id(|id| others.iter().any(|other| other.id == id)),
            name: new.name,
            channel: new.channel,
            write_key: key::draw_write_key()?,
            created_ms: self.clock.now_ms(),
            disabled_ms: None,
            secret_keys: Vec::new(),
        };
        self.store.source_add(&ctx.project, &source).await?;
        self.read_keys().await?;
        Ok(source)
    }

    /// Renames a source; its events, its id and its keys stay as they are.
    ///
    /// # Errors
    /// Refuses with `unknown_source` and `name_taken`, and who is no owner; fails when the database does.
    pub async fn source_rename(&self, ctx: &Ctx, id: &str, name: &SourceName) -> Result<Source, SourceError> {
        self.source_change(ctx, id, Some(name), None).await
    }

    /// Refuses the keys of a source from now on.
    ///
    /// # Errors
    /// Refuses with `unknown_source`, and who is no owner; fails when the database does.
    pub async fn source_disable(&self, ctx: &Ctx, id: &str) -> Result<Source, SourceError> {
        self.source_change(ctx, id, None, Some(true)).await
    }

    /// Lets the keys of a source in again.
    ///
    /// # Errors
    /// Refuses with `unknown_source`, and who is no owner; fails when the database does.
    pub async fn source_enable(&self, ctx: &Ctx, id: &str) -> Result<Source, SourceError> {
        self.source_change(ctx, id, None, Some(false)).await
    }

    /// Renames a source, disables or enables it, all or nothing.
    pub(crate) async fn source_change(
        &self,
        ctx: &Ctx,
        id: &str,
        name: Option<&SourceName>,
        is_disabled: Option<bool>,
    ) -> Result<Source, SourceError> {
        ctx.authorize(Action::ProjectWrite)?;
        let _alone = self.change.lock().await;
        let sources = self.store.sources(&ctx.project).await?;
        let source = find(&sources, id)?;
        let mut changed = source.clone();
        if let Some(name) = name {
            check_name(&sources, name, Some(id))?;
            changed.name = name.clone();
        }
        changed.disabled_ms = match is_disabled {
            // A source that is disabled already keeps since when.
            Some(true) => source.disabled_ms.or_else(|| Some(self.clock.now_ms())),
            Some(false) => None,
            None => source.disabled_ms,
        };
        self.store.source_set(&ctx.project, &changed).await?;
        self.read_keys().await?;
        Ok(changed)
    }

    /// Makes a secret key of a source. The key is in the answer and nowhere else.
    ///
    /// # Errors
    /// Refuses with `unknown_source` and `too_many_secret_keys`, and who is no owner; fails when the database does.
    pub async fn secret_key_create(&self, ctx: &Ctx, id: &str) -> Result<(SecretKey, String), SourceError> {
        ctx.authorize(Action::ProjectWrite)?;
        let _alone = self.change.lock().await;
        let sources = self.store.sources(&ctx.project).await?;
        if find(&sources, id)?.secret_keys.len() >= SECRET_KEYS_MAX {
            let message = format!("a source has at most {SECRET_KEYS_MAX} secret keys");
            return Err(Refusal::new("too_many_secret_keys", message).hint("revoke one first").into());
        }
        let key = key::draw_secret_key()?;
        let known = SecretKey { id: key::draw_id()?, end: key::end(&key).to_owned(), created_ms: self.clock.now_ms() };
        self.store.secret_key_add(&ctx.project, id, &known, &KeyHash::of(&key)).await?;
        self.read_keys().await?;
        Ok((known, key))
    }

    /// Refuses a secret key from now on, for good.
    ///
    /// # Errors
    /// Refuses with `unknown_secret_key`, and who is no owner; fails when the database does.
    pub async fn secret_key_revoke(&self, ctx: &Ctx, id: &str, key_id: &str) -> Result<(), SourceError> {
        ctx.authorize(Action::ProjectWrite)?;
        let _alone = self.change.lock().await;
        if !self.store.secret_key_revoke(&ctx.project, id, key_id, self.clock.now_ms()).await? {
            return Err(SourceError::unknown_secret_key());
        }
        self.read_keys().await
    }

    async fn read_keys(&self) -> Result<(), SourceError> {
        let keys = self.store.keys().await?;
        *self.keys.write().expect("nobody panics while holding the keys") = keys;
        Ok(())
    }
}

fn find<'a>(sources: &'a [Source], id: &str) -> Result<&'a Source, SourceError> {
    sources.iter().find(|source| source.id == id).ok_or_else(SourceError::unknown_source)
}

/// Checks that no other source than `own` has the name.
fn check_name(sources: &[Source], name: &SourceName, own: Option<&str>) -> Result<(), Refusal> {
    if sources.iter().any(|other| other.name == *name && Some(other.id.as_str()) != own) {
        return Err(Refusal::new("name_taken", "another source has this name").at("name").hint("choose another name"));
    }
    Ok(())
}
