use boussole_core::Refusal;
use boussole_text::fold;

/// People on a page, at most.
pub(crate) const PAGE_MAX: usize = 200;
/// People on a page when nothing is said.
pub(crate) const PAGE_DEFAULT: usize = 50;
/// The longest text of a search, in bytes: that of an identifier.
const SEARCH_BYTES_MAX: usize = 200;

/// What a person is to the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PersonKind {
    /// Not identified, and without an order.
    Visitor,
    /// Identified (a customer number, an e-mail address or a telephone number), and without an order.
    Prospect,
    /// With at least one order that was not cancelled.
    Customer,
}

impl PersonKind {
    pub(crate) const ALL: [Self; 3] = [Self::Visitor, Self::Prospect, Self::Customer];

    /// Returns the name used in requests and answers.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Prospect => "prospect",
            Self::Customer => "customer",
        }
    }

    /// Parses the name used in requests.
    pub(crate) fn parse(name: &str) -> Result<Self, Refusal> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or_else(|| {
            Refusal::new("unknown_kind", "there is no such kind of person")
                .at("kind")
                .hint("use visitor, prospect or customer")
        })
    }
}

/// What a list of people is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SortField {
    /// The time of the last event.
    LastSeen,
    /// The time of the first event.
    FirstSeen,
    /// The name, without case and accents.
    Name,
    /// The number of orders.
    Orders,
    /// The revenue, whatever its currency.
    Revenue,
}

/// A field and a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PersonSort {
    /// What is compared.
    pub(crate) field: SortField,
    /// Whether the largest comes first.
    pub(crate) is_descending: bool,
}

impl SortField {
    const ALL: [Self; 5] = [Self::LastSeen, Self::FirstSeen, Self::Name, Self::Orders, Self::Revenue];

    fn as_str(self) -> &'static str {
        match self {
            Self::LastSeen => "last_seen",
            Self::FirstSeen => "first_seen",
            Self::Name => "name",
            Self::Orders => "orders",
            Self::Revenue => "revenue",
        }
    }
}

impl PersonSort {
    /// All that can be asked for.
    pub(crate) const WORDS: [&str; 10] = [
        "last_seen",
        "-last_seen",
        "first_seen",
        "-first_seen",
        "name",
        "-name",
        "orders",
        "-orders",
        "revenue",
        "-revenue",
    ];

    /// Parses the name of a field, with `-` before it for the largest first.
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let (name, is_descending) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
        let field = SortField::ALL.into_iter().find(|field| field.as_str() == name).ok_or_else(|| {
            Refusal::new("unknown_sort", "people cannot be sorted by this")
                .at("sort")
                .hint("use last_seen, first_seen, name, orders or revenue, with `-` before it for the largest first")
        })?;
        Ok(Self { field, is_descending })
    }
}

impl Default for PersonSort {
    /// Who was seen last comes first.
    fn default() -> Self {
        Self { field: SortField::LastSeen, is_descending: true }
    }
}

/// What is searched in names, e-mail addresses, identifiers and keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Search {
    /// Without case and accents.
    pub(crate) folded: String,
    /// The person whose key was typed.
    pub(crate) key: Option<u64>,
}

impl Search {
    /// Parses what was typed; `None` when it is blank.
    pub(crate) fn parse(text: &str) -> Result<Option<Self>, Refusal> {
        let text = text.trim();
        if text.len() > SEARCH_BYTES_MAX {
            return Err(Refusal::new("too_long", format!("longer than {SEARCH_BYTES_MAX} bytes")).at("search"));
        }
        let search = Self { folded: fold(text), key: parse_key(&text.to_ascii_lowercase()) };
        Ok((!text.is_empty()).then_some(search))
    }
}

/// Which people a list has.
#[derive(Debug, Clone, Default)]
pub(crate) struct PeopleFilter {
    /// Only people who match.
    pub(crate) search: Option<Search>,
    /// Only people of this kind.
    pub(crate) kind: Option<PersonKind>,
    /// In this order.
    pub(crate) sort: PersonSort,
}

/// Writes the key of a person as everybody sees it: `p42`.
pub(crate) fn write_key(key: u64) -> String {
    format!("p{key}")
}

/// Reads `p42`, written exactly so.
pub(crate) fn parse_key(text: &str) -> Option<u64> {
    let key = text.strip_prefix('p')?.parse().ok()?;
    (write_key(key) == text).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::{PersonKind, PersonSort, Search, SortField, parse_key};
    use expect_test::{Expect, expect};

    #[test]
    fn a_key_is_written_in_one_way() {
        for (text, key) in [("p42", Some(42)), ("p042", None), ("p+42", None), ("42", None), ("P42", None), ("p", None)]
        {
            assert_eq!(parse_key(text), key, "{text}");
        }
    }

    #[test]
    fn a_sort_is_a_field_and_a_direction() {
        let check = |text, expected: Expect| expected.assert_eq(&format!("{:?}", PersonSort::parse(text)));
        check("name", expect!["Ok(PersonSort { field: Name, is_descending: false })"]);
        check("-last_seen", expect!["Ok(PersonSort { field: LastSeen, is_descending: true })"]);
        for wrong in ["", "-", "--name", "Name", "email"] {
            assert_eq!(PersonSort::parse(wrong).unwrap_err().field.as_deref(), Some("sort"), "{wrong}");
        }
        assert_eq!(PersonSort::WORDS.len(), 2 * SortField::ALL.len());
        for word in PersonSort::WORDS {
            assert!(PersonSort::parse(word).is_ok(), "{word}");
        }
        assert_eq!(PersonKind::parse("lead").unwrap_err().field.as_deref(), Some("kind"));
    }

    #[test]
    fn a_search_is_folded_and_may_be_a_key() {
        let check = |text, expected: Expect| expected.assert_eq(&format!("{:?}", Search::parse(text)));
        check("  ", expect!["Ok(None)"]);
        check(" Élodie ", expect![[r#"Ok(Some(Search { folded: "elodie", key: None }))"#]]);
        check("P42", expect![[r#"Ok(Some(Search { folded: "p42", key: Some(42) }))"#]]);
        assert_eq!(Search::parse(&"a".repeat(201)).unwrap_err().code, "too_long");
    }
}
