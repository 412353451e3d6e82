use boussole_core::{Refusal, check_name, readable_id};

/// An origin of data with its own write key and channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Which source, for good: readable, and unique in the project.
    pub id: String,
    /// How people call it.
    pub name: SourceName,
    /// Over which channel its events come.
    pub channel: Channel,
    /// The key that its clients send. It is public: it can only write.
    pub write_key: String,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
    /// Since when its keys are refused, in milliseconds since 1970.
    pub disabled_ms: Option<i64>,
    /// The secret keys that were not revoked, oldest first.
    pub secret_keys: Vec<SecretKey>,
}

impl Source {
    /// Returns the source as its events name it. It does not change when the source is renamed, and none of it can be
    /// taken for an import.
    #[must_use]
    pub fn event_source(&self) -> String {
        event_source(self.channel, &self.id)
    }
}

pub(crate) fn event_source(channel: Channel, id: &str) -> String {
    format!("{}:{id}", channel.as_str())
}

/// What is still known of a secret key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretKey {
    /// By which it is revoked.
    pub id: String,
    /// Its last characters, by which its owner recognises it.
    pub end: String,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
}

/// What is said of a source to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSource {
    /// How people will call it.
    pub name: SourceName,
    /// Over which channel its events will come.
    pub channel: Channel,
}

/// Over which channel events come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// A web site: its key stands on pages.
    Web,
    /// A server of the company.
    Server,
    /// An application on telephones.
    Mobile,
}

impl Channel {
    /// All channels.
    pub const ALL: [Self; 3] = [Self::Web, Self::Server, Self::Mobile];

    /// Returns the word by which a channel is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Server => "server",
            Self::Mobile => "mobile",
        }
    }

    /// Parses the word of a channel.
    ///
    /// # Errors
    /// Refuses with `unknown_channel` any other word.
    pub fn parse(word: &str) -> Result<Self, Refusal> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == word).ok_or_else(|| {
            Refusal::new("unknown_channel", "this is not a channel")
                .at("channel")
                .hint("use `web`, `server` or `mobile`")
        })
    }
}

/// How people call a source: 1 to 80 characters, trimmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceName(String);

impl SourceName {
    /// Parses a name.
    ///
    /// # Errors
    /// Refuses with `invalid_name` an empty or a longer one, and one with control characters.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        check_name(text).map(Self)
    }

    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the id that a source of this name gets, unless `is_taken`; then a number is put behind it.
    pub(crate) fn id(&self, is_taken: impl Fn(&str) -> bool) -> String {
        let readable = readable_id(&self.0);
        let base = if readable.is_empty() { "source" } else { &readable };
        if !is_taken(base) {
            return base.to_owned();
        }
        // The sources of a project are fewer than the numbers.
        (2_u32..).map(|number| format!("{base}-{number}")).find(|id| !is_taken(id)).expect("some number is free")
    }
}

#[cfg(test)]
mod tests {
    use super::{Channel, SourceName};

    #[test]
    fn a_name_becomes_a_readable_id() {
        let taken = ["app", "app-2"];
        for (name, id) in [
            (" Boutique en ligne ", "boutique-en-ligne"),
            ("App", "app-3"),
            ("  --  ", "source"),
            ("Été 2024!", "ete-2024"),
            ("店", "source"),
            (&"ab ".repeat(26), &"ab-".repeat(12)[..35]),
        ] {
            let name = SourceName::parse(name).unwrap();
            assert_eq!(name.id(|id| taken.contains(&id)), id, "{name:?}");
        }
    }

    #[test]
    fn a_name_is_neither_empty_nor_endless() {
        for wrong in ["", "  ", "a\nb", &"a".repeat(81)] {
            let refusal = SourceName::parse(wrong).unwrap_err();
            assert_eq!((refusal.code, refusal.field.as_deref()), ("invalid_name", Some("name")), "{wrong}");
        }
    }

    #[test]
    fn every_channel_has_its_word() {
        for channel in Channel::ALL {
            assert_eq!(Channel::parse(channel.as_str()).unwrap(), channel);
        }
        assert_eq!(Channel::parse("Web").unwrap_err().field.as_deref(), Some("channel"));
    }
}
