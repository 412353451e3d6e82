use crate::MemberError;
use crate::attempts::Attempts;
use crate::lifetime::{LINK_MS, Lifetime};
use crate::model::{Email, Member, NewMember, Session};
use crate::password::{HashCost, Password, Passwords};
use crate::store::Store;
use crate::token::Token;
use boussole_core::{Action, Actor, Clock, Ctx, ProjectId, Refusal, Role, Scope};
use boussole_db::CoreDb;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use uuid::{NoContext, Timestamp, Uuid};

/// The members of one data folder and who of them is signed in. Clones are the same members.
#[derive(Debug, Clone)]
pub struct Members {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) passwords: Passwords,
    pub(crate) attempts: Arc<Attempts>,
}

impl Members {
    /// Opens the members of `db`, with their tables.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(db: &CoreDb, clock: Arc<dyn Clock>) -> Result<Self, MemberError> {
        Self::open_with_cost(db, clock, HashCost::default()).await
    }

    /// Opens the members of `db` with another cost of hashing passwords than the recommended one.
    ///
    /// # Errors
    /// Fails when the database does, or argon2 does not know such a cost.
    pub async fn open_with_cost(db: &CoreDb, clock: Arc<dyn Clock>, cost: HashCost) -> Result<Self, MemberError> {
        let (store, passwords) = (Store::open(db).await?, Passwords::new(cost).await?);
        Ok(Self { store, clock, passwords, attempts: Arc::new(Attempts::new()) })
    }

    /// Makes the first owner of a project, who sees everything; `None` when the project has an owner.
    ///
    /// # Errors
    /// Refuses with `invalid_email` or `invalid_name`; fails when the database does.
    pub async fn member_create_owner_if_none(
        &self,
        project: &ProjectId,
        email: &str,
        name: &str,
    ) -> Result<Option<Member>, MemberError> {
        let owner = NewMember::parse(email, name, Role::Owner, Scope::All)?;
        let now_ms = self.clock.now_ms();
        self.store.owner_add_if_none(&member_id(now_ms), project, &owner, now_ms).await
    }

    /// Returns how the members of the context's project are called, by id.
    ///
    /// # Errors
    /// Refuses with `forbidden` who is no member; fails when the database does.
    pub async fn member_names(&self, ctx: &Ctx) -> Result<HashMap<String, String>, MemberError> {
        ctx.authorize(Action::InsightRead)?;
        self.store.member_names(&ctx.project).await
    }

    /// Sets the password of a member, and ends all the member's sessions and unused links.
    ///
    /// # Errors
    /// Refuses with `forbidden` everybody but the member and the command line: an owner of one project must not be able
    /// to sign in as somebody of another. Refuses with `invalid_password` and `unknown_member`; fails when the database
    /// does.
    pub async fn password_set(&self, ctx: &Ctx, email: &str, password: &str) -> Result<(), MemberError> {
        let member = self.member_by_email(email).await?;
        let is_allowed = match &ctx.actor {
            Actor::CommandLine => true,
            Actor::Member { id, .. } => *id == member.id,
            Actor::Source { .. } => false,
        };
        if !is_allowed {
            return Err(Refusal::new("forbidden", "a password is changed by its member alone").into());
        }
        let password_hash = self.passwords.hash(&Password::parse(password)?).await?;
        self.store.password_set(&member.id, &password_hash).await
    }

    /// Makes a link's token for a member, good for one sign-in within 24 hours. Whoever calls hands it to the member.
    ///
    /// # Errors
    /// Refuses with `unknown_member`; fails when the database does.
    pub async fn sign_in_link(&self, email: &str) -> Result<String, MemberError> {
        let member = self.member_by_email(email).await?;
        let (token, now_ms) = (Token::draw()?, self.clock.now_ms());
        self.store.link_add(&member.id, &token.hash(), now_ms, now_ms + LINK_MS).await?;
        Ok(token.into_text())
    }

    /// Signs in by password; returns the new session's cookie value.
    ///
    /// # Errors
    /// Refuses with `invalid_credentials`, the same and after the same time whether the address or the password is
    /// wrong; answers [`MemberError::TooManyAttempts`] after too many wrong tries; fails when the database does.
    pub async fn sign_in(&self, email: &str, password: &str, address: Option<IpAddr>) -> Result<String, MemberError> {
        let invalid = || Refusal::new("invalid_credentials", "the e-mail address or the password is wrong");
        let (email, now_ms) = (Email::parse(email).ok(), self.clock.now_ms());
        self.attempts.count(email.as_ref(), address, now_ms)?;
        let found = match &email {
            Some(email) => self.store.credentials(email).await?,
            None => None,
        };
        let hash = found.as_ref().and_then(|found| found.password_hash.as_deref());
        let is_right = self.passwords.verify(&Password::as_typed(password), hash).await?;
        let (Some(found), Some(hash), true) = (&found, hash, is_right) else { return Err(invalid().into()) };
        let session = Token::draw()?;
        let lifetime = Lifetime::start(now_ms);
        if !self.store.session_open_by_password(&found.member, hash, &session.hash(), lifetime).await? {
            return Err(invalid().into());
        }
        self.attempts.was_right(email.as_ref(), address);
        Ok(session.into_text())
    }

    /// Signs in by a link's token, which is used up; returns the new session's cookie value.
    ///
    /// # Errors
    /// Refuses with `invalid_link` a token that is unknown, used or expired; answers [`MemberError::TooManyAttempts`]
    /// after too many wrong tries; fails when the database does.
    pub async fn sign_in_by_link(&self, token: &str, address: Option<IpAddr>) -> Result<String, MemberError> {
        let invalid = || Refusal::new("invalid_link", "this link was used or has expired").hint("ask for a new one");
        let now_ms = self.clock.now_ms();
        self.attempts.count(None, address, now_ms)?;
        let Some(link) = Token::parse(token) else { return Err(invalid().into()) };
        let session = Token::draw()?;
        if !self.store.session_open_by_link(&link.hash(), &session.hash(), Lifetime::start(now_ms)).await? {
            return Err(invalid().into());
        }
        self.attempts.was_right(None, address);
        Ok(session.into_text())
    }

    /// Finds who is signed in by a cookie's value; `None` when nobody is, or no longer.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn authenticate(&self, cookie_value: &str) -> Result<Option<Session>, MemberError> {
        let Some(token) = Token::parse(cookie_value) else { return Ok(None) };
        let (hash, now_ms) = (token.hash(), self.clock.now_ms());
        let Some((session, lifetime)) = self.store.session_fetch(&hash).await? else { return Ok(None) };
        if lifetime.has_ended(now_ms) {
            return Ok(None);
        }
        if let Some(lifetime) = lifetime.seen(now_ms) {
            self.store.session_seen(&hash, lifetime).await?;
        }
        Ok(Some(session))
    }

    /// Ends the session of a cookie's value, if there is one.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn sign_out(&self, cookie_value: &str) -> Result<(), MemberError> {
        match Token::parse(cookie_value) {
            Some(token) => self.store.session_end(&token.hash()).await,
            None => Ok(()),
        }
    }

    /// Returns the present, for what is stored beside members.
    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    async fn member_by_email(&self, email: &str) -> Result<Member, MemberError> {
        let found = self.store.member_by_email(&Email::parse(email)?).await?;
        found.ok_or_else(|| Refusal::new("unknown_member", "nobody has this e-mail address").at("email").into())
    }
}

