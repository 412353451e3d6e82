//! A template as it is sent.

use boussole_core::Refusal;
use boussole_import::{Base, TableTemplate, Template};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Template)]
pub(super) struct TemplateBody {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recipe: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    toml: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    timezone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    #[serde(default)]
    tables: BTreeMap<String, TableBody>,
}

#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TemplateTable)]
struct TableBody {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    delimiter: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decimal_comma: Option<bool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    time_formats: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    skip_rows: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    header_rows: Option<u32>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    rename: BTreeMap<String, String>,
}

/// What a template says itself of zone and currency.
#[derive(Debug, Clone, Copy)]
pub(super) struct Says {
    pub(super) timezone: bool,
    pub(super) currency: bool,
}

impl TemplateBody {
    /// Reads the JSON of a template.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        serde_json::from_slice(bytes).map_err(|error| {
            Refusal::new("invalid_json", format!("the body is not a template: {error}"))
                .hint(r#"send {"recipe": "orders", "tables": {"orders": {"file": "export.csv"}}}"#)
        })
    }

    pub(super) fn says(&self) -> Says {
        Says { timezone: self.timezone.is_some(), currency: self.currency.is_some() }
    }

    /// Makes the template.
    pub(super) fn parse(self) -> Result<Template, Refusal> {
        let base = match (self.recipe, self.toml) {
            (Some(name), None) => Base::Shipped(name),
            (None, Some(text)) => Base::Own(text),
            _ => {
                return Err(Refusal::new("invalid_template", "a template stands on one thing")
                    .at("recipe")
                    .hint("say either `recipe`, the name of a shipped one, or `toml`, the text of your own"));
            }
        };
        let tables = self.tables.into_iter().map(|(name, table)| (name, table.parse())).collect();
        Ok(Template { base, name: self.name, timezone: self.timezone, currency: self.currency, tables })
    }
}

impl TableBody {
    fn parse(self) -> TableTemplate {
        let Self { file, encoding, delimiter, decimal_comma, time_formats, sheet, skip_rows, header_rows, rename } =
            self;
        TableTemplate { file, encoding, delimiter, decimal_comma, time_formats, sheet, skip_rows, header_rows, rename }
    }
}

impl From<Template> for TemplateBody {
    fn from(template: Template) -> Self {
        let Template { base, name, timezone, currency, tables } = template;
        let (recipe, toml) = match base {
            Base::Shipped(name) => (Some(name), None),
            Base::Own(text) => (None, Some(text)),
        };
        let tables = tables.into_iter().map(|(name, table)| (name, TableBody::from(table))).collect();
        Self { recipe, toml, name, timezone, currency, tables }
    }
}

impl From<TableTemplate> for TableBody {
    fn from(table: TableTemplate) -> Self {
        let TableTemplate {
            file,
            encoding,
            delimiter,
            decimal_comma,
            time_formats,
            sheet,
            skip_rows,
            header_rows,
            rename,
        } = table;
        Self { file, encoding, delimiter, decimal_comma, time_formats, sheet, skip_rows, header_rows, rename }
    }
}
