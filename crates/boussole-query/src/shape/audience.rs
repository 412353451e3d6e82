use super::instant;
use super::table::cell;
use crate::answer::{AudienceAnswer, Meta, Table};
use crate::model::Column;
use crate::plan::{PagePlan, Traits};
use crate::run::{Page, PersonRow};
use crate::value::Scalar;
use serde_json::{Map, Value};

/// Shapes one page of a list of people; `traits` has those of its columns.
pub(crate) fn audience(plan: &PagePlan, page: &Page, traits: &Traits, meta: Meta) -> AudienceAnswer {
    let last = page.rows.last().filter(|_| page.has_more);
    // All amounts of a column have the same decimal places.
    let scale = page.rows.iter().filter_map(|row| row.revenue).map(|revenue| revenue.scale()).max().unwrap_or(0);
    AudienceAnswer {
        kind: "audience",
        meta,
        count: page.count,
        columns: plan.columns.iter().map(Column::name).collect(),
        people: page.rows.iter().map(|row| person(plan, row, traits, scale)).collect(),
        cursor: last.map(|row| key(row.person)),
    }
}

fn key(person: u64) -> String {
    format!("p{person}")
}

fn person(plan: &PagePlan, row: &PersonRow, traits: &Traits, scale: u32) -> Map<String, Value> {
    let time = |ms: Option<i64>| ms.map_or(Value::Null, |ms| instant(ms).into());
    let value = |column: &Column| match column {
        Column::Trait(name) => Scalar::json(traits.get(traits.index(name), row.person).as_ref()),
        Column::Events => row.n_events.into(),
        Column::FirstEvent => time(row.times_ms.map(|(first_ms, _)| first_ms)),
        Column::LastEvent => time(row.times_ms.map(|(_, last_ms)| last_ms)),
        Column::Revenue => row.revenue.map_or(Value::Null, |revenue| revenue.text(scale).into()),
    };
    let columns = plan.columns.iter().map(|column| (column.name(), value(column)));
    std::iter::once(("person".to_owned(), key(row.person).into())).chain(columns).collect()
}

impl AudienceAnswer {
    /// One line a person.
    pub(crate) fn to_table(&self) -> Table {
        let header: Vec<String> = std::iter::once("person".to_owned()).chain(self.columns.iter().cloned()).collect();
        let line = |person: &Map<String, Value>| header.iter().map(|name| cell(&person[name])).collect();
        Table { rows: self.people.iter().map(line).collect(), header }
    }
}
