use crate::{ProjectId, Refusal};
use std::collections::BTreeSet;

/// Who asks for what, in which project, and how much of it they may see.
///
/// Every call that reads or writes a project's data takes one. It is made by the command line or by the sign-in, never
/// from the body of a request.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// The project whose data is meant.
    pub project: ProjectId,
    /// Who asks.
    pub actor: Actor,
    /// What the actor may do.
    pub role: Role,
    /// What the actor may see.
    pub scope: Scope,
    /// Why personal data is used.
    pub purposes: BTreeSet<Purpose>,
}

impl Ctx {
    /// Makes the context of a person at the machine's own command line: an owner who sees everything.
    #[must_use]
    pub fn command_line(project: ProjectId) -> Self {
        Self {
            project,
            actor: Actor::CommandLine,
            role: Role::Owner,
            scope: Scope::All,
            purposes: BTreeSet::from([Purpose::Analytics]),
        }
    }

    /// Makes the context of what a source sends: it puts events into the project, and may do nothing else.
    #[must_use]
    pub fn source(project: ProjectId, id: &str) -> Self {
        Self {
            project,
            actor: Actor::Source { id: id.to_owned() },
            role: Role::Viewer,
            scope: Scope::All,
            purposes: BTreeSet::from([Purpose::Analytics]),
        }
    }

    /// Checks that the actor may do `action`: a member by role; a source puts events in and nothing else.
    ///
    /// # Errors
    /// Refuses with `forbidden` when it does not.
    pub fn authorize(&self, action: Action) -> Result<(), Refusal> {
        match self.actor {
            Actor::Source { .. } if action == Action::EventWrite => Ok(()),
            _ => self.require(action.role_min()),
        }
    }

    /// Checks that a person asks, who has this role or a higher one.
    ///
    /// # Errors
    /// Refuses with `forbidden` anybody else.
    pub fn require(&self, least: Role) -> Result<(), Refusal> {
        let is_person = !matches!(self.actor, Actor::Source { .. });
        if is_person && self.role >= least {
            return Ok(());
        }
        Err(Refusal::new("forbidden", "your role does not allow this").hint("ask an owner of the project"))
    }

    /// Checks that who asks may see the whole project: for what cannot be cut down to a scope.
    ///
    /// # Errors
    /// Refuses with `scope_limited` who may see a part of it.
    pub fn require_whole_project(&self) -> Result<(), Refusal> {
        if self.scope.limits().is_empty() {
            return Ok(());
        }
        Err(Refusal::new("scope_limited", "you may see a part of the project, and this is about all of it")
            .hint("ask an owner of the project"))
    }
}

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person at the machine's own command line.
    CommandLine,
    /// A member who signed in.
    Member {
        /// The member's id, which never changes; what is kept for good names this one.
        id: String,
        /// The member's e-mail address, to be shown; it may change, so it is not for keeping.
        email: String,
    },
    /// A source that sends events with its own key.
    Source {
        /// The source's id.
        id: String,
    },
}

/// What a member may do; each role may do all that the one before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads.
    Viewer,
    /// Reads, imports and defines.
    Editor,
    /// Does everything, members and erasure included.
    Owner,
}

/// Something a role allows or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Ask a question of the events.
    InsightRead,
    /// Keep a question for everybody in the project.
    InsightWrite,
    /// Put events into the project.
    EventWrite,
    /// Change the project's settings.
    ProjectWrite,
    /// Say who may do and see what in the project.
    MemberWrite,
    /// Hand all events and people to programs that know no scope.
    EventExport,
}

impl Action {
    fn role_min(self) -> Role {
        match self {
            Self::InsightRead => Role::Viewer,
            Self::InsightWrite | Self::EventWrite => Role::Editor,
            Self::ProjectWrite | Self::MemberWrite | Self::EventExport => Role::Owner,
        }
    }
}

/// Which events a member may see. Applied inside every scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every event of the project.
    All,
    /// Only events whose properties `store`, `region` and `brand` are in these sets; an empty set does not limit.
    Limited {
        /// Values of `store`.
        stores: BTreeSet<String>,
        /// Values of `region`.
        regions: BTreeSet<String>,
        /// Values of `brand`.
        brands: BTreeSet<String>,
    },
}

impl Scope {
    /// Returns each limited property with the values that may be seen; nothing when everything may.
    #[must_use]
    pub fn limits(&self) -> Vec<(&'static str, &BTreeSet<String>)> {
        match self {
            Self::All => Vec::new(),
            Self::Limited { stores, regions, brands } => [("store", stores), ("region", regions), ("brand", brands)]
                .into_iter()
                .filter(|(_, values)| !values.is_empty())
                .collect(),
        }
    }
}

/// Why personal data is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// To understand what happens to customers as a whole.
    Analytics,
    /// To adapt what one customer is shown.
    Personalisation,
    /// To write to a customer.
    Marketing,
}

#[cfg(test)]
mod tests {
    use super::{Action, Ctx, Role, Scope};
    use crate::ProjectId;
    use std::collections::BTreeSet;

    #[test]
    fn a_role_may_do_what_lower_roles_may() {
        let mut ctx = Ctx::command_line(ProjectId::default());
        let allowed = |ctx: &Ctx| {
            [Action::InsightRead, Action::EventWrite, Action::ProjectWrite].map(|action| ctx.authorize(action).is_ok())
        };
        assert_eq!(allowed(&ctx), [true, true, true]);
        ctx.role = Role::Editor;
        assert_eq!(allowed(&ctx), [true, true, false]);
        ctx.role = Role::Viewer;
        assert_eq!(allowed(&ctx), [true, false, false]);
        assert_eq!(allowed(&Ctx::source(ProjectId::default(), "shop")), [false, true, false]);
    }

    #[test]
    fn a_scope_limits_only_the_properties_it_names() {
        assert!(Scope::All.limits().is_empty());
        let mut ctx = Ctx::command_line(ProjectId::default());
        assert_eq!(ctx.require_whole_project(), Ok(()));
        let stores = BTreeSet::from(["Lyon".to_owned()]);
        let scope = Scope::Limited { stores: stores.clone(), regions: BTreeSet::new(), brands: BTreeSet::new() };
        assert_eq!(scope.limits(), vec![("store", &stores)]);
        ctx.scope = scope;
        assert_eq!(ctx.require_whole_project().map_err(|refusal| refusal.code), Err("scope_limited"));
    }
}
