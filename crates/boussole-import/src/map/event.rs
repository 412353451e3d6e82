use super::value::Scene;
use super::{condition, id};
use crate::join::{Bound, Family};
use crate::recipe::{EventRule, FIRST_TABLE, Recipe, TableNo};
use crate::run::Reject;
use crate::table::Row;
use boussole_events::{Identifier, Incoming};
use jiff::tz::TimeZone;
use serde_json::{Map, Value as Json};

/// An event, and the row it was made of.
#[derive(Debug)]
pub(crate) struct Emission {
    pub(crate) incoming: Incoming,
    /// The name of the rule that made it.
    pub(crate) rule: String,
    pub(crate) table: TableNo,
    pub(crate) file: usize,
    pub(crate) line: u64,
    /// The columns and the texts that tell it from others, for people.
    pub(crate) key: (String, String),
}

/// Makes events of rows.
pub(crate) struct Mapper<'a> {
    pub(crate) recipe: &'a Recipe,
    pub(crate) zone: &'a TimeZone,
    pub(crate) currency: Option<&'a str>,
}

/// What every event of one row of the first table says of the person.
struct Person {
    identifiers: Vec<Identifier>,
    traits: Map<String, Json>,
}

impl Mapper<'_> {
    /// Makes the events of one row of the first table, in the order of the rules.
    pub(crate) fn events(&self, row: &Row, family: &Family) -> Vec<Result<Emission, (TableNo, Reject)>> {
        if let Some(table) = family.crowded(self.recipe, row) {
            let name = &self.recipe.tables[table].name;
            return vec![Err((FIRST_TABLE, Reject::new(row.file, row.line, "", name, "too_many_joined_rows")))];
        }
        let scene = Scene { recipe: self.recipe, family, zone: self.zone };
        let mut bound: Bound<'_> = vec![None; self.recipe.tables.len()];
        bound[FIRST_TABLE] = Some(row);
        let person = self.person(scene, &bound);
        let mut events = Vec::new();
        for rule in &self.recipe.events {
            for bound in family.each(self.recipe, &bound, rule.table) {
                let passes = rule.when.as_ref().is_none_or(|when| condition::passes(when, scene, &bound));
                if let (true, Some(own)) = (passes, bound[rule.table]) {
                    events.push(self.event(rule, scene, &bound, own, &person).map_err(|reject| (rule.table, reject)));
                }
            }
        }
        events
    }

    fn person<'s>(&self, scene: Scene<'s>, bound: &Bound<'s>) -> Person {
        let identifiers = self.recipe.identifiers.iter().filter_map(|(kind, rule)| {
            let text = match scene.value(rule, bound)? {
                Json::String(text) => text,
                other => other.to_string(),
            };
            Identifier::parse(*kind, &text)
        });
        Person { identifiers: identifiers.collect(), traits: scene.values(&self.recipe.traits, bound) }
    }

    fn event<'s>(
        &self,
        rule: &EventRule,
        scene: Scene<'s>,
        bound: &Bound<'s>,
        row: &Row,
        person: &Person,
    ) -> Result<Emission, Reject> {
        let reject = |column: &str, reason| Reject::new(row.file, row.line, column, "", reason);
        let instant = scene.time(&rule.time, bound).and_then(|time| time.instant(self.zone));
        let instant = instant.ok_or_else(|| {
            let column = rule.time.columns().first().map_or("", |&column| self.recipe.column(column).name.as_str());
            reject(column, "time_absent")
        })?;
        let name = self.name(rule, scene, bound).map_err(|column| reject(column, "name_absent"))?;
        let (message_id, key) = self.key(rule, scene, bound, row)?;
        let mut props = scene.values(&rule.properties, bound);
        if let Some(lines) = &rule.lines {
            let products = family_lines(scene, bound, lines);
            if !products.is_empty() {
                props.insert("products".to_owned(), Json::Array(products));
            }
        }
        self.add_currency(&mut props);
        let incoming = Incoming {
            event: name.to_owned(),
            identifiers: person.identifiers.clone(),
            time_ms: instant.as_millisecond(),
            is_time_of_arrival: false,
            sent_ms: None,
            message_id: Some(message_id),
            session: None,
            props,
            traits: if person.identifiers.is_empty() { Map::new() } else { person.traits.clone() },
        };
        Ok(Emission { incoming, rule: rule.name.clone(), table: rule.table, file: row.file, line: row.line, key })
    }

    /// Returns the name of an event, or the column that should say it.
    fn name<'s>(&'s self, rule: &'s EventRule, scene: Scene<'s>, bound: &Bound<'s>) -> Result<&'s str, &'s str> {
        let Some(column) = rule.name_from else { return Ok(&rule.name) };
        let cell = scene.cell(column, bound).ok_or(self.recipe.column(column).name.as_str())?;
        Ok(cell.text.trim())
    }

    /// Returns the id of an event, and its key for people.
    fn key<'s>(
        &self,
        rule: &EventRule,
        scene: Scene<'s>,
        bound: &Bound<'s>,
        row: &Row,
    ) -> Result<(String, (String, String)), Reject> {
        let mut texts = Vec::with_capacity(rule.key.len());
        let mut names = Vec::with_capacity(rule.key.len());
        for &column in &rule.key {
            let definition = self.recipe.column(column);
            names.push(definition.name.as_str());
            match scene.cell(column, bound) {
                Some(cell) => texts.push(cell.text.trim()),
                None if definition.optional => texts.clear(),
                None => return Err(Reject::new(row.file, row.line, &definition.name, "", "key_absent")),
            }
            if texts.is_empty() {
                break;
            }
        }
        if !texts.is_empty() {
            return Ok((id::by_key(self.recipe, rule, &texts), (names.join(" + "), texts.join(" + "))));
        }
        let id = id::by_content(self.recipe, rule, row);
        let id = id.ok_or_else(|| Reject::new(row.file, row.line, "", "", "key_absent"))?;
        Ok((id, (String::new(), String::new())))
    }

    /// An amount says in which currency it is, unless the file says so itself.
    fn add_currency(&self, props: &mut Map<String, Json>) {
        let Some(currency) = self.currency else { return };
        let is_money = |props: &Map<String, Json>| self.recipe.money.iter().any(|name| props.contains_key(name));
        let in_lines = props
            .get("products")
            .and_then(Json::as_array)
            .is_some_and(|lines| lines.iter().any(|line| line.as_object().is_some_and(is_money)));
        if (in_lines || is_money(props)) && !props.contains_key("currency") {
            props.insert("currency".to_owned(), Json::from(currency));
        }
    }
}

fn family_lines<'s>(scene: Scene<'s>, bound: &Bound<'s>, lines: &crate::recipe::Lines) -> Vec<Json> {
    let each = scene.family.each(scene.recipe, bound, lines.table);
    each.iter().map(|bound| Json::Object(scene.values(&lines.properties, bound))).collect()
}
