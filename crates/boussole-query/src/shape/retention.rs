use super::table::{group_cells, group_keys};
use super::{Drills, group_names};
use crate::answer::{CohortAnswer, Meta, RetentionAnswer, Table};
use crate::model::Retention;
use crate::plan::RetentionPlan;
use crate::run::RetentionResult;
use serde_json::Map;

/// Shapes the answer of a retention.
pub(crate) fn retention(
    asked: &Retention,
    plan: &RetentionPlan,
    result: &RetentionResult,
    meta: Meta,
    drills: Drills<'_>,
) -> RetentionAnswer {
    let names = group_names(&asked.frame.breakdown, &result.groups);
    let mut cohorts = Vec::new();
    for cohort in 0..plan.n_begun {
        let n_columns = plan.n_columns(cohort);
        let partial: Vec<bool> = (0..n_columns).map(|column| plan.is_partial(cohort, column)).collect();
        let start = &plan.buckets.labels()[cohort];
        let n_before = cohorts.len();
        for (group, (name, cells)) in names.iter().zip(&result.cells).enumerate() {
            let cell = &cells[cohort];
            if cell.people > 0 {
                cohorts.push(CohortAnswer {
                    start: start.clone(),
                    group: name.values.clone(),
                    other: name.other,
                    drill: drills.token(cohort, group),
                    people: cell.people,
                    returned: cell.returned.clone(),
                    partial: partial.clone(),
                });
            }
        }
        // Who looks at the list sees that nobody started then.
        if cohorts.len() == n_before {
            let (start, group, returned) = (start.clone(), Map::new(), vec![0; n_columns]);
            cohorts.push(CohortAnswer { start, group, other: false, drill: None, people: 0, returned, partial });
        }
    }
    RetentionAnswer { kind: "retention", meta, brackets: plan.bracket_names(), cohorts }
}

impl RetentionAnswer {
    /// One line a cohort and group, one column a period or bracket; the last column names the partial ones.
    pub(crate) fn to_table(&self) -> Table {
        let counted = self.cohorts.iter().filter(|cohort| cohort.people > 0);
        let keys = group_keys(counted.map(|cohort| (&cohort.group, cohort.other)));
        let n_columns = self.cohorts.iter().map(|cohort| cohort.returned.len()).max().unwrap_or(0);
        let name = |column: usize| {
            self.brackets.as_ref().map_or_else(|| column.to_string(), |brackets| brackets[column].clone())
        };
        let columns: Vec<String> = (0..n_columns).map(name).collect();
        let header = [&["cohort".to_owned()], &keys[..], &["people".to_owned()], &columns, &["partial".to_owned()]];
        let line = |cohort: &CohortAnswer| {
            let mut row = vec![cohort.start.clone()];
            if cohort.people == 0 {
                row.extend(keys.iter().map(|_| String::new()));
            } else {
                row.extend(group_cells(&keys, &cohort.group, cohort.other));
            }
            row.push(cohort.people.to_string());
            let number = |column: usize| cohort.returned.get(column).map(u64::to_string).unwrap_or_default();
            row.extend((0..n_columns).map(number));
            let partial = cohort.partial.iter().zip(&columns).filter(|(partial, _)| **partial);
            row.push(partial.map(|(_, column)| column.as_str()).collect::<Vec<_>>().join(" "));
            row
        };
        Table { header: header.concat(), rows: self.cohorts.iter().map(line).collect() }
    }
}
