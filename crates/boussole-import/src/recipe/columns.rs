use super::document::{invalid, nearest};
use super::model::{Column, ColumnRef, FIRST_TABLE, Relation, Table, TableNo};
use crate::table::Kind;
use boussole_core::Refusal;

/// The tables of a recipe while its rules are read: a column becomes used when a rule names it.
pub(super) struct Columns {
    tables: Vec<Table>,
}

impl Columns {
    pub(super) fn new(tables: Vec<Table>) -> Self {
        Self { tables }
    }

    pub(super) fn into_tables(self) -> Vec<Table> {
        self.tables
    }

    /// Finds a table by its name.
    pub(super) fn table(&self, name: &str, path: &str) -> Result<TableNo, Refusal> {
        self.tables.iter().position(|table| table.name == name).ok_or_else(|| {
            invalid(path, format!("there is no table `{name}`"))
                .hint(nearest(name, self.tables.iter().map(|table| table.name.as_str())))
        })
    }

    pub(super) fn kind(&self, reference: ColumnRef) -> Kind {
        self.tables[reference.table].columns[reference.column].kind
    }

    /// Resolves `column` (of the first table) or `table.column`, whatever the number of rows it stands for.
    pub(super) fn any(&mut self, text: &str, path: &str) -> Result<ColumnRef, Refusal> {
        let (table, name) = match text.split_once('.') {
            Some((table, name)) if self.tables.iter().any(|known| known.name == table) => {
                (self.table(table, path)?, name)
            }
            Some((table, _)) if !self.is_known(FIRST_TABLE, text) => {
                return Err(invalid(path, format!("there is no table `{table}`"))
                    .hint(nearest(table, self.tables.iter().map(|table| table.name.as_str()))));
            }
            _ => (FIRST_TABLE, text),
        };
        Ok(ColumnRef { table, column: use_column(&mut self.tables[table], name) })
    }

    /// Resolves a column that has one value below the rows of `bound` (a table and what it hangs below).
    pub(super) fn one(&mut self, text: &str, path: &str, bound: TableNo) -> Result<ColumnRef, Refusal> {
        let reference = self.any(text, path)?;
        if self.has_one(reference.table, bound) {
            return Ok(reference);
        }
        let table = &self.tables[reference.table].name;
        Err(invalid(path, format!("`{text}` has many values here, because `{table}` are children"))
            .hint(format!("say which: {{ first = \"{text}\" }}, sum, count, min, max or distinct")))
    }

    /// Resolves a column that must hold days or instants.
    pub(super) fn moment(&mut self, text: &str, path: &str, bound: TableNo) -> Result<ColumnRef, Refusal> {
        let reference = self.one(text, path, bound)?;
        match self.kind(reference) {
            Kind::Time | Kind::Date => Ok(reference),
            kind => Err(invalid(path, format!("`{text}` is of type {}, a time or date is wanted", kind.name()))
                .hint(format!("add `{text} = \"time\"` to the types of its table"))),
        }
    }

    /// Says whether `table` is `bound`, or above it, or looked up from one of those.
    fn has_one(&self, table: TableNo, bound: TableNo) -> bool {
        if self.is_above(table, bound) {
            return true;
        }
        match &self.tables[table].join {
            Some(join) => join.relation == Relation::Reference && self.has_one(join.parent, bound),
            None => false,
        }
    }

    /// Says whether `table` is `below` or one that it hangs below.
    pub(super) fn is_above(&self, table: TableNo, below: TableNo) -> bool {
        table == below || self.tables[below].join.as_ref().is_some_and(|join| self.is_above(table, join.parent))
    }

    /// A column whose name has a dot in it is known only by what the table says of it.
    fn is_known(&self, table: TableNo, name: &str) -> bool {
        self.tables[table].columns.iter().any(|column| column.name == name)
    }
}

/// Returns the place of the column `name` among the used ones; it is added if it is not there yet.
pub(super) fn use_column(table: &mut Table, name: &str) -> usize {
    if let Some(place) = table.columns.iter().position(|column| column.name == name) {
        return place;
    }
    table.columns.push(Column {
        name: name.to_owned(),
        file_name: name.to_owned(),
        kind: Kind::Text,
        optional: false,
        also_called: Vec::new(),
    });
    table.columns.len() - 1
}
