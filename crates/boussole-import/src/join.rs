//! Rows to families: for some rows of the first table, everything that hangs below them.

use crate::ImportError;
use crate::recipe::{FIRST_TABLE, Group, LINES_TABLE, Recipe, Relation, TableNo};
use crate::store::{CHILDREN_MAX, Index, KEYS_MAX, StoredRow};
use crate::table::Row;
use jiff::tz::TimeZone;
use std::collections::{BTreeSet, HashMap};

/// The rows below some rows of the first table: for each table, by the key of the parent, in the order of the file.
pub(crate) struct Family {
    below: Vec<HashMap<String, Vec<Row>>>,
}

/// For each table of the recipe, the row that is meant, if one is.
pub(crate) type Bound<'a> = Vec<Option<&'a Row>>;

impl Family {
    /// Looks up everything below `rows`, table by table; parents stand before their children in a recipe.
    pub(crate) async fn below(
        recipe: &Recipe,
        rows: &[Row],
        zone: &TimeZone,
        index: &mut Index,
    ) -> Result<Self, ImportError> {
        let mut family = Self { below: vec![HashMap::new(); recipe.tables.len()] };
        for (number, table) in recipe.tables.iter().enumerate() {
            let Some(join) = &table.join else { continue };
            let parents: Box<dyn Iterator<Item = &Row> + Send> = match join.parent {
                FIRST_TABLE => Box::new(rows.iter()),
                parent => Box::new(family.below[parent].values().flatten()),
            };
            let keys: BTreeSet<String> = parents.filter_map(|row| row.join_key(&join.parent_columns)).collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let mut found: HashMap<String, Vec<Row>> = HashMap::new();
            for keys in keys.chunks(KEYS_MAX) {
                if join.relation == Relation::Children {
                    index.mark_seen(number, keys).await?;
                }
                for stored in index.rows_below(number, keys).await? {
                    let key = stored.parent_key.clone();
                    found.entry(key).or_default().push(typed_again(recipe, number, stored, zone)?);
                }
            }
            family.below[number] = found;
        }
        Ok(family)
    }

    /// Returns a table of which `row` has more rows than are allowed, if there is one.
    pub(crate) fn crowded(&self, recipe: &Recipe, row: &Row) -> Option<TableNo> {
        let mut bound: Bound<'_> = vec![None; recipe.tables.len()];
        bound[FIRST_TABLE] = Some(row);
        (1..recipe.tables.len()).find(|&table| {
            let children = recipe.tables[table].join.as_ref().is_some_and(|join| join.relation != Relation::Reference);
            children && self.rows(recipe, &bound, table).len() > CHILDREN_MAX.unsigned_abs() as usize
        })
    }

    /// Returns the rows of `table` below what is bound; the row itself when it is bound.
    pub(crate) fn rows<'a>(&'a self, recipe: &Recipe, bound: &Bound<'a>, table: TableNo) -> Vec<&'a Row> {
        if let Some(row) = bound[table] {
            return vec![row];
        }
        let Some(join) = &recipe.tables[table].join else { return Vec::new() };
        let parents = self.rows(recipe, bound, join.parent);
        parents.into_iter().flat_map(|parent| self.children(recipe, parent, table)).collect()
    }

    /// Binds each row of `table` below what is bound, together with the rows between.
    pub(crate) fn each<'a>(&'a self, recipe: &Recipe, bound: &Bound<'a>, table: TableNo) -> Vec<Bound<'a>> {
        if bound[table].is_some() {
            return vec![bound.clone()];
        }
        let Some(join) = &recipe.tables[table].join else { return Vec::new() };
        let mut all = Vec::new();
        for outer in self.each(recipe, bound, join.parent) {
            let Some(parent) = outer[join.parent] else { continue };
            for row in self.children(recipe, parent, table) {
                let mut inner = outer.clone();
                inner[table] = Some(row);
                all.push(inner);
            }
        }
        all
    }

    /// Returns the rows of `table` that hang below `parent`; of a reference only the first.
    fn children<'a>(&'a self, recipe: &Recipe, parent: &Row, table: TableNo) -> &'a [Row] {
        let Some(join) = &recipe.tables[table].join else { return &[] };
        let key = parent.join_key(&join.parent_columns);
        let found = key.and_then(|key| self.below[table].get(&key)).map_or(&[][..], Vec::as_slice);
        match join.relation {
            Relation::Children | Relation::Lines => found,
            Relation::Reference => &found[..found.len().min(1)],
        }
    }
}

/// Makes the row of a group of the first of its lines.
pub(crate) fn group_row(recipe: &Recipe, group: &Group, first: StoredRow, zone: &TimeZone) -> Result<Row, ImportError> {
    let row = typed_again(recipe, LINES_TABLE, first, zone)?;
    let cells = group.places.iter().map(|&place| row.cells[place].clone()).collect();
    // The content is that of one line, which tells no group from another.
    Ok(Row { cells, content: None, ..row })
}

/// Types the texts of a kept row, which were typed once before they were kept.
fn typed_again(recipe: &Recipe, table: TableNo, stored: StoredRow, zone: &TimeZone) -> Result<Row, ImportError> {
    let damaged = |what: &str| ImportError::Index(sqlx::Error::Decode(what.to_owned().into()));
    let texts: Vec<Option<String>> = serde_json::from_str(&stored.cells).map_err(|_| damaged("cells"))?;
    let cells = Row::type_cells(&recipe.tables[table], texts.iter().map(Option::as_deref), zone);
    Ok(Row {
        file: stored.file,
        line: stored.line,
        cells: cells.map_err(|_| damaged("types"))?,
        content: stored.content,
        ordinal: stored.ordinal,
    })
}
