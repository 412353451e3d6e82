//! The transactions of the first customers of a shop, a line each: eighteen months of what the binary says of them, and
//! DuckDB of the same file.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::case::Table;
use super::duckdb::Duckdb;
use super::lab::{Figure, Lab};
use super::text::{self, ToText};

/// What the file becomes, from the root of the checkout.
const RECIPE: &str = "xtask/src/prove/transactions.toml";
const DATA: &str = "cdnow/CDNOW_master.txt.gz";

/// The store in the working folder.
const STORE: &str = "transactions";

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    let data = lab.data(DATA);
    let duckdb = Duckdb::filled(&lab.folder().join("transactions.duckdb"), &fill(&data))?;
    let recipe = lab.source(RECIPE);
    let recipe = recipe.to_str().context("the checkout has a name that is no UTF-8")?;
    lab.import(STORE, recipe, &data).context("the import of transactions")?;
    let measures = [
        ("transactions", "69659", json!("events")),
        ("transactions: customers", "23570", json!("people")),
        ("transactions: revenue", &duckdb.figure("SELECT sum(amount) FROM bought")?, json!({"sum": "revenue"})),
    ];
    for (name, expected, measure) in measures {
        let series = json!({"name": "figure", "select": {"event": "Order Completed"}, "measure": measure});
        table.case(name, expected, || lab.figure(STORE, &series, Figure::Exact));
    }
    let questions: [(&str, Value, ToText, &str); 4] = [
        (
            "repeat purchase in 90 days, by month",
            json!({"kind": "rate", "rate": "repeat_purchase", "interval": "month", "within": "90d"}),
            text::rate,
            REPEATED,
        ),
        (
            "churn in 90 days, by quarter",
            json!({"kind": "rate", "rate": "churn", "interval": "quarter", "within": "90d"}),
            text::rate,
            CHURNED,
        ),
        (
            "retention by month",
            json!({"kind": "retention", "start": {"event": "Order Completed"}, "return": {"event": "Order Completed"},
                   "interval": "month"}),
            text::retention,
            RETAINED,
        ),
        (
            "histogram of amounts",
            json!({"kind": "histogram", "select": {"event": "Order Completed"}, "property": "revenue",
                   "bins": [0, 10, 20, 30, 50, 100, 200, 500]}),
            text::histogram,
            AMOUNTS,
        ),
    ];
    for (name, mut question, text, counted) in questions {
        question["range"] = json!({"from": "1997-01-01T00:00:00-05:00", "to": "1998-07-01T00:00:00-04:00"});
        let expected = duckdb.digest(counted)?;
        table.case(&format!("transactions: {name}"), &expected, || {
            let answer = lab.ask(STORE, &question)?;
            duckdb.digest_of(&text(&answer)?, text::n_scanned(&answer)?)
        });
    }
    Ok(())
}

/// Reads the file with DuckDB. A day begins at its midnight in New York, four or five hours after that of Greenwich;
/// `month` and `quarter` are counted from the first.
fn fill(file: &Path) -> String {
    format!(
        "CREATE TABLE bought AS
         SELECT cells[1] AS customer, day, day + INTERVAL (
                    CASE WHEN day BETWEEN '1997-04-07' AND '1997-10-26' OR day >= '1998-04-06' THEN 4 ELSE 5 END
                ) HOUR AS moment,
                (year(day) - 1997) * 12 + month(day) - 1 AS month, CAST(cells[4] AS DECIMAL(12, 2)) AS amount
         FROM (SELECT regexp_extract_all(line, '[^ ]+') AS cells, CAST(strptime(cells[2], '%Y%m%d') AS DATE) AS day
               FROM read_csv('{}', columns = {{'line': 'VARCHAR'}}, delim = '|', header = true))",
        file.display()
    )
}

/// By the month of the first order: who ordered again at most 90 days later, and all.
const REPEATED: &str = "
    WITH numbered AS (
        SELECT *, row_number() OVER (PARTITION BY customer ORDER BY moment) AS place FROM bought
    ), firsts AS (
        SELECT first.day, coalesce(second.moment <= first.moment + INTERVAL 90 DAY, false) AS repeated
        FROM (SELECT * FROM numbered WHERE place = 1) first
        LEFT JOIN (SELECT * FROM numbered WHERE place = 2) second USING (customer)
    ), months AS (SELECT unnest(generate_series(DATE '1997-01-01', DATE '1998-06-01', INTERVAL 1 MONTH)) AS month)
    SELECT strftime(months.month, '%Y-%m-%d') AS bucket, count(*) FILTER (repeated), count(repeated)
    FROM months LEFT JOIN firsts ON date_trunc('month', firsts.day) = months.month
    GROUP BY bucket ORDER BY bucket";

/// By quarter: of those with an order in the 90 days before its start, who has none in the 90 days before its end.
const CHURNED: &str = "
    WITH edges AS (
        SELECT day, day + INTERVAL (CASE WHEN month(day) IN (7, 10) THEN 4 ELSE 5 END) HOUR AS moment
        FROM (SELECT unnest(generate_series(DATE '1997-01-01', DATE '1998-07-01', INTERVAL 3 MONTH)) AS day)
    ), active AS (
        SELECT DISTINCT edges.day, customer FROM edges JOIN bought
        ON bought.moment >= edges.moment - INTERVAL 90 DAY AND bought.moment < edges.moment
    )
    SELECT strftime(edges.day, '%Y-%m-%d') AS bucket,
           count(before.customer) FILTER (after.customer IS NULL), count(before.customer)
    FROM edges
    LEFT JOIN active before ON before.day = edges.day
    LEFT JOIN active after ON after.day = edges.day + INTERVAL 3 MONTH AND after.customer = before.customer
    WHERE edges.day < '1998-07-01' GROUP BY bucket ORDER BY bucket";

/// By the month of the first order and any month in which an order follows: how many people.
const RETAINED: &str = "
    SELECT first, month, count(DISTINCT customer)
    FROM bought JOIN (SELECT customer, min(month) AS first FROM bought GROUP BY customer) USING (customer)
    GROUP BY first, month ORDER BY first, month";

/// By bin: orders and people; and the orders above the last.
const AMOUNTS: &str = "
    WITH bins AS (
        SELECT * FROM (VALUES (0, 10), (10, 20), (20, 30), (30, 50), (50, 100), (100, 200), (200, 500)) AS bin(low, high)
    )
    SELECT bin, orders, people FROM (
        SELECT low, CAST(low AS VARCHAR) AS bin, count(customer) AS orders,
               CAST(count(DISTINCT customer) AS VARCHAR) AS people
        FROM bins LEFT JOIN bought ON amount >= low AND (amount < high OR amount = 500 AND high = 500) GROUP BY low
        UNION ALL SELECT 500, 'above', count(*), '' FROM bought WHERE amount > 500
    ) ORDER BY low";
