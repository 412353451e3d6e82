use crate::args::{Format, QueryArguments};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::order::Order;
use crate::print::{Table, csv, json, table};
use boussole_core::Refusal;
use boussole_query::{Answer, ask};
use serde_json::Value;
use std::fs::File;
use std::io::{Read, stdin};
use std::path::Path;

/// The longest question, in bytes.
const QUESTION_BYTES_MAX: u64 = 1 << 20;

/// Asks a question and returns its answer as it is to be printed.
pub(crate) async fn query(desk: &Desk, question: &Value, format: Format) -> Result<String, Failure> {
    let answer = ask(&desk.room.store, &desk.ctx, &desk.settings(), desk.clock.now_ms(), question).await?;
    print(&answer, format)
}

impl QueryArguments {
    /// Reads the question.
    pub(crate) fn order(&self) -> Result<Order, Failure> {
        Ok(Order::Query { question: read(&self.question)?, format: self.format })
    }
}

fn read(path: &Path) -> Result<Value, Failure> {
    let mut text = String::new();
    let unreadable =
        |error: std::io::Error| Refusal::new("unreadable", error.to_string()).at(path.display().to_string());
    let n_bytes = if path == Path::new("-") {
        stdin().take(QUESTION_BYTES_MAX + 1).read_to_string(&mut text)
    } else {
        File::open(path).and_then(|file| file.take(QUESTION_BYTES_MAX + 1).read_to_string(&mut text))
    };
    if n_bytes.map_err(unreadable)? as u64 > QUESTION_BYTES_MAX {
        let message = format!("longer than {QUESTION_BYTES_MAX} bytes");
        return Err(Refusal::new("too_large", message).at(path.display().to_string()).into());
    }
    let invalid = |error: serde_json::Error| {
        Refusal::new("invalid_json", error.to_string())
            .at(path.display().to_string())
            .hint(r#"a question is a JSON object such as {"kind": "trend", "series": [...]}"#)
    };
    Ok(serde_json::from_str(&text).map_err(invalid)?)
}

fn print(answer: &Answer, format: Format) -> Result<String, Failure> {
    let lines = || {
        let table = answer.to_table();
        Table { header: table.header, rows: table.rows }
    };
    match format {
        Format::Json => Ok(json(&serde_json::to_value(answer).map_err(anyhow::Error::from).map_err(Failure::Storage)?)),
        Format::Csv => csv(&lines()),
        Format::Table => {
            let warnings = answer.meta().warnings.iter().map(|warning| format!("\nwarning: {warning}"));
            Ok(table(&lines()) + &warnings.collect::<String>())
        }
    }
}
