use super::listing::Listing;
use super::pass::{Hit, TargetSet, Visitor};
use super::reading::{Read, Reading};
use crate::QueryError;
use crate::plan::PathsPlan;
use crate::value::Scalar;
use boussole_core::{Ctx, Refusal};
use boussole_events::{ORDER_LINE, Snapshot};
use std::collections::HashMap;

/// The most different paths, and the most different links between steps.
const PATHS_MAX: usize = 500_000;
/// The most different steps.
const STEPS_MAX: usize = 200_000;

/// What paths came to.
pub(crate) struct PathsResult {
    pub(crate) n_sessions: u64,
    pub(crate) n_people: u64,
    /// The most frequent first.
    pub(crate) paths: Vec<PathCount>,
    /// The most frequent first.
    pub(crate) links: Vec<LinkCount>,
    pub(crate) read: Read,
}

/// How often a path was taken.
pub(crate) struct PathCount {
    pub(crate) steps: Vec<String>,
    pub(crate) n_sessions: u64,
    pub(crate) n_people: u64,
}

/// How often one step followed another.
pub(crate) struct LinkCount {
    /// The place of the first step in its path, from 1, and its name: `1:Product Viewed`.
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) n_sessions: u64,
}

/// Runs paths: who is meant, then session after session.
pub(crate) fn paths(
    ctx: &Ctx,
    snapshot: &Snapshot,
    plan: &PathsPlan,
    listing: &mut Option<Listing>,
) -> Result<PathsResult, QueryError> {
    let mut reading = Reading::open(ctx, snapshot, &plan.frame, plan.targets.iter().collect())?;
    let mut walker = Walker::new(plan, Counter::default());
    reading.answer(plan.frame.range, &mut walker)?;
    let Walker { names, sink: counter, .. } = walker;
    let ranked = ranked(&counter, &names.texts, plan.frame.limit);
    if let Some(listing) = listing
        && let Some((wanted, _)) = ranked.get(listing.wanted.group)
    {
        // Which path is meant was known only when all were counted.
        reading.look(plan.frame.range, &mut Walker::new(plan, Lister { wanted, listing }))?;
    }
    let named = |(steps, tally): (Vec<u32>, Tally)| PathCount {
        steps: steps.iter().map(|&step| names.texts[step as usize].clone()).collect(),
        n_sessions: tally.n_sessions,
        n_people: tally.n_people,
    };
    Ok(PathsResult {
        n_sessions: counter.all.n_sessions,
        n_people: counter.all.n_people,
        links: links(&counter, &names.texts),
        paths: ranked.into_iter().map(named).collect(),
        read: reading.finish(),
    })
}

/// Returns the most frequent paths, then the first in alphabetical order.
fn ranked(counter: &Counter, names: &[String], limit: usize) -> Vec<(Vec<u32>, Tally)> {
    let mut order = vec![0; names.len()];
    let mut by_name: Vec<usize> = (0..names.len()).collect();
    by_name.sort_unstable_by_key(|&step| &names[step]);
    by_name.into_iter().enumerate().for_each(|(place, step)| order[step] = place);
    let alphabetical = |steps: &[u32]| steps.iter().map(|&step| order[step as usize]).collect::<Vec<_>>();
    let mut paths: Vec<(&Vec<u32>, &Tally)> = counter.paths.iter().collect();
    paths.sort_unstable_by(|(a, a_tally), (b, b_tally)| {
        b_tally.n_sessions.cmp(&a_tally.n_sessions).then_with(|| alphabetical(a).cmp(&alphabetical(b)))
    });
    paths.into_iter().take(limit).map(|(steps, tally)| (steps.clone(), *tally)).collect()
}

fn links(counter: &Counter, names: &[String]) -> Vec<LinkCount> {
    let name = |place: usize, step: u32| format!("{place}:{}", names[step as usize]);
    let link = |(&(place, from, to), &n_sessions): (&(usize, u32, u32), &u64)| LinkCount {
        from: name(place, from),
        to: name(place + 1, to),
        n_sessions,
    };
    let mut links: Vec<LinkCount> = counter.links.iter().map(link).collect();
    links
        .sort_unstable_by(|a, b| b.n_sessions.cmp(&a.n_sessions).then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to))));
    links
}

/// What becomes of the paths of sessions.
trait Sink {
    fn take(&mut self, person: u64, path: &[u32]) -> Result<(), Refusal>;
}

/// Follows the sessions of one person after the other.
struct Walker<'p, S> {
    plan: &'p PathsPlan,
    names: Names,
    session: Vec<Step>,
    last_ms: Option<i64>,
    sink: S,
}

/// One step of a session.
struct Step {
    name: u32,
    begins: bool,
    ends: bool,
}

