use crate::Refusal;
use std::fmt;

/// The name of a project: one company's isolated data.
///
/// 1 to 40 characters of `a-z`, `0-9` and `-`, starting with a letter or digit; it is also the name of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectId(String);

/// The longest name of a project, in characters.
const LENGTH_MAX: usize = 40;

impl ProjectId {
    /// Parses the name of a project.
    ///
    /// # Errors
    /// Refuses an empty or long name, and any other character.
    pub fn parse(name: &str) -> Result<Self, Refusal> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let valid = name.len() <= LENGTH_MAX && name.starts_with(plain) && name.chars().all(|c| plain(c) || c == '-');
        if valid {
            Ok(Self(name.to_owned()))
        } else {
            Err(Refusal::new("invalid_project", format!("`{name}` is not a project name"))
                .at("project")
                .hint(format!("use 1 to {LENGTH_MAX} characters of a-z, 0-9 and `-`")))
        }
    }

    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ProjectId {
    /// The project a new data folder starts with.
    fn default() -> Self {
        Self("default".to_owned())
    }
}

impl fmt::Display for ProjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::ProjectId;

    #[test]
    fn a_project_name_is_a_safe_folder_name() {
        for name in ["default", "maison-rando", "0", "a1-"] {
            assert_eq!(ProjectId::parse(name).expect("valid").as_str(), name);
        }
        for name in ["", "-a", "..", "a/b", "A", "é", "a b", &"a".repeat(41)] {
            assert_eq!(ProjectId::parse(name).expect_err("invalid").code, "invalid_project", "{name}");
        }
    }
}
