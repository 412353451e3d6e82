use crate::args::{Format, MailReportArguments};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::house::House;
use crate::order::Order;
use crate::print::{Table, csv, json, table};
use boussole_core::Refusal;
use boussole_mail::{Mail, REPORT_BYTES_MAX, Reported};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{Read, stdin};
use std::path::Path;

/// Takes a report about a message into account, and says what it led to.
pub(crate) async fn report(house: &House, desk: &Desk, text: &str, format: Format) -> Result<String, Failure> {
    let mail = Mail::open(&house.core, house.clock.clone(), None).await?;
    let reported = mail.report(&desk.ctx, text.as_bytes()).await?;
    match format {
        Format::Json => Ok(json(&to_json(&reported))),
        Format::Csv => csv(&to_table(&reported)),
        Format::Table => Ok(table(&to_table(&reported))),
    }
}

impl MailReportArguments {
    /// Reads the report. What is no text in it is of no use, and left out.
    pub(crate) fn order(&self) -> Result<Order, Failure> {
        let bytes = read(&self.report)?;
        Ok(Order::MailReport { text: String::from_utf8_lossy(&bytes).into_owned(), format: self.format })
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    // One more than is read: the refusal of what is too long is that of every report.
    let most = REPORT_BYTES_MAX as u64 + 1;
    let n_bytes = if path == Path::new("-") {
        stdin().take(most).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    n_bytes.map_err(|error| Refusal::new("unreadable", error.to_string()).at(path.display().to_string()))?;
    Ok(bytes)
}

fn to_json(Reported { report, suppression }: &Reported) -> Value {
    json!({
        "message": report.id,
        "verdict": report.verdict.as_str(),
        "said": report.said,
        "suppressed": suppression.map(|found| found.reason.as_str()),
    })
}

fn to_table(Reported { report, suppression }: &Reported) -> Table {
    let suppressed = suppression.map_or("-", |found| found.reason.as_str());
    let row = [report.id.as_str(), report.verdict.as_str(), suppressed, report.said.as_str()].map(str::to_owned);
    let header = ["message", "verdict", "suppressed", "said"].map(str::to_owned);
    Table { header: header.to_vec(), rows: vec![row.to_vec()] }
}
