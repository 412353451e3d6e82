use crate::ImportError;
use crate::store::Index;
use boussole_events::{Incoming, Outcome, Receipt};
use serde_json::json;
use std::collections::HashMap;

/// Answers what the store would, if it knew nothing but this import.
pub(super) async fn receipt(items: &[Incoming], index: &mut Index) -> Result<Receipt, ImportError> {
    let ids: Vec<&str> = items.iter().filter_map(|item| item.message_id.as_deref()).collect();
    let mut known = index.known_messages(&ids).await?;
    let mut new = HashMap::new();
    let mut outcomes = Vec::with_capacity(items.len());
    for item in items {
        let id = item.message_id.clone().unwrap_or_default();
        let content = content_hash(item);
        outcomes.push(match known.get(&id) {
            None => {
                known.insert(id.clone(), content.clone());
                new.insert(id, content);
                Outcome::Accepted
            }
            Some(before) if *before == content => Outcome::Duplicate,
            Some(_) => Outcome::Conflict,
        });
    }
    index.add_messages(&new).await?;
    Ok(Receipt { outcomes, ..Receipt::default() })
}

fn content_hash(item: &Incoming) -> String {
    let identifiers: Vec<&str> = item.identifiers.iter().map(|identifier| identifier.value.as_str()).collect();
    let content = json!([item.event, item.time_ms, identifiers, item.props, item.traits]);
    blake3::hash(content.to_string().as_bytes()).to_hex().to_string()
}
