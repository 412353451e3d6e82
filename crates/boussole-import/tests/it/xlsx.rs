//! Excel workbooks: what their cells become, which sheet is read, and how damaged ones are refused.

use crate::fixture::{Fixture, SHOP, show, show_error, show_files, show_refusal};
use crate::workbook::{Parts, texts, zip};
use boussole_import::{ImportError, Recipe};
use expect_test::{Expect, expect};

const HEADER: [&str; 5] = ["id", "customer", "at", "amount", "note"];

/// Shows what became of a workbook of orders.
async fn check(bytes: &[u8], says: &str, expected: Expect) {
    let recipe = SHOP
        .replace("file = \"orders*\"", &format!("file = \"orders*\"\n{says}"))
        .replace("id = \"id\"", "id = \"id\", by = \"customer\", note = \"note\"");
    let mut fixture = Fixture::new().await;
    fixture.write("orders.xlsx", bytes);
    let folder = fixture.files().display().to_string();
    let shown = match fixture.import(&recipe).await {
        Ok(report) => {
            format!("{}\n{}\n{}", show_files(&report), show(&report), fixture.stored("Order Completed"))
        }
        Err(error) => show_error(&error),
    };
    expected.assert_eq(&shown.replace(&format!("{folder}/"), ""));
}

#[tokio::test]
async fn cells_become_what_people_see() {
    let rows = texts(&HEADER)
        + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\" s=\"1\"><v>45688</v></c>\
           <c r=\"D2\"><v>19.989999999999998</v></c><c r=\"E2\" t=\"s\"><v>1</v></c></row>\
           <row r=\"3\"/><row r=\"4\"><c r=\"E4\"/></row>\
           <row r=\"5\"><c r=\"A5\"><v>2</v></c><c r=\"B5\" t=\"b\"><v>1</v></c>\
           <c r=\"C5\" s=\"3\"><v>45688.979166666664</v></c><c r=\"D5\"><v>1E-3</v></c>\
           <c r=\"E5\" t=\"str\"><f>A1&amp;\"x\"</f><v>a &lt; b_x000D_</v></c></row>\
           <row><c><v>3</v></c><c/><c s=\"1\"><v>45689</v></c><c s=\"4\"><v>7</v></c><c s=\"5\"><v>1.0625</v></c></row>\
           <row><c><v>4</v></c><c r=\"C7\" t=\"d\"><v>2025-02-02T10:00:00</v></c><c t=\"e\"><v>#N/A</v></c></row>\
           <row><c><v>5</v></c><c t=\"n\"><v>12345</v></c><c><v>45689</v></c><c><v>1</v></c></row>\
           <row><c><v>6</v></c><c/><c s=\"1\"><v>45689</v></c><c><v>1</v></c><c/><c><v>9</v></c></row>";
    let strings = "<si><t>Éric</t></si><si><r><t xml:space=\"preserve\">two </t></r><r><rPr/><t>looks</t></r>\
                   <rPh><t>spoken</t></rPh></si>";
    let mut parts = Parts::of_rows(&rows);
    parts.strings = strings.to_owned();
    check(
        &parts.pack(),
        "",
        expect![[r#"
        orders.xlsx xlsx None None None Some("Orders")
        Order Completed: 3 new, 0 same, 0 other
        table,file,line,column,value,reason
        orders,orders.xlsx,7,amount,#N/A,error_in_cell
        orders,orders.xlsx,8,at,45689,not_a_time
        orders,orders.xlsx,9,,"6 cells, not 5",wrong_number_of_cells
        2025-01-30T23:00:00Z {"by":"Éric","id":"1","note":"two looks","revenue":19.99}
        2025-01-31T22:30:00Z {"by":"true","id":"2","note":"a < b\r","revenue":0.001}
        2025-01-31T23:00:00Z {"id":"3","note":"25:30:00","revenue":7}"#]],
    )
    .await;
    parts.properties = "date1904=\"1\"";
    check(
        &parts.pack(),
        "header_rows = 3",
        expect![[r#"
        orders.xlsx xlsx None None None Some("Orders")
        Order Completed: 0 new, 0 same, 0 other
        quarantined time_in_future: 1
        table,file,line,column,value,reason
        orders,orders.xlsx,7,amount,#N/A,error_in_cell
        orders,orders.xlsx,8,at,45689,not_a_time
        orders,orders.xlsx,9,,"6 cells, not 5",wrong_number_of_cells
    "#]],
    )
    .await;
}

fn of_sheets() -> Parts {
    let row = |id: &str| texts(&HEADER) + &texts(&[id, "ann", "2025-01-05", "10", ""]);
    let mut parts = Parts::of_rows("");
    parts.sheets = vec![
        ("name=\"Notes\" state=\"hidden\"", texts(&["a", "b"])),
        ("name=\"Été &amp; fils\"", row("summer")),
        ("name=\"Winter\"", row("winter")),
        ("name=\"Empty\"", String::new()),
    ];
    parts
}

#[tokio::test]
async fn a_sheet_is_the_first_that_is_shown_or_the_one_that_is_named() {
    let bytes = of_sheets().pack();
    check(
        &bytes,
        "",
        expect![[r#"
        orders.xlsx xlsx None None None Some("Été & fils")
        Order Completed: 1 new, 0 same, 0 other
        2025-01-04T23:00:00Z {"by":"ann","id":"summer","revenue":10}"#]],
    )
    .await;
    check(
        &bytes,
        "sheet = \"Winter\"",
        expect![[r#"
        orders.xlsx xlsx None None None Some("Winter")
        Order Completed: 1 new, 0 same, 0 other
        2025-01-04T23:00:00Z {"by":"ann","id":"winter","revenue":10}"#]],
    )
    .await;
    check(
        &bytes,
        "sheet = \"Wintre\"",
        expect![[r#"
        no_sheet: tables[orders].sheet: `orders.xlsx` has no sheet `Wintre`
          hint: nearest: `Winter`, `Notes`, `Empty`"#]],
    )
    .await;
    check(
        &bytes,
        "sheet = \"Notes\"",
        expect![[r#"
        unknown_recipe_column: orders.amount: `orders.xlsx` has no column `amount`
          hint: nearest: `a`, `b`"#]],
    )
    .await;
    check(&bytes, "sheet = \"Empty\"", expect!["empty_file: path: sheet `Empty` of `orders.xlsx` is empty"]).await;
}

#[tokio::test]
async fn rows_before_the_header_and_more_rows_of_it_are_passed_over() {
    let title = ["Orders of January", "", "", "", ""];
    let second = ["number", "name", "day", "euros", "two\nlines"];
    let order = ["1", "ann", "2025-01-05", "10", "x"];
    let rows: String = [&title, &HEADER, &second, &order].iter().map(|cells| texts(&cells[..])).collect();
    check(
        &Parts::of_rows(&rows).pack(),
        "skip_rows = 1\nheader_rows = 2",
        expect![[r#"
        orders.xlsx xlsx None None None Some("Orders")
        Order Completed: 1 new, 0 same, 0 other
        2025-01-04T23:00:00Z {"by":"ann","id":"1","note":"x","revenue":10}"#]],
    )
    .await;
    let quoted = |cells: &[&str]| format!("\"{}\"\n", cells.join("\";\""));
    let text = format!("Orders, of, January, 2025\n{}", [HEADER, second, order].map(|cells| quoted(&cells)).concat());
    check(
        text.as_bytes(),
        "skip_rows = 1\nheader_rows = 2",
        expect![[r#"
        orders.xlsx csv None Some("utf-8") Some(';') None
        Order Completed: 1 new, 0 same, 0 other
        2025-01-04T23:00:00Z {"by":"ann","id":"1","note":"x","revenue":10}"#]],
    )
    .await;
    check(
        format!("{text}2;").as_bytes(),
        "skip_rows = 1\nheader_rows = 2",
        expect![[r#"
        orders.xlsx csv None Some("utf-8") Some(';') None
        Order Completed: 1 new, 0 same, 0 other
        table,file,line,column,value,reason
        orders,orders.xlsx,6,,"2 cells, not 5",wrong_number_of_cells
        2025-01-04T23:00:00Z {"by":"ann","id":"1","note":"x","revenue":10}"#]],
    )
    .await;
    let wrong = SHOP.replace("file = \"orders*\"", "file = \"orders*\"\nheader_rows = 0");
    expect!["invalid_recipe: my.toml: tables[orders].header_rows: a whole number from 1 to 1000 is wanted here"]
        .assert_eq(&show_refusal(&Recipe::parse(&wrong, "my.toml").unwrap_err()));
}

#[tokio::test]
async fn files_that_are_no_workbook_are_refused_with_the_remedy() {
    let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    old.resize(100_000, 0);
    check(
        &old,
        "",
        expect![[r#"
        unsupported_format: path: `orders.xlsx` is an old Excel workbook (.xls)
          hint: save it as .xlsx or CSV"#]],
    )
    .await;
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    check(
        &old,
        "",
        expect![[r#"
        protected_file: path: `orders.xlsx` is protected by a password
          hint: save it without a password (File, Info, Protect Workbook)"#]],
    )
    .await;
    check(
        &zip(&[("a.csv", b"id,customer")]),
        "",
        expect![[r#"
        unsupported_format: path: `orders.xlsx` is a zip file, but no Excel workbook
          hint: unpack it first, or save it as .xlsx"#]],
    )
    .await;
    let whole = of_sheets().pack();
    check(
        &whole[..whole.len() / 2],
        "",
        expect![[r#"
        truncated_file: path: `orders.xlsx` is cut off: the list of its parts, which ends a workbook, is missing
          hint: copy or download the file again"#]],
    )
    .await;
    let wrong = texts(&HEADER) + "<row><c t=\"s\"><v>7</v></c></row>";
    check(
        &Parts::of_rows(&wrong).pack(),
        "",
        expect![[r#"
        damaged_file: path: `orders.xlsx` is damaged: a cell names a text that is not there, at row 2 or after
          hint: copy or download the file again, or save it anew"#]],
    )
    .await;
    check(
        &Parts::of_rows(&format!("{}<row>", texts(&HEADER))).pack(),
        "",
        expect![[r#"
        damaged_file: path: `orders.xlsx` is damaged: its XML is wrong, at row 2 or after
          hint: copy or download the file again, or save it anew"#]],
    )
    .await;
}

#[tokio::test]
async fn a_workbook_that_would_fill_the_memory_is_refused() {
    let endless = texts(&HEADER) + &texts(&[&"x".repeat(9_000_000)]);
    check(
        &Parts::of_rows(&endless).pack(),
        "",
        expect![[r#"
        record_too_long: path: a row or a text of `orders.xlsx` has more than 8388608 bytes, at row 2 or after
          hint: leave its longest column out"#]],
    )
    .await;
    let mut parts = Parts::of_rows(&texts(&HEADER));
    parts.strings = format!("<si><t>{}</t></si>", "x".repeat(1_000_000)).repeat(210);
    check(
        &parts.pack(),
        "",
        expect![[r#"
        file_too_large: path: `orders.xlsx` has more than 201326592 bytes of text, or 10000000 different texts
          hint: save the sheet as CSV: a file of text may have any size"#]],
    )
    .await;
}

#[tokio::test]
async fn a_damage_anywhere_is_refused_or_harmless() {
    let whole = of_sheets().pack();
    let mut fixture = Fixture::new().await;
    let mut n_refused = 0;
    for place in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x55;
        fixture.write("orders.xlsx", &damaged);
        match fixture.import(SHOP).await {
            // A changed part that is read never passes for the one that was written.
            Ok(report) => assert_eq!(report.rows["orders"], 1, "byte {place}"),
            Err(ImportError::Refused(_)) => n_refused += 1,
            Err(error) => panic!("byte {place}: {error:?}"),
        }
    }
    assert!(n_refused > whole.len() / 4, "{n_refused} of {}", whole.len());
    assert_eq!(fixture.each("Order Completed", |_, props| props.to_owned()).len(), 1);
}
