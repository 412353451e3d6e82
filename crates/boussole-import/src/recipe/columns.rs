use super::document::{Node, invalid, nearest};
use super::model::{Column, ColumnRef, FIRST_TABLE, Group, LINES_TABLE, Relation, Table, TableNo};
use crate::table::Kind;
use boussole_core::Refusal;

/// The tables of a recipe while its rules are read: a column becomes used when a rule names it.
pub(super) struct Columns {
    tables: Vec<Table>,
    /// Conditions that rules may call by name; each is read anew from where it is called.
    conditions: Vec<(String, Node)>,
}

impl Columns {
    pub(super) fn new(tables: Vec<Table>, conditions: Vec<(String, Node)>) -> Self {
        Self { tables, conditions }
    }

    /// Finds a condition by its name.
    pub(super) fn condition(&self, name: &str, path: &str) -> Result<Node, Refusal> {
        let found = self.conditions.iter().find(|(known, _)| known == name).map(|(_, node)| node.clone());
        found.ok_or_else(|| {
            invalid(path, format!("there is no condition `{name}`"))
                .hint(nearest(name, self.conditions.iter().map(|(known, _)| known.as_str())))
        })
    }

    /// Returns the tables. What was asked of a group is read with its lines, because it has the cells of one of them.
    pub(super) fn into_tables(mut self) -> Vec<Table> {
        if let [groups, lines, ..] = self.tables.as_mut_slice()
            && groups.group.is_some()
        {
            let places = groups.columns.iter().map(|column| same_column(lines, column)).collect();
            groups.group = Some(Group { places });
        }
        self.tables
    }

    /// Returns the columns that tell the rows of `table` apart because they are groups; none where they are not.
    pub(super) fn group_key(&self, table: TableNo) -> Vec<ColumnRef> {
        let is_grouped = self.tables[table].group.is_some();
        let join = self.tables.get(LINES_TABLE).and_then(|lines| lines.join.as_ref()).filter(|_| is_grouped);
        let columns = join.map_or(&[][..], |join| &join.parent_columns);
        columns.iter().map(|&column| ColumnRef { table, column }).collect()
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
        self.holds_moments(reference, text, path)
    }

    /// Resolves a column that must hold days or instants, whatever the number of rows it stands for.
    pub(super) fn any_moment(&mut self, text: &str, path: &str) -> Result<ColumnRef, Refusal> {
        let reference = self.any(text, path)?;
        self.holds_moments(reference, text, path)
    }

    fn holds_moments(&self, reference: ColumnRef, text: &str, path: &str) -> Result<ColumnRef, Refusal> {
        match self.kind(reference) {
            Kind::Time | Kind::Date => Ok(reference),
            kind => Err(invalid(path, format!("`{text}` is of type {}, a time or date is wanted", kind.name()))
                .hint(format!("add `{text} = \"time\"` to the types of its table"))),
        }
    }

    /// Finds the table that has one value of each of `columns` for each of its rows.
    pub(super) fn common(&self, columns: &[ColumnRef]) -> Option<TableNo> {
        let has_all = |table: TableNo| columns.iter().all(|column| self.has_one(column.table, table));
        columns.iter().map(|column| column.table).find(|&table| has_all(table))
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

/// Returns the place of a column of another table with the same files; it is added if it is not there yet.
fn same_column(table: &mut Table, column: &Column) -> usize {
    if let Some(place) = table.columns.iter().position(|known| known.name == column.name) {
        return place;
    }
    table.columns.push(column.clone());
    table.columns.len() - 1
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
