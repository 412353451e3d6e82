//! From files that nobody described to what they would become: which recipe fits, and what a preview shows.

use crate::fixture::{Fixture, real_files, show_error};
use boussole_core::{Ctx, ProjectId};
use boussole_import::{Base, ImportOptions, Preview, TableTemplate, Template, candidates, look, preview};
use expect_test::{Expect, expect};
use std::path::Path;

const EXPORT: &str = "N° commande;Client;Date de commande;Montant TTC;Statut\n\
    1001;anna;03/01/2025 09:12;1 249,90;payée\n\
    1002;ben;31/01/2025 18:40;12,00;payée\n\
    1003;anna;31/02/2025;5,00;payée\n";

fn options() -> ImportOptions {
    let timezone = "Europe/Paris".to_owned();
    ImportOptions { import_id: None, rejects: None, timezone, currency: Some("EUR".to_owned()) }
}

async fn preview_of(template: &Template, folder: &Path) -> String {
    match preview(&Ctx::command_line(ProjectId::default()), template, folder, &options()).await {
        Ok(preview) => show(&preview),
        Err(error) => show_error(&error),
    }
}

fn show(preview: &Preview) -> String {
    let mut lines = Vec::new();
    for table in &preview.tables {
        let rows = table.look.as_ref().map_or(0, |look| look.rows.len());
        lines.push(format!("{} = {:?}, {rows} rows shown", table.name, table.file));
        for column in &table.wanted {
            let bad = column
                .reason
                .as_ref()
                .map_or_else(String::new, |reason| format!(", {} {reason} like {:?}", column.n_bad, column.example));
            let optional = if column.optional { " optional" } else { "" };
            lines.push(format!("  {} {}{optional} <- {:?}{bad}", column.name, column.kind, column.from));
        }
    }
    if let Some(problem) = &preview.problem {
        lines.push(format!("{}: {problem}", problem.code));
    }
    for (name, counts) in &preview.report.events {
        lines.push(format!("{name}: {}", counts.accepted));
    }
    for sample in &preview.report.samples {
        let at = jiff::Timestamp::from_millisecond(sample.time_ms).unwrap();
        lines.push(format!("{} {at} {:?} {}", sample.event, sample.identifiers, serde_json::json!(sample.properties)));
    }
    lines.push(format!("whole {}, {} people, {:?}", preview.is_whole, preview.report.n_people, preview.report.span_ms));
    lines.join("\n")
}

/// Shows what comes of the best candidate for the files of a folder.
async fn check_best(folder: &Path, expected: Expect) {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let found = look(&entry.path(), &TableTemplate::default(), 0).unwrap();
        files.push((entry.file_name().into_string().unwrap(), found.columns));
    }
    files.sort();
    let best = candidates(&files).unwrap().remove(0);
    let whole = if best.is_whole { "whole" } else { "in part" };
    expected.assert_eq(&format!("{} {whole}\n{}", best.recipe, preview_of(&best.template, folder).await));
}

#[tokio::test]
async fn a_french_export_is_recognised_and_shown() {
    let fixture = Fixture::new().await;
    let windows: Vec<u8> = EXPORT.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    fixture.write("export (3).csv", &windows);
    check_best(&fixture.files(), expect![[r#"
        orders whole
        orders = Some("export (3).csv"), 3 rows shown
          amount decimal <- Some("Montant TTC")
          date time <- Some("Date de commande"), 1 not_a_time like Some("31/02/2025")
          customer_id text <- Some("Client")
          quantity integer optional <- None
          order_id text optional <- Some("N° commande")
          email text optional <- None
          status text optional <- Some("Statut")
          currency text optional <- None
        Order Completed: 2
        Order Completed 2025-01-03T08:12:00Z [("user_id", "anna")] {"order_id":"1001","revenue":1249.90,"status":"payée","currency":"EUR"}
        Order Completed 2025-01-31T17:40:00Z [("user_id", "ben")] {"order_id":"1002","revenue":12.00,"status":"payée","currency":"EUR"}
        whole true, 2 people, Some((1735891920000, 1738345200000))"#]]).await;
}

#[tokio::test]
async fn what_is_missing_is_said_where_it_is() {
    let fixture = Fixture::new().await;
    fixture.write("a.csv", EXPORT.as_bytes());
    let template = |rename: &[(&str, &str)]| {
        let rename = rename.iter().map(|(name, other)| ((*name).to_owned(), (*other).to_owned())).collect();
        let table = TableTemplate { file: Some("a.csv".to_owned()), rename, ..TableTemplate::default() };
        Template {
            base: Base::Shipped("orders".to_owned()),
            tables: [("orders".to_owned(), table)].into(),
            ..Template::default()
        }
    };
    let missing = template(&[("customer_id", "Client"), ("date", "Date de commande")]);
    let shown = preview_of(&missing, &fixture.files()).await;
    expect![[r#"
        orders = Some("a.csv"), 3 rows shown
          amount decimal <- None
          date time <- Some("Date de commande")
          customer_id text <- Some("Client")
          quantity integer optional <- None
          order_id text optional <- None
          email text optional <- None
          status text optional <- None
          currency text optional <- None
        unknown_recipe_column: orders.amount: `/a.csv` has no column `amount`
        whole false, 0 people, None"#]]
    .assert_eq(&shown.replace(&fixture.files().display().to_string(), ""));
    let mut elsewhere = template(&[]);
    elsewhere.tables.get_mut("orders").unwrap().file = Some("b.csv".to_owned());
    let shown = preview_of(&elsewhere, &fixture.files()).await;
    expect![[r#"
        orders = None, 0 rows shown
          amount decimal <- None
          date time <- None
          customer_id text <- None
          quantity integer optional <- None
          order_id text optional <- None
          email text optional <- None
          status text optional <- None
          currency text optional <- None
        no_file: tables[orders].file: 0 files in `` are called `b.csv`
        whole false, 0 people, None"#]]
    .assert_eq(&shown.replace(&fixture.files().display().to_string(), ""));
}

#[tokio::test]
async fn nine_real_files_are_recognised_as_what_they_are() {
    let folder = real_files("olist_sample");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending != "md") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((name, look(&path, &TableTemplate::default(), 0).unwrap().columns));
        }
    }
    let best = candidates(&files).unwrap().remove(0);
    assert!(best.is_whole, "{best:?}");
    let preview = preview(&Ctx::command_line(ProjectId::default()), &best.template, &folder, &options()).await.unwrap();
    expect![[r#"
        olist whole false
        {"Order Approved": EventCounts { accepted: 999, duplicate: 0, conflict: 0 }, "Order Completed": EventCounts { accepted: 1000, duplicate: 0, conflict: 0 }, "Order Delivered": EventCounts { accepted: 966, duplicate: 0, conflict: 0 }, "Order Shipped": EventCounts { accepted: 982, duplicate: 0, conflict: 0 }, "Promise Made": EventCounts { accepted: 1000, duplicate: 0, conflict: 0 }, "Review Submitted": EventCounts { accepted: 1002, duplicate: 0, conflict: 0 }}
        {}"#]].assert_eq(&format!(
        "{} whole {}\n{:?}\n{:?}",
        preview.recipe, preview.is_whole, preview.report.events, preview.report.rejects_by_reason
    ));
}
