//! Addresses that nothing is sent to any more. Only a hash of an address is kept: it survives the erasure of the person, who
//! would otherwise be written to again as soon as somebody imports them anew.

use crate::MailError;
use crate::model::Letter;
use crate::report::{Report, Verdict};
use crate::store::Store;
use boussole_core::{Clock, Ctx, DAY_MS, ProjectId, Refusal, Role};
use std::sync::Arc;

/// So many messages that came back within [`SOFT_WITHIN_MS`] suppress their address.
const SOFT_MAX: i64 = 3;
/// How long a message that came back counts, in milliseconds.
const SOFT_WITHIN_MS: i64 = 30 * DAY_MS;
/// The longest address, in bytes (RFC 5321, 4.5.3.1.3).
const ADDRESS_BYTES_MAX: usize = 254;

/// Why nothing is sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Its server said that it takes nothing, ever.
    HardBounce,
    /// Messages came back again and again.
    SoftBounces,
    /// The reader called a message spam.
    Complaint,
    /// An owner said so.
    Manual,
}

/// That nothing is sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suppression {
    /// Why.
    pub reason: Reason,
    /// Since when, in milliseconds since 1970.
    pub created_ms: i64,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 4] = [Self::HardBounce, Self::SoftBounces, Self::Complaint, Self::Manual];

    /// Returns the word by which a reason is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HardBounce => "hard_bounce",
            Self::SoftBounces => "soft_bounces",
            Self::Complaint => "complaint",
            Self::Manual => "manual",
        }
    }

    pub(crate) fn parse(word: &str) -> Result<Self, MailError> {
        let found = Self::ALL.into_iter().find(|reason| reason.as_str() == word);
        found.ok_or_else(|| MailError::Reason(word.to_owned()))
    }
}

/// The addresses that nothing is sent to. Clones are the same.
#[derive(Debug, Clone)]
pub(crate) struct Suppressions {
    store: Store,
    key: [u8; 32],
    clock: Arc<dyn Clock>,
}

impl Suppressions {
    pub(crate) fn new(store: Store, key: [u8; 32], clock: Arc<dyn Clock>) -> Self {
        Self { store, key, clock }
    }

    /// Returns why nothing is sent to an address, if so.
    pub(crate) async fn of(&self, project: &ProjectId, address: &str) -> Result<Option<Suppression>, MailError> {
        self.store.suppression(project, &self.hash(address)).await
    }

    /// The same for an owner.
    pub(crate) async fn find(&self, ctx: &Ctx, address: &str) -> Result<Option<Suppression>, MailError> {
        ctx.require(Role::Owner)?;
        self.of(&ctx.project, checked(address)?).await
    }

    /// Suppresses an address because an owner says so; the first reason stays.
    pub(crate) async fn add(&self, ctx: &Ctx, address: &str) -> Result<Suppression, MailError> {
        ctx.require(Role::Owner)?;
        let address = checked(address)?;
        let suppression = Suppression { reason: Reason::Manual, created_ms: self.clock.now_ms() };
        self.store.suppress(&ctx.project, &self.hash(address), suppression.reason, suppression.created_ms).await?;
        Ok(self.of(&ctx.project, address).await?.unwrap_or(suppression))
    }

    /// Lets an address be written to again; tells whether it could not.
    pub(crate) async fn remove(&self, ctx: &Ctx, address: &str) -> Result<bool, MailError> {
        ctx.require(Role::Owner)?;
        self.store.release(&ctx.project, &self.hash(checked(address)?)).await
    }

    /// Returns how many addresses are suppressed, by reason.
    pub(crate) async fn counts(&self, ctx: &Ctx) -> Result<Vec<(Reason, i64)>, MailError> {
        ctx.require(Role::Owner)?;
        self.store.suppression_counts(&ctx.project).await
    }

    /// Takes what was reported of a letter into account; the same report again changes nothing.
    pub(crate) async fn take(&self, project: &ProjectId, letter: &Letter, report: &Report) -> Result<(), MailError> {
        let (address, now_ms) = (self.hash(&letter.to), self.clock.now_ms());
        let reason = match report.verdict {
            Verdict::Hard => Some(Reason::HardBounce),
            Verdict::Complaint => Some(Reason::Complaint),
            Verdict::Soft => {
                let since_ms = now_ms - SOFT_WITHIN_MS;
                let n = self.store.bounce_add(project, &report.id, &address, now_ms, since_ms).await?;
                (n >= SOFT_MAX).then_some(Reason::SoftBounces)
            }
            Verdict::Policy | Verdict::Notice => None,
        };
        if let Some(reason) = reason {
            self.store.suppress(project, &address, reason, now_ms).await?;
        }
        Ok(())
    }

    /// Returns what is kept of an address. Servers that tell `Anna` from `anna` exist in the standard only.
    pub(crate) fn hash(&self, address: &str) -> String {
        blake3::keyed_hash(&self.key, address.trim().to_lowercase().as_bytes()).to_hex().to_string()
    }
}

/// Refuses what is no address.
fn checked(address: &str) -> Result<&str, Refusal> {
    let address = address.trim();
    let is_one = address.len() <= ADDRESS_BYTES_MAX && address.parse::<lettre::Address>().is_ok();
    is_one.then_some(address).ok_or_else(|| {
        Refusal::new("invalid_email", "this is not an e-mail address")
            .at("email")
            .hint("write it like anna@example.org")
    })
}