/// Makes the id of a member to be; ids sort by when they were made.
pub(crate) fn member_id(now_ms: i64) -> String {
    let since_epoch_ms = u64::try_from(now_ms).unwrap_or_default();
    let nanoseconds = u32::try_from(since_epoch_ms % 1_000).unwrap_or_default() * 1_000_000;
    Uuid::new_v7(Timestamp::from_unix(NoContext, since_epoch_ms / 1_000, nanoseconds)).to_string()
}

#[cfg(test)]
mod tests {
    use super::Members;
    use crate::{HashCost, MemberError};
    use boussole_core::{FixedClock, ProjectId};
    use boussole_test::TestDb;
    use std::sync::Arc;

    #[tokio::test]
    async fn every_try_hashes_a_password_whether_or_not_somebody_has_the_address() {
        let db = TestDb::new().await;
        let cheap = HashCost { memory_kib: 8, n_passes: 1, n_lanes: 1 };
        let members = Members::open_with_cost(db.core(), Arc::new(FixedClock::at(0)), cheap).await.unwrap();
        // A member without a password.
        members.member_create_owner_if_none(&ProjectId::default(), "marie@example.org", "Marie").await.unwrap();
        let _taken = members.passwords.take_all_places();
        for email in ["marie@example.org", "nobody@example.org", "not an address"] {
            let refused = members.sign_in(email, "quatre mots pour entrer", None).await.unwrap_err();
            assert!(matches!(refused, MemberError::TooManyAttempts { .. }), "{email}: {refused}");
        }
    }
}
