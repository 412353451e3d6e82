use crate::error::InsightsError;
use axum::body::{Body, to_bytes};
use boussole_core::Refusal;
use serde_json::Value;

/// The longest question, in bytes.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// Reads a body as JSON.
pub(super) async fn json(body: Body) -> Result<Value, InsightsError> {
    let bytes = to_bytes(body, BODY_BYTES_MAX).await.map_err(|_| {
        Refusal::new("too_large", format!("the body has more than {BODY_BYTES_MAX} bytes, or did not arrive whole"))
    })?;
    let invalid = |error: serde_json::Error| {
        Refusal::new("invalid_json", format!("the body is not JSON: {error}"))
            .hint(r#"a question is a JSON object such as {"kind": "trend", "series": [...]}"#)
    };
    Ok(serde_json::from_slice(&bytes).map_err(invalid)?)
}
