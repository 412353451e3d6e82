use crate::MemberError;
use crate::lifetime::LINK_MS;
use crate::members::{Members, member_id};
use crate::model::{Member, MemberChange, Membership, NewMember, parse_name};
use crate::store::Added;
use crate::token::Token;
use boussole_core::{Action, Ctx, ProjectId};

/// What an owner hands to a member: it signs them in, once.
#[derive(Clone, PartialEq, Eq)]
pub struct SignInLink {
    /// The token, of which only the hash is stored.
    pub token: String,
    /// When it can no longer be used, in milliseconds.
    pub expires_ms: i64,
}

impl std::fmt::Debug for SignInLink {
    /// Says when it ends and not what it is: a log is not its holder.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInLink").field("expires_ms", &self.expires_ms).finish_non_exhaustive()
    }
}

/// Who may do and see what in one project: for its owners.
impl Members {
    /// Returns the members of the context's project, by name.
    ///
    /// # Errors
    /// Refuses with `forbidden` who is no owner; fails when the database does.
    pub async fn member_list(&self, ctx: &Ctx) -> Result<Vec<Membership>, MemberError> {
        ctx.authorize(Action::MemberWrite)?;
        self.store.memberships(&ctx.project).await
    }

    /// Finds a member of a project, for what is done for them while they are away; `None` when they are none.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn member_find(&self, project: &ProjectId, id: &str) -> Result<Option<Membership>, MemberError> {
        self.store.membership_find(project, id).await
    }

    /// Adds a member to the context's project. Who is a member of another project keeps the name given there.
    ///
    /// # Errors
    /// Refuses with `forbidden` who is no owner, with `member_exists` an address that the project has already, and with
    /// `too_many_members`; fails when the database does.
    pub async fn member_add(&self, ctx: &Ctx, new: &NewMember) -> Result<Member, MemberError> {
        Ok(self.add(ctx, new).await?.member)
    }

    /// The same, and makes the link by which the new member first signs in; without one for who is a member of another
    /// project: an owner of one must not be able to sign in as somebody of another.
    pub(crate) async fn member_invite(
        &self,
        ctx: &Ctx,
        new: &NewMember,
    ) -> Result<(Membership, Option<SignInLink>), MemberError> {
        let Added { member, is_elsewhere } = self.add(ctx, new).await?;
        let link = match is_elsewhere {
            true => None,
            false => Some(self.member_link(ctx, &member.id).await?),
        };
        Ok((self.store.membership(&ctx.project, &member.id).await?, link))
    }

    /// Makes a link by which a member of the context's project signs in, once, within 24 hours.
    ///
    /// # Errors
    /// Refuses with `forbidden` who is no owner, with `unknown_member`, and with `member_elsewhere` who is a member of
    /// another project too; fails when the database does.
    pub async fn member_link(&self, ctx: &Ctx, id: &str) -> Result<SignInLink, MemberError> {
        ctx.authorize(Action::MemberWrite)?;
        let (token, now_ms) = (Token::draw()?, self.clock.now_ms());
        let expires_ms = now_ms + LINK_MS;
        self.store.membership_link_add(&ctx.project, id, &token.hash(), now_ms, expires_ms).await?;
        Ok(SignInLink { token: token.into_text(), expires_ms })
    }

    /// Changes what a member is called, may do, and may see, all or nothing.
    ///
    /// # Errors
    /// Refuses with `forbidden` who is no owner, with `unknown_member`, `invalid_name`, `owner_has_no_scope`, with
    /// `last_owner` what would leave the project without owner, and with `member_elsewhere` another name for who is a
    /// member of another project too; fails when the database does.
    pub async fn member_change(&self, ctx: &Ctx, id: &str, change: &MemberChange) -> Result<Membership, MemberError> {
        ctx.authorize(Action::MemberWrite)?;
        let name = change.name.as_deref().map(parse_name).transpose()?;
        self.store.membership_change(&ctx.project, id, &MemberChange { name, ..change.clone() }).await?;
        self.store.membership(&ctx.project, id).await
    }

    /// Removes a member from the context's project; their sessions in it and their links end at once. What is known of
    /// them stays, so that they can be added again as they were.
    ///
    /// # Errors
    /// Refuses with `forbidden` who is no owner, with `unknown_member`, and with `last_owner` the only one; fails when
    /// the database does.
    pub async fn member_remove(&self, ctx: &Ctx, id: &str) -> Result<(), MemberError> {
        ctx.authorize(Action::MemberWrite)?;
        self.store.membership_remove(&ctx.project, id).await
    }

    async fn add(&self, ctx: &Ctx, new: &NewMember) -> Result<Added, MemberError> {
        ctx.authorize(Action::MemberWrite)?;
        let now_ms = self.clock.now_ms();
        self.store.member_add(&member_id(now_ms), &ctx.project, new, now_ms).await
    }
}
