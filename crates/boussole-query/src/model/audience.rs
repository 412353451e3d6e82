use super::Frame;

/// Who the people are that pass a filter.
#[derive(Debug)]
pub(crate) struct Audience {
    pub(crate) frame: Frame,
    pub(crate) page: PageRequest,
}

/// Which page of a list of people is asked for, and what of each person.
#[derive(Debug)]
pub(crate) struct PageRequest {
    pub(crate) columns: Vec<Column>,
    /// After which key the page begins.
    pub(crate) after: u64,
    pub(crate) limit: usize,
}

/// What is said of each person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Column {
    /// A trait.
    Trait(String),
    /// The number of events in the range.
    Events,
    /// When the first of them happened.
    FirstEvent,
    /// When the last of them happened.
    LastEvent,
    /// What the orders of the range are worth, less what was refunded.
    Revenue,
}

impl Column {
    /// Returns the name of the column, as in the question.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Trait(name) => format!("trait:{name}"),
            Self::Events => "events".to_owned(),
            Self::FirstEvent => "first_event".to_owned(),
            Self::LastEvent => "last_event".to_owned(),
            Self::Revenue => "revenue".to_owned(),
        }
    }
}
