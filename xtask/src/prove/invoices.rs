//! The invoices of a wholesaler, a line for each article: what the binary says of them, and DuckDB of the same file.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::case::{Got, Table};
use super::duckdb::Duckdb;
use super::lab::{Figure, Lab};
use super::orders::accepted;
use super::split::split_between;
use super::text;

const RECIPE: &str = "online-retail";
const DATA: &str = "online_retail";
const FILE: &str = "online_retail_2010-12_2011-08.csv.gz";

/// Stores in the working folder: the file as it is, and the same cut in two.
const WHOLE: &str = "invoices";
const CUT: &str = "invoices-cut";

/// A customer whose only order was given back within the hour.
const RETURNED: &str = "12346";

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    let data = lab.data(DATA);
    let duckdb = Duckdb::filled(&lab.folder().join("invoices.duckdb"), &fill(&data.join(FILE)))?;
    let report = lab.import(WHOLE, RECIPE, &data).context("the import of invoices")?;
    let expected = duckdb.figure("SELECT count(*) FROM lines")?;
    table.case("invoices: lines read", &expected, || n_lines(&report));
    figures(lab, table, &duckdb, WHOLE)?;
    table.case("invoices: second import, events added", "0", || accepted(&lab.import(WHOLE, RECIPE, &data)?));
    for half in split_between(&data, FILE, &lab.folder().join("invoice-files"))? {
        lab.import(CUT, RECIPE, &half).with_context(|| format!("the import of {}", half.display()))?;
    }
    figures(lab, table, &duckdb, CUT)
}

/// Reads the file with DuckDB. A fee is here what has no number of an article, whatever the recipe lists.
fn fill(file: &Path) -> String {
    format!(
        "CREATE TABLE lines AS
         SELECT InvoiceNo AS invoice, CAST(Quantity AS BIGINT) AS quantity, CAST(InvoiceDate AS TIMESTAMP) AS written,
                CustomerID AS customer, InvoiceNo LIKE 'C%' AS refund, InvoiceNo LIKE 'A%' AS debt,
                NOT regexp_matches(upper(StockCode), '^([0-9]{{5}}|DCGS|GIFT_|PADS)') AS fee,
                CAST(Quantity AS BIGINT) * CAST(UnitPrice AS DECIMAL(12, 3)) AS amount
         FROM read_csv('{}', all_varchar = true, nullstr = '', header = true)",
        file.display()
    )
}

