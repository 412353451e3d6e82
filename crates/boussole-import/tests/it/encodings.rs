//! Text files whose letters are written in other ways than UTF-8, and what is said of each file.

use crate::fixture::{Fixture, SHOP, gzip, show, show_error, show_files};
use expect_test::{Expect, expect};

const TEXT: &str = "id;customer;at;amount\n1;Éric;2024-01-05;10\n2;Zoë “€” 🦀;2024-01-06;20\n";

/// Shows what became of a file of orders, what it was recognised to be, and who ordered.
async fn check(bytes: &[u8], encoding: &str, expected: Expect) {
    let recipe = SHOP
        .replace("file = \"orders*\"", &format!("file = \"orders*\"\n{encoding}"))
        .replace("id = \"id\"", "id = \"id\", by = \"customer\"");
    let mut fixture = Fixture::new().await;
    fixture.write("orders.csv", bytes);
    let folder = fixture.files().display().to_string();
    let shown = match fixture.import(&recipe).await {
        Ok(report) => {
            format!("{}\n{}\n{}", show_files(&report), show(&report), fixture.stored("Order Completed"))
        }
        Err(error) => show_error(&error),
    };
    expected.assert_eq(&shown.replace(&format!("{folder}/"), ""));
}

fn windows(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        '€' => 0x80,
        '“' => 0x93,
        '”' => 0x94,
        _ => u8::try_from(u32::from(letter)).unwrap(),
    };
    text.replace('🦀', "").chars().map(byte).collect()
}

