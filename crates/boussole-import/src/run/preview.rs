//! What the beginning of some files would become.

use super::{Import, ImportOptions, ImportReport, Limits, nowhere};
use crate::ImportError;
use crate::look::{Look, look};
use crate::recipe::{Recipe, Table, Template};
use crate::table::locate_one;
use boussole_core::{Action, Ctx, Refusal};
use std::collections::HashMap;
use std::path::Path;

/// The rows of each file that are shown as they are.
const ROWS_SHOWN: usize = 5;

/// What the beginning of some files would become, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Preview {
    /// The name of the recipe, and what people call it.
    pub recipe: String,
    /// What each table was found to be.
    pub tables: Vec<TablePreview>,
    /// Why nothing can be made of the files yet; then the report is empty.
    pub problem: Option<Refusal>,
    /// Whether the files were looked at to their ends.
    pub is_whole: bool,
    /// What became of the rows that were looked at.
    pub report: ImportReport,
}

/// What one table was found to be.
#[derive(Debug)]
pub struct TablePreview {
    /// Its name in the recipe.
    pub name: String,
    /// Its name where rows were rejected: that of the lines, where they are grouped.
    row_table: String,
    /// Whether nothing is imported without it.
    pub is_required: bool,
    /// The file that was looked at, if there is one.
    pub file: Option<String>,
    /// What that file shows of itself.
    pub look: Option<Look>,
    /// The columns that the recipe uses.
    pub wanted: Vec<WantedColumn>,
    /// How many rows were looked at.
    pub n_rows: u64,
}

/// A column that the recipe uses.
#[derive(Debug)]
pub struct WantedColumn {
    /// Its name in the recipe.
    pub name: String,
    /// What its cells must be: `text`, `integer`, `decimal`, `boolean`, `date` or `time`.
    pub kind: &'static str,
    /// Whether the file may lack it.
    pub optional: bool,
    /// The column of the file that it is.
    pub from: Option<String>,
    /// How many rows were rejected because of it, with the reason and the value of the first.
    pub n_bad: u64,
    /// Why the first was rejected.
    pub reason: Option<String>,
    /// The value that was rejected first.
    pub example: Option<String>,
}

/// Looks at the beginning of the files at `folder`: at most [`Limits::PREVIEW`] rows. Nothing is stored.
///
/// # Errors
/// Refuses a wrong template and fails when a file cannot be read; what does not fit the recipe is said in the preview.
pub async fn preview(
    ctx: &Ctx,
    template: &Template,
    folder: &Path,
    options: &ImportOptions,
) -> Result<Preview, ImportError> {
    ctx.authorize(Action::EventWrite)?;
    let recipe = template.recipe()?;
    let mut preview = Preview { recipe: recipe.name().to_owned(), ..Preview::default() };
    for (name, table) in recipe.tables_read() {
        preview.tables.push(table_preview(name, table, template, folder));
    }
    let options = ImportOptions { import_id: None, rejects: None, ..options.clone() };
    match attempt(&recipe, folder, &options).await {
        Ok((report, is_whole)) => {
            preview.is_whole = is_whole;
            preview.tables.iter_mut().for_each(|table| table.blame(&report));
            preview.report = report;
        }
        Err(ImportError::Refused(refusal)) => preview.problem = Some(refusal),
        Err(error) => return Err(error),
    }
    Ok(preview)
}

async fn attempt(recipe: &Recipe, folder: &Path, options: &ImportOptions) -> Result<(ImportReport, bool), ImportError> {
    let mut progress = nowhere;
    let mut import = Import::open(recipe, folder, options, None, Limits::PREVIEW, &mut progress).await?;
    import.index_joined_tables().await?;
    import.stream_first_table().await?;
    let is_whole = import.is_whole();
    if is_whole {
        import.reject_orphans().await?;
    }
    Ok((import.finish().await?, is_whole))
}

impl Recipe {
    /// Returns the tables that are read from files, with the columns that are wanted of them: what is needed first.
    pub fn wanted(&self) -> impl Iterator<Item = (&str, Vec<WantedColumn>)> {
        self.tables_read().map(|(name, table)| (name, wanted(table, &[])))
    }
}

/// Lists the columns that a recipe wants of a table whose file has `columns`.
fn wanted(table: &Table, columns: &[String]) -> Vec<WantedColumn> {
    let wanted = |column: &crate::recipe::Column| WantedColumn {
        name: column.name.clone(),
        kind: column.kind.name(),
        optional: column.optional,
        from: columns.contains(&column.file_name).then(|| column.file_name.clone()),
        n_bad: 0,
        reason: None,
        example: None,
    };
    let mut wanted: Vec<WantedColumn> = table.columns.iter().map(wanted).collect();
    // Who corrects begins with what is needed.
    wanted.sort_by_key(|column| column.optional);
    wanted
}

fn table_preview(name: &str, table: &Table, template: &Template, folder: &Path) -> TablePreview {
    let path = locate_one(table, folder);
    let how = template.tables.get(name).cloned().unwrap_or_default();
    let (file, look) = match path {
        // A file that cannot be read is the problem of the attempt, which says why.
        Ok(Some(path)) => {
            (path.file_name().map(|name| name.to_string_lossy().into_owned()), look(&path, &how, ROWS_SHOWN).ok())
        }
        Ok(None) | Err(_) => (None, None),
    };
    let wanted = wanted(table, look.as_ref().map_or(&[], |look| &look.columns));
    let (name, row_table, is_required) = (name.to_owned(), table.name.clone(), table.is_required);
    TablePreview { name, row_table, is_required, file, look, wanted, n_rows: 0 }
}

impl TablePreview {
    /// Notes at each column which rows were rejected because of it.
    fn blame(&mut self, report: &ImportReport) {
        self.n_rows = report.rows.get(&self.row_table).copied().unwrap_or_default();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (place, column) in self.wanted.iter().enumerate() {
            places.insert(&column.name, place);
        }
        let mut blamed: Vec<(usize, &crate::RejectedRow)> = Vec::new();
        for row in report.first_rejects.iter().filter(|row| row.table == self.row_table) {
            blamed.extend(places.get(row.column.as_str()).map(|&place| (place, row)));
        }
        for (place, row) in blamed {
            let column = &mut self.wanted[place];
            column.n_bad += 1;
            column.reason.get_or_insert_with(|| row.reason.to_owned());
            column.example.get_or_insert_with(|| row.value.clone());
        }
    }
}
