use crate::QueryError;
use crate::plan::{BoundFilter, Fields, RowValues, Target};
use crate::run::people::Gate;
use boussole_core::{Ctx, Refusal};
use boussole_events::{Chunk, ScanRequest, Snapshot};

/// One pass over the scan: which rows are read, and which targets they may hit.
pub(crate) struct Pass<'p> {
    pub(crate) ctx: &'p Ctx,
    pub(crate) snapshot: &'p Snapshot,
    pub(crate) request: ScanRequest,
    pub(crate) fields: &'p Fields,
    pub(crate) filter: Option<&'p BoundFilter>,
    pub(crate) targets: &'p [&'p Target],
    pub(crate) gate: Option<&'p Gate<'p>>,
}

/// An event that a target selects.
pub(crate) struct Hit<'r, 'a> {
    pub(crate) person: u64,
    pub(crate) time_ms: i64,
    /// The name of the event.
    pub(crate) event: &'r str,
    pub(crate) values: &'r RowValues<'a>,
}

/// What a pass does with what it finds.
pub(crate) trait Visitor {
    /// Takes an event, and the targets that select it: at least one.
    fn hit(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal>;

    /// Ends a person, whose events have all been seen. Nobody (0) ends several times.
    fn end_person(&mut self, _person: u64) -> Result<(), Refusal> {
        Ok(())
    }
}

/// Some of the targets of a pass, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TargetSet(u64);

impl TargetSet {
    /// Tells whether the target at this place is among them.
    pub(crate) fn contains(self, target: usize) -> bool {
        self.0 >> target & 1 == 1
    }

    /// Returns the targets whose places are the bits of `mask`, as bits.
    pub(crate) fn bits(self, mask: u64) -> u64 {
        self.0 & mask
    }
}

impl Iterator for TargetSet {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let first = (self.0 != 0).then(|| self.0.trailing_zeros() as usize)?;
        self.0 &= self.0 - 1;
        Some(first)
    }
}

/// What a pass has read.
#[derive(Debug, Default, Clone)]
pub(crate) struct Counted {
    pub(crate) n_events: u64,
    pub(crate) n_people: u64,
    /// Events whose properties are not a JSON object.
    pub(crate) n_unreadable: u64,
    /// Of each wanted property, whether an event carried it.
    pub(crate) seen: Vec<bool>,
    /// Events in whose properties something was looked for.
    pub(crate) n_looked: u64,
}

impl Pass<'_> {
    /// Reads the rows and calls the visitor, person after person.
    pub(crate) fn run(&self, visitor: &mut impl Visitor) -> Result<Counted, QueryError> {
        assert!(self.targets.len() <= u64::BITS as usize, "a set of targets is the bits of a number");
        let mut counted = Counted { seen: vec![false; self.fields.len()], ..Counted::default() };
        let request = ScanRequest { without_props: self.fields.is_empty(), ..self.request.clone() };
        for chunk in self.snapshot.scan(self.ctx, &request) {
            self.chunk(&chunk?, visitor, &mut counted)?;
        }
        Ok(counted)
    }

    fn chunk(&self, chunk: &Chunk, visitor: &mut impl Visitor, counted: &mut Counted) -> Result<(), QueryError> {
        counted.n_events += chunk.len() as u64;
        let names = chunk.event_names();
        let targets_of_code: Vec<u64> = names.iter().map(|name| self.targets_of(name)).collect();
        let (times_ms, codes) = (chunk.times_ms(), chunk.event_codes());
        let mut values = RowValues::default();
        for (person, rows) in chunk.people() {
            counted.n_people += u64::from(person != 0);
            if self.gate.is_some_and(|gate| !gate.admits(person)) {
                continue;
            }
            for row in rows {
                let code = codes[row] as usize;
                let targets = targets_of_code[code];
                if targets == 0 {
                    continue;
                }
                if !self.fields.is_empty() {
                    self.read(chunk.props(row), &mut values, counted);
                }
                if self.filter.is_none_or(|filter| holds(filter, &values)) {
                    let selected = self.selected(targets, &values);
                    if selected.0 != 0 {
                        let hit = Hit { person, time_ms: times_ms[row], event: names[code], values: &values };
                        visitor.hit(selected, &hit)?;
                    }
                }
            }
            visitor.end_person(person)?;
        }
        Ok(())
    }

    fn read<'a>(&self, properties: &'a str, values: &mut RowValues<'a>, counted: &mut Counted) {
        if !self.fields.read(properties, values) {
            counted.n_unreadable += 1;
        }
        counted.n_looked += 1;
        values.mark(&mut counted.seen);
    }

    /// Keeps, of the targets of an event's name, those whose filter holds.
    fn selected(&self, targets: u64, values: &RowValues<'_>) -> TargetSet {
        let holds = |index: &usize| self.targets[*index].filter.as_ref().is_none_or(|filter| holds(filter, values));
        TargetSet(TargetSet(targets).filter(holds).map(|index| 1 << index).sum())
    }

    /// Returns the targets that select events of this name, as bits.
    fn targets_of(&self, name: &str) -> u64 {
        let bit = |(index, target): (usize, &&Target)| u64::from(target.events.contains(name)) << index;
        self.targets.iter().enumerate().map(bit).sum()
    }
}

/// Tells whether an event filter holds of the values of an event.
pub(crate) fn holds(filter: &BoundFilter, values: &RowValues<'_>) -> bool {
    filter.holds(&|leaf| leaf.test.holds_of_any(values.all(leaf.slot)))
}

impl Counted {
    /// Adds what another pass with the same properties has read.
    pub(crate) fn add(&mut self, other: &Self) {
        self.n_events += other.n_events;
        self.n_people += other.n_people;
        self.n_unreadable += other.n_unreadable;
        self.n_looked += other.n_looked;
        for (seen, more) in self.seen.iter_mut().zip(&other.seen) {
            *seen |= more;
        }
    }

    /// Tells of the properties that no event carried, when there were events.
    pub(crate) fn warnings(&self, fields: &Fields) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.n_looked > 0 {
            let missing = fields.missing(&self.seen);
            warnings.extend(missing.map(|path| format!("no event of the selection carries `{}`", path.as_str())));
        }
        if self.n_unreadable > 0 {
            warnings.push(format!("the properties of {} events could not be read", self.n_unreadable));
        }
        warnings
    }
}
