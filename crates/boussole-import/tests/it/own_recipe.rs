//! A recipe of one's own for exports as spreadsheets write them in France: nothing but the recipe is needed.

use crate::fixture::{Fixture, show, show_files};
use crate::workbook::{Parts, texts};
use expect_test::expect;

const RECIPE: &str = r#"
    name = "boutique"
    timezone = "Europe/Paris"
    currency = "EUR"
    money = ["revenue", "price"]
    [[tables]]
    name = "commandes"
    file = "Commandes*"
    types = { Date = "time" }
    time_formats = ["%d/%m/%Y %H:%M"]
    [[tables]]
    name = "lignes"
    file = "Lignes*"
    join = { "N° commande" = "commandes.Numéro" }
    types = { Prix = "decimal", "Quantité" = "integer" }
    decimal_comma = true
    [person]
    identifiers = { email = "Courriel" }
    traits = { city = "Ville" }
    [[events]]
    name = "Order Completed"
    key = ["Numéro"]
    time = "Date"
    properties = { order_id = "Numéro", revenue = { sum = "lignes.Prix" } }
    lines = { from = "lignes", properties = { name = "lignes.Désignation", price = "lignes.Prix", quantity = "lignes.Quantité" } }
"#;

const ORDERS: [[&str; 4]; 3] = [
    ["Numéro", "Date", "Courriel", "Ville"],
    ["C-1", "05/01/2024 10:30", "zoe@example.fr", "Orléans"],
    ["C-2", "06/01/2024 00:15", "éric@example.fr", "Étampes"],
];
const LINES: [[&str; 4]; 4] = [
    ["N° commande", "Désignation", "Quantité", "Prix"],
    ["C-2", "Thé à l’œillet", "1", "1 234,56"],
    ["C-1", "Crème brûlée", "2", "8,90"],
    ["C-1", "Café; « noir »", "1", "2,10"],
];

/// Writes rows as French spreadsheets do: in Windows-1252, with semicolons.
fn csv(rows: &[[&str; 4]]) -> Vec<u8> {
    let text: String = rows.iter().map(|row| format!("\"{}\"\r\n", row.join("\";\""))).collect();
    let byte = |letter: char| match letter {
        '’' => 0x92,
        'œ' => 0x9c,
        _ => u8::try_from(u32::from(letter)).unwrap(),
    };
    text.chars().map(byte).collect()
}

#[tokio::test]
async fn two_joined_files_with_semicolons_and_decimal_commas() {
    let mut fixture = Fixture::new().await;
    fixture.write("Commandes 2024.csv", &csv(&ORDERS));
    fixture.write("Lignes 2024.csv", &csv(&LINES));
    let report = fixture.import(RECIPE).await.unwrap();
    expect![[r#"
        Commandes 2024.csv csv None Some("windows-1252") Some(';') None
        Lignes 2024.csv csv None Some("windows-1252") Some(';') None
        Order Completed: 2 new, 0 same, 0 other
        2024-01-05T09:30:00Z {"order_id":"C-1","revenue":11.00,"products":[{"name":"Crème brûlée","price":8.90,"quantity":2},{"name":"Café; « noir »","price":2.10,"quantity":1}],"currency":"EUR"}
        2024-01-05T23:15:00Z {"order_id":"C-2","revenue":1234.56,"products":[{"name":"Thé à l’œillet","price":1234.56,"quantity":1}],"currency":"EUR"}"#]].assert_eq(&format!("{}\n{}\n{}", show_files(&report), show(&report), fixture.stored("Order Completed")));
}

#[tokio::test]
async fn the_same_orders_in_two_sheets_one_below_a_title() {
    let mut fixture = Fixture::new().await;
    let recipe = RECIPE
        .replace("decimal_comma = true", "sheet = \"Lignes\"")
        .replace("time_formats = [\"%d/%m/%Y %H:%M\"]", "skip_rows = 1");
    let day = |row: [&str; 4], serial: &str| {
        let [number, _, person, city] = row;
        let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        format!("<row>{}<c s=\"3\"><v>{serial}</v></c>{}{}</row>", text(number), text(person), text(city))
    };
    let rows = texts(&["Export du 31/01/2024"])
        + &texts(&ORDERS[0])
        + &day(ORDERS[1], "45296.4375")
        + &day(ORDERS[2], "45297.010416666664");
    fixture.write("Commandes 2024.xlsx", &Parts::of_rows(&rows).pack());
    let priced = |row: [&str; 4], price: &str| {
        let [order, name, quantity, _] = row;
        format!(
            "<row><c t=\"inlineStr\"><is><t>{order}</t></is></c><c t=\"inlineStr\"><is><t>{name}</t></is></c>\
             <c><v>{quantity}</v></c><c><v>{price}</v></c></row>"
        )
    };
    let rows = texts(&LINES[0]) + &priced(LINES[1], "1234.56") + &priced(LINES[2], "8.9") + &priced(LINES[3], "2.1");
    let mut parts = Parts::of_rows(&texts(&["Sommaire"]));
    parts.sheets.push(("name=\"Lignes\"", rows));
    fixture.write("Lignes 2024.xlsx", &parts.pack());
    let report = fixture.import(&recipe).await.unwrap();
    expect![[r#"
        Commandes 2024.xlsx xlsx None None None Some("Orders")
        Lignes 2024.xlsx xlsx None None None Some("Lignes")
        Order Completed: 2 new, 0 same, 0 other
        2024-01-05T09:30:00Z {"order_id":"C-1","revenue":11.0,"products":[{"name":"Crème brûlée","price":8.9,"quantity":2},{"name":"Café; « noir »","price":2.1,"quantity":1}],"currency":"EUR"}
        2024-01-05T23:15:00Z {"order_id":"C-2","revenue":1234.56,"products":[{"name":"Thé à l’œillet","price":1234.56,"quantity":1}],"currency":"EUR"}"#]].assert_eq(&format!(
        "{}\n{}\n{}",
        show_files(&report),
        show(&report),
        fixture.stored("Order Completed")
    ));
}