#[tokio::test]
async fn the_letters_of_a_file_are_recognised() {
    check(
        TEXT.as_bytes(),
        "",
        expect![[r#"
        orders.csv csv None Some("utf-8") Some(';') None
        Order Completed: 2 new, 0 same, 0 other
        2024-01-04T23:00:00Z {"by":"Éric","id":"1","revenue":10}
        2024-01-05T23:00:00Z {"by":"Zoë “€” 🦀","id":"2","revenue":20}"#]],
    )
    .await;
    check(
        format!("\u{feff}{TEXT}").as_bytes(),
        "",
        expect![[r#"
        orders.csv csv None Some("utf-8") Some(';') None
        Order Completed: 2 new, 0 same, 0 other
        2024-01-04T23:00:00Z {"by":"Éric","id":"1","revenue":10}
        2024-01-05T23:00:00Z {"by":"Zoë “€” 🦀","id":"2","revenue":20}"#]],
    )
    .await;
    check(
        &windows(TEXT),
        "",
        expect![[r#"
        orders.csv csv None Some("windows-1252") Some(';') None
        Order Completed: 2 new, 0 same, 0 other
        2024-01-04T23:00:00Z {"by":"Éric","id":"1","revenue":10}
        2024-01-05T23:00:00Z {"by":"Zoë “€” ","id":"2","revenue":20}"#]],
    )
    .await;
    let marked = format!("\u{feff}{}", TEXT.replace(';', "\t"));
    check(
        &marked.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        "",
        expect![[r#"
        orders.csv csv None Some("utf-16le") Some('\t') None
        Order Completed: 2 new, 0 same, 0 other
        2024-01-04T23:00:00Z {"by":"Éric","id":"1","revenue":10}
        2024-01-05T23:00:00Z {"by":"Zoë “€” 🦀","id":"2","revenue":20}"#]],
    )
    .await;
    check(
        &marked.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>(),
        "",
        expect![[r#"
        orders.csv csv None Some("utf-16be") Some('\t') None
        Order Completed: 2 new, 0 same, 0 other
        2024-01-04T23:00:00Z {"by":"Éric","id":"1","revenue":10}
        2024-01-05T23:00:00Z {"by":"Zoë “€” 🦀","id":"2","revenue":20}"#]],
    )
    .await;
    check(
        &TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>(),
        "",
        expect![[r#"
        orders.csv csv None Some("utf-16be") Some(';') None
        Order Completed: 2 new, 0 same, 0 other
        2024-01-04T23:00:00Z {"by":"Éric","id":"1","revenue":10}
        2024-01-05T23:00:00Z {"by":"Zoë “€” 🦀","id":"2","revenue":20}"#]],
    )
    .await;
    check(
        &gzip(&windows(TEXT)),
        "",
        expect![[r#"
        orders.csv csv Some("gzip") Some("windows-1252") Some(';') None
        Order Completed: 2 new, 0 same, 0 other
        2024-01-04T23:00:00Z {"by":"Éric","id":"1","revenue":10}
        2024-01-05T23:00:00Z {"by":"Zoë “€” ","id":"2","revenue":20}"#]],
    )
    .await;
}

#[tokio::test]
async fn a_recipe_may_say_how_letters_are_written() {
    check(
        &windows(TEXT),
        "encoding = \"windows-1252\"",
        expect![[r#"
        orders.csv csv None Some("windows-1252") Some(';') None
        Order Completed: 2 new, 0 same, 0 other
        2024-01-04T23:00:00Z {"by":"Éric","id":"1","revenue":10}
        2024-01-05T23:00:00Z {"by":"Zoë “€” ","id":"2","revenue":20}"#]],
    )
    .await;
    check(
        &windows(TEXT),
        "encoding = \"utf-8\"",
        expect![[r#"
        orders.csv csv None Some("utf-8") Some(';') None
        table,file,line,column,value,reason
        orders,orders.csv,2,customer,,not_utf8
        orders,orders.csv,3,customer,,not_utf8
    "#]],
    )
    .await;
    check(
        TEXT.as_bytes(),
        "encoding = \"windows-1252\"",
        expect![[r#"
        orders.csv csv None Some("windows-1252") Some(';') None
        Order Completed: 2 new, 0 same, 0 other
        2024-01-04T23:00:00Z {"by":"Ã‰ric","id":"1","revenue":10}
        2024-01-05T23:00:00Z {"by":"ZoÃ« â€œâ‚¬â€ ðŸ¦€","id":"2","revenue":20}"#]],
    )
    .await;
    let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(
        &utf16,
        "encoding = \"utf-16\"",
        expect![[r#"
        orders.csv csv None Some("utf-16le") Some(';') None
        Order Completed: 2 new, 0 same, 0 other
        2024-01-04T23:00:00Z {"by":"Éric","id":"1","revenue":10}
        2024-01-05T23:00:00Z {"by":"Zoë “€” 🦀","id":"2","revenue":20}"#]],
    )
    .await;
    check(
        &utf16[..utf16.len() - 1],
        "encoding = \"utf-16\"",
        expect![[r#"
        damaged_file: path: `orders.csv` is not UTF-16 text near line 3
          hint: save it again, best in UTF-8, or say its encoding in its table of the recipe"#]],
    )
    .await;
}

/// A file of one mebibyte and more, of letters that every encoding writes alike.
fn long() -> Vec<u8> {
    let rows: String = (0..50_000).map(|n| format!("{n},c{n},2024-01-05,{}\n", n % 97)).collect();
    format!("id,customer,at,amount\n{rows}").into_bytes()
}

#[tokio::test]
async fn a_file_is_never_read_in_two_ways() {
    let mut late = long();
    late.extend(windows("50000,Éric,2024-01-05,10\n50001,bob,2024-01-05,10\n"));
    check(&late, "", expect![[r#"
        unclear_encoding: path: `orders.csv` looks like UTF-8, but what begins on line 50002 is not
          hint: say in its table of the recipe how it is written: encoding = "windows-1252", or encoding = "utf-8" to set such rows aside"#]]).await;
    // Letters of UTF-8 at the beginning, and one that is not: it is asked, not guessed.
    let mut mixed = TEXT.as_bytes().to_vec();
    mixed.extend(windows("3;Éric;2024-01-05;10\n"));
    check(&mixed, "", expect![[r#"
        unclear_encoding: path: `orders.csv` looks like UTF-8, but what begins on line 4 is not
          hint: say in its table of the recipe how it is written: encoding = "windows-1252", or encoding = "utf-8" to set such rows aside"#]]).await;
    check(
        &mixed,
        "encoding = \"utf-8\"",
        expect![[r#"
        orders.csv csv None Some("utf-8") Some(';') None
        Order Completed: 2 new, 0 same, 0 other
        table,file,line,column,value,reason
        orders,orders.csv,4,customer,,not_utf8
        2024-01-04T23:00:00Z {"by":"Éric","id":"1","revenue":10}
        2024-01-05T23:00:00Z {"by":"Zoë “€” 🦀","id":"2","revenue":20}"#]],
    )
    .await;
}

#[tokio::test]
async fn what_follows_the_beginning_may_be_of_many_letters() {
    let mut fixture = Fixture::new().await;
    let mut late = long();
    late.extend("50000,Éric,2024-01-05,10\n".as_bytes());
    fixture.write("orders.csv", &late);
    let report = fixture.import(SHOP).await.unwrap();
    assert_eq!((report.totals().accepted, report.n_rejects()), (50_001, 0));
}
