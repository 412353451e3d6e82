use crate::error::PeopleError;
use boussole_core::Ctx;
use boussole_events::{EventStore, Identifier, IdentifierKind, Snapshot, TraitColumn};
use boussole_text::fold;
use serde_json::Value;

/// The longest text of a person that a list keeps, in characters.
const TEXT_CHARS_MAX: usize = 200;
/// The part of a name by which people are sorted, in characters; who has the same one is sorted by key.
const SORT_CHARS_MAX: usize = 64;
/// What stands between two texts of what is searched, so that no search spans both.
const BETWEEN: char = '\0';

/// Who a person is, as far as a list shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    /// The name, else first and last name.
    pub(crate) name: Option<Box<str>>,
    /// The e-mail address that the person gave last, else the first one by which the person is known.
    pub(crate) email: Option<Box<str>>,
    /// The value of the strongest identifier.
    pub(crate) identifier: Option<Box<str>>,
    /// The country.
    pub(crate) country: Option<Box<str>>,
    /// The city.
    pub(crate) city: Option<Box<str>>,
    /// Whether there is a customer number, an e-mail address or a telephone number among the identifiers.
    pub(crate) is_identified: bool,
    /// Name, e-mail address and identifiers, without case and accents; the name comes first.
    searched: Box<str>,
    sort_name_bytes: u16,
}

impl Profile {
    /// Tells whether a text without case and accents is in the name, the e-mail address or an identifier.
    pub(crate) fn contains(&self, folded: &str) -> bool {
        self.searched.contains(folded)
    }

    /// Returns the name by which the person is sorted.
    pub(crate) fn sort_name(&self) -> Option<&str> {
        let name = &self.searched[..usize::from(self.sort_name_bytes)];
        (!name.is_empty()).then_some(name)
    }
}

/// What is known of all people, read once for an index.
#[derive(Debug)]
pub(crate) struct Profiles {
    name: TraitColumn,
    first_name: TraitColumn,
    last_name: TraitColumn,
    email: TraitColumn,
    country: TraitColumn,
    city: TraitColumn,
    /// By person, then strongest first.
    identifiers: Vec<(u64, Identifier)>,
}

impl Profiles {
    /// Reads the traits and identifiers of everybody.
    pub(crate) async fn load(store: &EventStore, ctx: &Ctx, snapshot: &Snapshot) -> Result<Self, PeopleError> {
        let column = |field| store.trait_column(ctx, snapshot, field);
        let mut identifiers = store.identifiers(ctx, snapshot).await?;
        identifiers.sort_unstable();
        Ok(Self {
            name: column("name").await?,
            first_name: column("first_name").await?,
            last_name: column("last_name").await?,
            email: column("email").await?,
            country: column("country").await?,
            city: column("city").await?,
            identifiers,
        })
    }

    /// Returns what is known of a person.
    pub(crate) fn get(&self, person_key: u64) -> Profile {
        let identifiers = self.identifiers(person_key);
        let known_email = identifiers.iter().find(|(_, identifier)| identifier.kind == IdentifierKind::Email);
        let name = text(&self.name, person_key).or_else(|| self.full_name(person_key));
        let email = text(&self.email, person_key).or_else(|| known_email.map(|(_, email)| cut(&email.value)));
        let searched_name = name.as_deref().map(fold).unwrap_or_default();
        Profile {
            identifier: identifiers.first().map(|(_, strongest)| strongest.value.as_str().into()),
            country: text(&self.country, person_key),
            city: text(&self.city, person_key),
            is_identified: identifiers.iter().any(|(_, identifier)| identifier.kind != IdentifierKind::Anonymous),
            sort_name_bytes: sort_name_bytes(&searched_name),
            searched: searched(searched_name, email.as_deref(), identifiers),
            name,
            email,
        }
    }

    fn identifiers(&self, person_key: u64) -> &[(u64, Identifier)] {
        let start = self.identifiers.partition_point(|(person, _)| *person < person_key);
        let rest = &self.identifiers[start..];
        &rest[..rest.partition_point(|(person, _)| *person == person_key)]
    }

    fn full_name(&self, person_key: u64) -> Option<Box<str>> {
        let (first, last) = (text(&self.first_name, person_key), text(&self.last_name, person_key));
        match (first, last) {
            (Some(first), Some(last)) => Some(cut(&format!("{first} {last}"))),
            (first, last) => first.or(last),
        }
    }
}

fn searched(name: String, email: Option<&str>, identifiers: &[(u64, Identifier)]) -> Box<str> {
    let mut searched = name;
    // An address that is an identifier too is searched once.
    let email = email.filter(|email| identifiers.iter().all(|(_, identifier)| identifier.value != *email));
    for value in email.into_iter().chain(identifiers.iter().map(|(_, identifier)| identifier.value.as_str())) {
        searched.push(BETWEEN);
        searched.push_str(&fold(value));
    }
    searched.into()
}

fn sort_name_bytes(folded: &str) -> u16 {
    let bytes = folded.char_indices().nth(SORT_CHARS_MAX).map_or(folded.len(), |(at, _)| at);
    u16::try_from(bytes).expect("64 characters have at most 256 bytes")
}

fn text(column: &TraitColumn, person_key: u64) -> Option<Box<str>> {
    match serde_json::from_str(column.get(person_key)?).ok()? {
        Value::String(text) => Some(cut(text.trim())).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(cut(&number.to_string())),
        _ => None,
    }
}

fn cut(text: &str) -> Box<str> {
    text.char_indices().nth(TEXT_CHARS_MAX).map_or(text, |(at, _)| &text[..at]).into()
}

#[cfg(test)]
mod tests {
    use super::{Profile, cut, sort_name_bytes};

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(cut(&"é".repeat(300)).chars().count(), 200);
        assert_eq!(cut("é").as_ref(), "é");
        assert_eq!((sort_name_bytes(&"é".repeat(65)), sort_name_bytes("")), (128, 0));
    }

    #[test]
    fn who_has_no_name_has_nothing_to_sort_by() {
        let nameless = Profile { searched: "\0a@x.fr".into(), ..Profile::default() };
        assert_eq!((nameless.sort_name(), nameless.contains("@x")), (None, true));
        let named = Profile { searched: "ann\0a@x.fr".into(), sort_name_bytes: 3, ..Profile::default() };
        assert_eq!(named.sort_name(), Some("ann"));
    }
}
