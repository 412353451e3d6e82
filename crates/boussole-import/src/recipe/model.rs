use crate::table::{CellSettings, Kind, Operand};
use boussole_events::IdentifierKind;
use rust_decimal::Decimal;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// How files of one shape become events. Valid by construction: every column named in it belongs to a table in it.
#[derive(Debug, Clone)]
pub struct Recipe {
    pub(crate) name: String,
    pub(crate) titles: BTreeMap<String, String>,
    pub(crate) timezone: Option<String>,
    pub(crate) currency: Option<String>,
    pub(crate) source: String,
    pub(crate) is_verified: bool,
    pub(crate) money: Vec<String>,
    /// The first streams; each other one hangs below one that stands before it.
    pub(crate) tables: Vec<Table>,
    pub(crate) identifiers: Vec<(IdentifierKind, ValueRule)>,
    pub(crate) traits: Vec<(String, ValueRule)>,
    pub(crate) events: Vec<EventRule>,
}

/// The place of a table in [`Recipe::tables`].
pub(crate) type TableNo = usize;

/// The table whose rows stream.
pub(crate) const FIRST_TABLE: TableNo = 0;
/// The table of the rows of which those of the first one are made, where that says `group_by`.
pub(crate) const LINES_TABLE: TableNo = 1;

/// A column of a table of the recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ColumnRef {
    pub(crate) table: TableNo,
    /// Its place in [`Table::columns`].
    pub(crate) column: usize,
}

/// One kind of file.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) name: String,
    /// The pattern of the files' names.
    pub(crate) file: String,
    /// Whether an import without such a file is refused.
    pub(crate) is_required: bool,
    /// How its letters are written, where the recipe says so.
    pub(crate) encoding: Option<Encoding>,
    pub(crate) delimiter: Delimiter,
    pub(crate) settings: CellSettings,
    /// The sheet of a workbook; else the first that is shown.
    pub(crate) sheet: Option<String>,
    /// How many lines, or rows of a sheet, stand before the header.
    pub(crate) skip_rows: usize,
    /// How many rows the header has; the first names the columns.
    pub(crate) header_rows: usize,
    /// The names of the file's columns, when it has no header line.
    pub(crate) header: Option<Vec<String>>,
    /// The columns that are used; no other is kept.
    pub(crate) columns: Vec<Column>,
    pub(crate) join: Option<Join>,
    /// What its rows are made of, when they are not those of its files.
    pub(crate) group: Option<Group>,
}

/// How the first table is made of [`LINES_TABLE`], which has its files: a row for each key, in the order in which the
/// keys first appear, with the cells of the first of its lines.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// For each column of the first table, its place among those of the lines.
    pub(crate) places: Vec<usize>,
}

/// How the letters of a text file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16,
    Windows1252,
}

impl Encoding {
    pub(crate) const ALL: [Self; 3] = [Self::Utf8, Self::Utf16, Self::Windows1252];

    /// Returns the name used in recipes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delimiter {
    /// Whichever of `, ; tab |` the header line has most.
    Sniffed,
    /// One character.
    Byte(u8),
    /// One or more blanks; those that begin a line do not count.
    Blanks,
}

/// A column that is used.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its name in the recipe.
    pub(crate) name: String,
    /// Its name in the file.
    pub(crate) file_name: String,
    pub(crate) kind: Kind,
    /// Whether the file may lack it.
    pub(crate) optional: bool,
    /// What else it is often called, by which it is recognised and never read.
    pub(crate) also_called: Vec<String>,
}

/// How a table hangs below another.
#[derive(Debug, Clone)]
pub(crate) struct Join {
    pub(crate) parent: TableNo,
    /// Columns of this table.
    pub(crate) columns: Vec<usize>,
    /// The columns of the parent they must equal, in the same order.
    pub(crate) parent_columns: Vec<usize>,
    pub(crate) relation: Relation,
}

/// What a row of a joined table is to its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// One of many that belong to it: without parent it is a reject.
    Children,
    /// Something looked up: it may serve many parents, or none.
    Reference,
    /// One of the rows of which its parent is made.
    Lines,
}

/// How rows become events, of one name unless a column says it.
#[derive(Debug, Clone)]
pub(crate) struct EventRule {
    /// The events' name, and a part of their ids.
    pub(crate) name: String,
    /// The column that says the name of each event, where they are of many.
    pub(crate) name_from: Option<ColumnRef>,
    /// The table whose rows become events: the first one, or one below it.
    pub(crate) table: TableNo,
    /// The columns that tell one event from another; empty: the row's content and its ordinal among equal rows.
    pub(crate) key: Vec<ColumnRef>,
    pub(crate) time: TimeRule,
    pub(crate) when: Option<Condition>,
    pub(crate) properties: Vec<(String, ValueRule)>,
    pub(crate) lines: Option<Lines>,
}