/// The figures that every way of importing the same lines must give.
fn figures(lab: &Lab, table: &mut Table, duckdb: &Duckdb, store: &str) -> Result<()> {
    let orders = json!(["Order Completed"]);
    let refunds = json!(["Order Refunded"]);
    let both = json!(["Order Completed", "Order Refunded"]);
    let lines = json!(["Product Ordered"]);
    let sum = |property: &str| json!({"sum": property});
    let (events, people) = (json!("events"), json!("people"));
    let is = |property: &str| json!({"property": property, "op": "=", "value": true});
    let cases = [
        ("orders", &orders, None, &events, "count(DISTINCT invoice) FILTER (NOT refund)"),
        ("refunds", &refunds, None, &events, "count(DISTINCT invoice) FILTER (refund)"),
        ("lines of orders", &lines, None, &events, "count(*) FILTER (NOT refund)"),
        ("quantity", &both, None, &sum("quantity"), "sum(quantity)"),
        ("revenue", &both, None, &sum("revenue"), "sum(amount)"),
        ("revenue of orders, line by line", &lines, None, &sum("revenue"), "sum(amount) FILTER (NOT refund)"),
        ("given back", &refunds, None, &sum("revenue"), "sum(amount) FILTER (refund)"),
        ("fees", &both, None, &sum("fees"), "sum(amount) FILTER (fee)"),
        ("lines of orders that are fees", &lines, Some(is("fee")), &events, "count(*) FILTER (fee AND NOT refund)"),
        ("bad debt", &orders, Some(is("bad_debt")), &sum("revenue"), "sum(amount) FILTER (debt)"),
        ("adjustments", &orders, None, &sum("adjustment_lines"), "count(*) FILTER (quantity < 0 AND NOT refund)"),
        ("people who ordered", &orders, None, &people, "count(DISTINCT customer) FILTER (NOT refund)"),
    ];
    for (name, selected, filter, measure, counted) in cases {
        let series = series(selected, filter, measure);
        let expected = duckdb.figure(&format!("SELECT {counted} FROM lines"))?;
        table.case(&format!("{name} ({store})"), &expected, || {
            let got = lab.figure(store, &series, Figure::Exact)?;
            Ok(Got { value: text::plain(&got.value), n: got.n })
        });
    }
    let question = "SELECT count(DISTINCT invoice) FROM lines WHERE customer IS NULL AND NOT refund";
    let expected = duckdb.figure(question)?;
    table.case(&format!("orders of nobody ({store})"), &expected, || of_nobody(lab, store, &orders));
    let monthly = "SELECT strftime(written, '%Y-%m-01') AS month, sum(amount)
                   FROM (SELECT min(written) AS written, sum(amount) AS amount FROM lines GROUP BY invoice)
                   GROUP BY month ORDER BY month";
    let expected = duckdb.digest(monthly)?;
    table.case(&format!("revenue by month ({store})"), &expected, || {
        let series = series(&both, None, &json!({"sum": "revenue"}));
        let answer = lab.ask(store, &json!({"kind": "trend", "interval": "month", "series": [series]}))?;
        duckdb.digest_of(&text::trend(&answer)?, text::n_scanned(&answer)?)
    });
    let question = "SELECT count(*) FROM (SELECT customer FROM lines WHERE customer IS NOT NULL
                    GROUP BY customer HAVING sum(amount) = 0)";
    let expected = duckdb.figure(question)?;
    table.case(&format!("people of value 0 ({store})"), &expected, || {
        let value = json!({"sum": {"property": "revenue"}, "of": {"events": &both}, "op": "=", "value": 0});
        let answer = lab.ask(store, &json!({"kind": "audience", "people": value}))?;
        Ok(Got { value: text::number(&answer, "count")?.to_string(), n: text::n_scanned(&answer)? })
    });
    let question = format!("SELECT amount FROM lines WHERE customer = '{RETURNED}' ORDER BY written");
    let expected = duckdb.figure(&question)?.replace('\n', " ");
    table.case(&format!("paid and given back ({store})"), &expected, || amounts(lab, store));
    Ok(())
}

fn series(events: &Value, filter: Option<Value>, measure: &Value) -> Value {
    let mut select = json!({"events": events});
    if let Some(filter) = filter {
        select["where"] = filter;
    }
    json!({"name": "figure", "select": select, "measure": measure})
}

fn n_lines(report: &Value) -> Result<Got> {
    let n = text::number(report.get("rows").context("the report has no `rows`")?, "lines")?;
    Ok(Got { value: n.to_string(), n })
}

/// Counts the events that no person has: all, but for those of people who have a country, which everybody has.
fn of_nobody(lab: &Lab, store: &str, events: &Value) -> Result<Got> {
    let series = series(events, None, &json!("events"));
    let mut question = json!({"kind": "trend", "interval": "all", "series": [series]});
    let all = n_events(&lab.ask(store, &question)?)?;
    question["people"] = json!({"trait": "country", "op": "set"});
    let of_people = n_events(&lab.ask(store, &question)?)?;
    ensure!(of_people <= all, "{of_people} events of people among {all}");
    Ok(Got { value: (all - of_people).to_string(), n: all })
}

fn n_events(answer: &Value) -> Result<u64> {
    answer.pointer("/series/0/values/0").and_then(Value::as_u64).context("the answer has no count")
}

/// What one customer paid and got back, in order of time.
fn amounts(lab: &Lab, store: &str) -> Result<Got> {
    let answer = lab.ask(store, &json!({"kind": "timeline", "person": RETURNED, "limit": 100}))?;
    let mut amounts = Vec::new();
    for event in text::list(&answer, "events")?.iter().rev() {
        if event.get("event").and_then(Value::as_str).is_some_and(|name| name != "Product Ordered") {
            let revenue = event.pointer("/properties/revenue").context("an order has no revenue")?;
            amounts.push(text::plain(&revenue.to_string()));
        }
    }
    Ok(Got { value: amounts.join(" "), n: amounts.len() as u64 })
}
