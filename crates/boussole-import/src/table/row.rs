use super::{Cell, Kind};
use crate::recipe::Table;
use jiff::tz::TimeZone;

/// A row of a table: its used columns, typed, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Its place in the list of the table's files.
    pub(crate) file: usize,
    /// The line of the file on which it begins, from 1.
    pub(crate) line: u64,
    /// One cell for each used column; `None` where it is empty.
    pub(crate) cells: Vec<Option<Cell>>,
    /// A hash of the whole row, where its events need one.
    pub(crate) content: Option<String>,
    /// How many rows of the same content came before it in this import.
    pub(crate) ordinal: u64,
}

/// Why a cell makes its row a reject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CellError {
    /// Its place among the used columns.
    pub(crate) column: usize,
    pub(crate) reason: &'static str,
}

impl Row {
    /// Types the texts of a row, one for each used column of `table`. A cell that is blank, or says so, is absent.
    pub(crate) fn type_cells<'a>(
        table: &Table,
        texts: impl Iterator<Item = Option<&'a str>>,
        zone: &TimeZone,
    ) -> Result<Vec<Option<Cell>>, CellError> {
        let typed = |(place, text): (usize, Option<&str>)| {
            let is_empty = |text: &str| text.is_empty() || table.settings.empty.iter().any(|empty| empty == text);
            let Some(text) = text.filter(|text| !is_empty(text.trim())) else { return Ok(None) };
            let kind: Kind = table.columns[place].kind;
            let cell = Cell::parse(text, kind, &table.settings, zone);
            cell.map(Some).ok_or(CellError { column: place, reason: kind.reason() })
        };
        texts.enumerate().map(typed).collect()
    }

    /// Returns the texts of `columns` as one text that no other texts can give; `None` when one is absent.
    pub(crate) fn join_key(&self, columns: &[usize]) -> Option<String> {
        let text = |&column: &usize| self.cells[column].as_ref().map(|cell| cell.text.trim());
        match columns {
            [column] => text(column).map(str::to_owned),
            _ => {
                let texts = columns.iter().map(text).collect::<Option<Vec<&str>>>()?;
                Some(serde_json::Value::from(texts).to_string())
            }
        }
    }
}