/// Where the time of an event comes from.
#[derive(Debug, Clone)]
pub(crate) enum TimeRule {
    FirstOf(Vec<ColumnRef>),
    /// The least or the greatest of the rows below.
    Extreme {
        operation: Aggregate,
        column: ColumnRef,
    },
}

impl TimeRule {
    /// Returns the columns of which it is made.
    pub(crate) fn columns(&self) -> &[ColumnRef] {
        match self {
            Self::FirstOf(columns) => columns,
            Self::Extreme { column, .. } => std::slice::from_ref(column),
        }
    }
}

/// The rows that become `products[]` of an event.
#[derive(Debug, Clone)]
pub(crate) struct Lines {
    pub(crate) table: TableNo,
    pub(crate) properties: Vec<(String, ValueRule)>,
}

/// Where a value comes from.
#[derive(Debug, Clone)]
pub(crate) enum ValueRule {
    Column(ColumnRef),
    Constant(Json),
    /// The cell through a dictionary; a cell that is not in it becomes the default, or else stays as it is.
    Mapped {
        column: ColumnRef,
        map: BTreeMap<String, Json>,
        default: Option<Json>,
    },
    Aggregate(AggregateRule),
    Product(Vec<Factor>),
    FirstOf(Vec<ColumnRef>),
    /// Whether a condition holds.
    Is(Condition),
    /// Whether the local day of the first is after that of the second.
    After {
        later: ColumnRef,
        earlier: ColumnRef,
    },
    EndOfDay(ColumnRef),
    Date(ColumnRef),
}

/// One of the numbers that are multiplied.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Factor {
    Column(ColumnRef),
    Number(Decimal),
}

/// One value for all rows of a table below one row.
#[derive(Debug, Clone)]
pub(crate) struct AggregateRule {
    pub(crate) operation: Aggregate,
    pub(crate) table: TableNo,
    pub(crate) of: AggregateOf,
    /// The rows that count; all without it.
    pub(crate) when: Option<Condition>,
}

/// What each row contributes.
#[derive(Debug, Clone)]
pub(crate) enum AggregateOf {
    Column(ColumnRef),
    /// A product, which can only be summed.
    Product(Vec<Factor>),
}

/// What is made of the rows below one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aggregate {
    Sum,
    Count,
    Min,
    Max,
    First,
    Distinct,
}

/// Which rows become an event.
#[derive(Debug, Clone)]
pub(crate) enum Condition {
    Leaf { column: ColumnRef, test: Test },
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

/// What a cell must be. An absent cell passes [`Test::NotSet`] and nothing else.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    Compare(Comparison, Operand),
    In(Vec<Operand>),
    NotIn(Vec<Operand>),
    Contains(String),
    StartsWith(String),
    Set,
    NotSet,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Recipe {
    /// Returns the name, which is part of the id of every event it makes.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what people call it in `language` (`en`, `fr`), or its name.
    #[must_use]
    pub fn title(&self, language: &str) -> &str {
        self.titles.get(language).unwrap_or(&self.name)
    }

    /// Returns the zone of the local times in its files, if the recipe knows it.
    #[must_use]
    pub fn timezone(&self) -> Option<&str> {
        self.timezone.as_deref()
    }

    /// Tells whether it was tried on files of the service it is for; else it only follows what that service publishes.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.is_verified
    }

    /// Returns the currency of its money, if the recipe knows it.
    #[must_use]
    pub fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// Returns the tables that are read from files, with the names that a template has for them: rows that are grouped
    /// are told apart from their groups only inside.
    pub(crate) fn tables_read(&self) -> impl Iterator<Item = (&str, &Table)> {
        self.tables.iter().filter(|table| table.group.is_none()).map(|table| {
            let is_grouped = table.join.as_ref().is_some_and(|join| join.relation == Relation::Lines);
            (if is_grouped { self.tables[FIRST_TABLE].name.as_str() } else { table.name.as_str() }, table)
        })
    }

    /// Returns the names of the events that it makes, each once.
    #[must_use]
    pub fn event_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for rule in &self.events {
            if !names.contains(&rule.name.as_str()) {
                names.push(&rule.name);
            }
        }
        names
    }

    /// Returns what people call it, by language.
    #[must_use]
    pub fn titles(&self) -> &BTreeMap<String, String> {
        &self.titles
    }

    pub(crate) fn column(&self, reference: ColumnRef) -> &Column {
        &self.tables[reference.table].columns[reference.column]
    }

    /// Says whether events of `table` may need the content of its rows to be told apart.
    pub(crate) fn needs_content(&self, table: TableNo) -> bool {
        let keyless = |rule: &EventRule| rule.key.is_empty() || rule.key.iter().any(|&key| self.column(key).optional);
        self.events.iter().any(|rule| rule.table == table && keyless(rule))
    }
}
