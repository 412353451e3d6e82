use boussole_core::Refusal;
use serde::{Deserialize, Serialize};

/// The kind of effect that a message is, in the outbox.
pub const MAIL: &str = "mail";

/// The language in which a message is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// Returns the tag by which a language is stored and asked for.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// Parses the tag of a language.
    ///
    /// # Errors
    /// Refuses with `unknown_language` any other tag.
    pub fn parse(tag: &str) -> Result<Self, Refusal> {
        Self::ALL.into_iter().find(|language| language.as_str() == tag).ok_or_else(|| {
            Refusal::new("unknown_language", "messages are not written in this language")
                .at("language")
                .hint("use `en` or `fr`")
        })
    }
}

/// What a message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// That mail arrives.
    Test,
}

impl Template {
    /// All templates.
    pub const ALL: [Self; 1] = [Self::Test];

    /// Returns the word by which a template is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Test => "test",
        }
    }
}

/// A message to be: what is kept of it in the outbox. Its text is made when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// What it says.
    pub template: Template,
    /// To whom: an e-mail address.
    pub to: String,
    /// In which language.
    pub language: Language,
}
