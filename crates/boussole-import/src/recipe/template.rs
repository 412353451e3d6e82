//! A recipe, and how some files differ from those it expects.

use super::document::{Section, invalid, nearest};
use super::{Recipe, extend, shipped, tables};
use boussole_core::Refusal;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// A recipe, and how some files differ from those it expects. What is not said is as in the recipe, or recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    /// The recipe it stands on.
    pub base: Base,
    /// The name that the ids of its events are made under, when it is not the recipe's.
    pub name: Option<String>,
    /// The zone of local times.
    pub timezone: Option<String>,
    /// The currency of amounts.
    pub currency: Option<String>,
    /// How the files of its tables differ, by the name of the table.
    pub tables: BTreeMap<String, TableTemplate>,
}

/// What a template stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// A recipe that comes with Boussole, by its name.
    Shipped(String),
    /// The text of one's own, which may stand on shipped ones but on no file.
    Own(String),
}

/// How the file of one table differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableTemplate {
    /// The name of the file.
    pub file: Option<String>,
    /// How its letters are written.
    pub encoding: Option<String>,
    /// What stands between its cells.
    pub delimiter: Option<String>,
    /// Whether fractions stand behind a comma.
    pub decimal_comma: Option<bool>,
    /// The patterns of its days and times; none: not said.
    pub time_formats: Vec<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// How many lines stand before the header.
    pub skip_rows: Option<u32>,
    /// How many rows the header has.
    pub header_rows: Option<u32>,
    /// The names of columns in the file, by those in the recipe.
    pub rename: BTreeMap<String, String>,
}

impl Default for Base {
    fn default() -> Self {
        Self::Shipped(String::new())
    }
}

impl Template {
    /// Makes the recipe.
    ///
    /// # Errors
    /// Refuses an unknown recipe, table or column, and whatever a recipe may not say, naming the field.
    pub fn recipe(&self) -> Result<Recipe, Refusal> {
        let base = self.base()?;
        self.check(&super::from_document(base.clone())?)?;
        super::from_document(extend::merge(base, self.differences()))
    }

    /// Writes it as the text of a recipe, which does the same at the command line.
    ///
    /// # Errors
    /// Refuses what [`Template::recipe`] refuses.
    pub fn to_toml(&self) -> Result<String, Refusal> {
        self.recipe()?;
        let document = match &self.base {
            Base::Shipped(name) => {
                let mut document = self.differences();
                document.insert("extends".to_owned(), Value::String(name.clone()));
                document
            }
            Base::Own(_) => extend::merge(self.base()?, self.differences()),
        };
        toml::to_string(&document).map_err(|error| invalid("", error.to_string()))
    }

    fn base(&self) -> Result<Table, Refusal> {
        match &self.base {
            Base::Shipped(name) if shipped::is_file(name) => Err(shipped::unknown(name)),
            Base::Shipped(name) => extend::resolve(&shipped::text(name)?, name),
            Base::Own(text) => extend::resolve_on_shipped(text),
        }
    }

    /// Refuses what is said of a table or a column that the recipe does not have: it would have no effect.
    fn check(&self, recipe: &Recipe) -> Result<(), Refusal> {
        for (name, differences) in &self.tables {
            let (_, table) = recipe.tables_read().find(|(known, _)| known == name).ok_or_else(|| {
                invalid(&format!("tables.{name}"), format!("the recipe has no table `{name}`"))
                    .hint(nearest(name, recipe.tables_read().map(|(name, _)| name)))
            })?;
            let names = || table.columns.iter().map(|column| column.name.as_str());
            if let Some(column) = differences.rename.keys().find(|column| !names().any(|name| name == *column)) {
                return Err(invalid(
                    &format!("tables.{name}.rename.{column}"),
                    format!("the table `{name}` has no column `{column}`"),
                )
                .hint(nearest(column, names())));
            }
        }
        Ok(())
    }

    fn differences(&self) -> Table {
        let mut document = Table::new();
        let texts = [("name", &self.name), ("timezone", &self.timezone), ("currency", &self.currency)];
        texts.into_iter().for_each(|(key, text)| say(&mut document, key, text.clone().map(Value::String)));
        let tables: Vec<Value> = self.tables.iter().map(|(name, table)| Value::Table(table.document(name))).collect();
        if !tables.is_empty() {
            document.insert("tables".to_owned(), Value::Array(tables));
        }
        document
    }
}

