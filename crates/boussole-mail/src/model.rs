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
    /// The figures of the start page, once a week.
    Weekly,
    /// That a source sends nothing any more.
    Silence,
    /// A question to a customer.
    Survey,
}

impl Template {
    /// All templates.
    pub const ALL: [Self; 4] = [Self::Test, Self::Weekly, Self::Silence, Self::Survey];

    /// Returns the word by which a template is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Weekly => "weekly",
            Self::Silence => "silence",
            Self::Survey => "survey",
        }
    }

    /// Returns what its reader can unsubscribe from; `None` of what was asked for once.
    #[must_use]
    pub fn topic(self) -> Option<Topic> {
        match self {
            Self::Test => None,
            Self::Weekly => Some(Topic::Weekly),
            Self::Silence => Some(Topic::Silence),
            Self::Survey => Some(Topic::Survey),
        }
    }
}

/// Letters that one can want or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The figures of the start page, once a week.
    Weekly,
    /// That a source sends nothing any more.
    Silence,
    /// Questions to customers.
    Survey,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 3] = [Self::Weekly, Self::Silence, Self::Survey];
    /// Those of letters to members, who ask for them.
    pub const OF_MEMBERS: [Self; 2] = [Self::Weekly, Self::Silence];

    /// Returns the word by which a topic is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Silence => "silence",
            Self::Survey => "survey",
        }
    }

    /// Parses the word of a topic.
    ///
    /// # Errors
    /// Refuses with `unknown_topic` any other word.
    pub fn parse(word: &str) -> Result<Self, Refusal> {
        Self::among(&Self::ALL, word)
    }

    /// Parses the word of a topic of letters to members.
    ///
    /// # Errors
    /// Refuses with `unknown_topic` any other word.
    pub fn parse_of_members(word: &str) -> Result<Self, Refusal> {
        Self::among(&Self::OF_MEMBERS, word)
    }

    fn among(topics: &[Self], word: &str) -> Result<Self, Refusal> {
        topics.iter().copied().find(|topic| topic.as_str() == word).ok_or_else(|| {
            let words: Vec<String> = topics.iter().map(|topic| format!("`{}`", topic.as_str())).collect();
            Refusal::new("unknown_topic", "there are no such letters")
                .at("topic")
                .hint(format!("use one of {}", words.join(", ")))
        })
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
    /// What whoever writes it wants to know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}

impl Letter {
    /// Makes a letter about nothing in particular.
    #[must_use]
    pub fn new(template: Template, to: &str, language: Language) -> Self {
        Self { template, to: to.to_owned(), language, about: String::new() }
    }
}
