use crate::MemberError;
use crate::lifetime::Lifetime;
use crate::members::Members;
use crate::model::{Session, parse_name};
use crate::password::Password;
use crate::token::Token;
use boussole_core::Refusal;
use std::net::IpAddr;

/// What members say of themselves.
impl Members {
    /// Returns whether a member chose a password.
    pub(crate) async fn has_password(&self, session: &Session) -> Result<bool, MemberError> {
        let found = self.store.credentials(&session.member.email).await?;
        Ok(found.is_some_and(|found| found.password_hash.is_some()))
    }

    /// Changes how who is signed in is called, in every project; returns the name as it is stored.
    ///
    /// # Errors
    /// Refuses with `invalid_name`; fails when the database does.
    pub async fn account_rename(&self, session: &Session, name: &str) -> Result<String, MemberError> {
        let name = parse_name(name)?;
        self.store.member_rename(&session.member.id, &name).await?;
        Ok(name)
    }

    /// Changes the password of who is signed in, ends all their sessions, and returns a new one's cookie value.
    ///
    /// Who signed in by a link need not know the present password: that is how a forgotten one is replaced.
    ///
    /// # Errors
    /// Refuses with `wrong_password` when `current` is not the present one, with `invalid_password` a new one that is
    /// too short or too long; answers [`MemberError::TooManyAttempts`] after too many wrong ones; fails when the
    /// database does.
    pub async fn account_password_change(
        &self,
        session: &Session,
        current: Option<&str>,
        new: &str,
        address: Option<IpAddr>,
    ) -> Result<String, MemberError> {
        let new = Password::parse(new)?;
        if !session.is_by_link {
            self.check_current(session, current.unwrap_or_default(), address).await?;
        }
        let hash = self.passwords.hash(&new).await?;
        self.store.password_set(&session.member.id, &hash).await?;
        let (token, lifetime) = (Token::draw()?, Lifetime::start(self.clock.now_ms()));
        if self.store.session_open_by_password(&session.member.id, &hash, &token.hash(), lifetime).await? {
            return Ok(token.into_text());
        }
        // Removed, or changed once more, in between: what was chosen last counts.
        Err(Refusal::new("invalid_credentials", "the password was changed by another request").into())
    }

    async fn check_current(
        &self,
        session: &Session,
        current: &str,
        address: Option<IpAddr>,
    ) -> Result<(), MemberError> {
        let email = &session.member.email;
        self.attempts.count(Some(email), address, self.clock.now_ms())?;
        let hash = self.store.credentials(email).await?.and_then(|found| found.password_hash);
        if !self.passwords.verify(&Password::as_typed(current), hash.as_deref()).await? {
            return Err(Refusal::new("wrong_password", "this is not your present password")
                .at("current_password")
                .hint("if you forgot it, ask an owner of the project for a new link")
                .into());
        }
        self.attempts.was_right(Some(email), address);
        Ok(())
    }
}
