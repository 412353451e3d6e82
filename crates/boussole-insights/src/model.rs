use boussole_core::Refusal;
use serde_json::Value;

/// The longest name of a saved question, in characters.
const NAME_CHARS_MAX: usize = 120;

/// A question that was kept under a name, for everybody in the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedQuestion {
    /// Which one, for good.
    pub id: String,
    /// How people call it.
    pub name: SavedName,
    /// The question, as it is asked.
    pub question: Value,
    /// The id of the member who saved it; nobody's when it was not a member.
    pub created_by: Option<String>,
    /// When, in milliseconds since 1970.
    pub created_ms: i64,
    /// The id of the member who changed it last.
    pub changed_by: Option<String>,
    /// When, in milliseconds since 1970.
    pub changed_ms: i64,
}

/// How people call a saved question: 1 to 120 characters, trimmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedName(String);

impl SavedName {
    /// Parses a name.
    ///
    /// # Errors
    /// Refuses with `invalid_name` an empty or a longer one, and one with control characters.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let name = text.trim();
        if (1..=NAME_CHARS_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
            return Ok(Self(name.to_owned()));
        }
        Err(Refusal::new("invalid_name", "this is not a name")
            .at("name")
            .hint(format!("use 1 to {NAME_CHARS_MAX} characters")))
    }

    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::SavedName;

    #[test]
    fn a_name_is_neither_empty_nor_endless() {
        assert_eq!(SavedName::parse(" Panier moyen ").unwrap().as_str(), "Panier moyen");
        assert!(SavedName::parse(&"é".repeat(120)).is_ok());
        for wrong in ["", "  ", "a\nb", &"a".repeat(121)] {
            let refusal = SavedName::parse(wrong).unwrap_err();
            assert_eq!((refusal.code, refusal.field.as_deref()), ("invalid_name", Some("name")), "{wrong}");
        }
    }
}
