use crate::ask::{Asked, ProjectSettings};
use crate::parse;
use crate::{Answer, QueryError};
use boussole_core::{Ctx, Refusal};
use boussole_events::{EventStore, Snapshot};
use serde_json::Value;

/// Characters of the id of a kept answer: 64 bits, so that nobody guesses another one's.
const ID_CHARS: usize = 16;

/// A question with the state from which it is answered: of the store, and of the project's settings. Whoever keeps it can
/// say later who was counted.
#[derive(Debug, Clone)]
pub struct Kept {
    id: String,
    snapshot: Snapshot,
    settings: ProjectSettings,
    question: Value,
    now_ms: i64,
}

impl Kept {
    /// Takes a question, the state that answers it, and the present in milliseconds since 1970.
    #[must_use]
    pub fn new(snapshot: Snapshot, settings: ProjectSettings, question: Value, now_ms: i64) -> Self {
        let text = format!("{} {settings:?} {now_ms} {question}", snapshot.version());
        let id = blake3::hash(text.as_bytes()).to_hex()[..ID_CHARS].to_owned();
        Self { id, snapshot, settings, question, now_ms }
    }

    /// Returns what the tokens of its answer begin with.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// Answers a question that is kept: its groups carry tokens for [`people`].
///
/// # Errors
/// As [`crate::ask`].
pub async fn ask_kept(store: &EventStore, ctx: &Ctx, kept: &Kept) -> Result<Answer, QueryError> {
    let mut asked = Asked::new(store, ctx, &kept.settings, kept.snapshot.clone(), kept.now_ms).await?;
    asked.kept_as = Some(kept.id.clone());
    asked.answer(&kept.question).await
}

/// Lists exactly the people that one number of an answer counted, in the form of an audience.
///
/// `find` returns what is kept under an id.
///
/// # Errors
/// Refuses with `snapshot_gone` a token whose answer is kept no more, and what is not a request, with the field at fault;
/// fails when the events cannot be read.
pub async fn people(
    store: &EventStore,
    ctx: &Ctx,
    request: &Value,
    find: impl FnOnce(&str) -> Option<Kept>,
) -> Result<Answer, QueryError> {
    let drill = parse::drill(request)?;
    let kept = find(&drill.id).ok_or_else(|| {
        Refusal::new("snapshot_gone", "what was answered is kept no more").at("drill").hint("ask the question again")
    })?;
    let mut asked = Asked::new(store, ctx, &kept.settings, kept.snapshot.clone(), kept.now_ms).await?;
    let question = asked.parse(&kept.question)?;
    let listing = parse::listing(request, &drill, &question)?;
    asked.listing = Some(listing);
    asked.people(question, drill.page).await
}
