use crate::failure::Failure;
use serde_json::Value;
use std::io::{self, Stdout, Write, stdout};

/// Lines of cells under a header.
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Standard output.
pub(crate) struct Printer {
    out: Stdout,
}

impl Printer {
    pub(crate) fn new() -> Self {
        Self { out: stdout() }
    }

    /// Prints lines of text; the last one need not end.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Failure> {
        let mut out = self.out.lock();
        out.write_all(text.trim_end_matches('\n').as_bytes())?;
        out.write_all(b"\n")?;
        Ok(out.flush()?)
    }
}

/// Returns a value as indented JSON.
pub(crate) fn json(value: &Value) -> String {
    format!("{value:#}")
}

/// Returns a table as comma-separated values.
pub(crate) fn csv(table: &Table) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(&table.header).chain(&table.rows) {
        writer.write_record(row).map_err(io::Error::from)?;
    }
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(anyhow::Error::from).map_err(Failure::Storage)
}

/// Returns the table with columns of equal width; columns of numbers stand to the right.
pub(crate) fn table(table: &Table) -> String {
    let column = |at: usize| table.rows.iter().filter_map(move |row| row.get(at));
    let width = |at: usize| column(at).chain(table.header.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let is_number = |cell: &String| cell.is_empty() || cell.parse::<f64>().is_ok();
    let layout: Vec<(usize, bool)> =
        (0..table.header.len()).map(|at| (width(at), column(at).all(is_number) && column(at).count() > 0)).collect();
    let line =
        |row: &Vec<String>| {
            let cells = row.iter().zip(&layout).map(|(cell, (width, to_right))| {
                if *to_right { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
    let rule = layout.iter().map(|(width, _)| "-".repeat(*width)).collect();
    [&table.header, &rule].into_iter().chain(&table.rows).map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::Table;
    use expect_test::expect;

    #[test]
    fn numbers_stand_to_the_right_and_texts_to_the_left() {
        let row = |cells: &[&str]| cells.iter().map(ToString::to_string).collect::<Vec<_>>();
        let table =
            Table { header: row(&["day", "orders"]), rows: vec![row(&["été", "7"]), row(&["autumn", "1234567"])] };
        expect![[r#"
            day      orders
            ------  -------
            été           7
            autumn  1234567"#]]
        .assert_eq(&super::table(&table));
    }
}