impl TableTemplate {
    /// Returns the table of a recipe that knows nothing but this of its file.
    pub(crate) fn bare(&self) -> Result<super::Table, Refusal> {
        let mut document = Self { rename: BTreeMap::new(), ..self.clone() }.document("file");
        document.entry("file").or_insert_with(|| Value::String("*".to_owned()));
        let mut tables = tables::parse(vec![Section::new("tables", document)])?;
        Ok(tables.swap_remove(0))
    }

    fn document(&self, name: &str) -> Table {
        let text = |text: &Option<String>| text.clone().map(Value::String);
        let number = |number: Option<u32>| number.map(|number| Value::Integer(number.into()));
        let mut document = Table::new();
        say(&mut document, "name", Some(Value::String(name.to_owned())));
        say(&mut document, "file", text(&self.file));
        say(&mut document, "encoding", text(&self.encoding));
        say(&mut document, "delimiter", text(&self.delimiter));
        say(&mut document, "decimal_comma", self.decimal_comma.map(Value::Boolean));
        let formats = || Value::Array(self.time_formats.iter().cloned().map(Value::String).collect());
        say(&mut document, "time_formats", (!self.time_formats.is_empty()).then(formats));
        say(&mut document, "sheet", text(&self.sheet));
        say(&mut document, "skip_rows", number(self.skip_rows));
        say(&mut document, "header_rows", number(self.header_rows));
        let renamed = || self.rename.iter().map(|(name, other)| (name.clone(), Value::String(other.clone()))).collect();
        say(&mut document, "rename", (!self.rename.is_empty()).then(|| Value::Table(renamed())));
        document
    }
}

fn say(document: &mut Table, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        document.insert(key.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, TableTemplate, Template};
    use expect_test::{Expect, expect};

    fn on(base: &str) -> Template {
        Template { base: Base::Shipped(base.to_owned()), ..Template::default() }
    }

    fn with_table(template: Template, name: &str, table: TableTemplate) -> Template {
        Template { tables: [(name.to_owned(), table)].into(), ..template }
    }

    fn check(template: &Template, expected: Expect) {
        let shown = template.to_toml().unwrap_or_else(|refusal| format!("{}: {refusal}", refusal.code));
        expected.assert_eq(&shown);
    }

    fn renamed(name: &str, other: &str) -> TableTemplate {
        TableTemplate { rename: [(name.to_owned(), other.to_owned())].into(), ..TableTemplate::default() }
    }

    #[test]
    fn it_is_written_as_a_recipe_that_extends_another() {
        let table = TableTemplate {
            file: Some("export (3).csv".to_owned()),
            delimiter: Some(";".to_owned()),
            decimal_comma: Some(true),
            time_formats: vec!["%d/%m/%Y".to_owned()],
            skip_rows: Some(2),
            ..renamed("order_id", "N° de commande")
        };
        let template = Template { name: Some("our shop".to_owned()), currency: Some("EUR".to_owned()), ..on("orders") };
        let template = with_table(template, "orders", table);
        check(
            &template,
            expect![[r#"
                currency = "EUR"
                extends = "orders"
                name = "our shop"

                [[tables]]
                decimal_comma = true
                delimiter = ";"
                file = "export (3).csv"
                name = "orders"
                skip_rows = 2
                time_formats = ["%d/%m/%Y"]

                [tables.rename]
                order_id = "N° de commande"
            "#]],
        );
        let text = template.to_toml().expect("a template");
        let own = Template { base: Base::Own(text), ..Template::default() };
        assert_eq!(own.recipe().expect("a recipe").name(), "our shop");
    }

    #[test]
    fn what_the_recipe_does_not_have_is_refused() {
        check(&on("order"), expect!["unknown_recipe: recipe: there is no recipe `order`"]);
        check(&on("../orders.toml"), expect!["unknown_recipe: recipe: there is no recipe `../orders.toml`"]);
        check(
            &with_table(on("orders"), "order", TableTemplate::default()),
            expect!["invalid_recipe: tables.order: the recipe has no table `order`"],
        );
        check(
            &with_table(on("orders"), "orders", renamed("orderid", "id")),
            expect!["invalid_recipe: tables.orders.rename.orderid: the table `orders` has no column `orderid`"],
        );
        check(
            &Template { timezone: Some("Paris".to_owned()), ..on("orders") },
            expect!["invalid_recipe: timezone: `Paris` is not a time zone"],
        );
        let own = |text: &str| Template { base: Base::Own(text.to_owned()), ..Template::default() };
        check(
            &own("extends = \"/etc/own.toml\"\nname = \"a\""),
            expect!["invalid_recipe: extends: a recipe sent here may stand on a shipped one, not on a file"],
        );
        check(
            &own("name = "),
            expect!["invalid_recipe: line 1: not TOML: string values must be quoted, expected literal string"],
        );
    }
}
