use crate::failure::Failure;
use serde_json::Value;
use std::io::{self, BufWriter, Stdout, Write, stdout};

/// Lines of cells under a header.
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Standard output.
pub(crate) struct Printer {
    out: BufWriter<Stdout>,
}

impl Printer {
    pub(crate) fn new() -> Self {
        Self { out: BufWriter::new(stdout()) }
    }

    pub(crate) fn text(&mut self, text: &str) -> Result<(), Failure> {
        writeln!(self.out, "{text}")?;
        Ok(self.out.flush()?)
    }

    pub(crate) fn json(&mut self, value: &Value) -> Result<(), Failure> {
        self.text(&format!("{value:#}"))
    }

    pub(crate) fn csv(&mut self, table: &Table) -> Result<(), Failure> {
        let mut writer = csv::Writer::from_writer(&mut self.out);
        for row in std::iter::once(&table.header).chain(&table.rows) {
            writer.write_record(row).map_err(io::Error::from)?;
        }
        Ok(writer.flush()?)
    }

    pub(crate) fn table(&mut self, table: &Table) -> Result<(), Failure> {
        self.text(&aligned(table))
    }
}

/// Returns the table with columns of equal width; columns of numbers stand to the right.
fn aligned(table: &Table) -> String {
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
    use super::{Table, aligned};
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
        .assert_eq(&aligned(&table));
    }
}
