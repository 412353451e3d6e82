use crate::recipe::{EventRule, Recipe};
use crate::table::Row;
use serde_json::json;

/// The longest id that is handed to the store as it is, in bytes; it refuses ids that are not much longer.
const ID_BYTES_MAX: usize = 500;

/// Returns the id of the event that `rule` makes of a row with these key texts: the same row gives the same id for ever.
pub(super) fn by_key(recipe: &Recipe, rule: &EventRule, key: &[&str]) -> String {
    let id = json!([recipe.name, recipe.tables[rule.table].name, rule.name, key]).to_string();
    if id.len() <= ID_BYTES_MAX { id } else { blake3::hash(id.as_bytes()).to_hex().to_string() }
}

/// Returns the id of the event that `rule` makes of a row that only its content tells apart.
pub(super) fn by_content(recipe: &Recipe, rule: &EventRule, row: &Row) -> Option<String> {
    let content = row.content.as_ref()?;
    Some(
        json!([recipe.name, recipe.tables[rule.table].name, rule.name, {"content": content, "ordinal": row.ordinal}])
            .to_string(),
    )
}
