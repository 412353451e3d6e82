use super::cell::{Budget, Cell};
use super::currencies::Currencies;
use super::pass::{Counted, Hit, Pass, TargetSet, Visitor};
use crate::QueryError;
use crate::plan::{BoundPersonTest, PeoplePlan, Target, Traits};
use crate::value::Scalar;
use boussole_core::{Ctx, Refusal};
use boussole_events::{ScanRequest, Snapshot};

/// Who is admitted by a filter on people.
pub(crate) struct Gate<'p> {
    plan: &'p PeoplePlan,
    traits: &'p Traits,
    /// The rules that hold of a person of whom no event was seen.
    idle: u64,
    /// The rules that hold of the others, where different; sorted by person.
    facts: Vec<(u64, u64)>,
}

impl<'p> Gate<'p> {
    /// Answers the rules for every person with one pass.
    ///
    /// `currency` is that of events that name none.
    pub(crate) fn open(
        ctx: &Ctx,
        snapshot: &Snapshot,
        plan: &'p PeoplePlan,
        traits: &'p Traits,
        currency: Option<String>,
    ) -> Result<(Self, Vec<String>), QueryError> {
        let cells: Vec<Cell> = plan.rules.iter().map(|rule| Cell::new(rule.target.tally)).collect();
        let mut facts = Facts {
            plan,
            budget: Budget::default(),
            currencies: Currencies::new(plan.rules.len(), currency),
            idle: 0,
            cells,
            touched: false,
            facts: Vec::new(),
        };
        facts.idle = facts.rules_that_hold();
        let mut counted = Counted::default();
        if let Some(window) = plan.window() {
            let targets: Vec<&Target> = plan.rules.iter().map(|rule| &rule.target).collect();
            let request = ScanRequest {
                from_ms: Some(window.from_ms),
                to_ms: Some(window.to_ms),
                events: plan.events(),
                ..ScanRequest::default()
            };
            let pass =
                Pass { ctx, snapshot, request, fields: &plan.fields, filter: None, targets: &targets, gate: None };
            counted = pass.run(&mut facts)?;
        }
        for (index, rule) in plan.rules.iter().enumerate() {
            facts.currencies.check(index, &rule.target)?;
        }
        let warnings = counted.warnings(&plan.fields);
        Ok((Self { plan, traits, idle: facts.idle, facts: facts.facts }, warnings))
    }

    /// Tells whether a person is admitted. Nobody (0) never is: a filter on people asks about people.
    pub(crate) fn admits(&self, person: u64) -> bool {
        let found = self.facts.binary_search_by_key(&person, |(person, _)| *person);
        let rules = found.map_or(self.idle, |index| self.facts[index].1);
        person != 0
            && self.plan.filter.holds(&|leaf| match leaf {
                BoundPersonTest::Trait(index, test) => test.holds(self.traits.get(*index, person).as_ref()),
                BoundPersonTest::Rule(index) => rules >> index & 1 == 1,
            })
    }
}

/// Gathers what one person did, then decides which rules hold.
struct Facts<'p> {
    plan: &'p PeoplePlan,
    budget: Budget,
    currencies: Currencies,
    idle: u64,
    /// One a rule, of the person being read.
    cells: Vec<Cell>,
    touched: bool,
    facts: Vec<(u64, u64)>,
}

impl Facts<'_> {
    fn rules_that_hold(&mut self) -> u64 {
        let mut rules = 0;
        for (index, rule) in self.plan.rules.iter().enumerate() {
            let cell = std::mem::replace(&mut self.cells[index], Cell::new(rule.target.tally));
            let number = cell.measured().number().map(Scalar::Number);
            rules |= u64::from(rule.test.holds(number.as_ref())) << index;
        }
        rules
    }
}

impl Visitor for Facts<'_> {
    fn hit(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        targets.into_iter().try_for_each(|target| self.add(target, hit))
    }

    fn end_person(&mut self, person: u64) -> Result<(), Refusal> {
        if std::mem::take(&mut self.touched) {
            let rules = self.rules_that_hold();
            // What one person needed is free again.
            self.budget = Budget::default();
            if rules != self.idle {
                self.facts.push((person, rules));
            }
        }
        Ok(())
    }
}

impl Facts<'_> {
    fn add(&mut self, target: usize, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        let rule = &self.plan.rules[target];
        let inside = rule.window.is_some_and(|window| window.from_ms <= hit.time_ms && hit.time_ms < window.to_ms);
        if hit.person == 0 || !inside {
            return Ok(());
        }
        let value = rule.target.value.and_then(|slot| hit.values.one(slot));
        if value.is_some() {
            self.currencies.take(target, &rule.target, hit);
        }
        self.touched = true;
        self.cells[target]
            .add(hit.person, value.as_ref(), &mut self.budget)
            .map_err(|refusal| refusal.at(&rule.target.path))
    }
}
