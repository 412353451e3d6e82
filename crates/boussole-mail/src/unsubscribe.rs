//! Letters that their readers no longer want. The link in a letter is signed, and says all that is needed: nothing is kept
//! until somebody uses it, and nobody can make one for another address.

use crate::MailError;
use crate::model::{Language, Topic};
use crate::store::Store;
use boussole_core::{Clock, ProjectId, Refusal};
use std::sync::Arc;

/// What the key of links is drawn from that of the installation for.
const PURPOSE: &str = "boussole 2026 unsubscribe links";
/// Hexadecimal digits of a signature: 128 bits.
const SIGNATURE_DIGITS: usize = 32;

/// Whose letters a link is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// In which project.
    pub project: ProjectId,
    /// Which letters.
    pub topic: Topic,
    /// In which language the reader is written to.
    pub language: Language,
    /// The keyed hash of the reader's address.
    pub(crate) address: String,
}

/// Which letters which addresses do not want. Clones are the same.
#[derive(Debug, Clone)]
pub(crate) struct Unsubscribed {
    store: Store,
    /// Signs links.
    key: [u8; 32],
    clock: Arc<dyn Clock>,
}

impl Unsubscribed {
    /// Takes its own key from that of the installation.
    pub(crate) fn new(store: Store, installation: &[u8; 32], clock: Arc<dyn Clock>) -> Self {
        Self { store, key: blake3::derive_key(PURPOSE, installation), clock }
    }

    /// Returns what a link says of a subscription.
    pub(crate) fn token(&self, subscription: &Subscription) -> String {
        let Subscription { project, topic, language, address } = subscription;
        let said = format!("{project}.{}.{}.{address}", topic.as_str(), language.as_str());
        let signature = self.sign(&said);
        format!("{said}.{signature}")
    }

    /// Reads what a link says.
    ///
    /// # Errors
    /// Refuses with `unknown_subscription` what we did not sign.
    pub(crate) fn parse(&self, token: &str) -> Result<Subscription, Refusal> {
        let invalid = || {
            Refusal::new("unknown_subscription", "this link is not whole, or is not ours")
                .at("token")
                .hint("open it from the letter once more")
        };
        let (said, signature) = token.rsplit_once('.').ok_or_else(invalid)?;
        // Compared as hashes are: in the same time whatever differs.
        let hash = |text: &str| blake3::keyed_hash(&self.key, text.as_bytes());
        if hash(&self.sign(said)) != hash(signature) {
            return Err(invalid());
        }
        let [project, topic, language, address] =
            said.split('.').collect::<Vec<_>>().try_into().map_err(|_| invalid())?;
        Ok(Subscription {
            project: ProjectId::parse(project)?,
            topic: Topic::parse(topic)?,
            language: Language::parse(language)?,
            address: address.to_owned(),
        })
    }

    fn sign(&self, said: &str) -> String {
        blake3::keyed_hash(&self.key, said.as_bytes()).to_hex()[..SIGNATURE_DIGITS].to_owned()
    }

    /// Tells whether an address wants no letters of a topic; `address` is its hash.
    pub(crate) async fn has(&self, project: &ProjectId, address: &str, topic: Topic) -> Result<bool, MailError> {
        self.store.is_unsubscribed(project, address, topic).await
    }

    /// Writes down whether an address wants the letters of a topic.
    pub(crate) async fn set(&self, subscription: &Subscription, is_wanted: bool) -> Result<(), MailError> {
        let Subscription { project, topic, address, .. } = subscription;
        match is_wanted {
            true => self.store.subscribe_again(project, address, *topic).await,
            false => self.store.unsubscribe(project, address, *topic, self.clock.now_ms()).await,
        }
    }
}