/// The names of steps, each with its number.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, u32>,
    texts: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> Result<u32, Refusal> {
        if let Some(number) = self.numbers.get(name) {
            return Ok(*number);
        }
        let number = u32::try_from(self.texts.len()).ok().filter(|_| self.texts.len() < STEPS_MAX);
        let number = number.ok_or_else(|| {
            Refusal::new("too_many_paths", format!("there are more than {STEPS_MAX} different steps"))
                .at("steps")
                .hint("take a property with fewer values, or a shorter range")
        })?;
        self.numbers.insert(name.to_owned(), number);
        self.texts.push(name.to_owned());
        Ok(number)
    }
}

impl<'p, S: Sink> Walker<'p, S> {
    fn new(plan: &'p PathsPlan, sink: S) -> Self {
        Self { plan, names: Names::default(), session: Vec::new(), last_ms: None, sink }
    }

    /// Returns the number of an event's step; none when it is no step.
    fn step(&mut self, hit: &Hit<'_, '_>) -> Result<Option<u32>, Refusal> {
        let Some(slot) = self.plan.step else { return self.names.number(hit.event).map(Some) };
        let name = match hit.values.one(slot) {
            None => return Ok(None),
            Some(Scalar::Text(text)) => text.into_owned(),
            other => Scalar::json(other.as_ref()).to_string(),
        };
        self.names.number(&name).map(Some)
    }

    fn end_session(&mut self, person: u64) -> Result<(), Refusal> {
        if let Some(path) = path(self.plan, &self.session) {
            self.sink.take(person, &path)?;
        }
        self.session.clear();
        Ok(())
    }
}

/// Cuts the path out of a session; none when it has none.
fn path(plan: &PathsPlan, session: &[Step]) -> Option<Vec<u32>> {
    let start = match plan.from {
        None => 0,
        Some(_) => session.iter().position(|step| step.begins)?,
    };
    let end = match plan.to {
        None => session.len(),
        Some(_) => start + session[start..].iter().position(|step| step.ends)? + 1,
    };
    let mut path: Vec<u32> = session[start..end].iter().map(|step| step.name).collect();
    if plan.collapse_repeats {
        path.dedup();
    }
    match (plan.from, plan.to) {
        (_, None) => path.truncate(plan.length),
        (None, Some(_)) => drop(path.drain(..path.len().saturating_sub(plan.length))),
        (Some(_), Some(_)) if path.len() > plan.length => return None,
        (Some(_), Some(_)) => {}
    }
    let is_wanted = !path.is_empty() && (!plan.complete || path.len() == plan.length);
    is_wanted.then_some(path)
}

impl<S: Sink> Visitor for Walker<'_, S> {
    fn hit(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        if hit.person == 0 || (!self.plan.with_lines && hit.event == ORDER_LINE) {
            return Ok(());
        }
        if self.last_ms.is_some_and(|last_ms| hit.time_ms.saturating_sub(last_ms) > self.plan.gap_ms) {
            self.end_session(hit.person)?;
        }
        self.last_ms = Some(hit.time_ms);
        if let Some(name) = self.step(hit)? {
            let is = |target: Option<usize>| target.is_some_and(|target| targets.contains(target));
            self.session.push(Step { name, begins: is(self.plan.from), ends: is(self.plan.to) });
        }
        Ok(())
    }

    fn end_person(&mut self, person: u64) -> Result<(), Refusal> {
        self.last_ms = None;
        self.end_session(person)
    }
}

/// How many sessions, and of how many people; people come one after the other.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    n_sessions: u64,
    n_people: u64,
    last_person: u64,
}

impl Tally {
    fn add(&mut self, person: u64) {
        self.n_sessions += 1;
        self.n_people += u64::from(self.last_person != person);
        self.last_person = person;
    }
}

/// Counts paths and links.
#[derive(Default)]
struct Counter {
    paths: HashMap<Vec<u32>, Tally>,
    /// By the place of the first step, from 1, and the two steps.
    links: HashMap<(usize, u32, u32), u64>,
    all: Tally,
}

impl Sink for Counter {
    fn take(&mut self, person: u64, path: &[u32]) -> Result<(), Refusal> {
        self.all.add(person);
        match self.paths.get_mut(path) {
            Some(tally) => tally.add(person),
            None => self.paths.entry(path.to_vec()).or_default().add(person),
        }
        for (place, link) in path.windows(2).enumerate() {
            *self.links.entry((place + 1, link[0], link[1])).or_default() += 1;
        }
        if self.paths.len().max(self.links.len()) > PATHS_MAX {
            return Err(Refusal::new("too_many_paths", format!("there are more than {PATHS_MAX} different paths"))
                .at("length")
                .hint("take fewer steps, a property with fewer values, or a shorter range"));
        }
        Ok(())
    }
}

/// Lists who took one path.
struct Lister<'a> {
    wanted: &'a [u32],
    listing: &'a mut Listing,
}

impl Sink for Lister<'_> {
    fn take(&mut self, person: u64, path: &[u32]) -> Result<(), Refusal> {
        if path == self.wanted {
            self.listing.add(person);
        }
        Ok(())
    }
}
