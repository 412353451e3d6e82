//! What a recipe is, and how its TOML text becomes one.

mod columns;
mod conditions;
mod document;
mod events;
mod extend;
mod model;
mod shipped;
mod tables;
mod template;
mod values;

pub(crate) use document::nearest;
pub use model::Recipe;
pub(crate) use model::*;
pub use template::{Base, TableTemplate, Template};

use boussole_core::Refusal;
use columns::Columns;
use document::{Section, invalid};

/// The longest text of a recipe, in bytes.
const RECIPE_BYTES_MAX: u64 = 1 << 20;
/// The most events a recipe may describe.
const EVENTS_MAX: usize = 200;

impl Recipe {
    /// Lists the recipes that come with Boussole, by name.
    #[must_use]
    pub fn shipped() -> Vec<String> {
        shipped::names()
    }

    /// Loads a recipe that comes with Boussole by its name, or your own by a path that ends in `.toml`.
    ///
    /// # Errors
    /// Refuses an unknown name, an unreadable file, and a recipe that is wrong, naming the file and the field.
    pub fn load(name_or_path: &str) -> Result<Self, Refusal> {
        let text = shipped::text(name_or_path)?;
        Self::parse(&text, name_or_path)
    }

    /// Tells whether this names a file, rather than a recipe inside the binary.
    #[must_use]
    pub fn is_file(name_or_path: &str) -> bool {
        shipped::is_file(name_or_path)
    }

    /// Parses the text of a recipe; `origin` is the name or path it is called by.
    ///
    /// # Errors
    /// Refuses a recipe that is wrong, naming `origin` and the field.
    pub fn parse(text: &str, origin: &str) -> Result<Self, Refusal> {
        parse_text(text, origin).map_err(|refusal| match refusal.code {
            "invalid_recipe" => {
                let field = refusal.field.as_ref().map_or(String::new(), |field| format!(" {field}"));
                refusal.at(format!("{origin}:{field}").trim_end_matches(':').to_owned())
            }
            _ => refusal,
        })
    }
}

fn parse_text(text: &str, origin: &str) -> Result<Recipe, Refusal> {
    from_document(extend::resolve(text, origin)?)
}

fn from_document(document: toml::Table) -> Result<Recipe, Refusal> {
    let mut top = Section::new("", document);
    let name = top.require("name")?.text()?;
    let titles = top.entries("title")?;
    let timezone = top.take("timezone").map(timezone).transpose()?;
    let currency = top.text("currency")?;
    let source = top.text("source")?.unwrap_or_else(|| format!("import:{name}"));
    let is_verified = top.boolean("verified")?.unwrap_or(true);
    let money = top.texts("money")?.unwrap_or_default();

    let mut columns = Columns::new(tables::parse(top.sections("tables")?)?, top.entries("conditions")?);
    let person = top.take("person").map(document::Node::section).transpose()?;
    let (identifiers, traits) = match person {
        Some(section) => values::person(section, &mut columns)?,
        None => (Vec::new(), Vec::new()),
    };
    let events = events::parse(top.sections("events")?, &mut columns)?;
    top.finish()?;

    let titles =
        titles.into_iter().map(|(language, node)| Ok((language, node.text()?))).collect::<Result<_, Refusal>>()?;
    let tables = columns.into_tables();
    Ok(Recipe { name, titles, timezone, currency, source, is_verified, money, tables, identifiers, traits, events })
}

fn timezone(node: document::Node) -> Result<String, Refusal> {
    let path = node.path.clone();
    let name = node.text()?;
    match jiff::tz::TimeZone::get(&name) {
        Ok(_) => Ok(name),
        Err(_) => {
            Err(invalid(&path, format!("`{name}` is not a time zone")).hint("use an IANA name like Europe/Paris"))
        }
    }
}
