//! How numbers and days are written in a table, where its recipe does not say: read from the files, and refused where
//! they could be read in two ways.

mod moments;
mod numbers;

use crate::ImportError;
use crate::format::{self, ByteCounter, Record};
use crate::recipe::{FIRST_TABLE, LINES_TABLE, Recipe, Table};
use crate::table::{Kind, TableFiles};
use moments::Moments;
use numbers::Numbers;
use std::path::Path;

/// The rows looked at, when they tell.
const ROWS_LOOKED_AT: u64 = 1_000;
/// The most rows looked at, when those before could be read in two ways.
const ROWS_MAX: u64 = 200_000;

/// Returns the recipe with what it leaves open about its files.
///
/// All files of a table are written in one manner. What a cell of Parquet is, its type says.
///
/// # Errors
/// Refuses numbers and days that could be read in two ways, and files that cannot be read.
pub(crate) fn recognise(recipe: &Recipe, files: &[TableFiles]) -> Result<Recipe, ImportError> {
    let mut recipe = recipe.clone();
    for (table, files) in recipe.tables.iter_mut().zip(files).filter(|(table, _)| table.group.is_none()) {
        let mut look = Look::new(table);
        if look.wants_nothing() {
            continue;
        }
        for path in &files.paths {
            look.read(path, table)?;
            if look.is_enough() {
                break;
            }
        }
        look.decide(table)?;
    }
    // Groups have the cells of their lines.
    if recipe.tables[FIRST_TABLE].group.is_some() {
        recipe.tables[FIRST_TABLE].settings = recipe.tables[LINES_TABLE].settings.clone();
    }
    Ok(recipe)
}

/// What the cells of a table look like.
struct Look {
    /// The columns of numbers and of days whose manner is open, by their place in the table.
    number_columns: Vec<usize>,
    moment_columns: Vec<usize>,
    numbers: Numbers,
    moments: Moments,
    n_rows: u64,
}

impl Look {
    fn new(table: &Table) -> Self {
        let of_kind = |open: bool, kinds: &[Kind]| {
            let places = (0..table.columns.len()).filter(|&place| open && kinds.contains(&table.columns[place].kind));
            places.collect()
        };
        Self {
            number_columns: of_kind(table.settings.decimal_comma.is_none(), &[Kind::Decimal]),
            moment_columns: of_kind(table.settings.time_formats.is_empty(), &[Kind::Date, Kind::Time]),
            numbers: Numbers::default(),
            moments: Moments::default(),
            n_rows: 0,
        }
    }

    fn wants_nothing(&self) -> bool {
        self.number_columns.is_empty() && self.moment_columns.is_empty()
    }

    fn is_enough(&self) -> bool {
        let is_clear = !self.numbers.is_ambiguous() && !self.moments.is_ambiguous();
        self.n_rows >= ROWS_MAX || (self.n_rows >= ROWS_LOOKED_AT && is_clear)
    }

    fn read(&mut self, path: &Path, table: &Table) -> Result<(), ImportError> {
        let mut file = format::open(path, table, false, ByteCounter::default())?;
        if file.shape.format == "parquet" {
            return Ok(());
        }
        let header = file.rows.header();
        let place_of = |&column: &usize| header.iter().position(|name| *name == table.columns[column].file_name);
        let numbers: Vec<usize> = self.number_columns.iter().filter_map(place_of).collect();
        let moments: Vec<(usize, usize)> =
            self.moment_columns.iter().filter_map(|column| Some((*column, place_of(column)?))).collect();
        let mut record = Record::default();
        while !self.is_enough() && file.rows.read(&mut record)? {
            self.n_rows += 1;
            let text = |place: usize| {
                let text = record.cells.get(place).and_then(|cell| std::str::from_utf8(cell).ok()).map(str::trim);
                text.filter(|text| !text.is_empty())
            };
            numbers.iter().filter_map(|&place| text(place)).for_each(|text| self.numbers.see(text));
            for &(column, place) in &moments {
                text(place).into_iter().for_each(|text| self.moments.see(column, text));
            }
            record.fault = None;
            record.wrong_cells.clear();
        }
        Ok(())
    }

    fn decide(self, table: &mut Table) -> Result<(), ImportError> {
        let at = |key: &str| format!("tables[{}].{key}", table.name);
        let decimal_comma = self.numbers.decide().map_err(|refusal| refusal.at(at("decimal_comma")))?;
        let time_formats = self.moments.decide().map_err(|refusal| refusal.at(at("time_formats")))?;
        if !self.number_columns.is_empty() {
            table.settings.decimal_comma = decimal_comma;
        }
        if !self.moment_columns.is_empty() {
            table.settings.time_formats = time_formats;
        }
        Ok(())
    }
}
