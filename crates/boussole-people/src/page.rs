use crate::cursor::Position;
use crate::index::{PeopleIndex, Person};
use crate::model::{PeopleFilter, PersonKind};

/// How many people of each kind match a search.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct KindCounts {
    /// Visitors.
    pub(crate) visitor: usize,
    /// Prospects.
    pub(crate) prospect: usize,
    /// Customers.
    pub(crate) customer: usize,
}

/// A part of a list of people.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// The people of the page, in the order asked for.
    pub(crate) people: Vec<Person>,
    /// How many the whole list has.
    pub(crate) total: usize,
    /// How many match the search, whatever kind is asked for.
    pub(crate) counts: KindCounts,
    /// The cursor of the page after; `None` after the last one.
    pub(crate) next_cursor: Option<String>,
}

impl KindCounts {
    fn add(&mut self, kind: PersonKind) {
        match kind {
            PersonKind::Visitor => self.visitor += 1,
            PersonKind::Prospect => self.prospect += 1,
            PersonKind::Customer => self.customer += 1,
        }
    }
}

/// Takes the `limit` people after `after` from the list that `filter` describes.
pub(crate) fn page(index: &PeopleIndex, filter: &PeopleFilter, after: Option<&Position<'_>>, limit: usize) -> Page {
    let sort = filter.sort;
    let (mut total, mut counts, mut rest) = (0, KindCounts::default(), Vec::new());
    for person in index.people().iter().filter(|person| filter.finds(person)) {
        counts.add(person.kind());
        if filter.kind.is_some_and(|kind| kind != person.kind()) {
            continue;
        }
        total += 1;
        if after.is_none_or(|after| Position::of(person, sort.field).compare(after, sort.is_descending).is_gt()) {
            rest.push(person);
        }
    }
    let has_more = rest.len() > limit;
    let order = |a: &&Person, b: &&Person| {
        Position::of(a, sort.field).compare(&Position::of(b, sort.field), sort.is_descending)
    };
    if has_more {
        // Only the page is sorted: the others need no more than to be known as later.
        rest.select_nth_unstable_by(limit, order);
        rest.truncate(limit);
    }
    rest.sort_unstable_by(order);
    let last = rest.last().filter(|_| has_more);
    let next_cursor = last.map(|person| Position::of(person, sort.field).write());
    Page { people: rest.into_iter().cloned().collect(), total, counts, next_cursor }
}

impl PeopleFilter {
    /// Tells whether a person matches the search, whatever the kind.
    fn finds(&self, person: &Person) -> bool {
        self.search
            .as_ref()
            .is_none_or(|search| search.key == Some(person.key) || person.profile.contains(&search.folded))
    }
}
