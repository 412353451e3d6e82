use boussole_core::{Actor, Ctx, ProjectId, Purpose, Refusal, Role, Scope};
use std::collections::BTreeSet;
use std::fmt;

/// The longest e-mail address that can be delivered to, in bytes.
const EMAIL_BYTES_MAX: usize = 254;
/// The longest name of a member, in characters.
const NAME_CHARACTERS_MAX: usize = 100;

/// An e-mail address in lower case, by which a member signs in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// Parses an address; the case and the spaces around it do not matter.
    ///
    /// Only its shape is checked: whether it exists, only a message sent to it can say.
    ///
    /// # Errors
    /// Refuses with `invalid_email` what is not `something@somewhere`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let address = text.trim().to_lowercase();
        let has_shape = match address.split_once('@') {
            Some((local, host)) => !local.is_empty() && !host.is_empty() && !host.contains('@'),
            None => false,
        };
        let is_plain = !address.chars().any(|c| c.is_whitespace() || c.is_control());
        if has_shape && is_plain && address.len() <= EMAIL_BYTES_MAX {
            return Ok(Self(address));
        }
        Err(Refusal::new("invalid_email", "this is not an e-mail address")
            .at("email")
            .hint("use an address such as `marie@example.org`"))
    }

    /// Returns the address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Which member, for good.
    pub id: String,
    /// Where the member is written to, and by which the member signs in.
    pub email: Email,
    /// How the member is called.
    pub name: String,
}

/// What is said of a member to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// Where the member is written to.
    pub email: Email,
    /// How the member is called.
    pub name: String,
    /// What the member may do in the project.
    pub role: Role,
    /// What the member may see of the project.
    pub scope: Scope,
}

impl NewMember {
    /// Checks what somebody wrote about a member to be.
    ///
    /// # Errors
    /// Refuses with `invalid_email`, `invalid_name` or `owner_has_no_scope`.
    pub fn parse(email: &str, name: &str, role: Role, scope: Scope) -> Result<Self, Refusal> {
        let (email, name) = (Email::parse(email)?, parse_name(name)?);
        check_scope(role, &scope)?;
        Ok(Self { email, name, role, scope })
    }
}

/// A member of one project, as its owners see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Who.
    pub member: Member,
    /// What the member may do in the project.
    pub role: Role,
    /// What the member may see of the project.
    pub scope: Scope,
    /// Whether the member chose a password.
    pub has_password: bool,
    /// When the member was last here, in milliseconds; absent when no session tells.
    pub last_seen_ms: Option<i64>,
}

impl Membership {
    /// Returns the context of what is done for the member in a project.
    #[must_use]
    pub fn ctx(&self, project: &ProjectId) -> Ctx {
        ctx_of(project, &self.member, self.role, &self.scope)
    }
}

/// What is to be different about a member; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberChange {
    /// How the member is called, as it was written.
    pub name: Option<String>,
    /// What the member may do in the project.
    pub role: Option<Role>,
    /// What the member may see of the project.
    pub scope: Option<Scope>,
}

/// Parses the name of a member: 1 to 100 characters, trimmed.
///
/// # Errors
/// Refuses with `invalid_name` any other.
pub(crate) fn parse_name(text: &str) -> Result<String, Refusal> {
    let name = text.trim();
    let is_short = (1..=NAME_CHARACTERS_MAX).contains(&name.chars().count());
    if is_short && !name.chars().any(char::is_control) {
        return Ok(name.to_owned());
    }
    Err(Refusal::new("invalid_name", "this is not a name")
        .at("name")
        .hint(format!("use 1 to {NAME_CHARACTERS_MAX} characters")))
}

/// Checks that who may do everything may see everything: an owner could widen a scope of their own at any time.
///
/// # Errors
/// Refuses with `owner_has_no_scope` an owner who is limited.
pub(crate) fn check_scope(role: Role, scope: &Scope) -> Result<(), Refusal> {
    if role < Role::Owner || *scope == Scope::All {
        return Ok(());
    }
    Err(Refusal::new("owner_has_no_scope", "an owner sees the whole project")
        .at("scope")
        .hint("send the scope `all`, or make the member an editor or a viewer"))
}

/// A member who is signed in, in one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub member: Member,
    /// In which project.
    pub project: ProjectId,
    /// What the member may do there.
    pub role: Role,
    /// What the member may see there.
    pub scope: Scope,
    /// Whether a link opened it, and no password.
    pub is_by_link: bool,
}

impl Session {
    /// Returns the context of what the member asks.
    #[must_use]
    pub fn ctx(&self) -> Ctx {
        ctx_of(&self.project, &self.member, self.role, &self.scope)
    }
}

fn ctx_of(project: &ProjectId, member: &Member, role: Role, scope: &Scope) -> Ctx {
    Ctx {
        project: project.clone(),
        actor: Actor::Member { id: member.id.clone(), email: member.email.to_string() },
        role,
        scope: scope.clone(),
        purposes: BTreeSet::from([Purpose::Analytics]),
    }
}

/// Returns the word by which a role is stored and shown.
pub(crate) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Viewer => "viewer",
        Role::Editor => "editor",
        Role::Owner => "owner",
    }
}

/// Returns the role of a word.
pub(crate) fn role_of_word(word: &str) -> Option<Role> {
    [Role::Viewer, Role::Editor, Role::Owner].into_iter().find(|role| role_word(*role) == word)
}

/// Parses the role that somebody sent.
///
/// # Errors
/// Refuses with `invalid_role` any other word.
pub(crate) fn parse_role(word: &str) -> Result<Role, Refusal> {
    role_of_word(word).ok_or_else(|| {
        Refusal::new("invalid_role", format!("`{word}` is not a role"))
            .at("role")
            .hint("use `owner`, `editor` or `viewer`")
    })
}

#[cfg(test)]
mod tests {
    use super::{Email, NewMember, role_of_word, role_word};
    use boussole_core::{Role, Scope};
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        expected
            .assert_eq(&Email::parse(text).map_or_else(|refusal| refusal.code.to_owned(), |email| email.to_string()));
    }

    #[test]
    fn an_address_is_lower_case_and_has_two_sides() {
        check(" Marie.Curie@Example.ORG ", expect!["marie.curie@example.org"]);
        check("élodie@exemple.fr", expect!["élodie@exemple.fr"]);
        check("marie", expect!["invalid_email"]);
        check("@example.org", expect!["invalid_email"]);
        check("marie@", expect!["invalid_email"]);
        check("a@b@c", expect!["invalid_email"]);
        check("marie curie@example.org", expect!["invalid_email"]);
        check("marie@example.org\r\nBcc: all", expect!["invalid_email"]);
        check(&format!("{}@example.org", "a".repeat(250)), expect!["invalid_email"]);
    }

    #[test]
    fn a_name_is_neither_empty_nor_endless() {
        let parse = |name: &str| NewMember::parse("a@b", name, Role::Viewer, Scope::All);
        assert_eq!(parse(" Marie ").unwrap().name, "Marie");
        for wrong in ["", "  ", "a\nb", &"a".repeat(101)] {
            assert_eq!(parse(wrong).unwrap_err().code, "invalid_name", "{wrong}");
        }
    }

    #[test]
    fn an_owner_sees_everything() {
        let lyon = Scope::Limited { stores: ["Lyon".to_owned()].into(), regions: [].into(), brands: [].into() };
        let parse = |role, scope: &Scope| NewMember::parse("a@b", "Marie", role, scope.clone());
        assert_eq!(parse(Role::Owner, &lyon).unwrap_err().code, "owner_has_no_scope");
        for (role, scope) in [(Role::Owner, &Scope::All), (Role::Editor, &lyon), (Role::Viewer, &lyon)] {
            parse(role, scope).unwrap();
        }
    }

    #[test]
    fn every_role_has_its_word() {
        for role in [Role::Viewer, Role::Editor, Role::Owner] {
            assert_eq!(role_of_word(role_word(role)), Some(role));
        }
        assert_eq!(role_of_word("Owner"), None);
    }
}
