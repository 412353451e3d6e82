use crate::fixture::{Fixture, SHOP, gzip, show};
use boussole_import::Recipe;
use expect_test::expect;

const ORDERS: &str = "id,customer,at,amount\n1,ann,2024-01-05 10:00:00,10.50\n2,bob,2024-01-06 10:00:00,20\n3,ann,2024-01-07 10:00:00,5\n";

#[tokio::test]
async fn the_same_file_adds_nothing_however_it_is_packed() {
    let mut fixture = Fixture::with_orders(ORDERS).await;
    expect!["Order Completed: 3 new, 0 same, 0 other"].assert_eq(&fixture.outcome(SHOP).await);
    expect!["Order Completed: 0 new, 3 same, 0 other"].assert_eq(&fixture.outcome(SHOP).await);

    fixture.remove("orders.csv");
    fixture.write("orders.csv.gz", &gzip(ORDERS.as_bytes()));
    expect!["Order Completed: 0 new, 3 same, 0 other"].assert_eq(&fixture.outcome(SHOP).await);

    fixture.remove("orders.csv.gz");
    let windows = format!("\u{feff}{}", ORDERS.replace(',', ";").replace('\n', "\r\n"));
    fixture.write("orders.csv", windows.as_bytes());
    expect!["Order Completed: 0 new, 3 same, 0 other"].assert_eq(&fixture.outcome(SHOP).await);

    let members = [
        gzip(b"id,customer,at,amount\n1,ann,2024-01-05 10:00:00,10.50\n"),
        gzip(b"2,bob,2024-01-06 10:00:00,20\n4,eve,2024-01-08,1\n"),
    ];
    fixture.write("orders.csv", &members.concat());
    expect!["Order Completed: 1 new, 2 same, 0 other"].assert_eq(&fixture.outcome(SHOP).await);
}

#[tokio::test]
async fn a_table_cut_in_two_gives_the_same() {
    let keyless = SHOP.replace("key = [\"id\"]", "");
    let header = "id,customer,at,amount\n";
    let row = "1,ann,2024-01-05,10\n";
    let mut fixture = Fixture::with_orders(&format!("{header}{row}{row}{row}")).await;
    expect!["Order Completed: 3 new, 0 same, 0 other"].assert_eq(&fixture.outcome(&keyless).await);
    fixture.remove("orders.csv");
    fixture.write("orders-1.csv", format!("{header}{row}").as_bytes());
    fixture.write("orders-2.csv.gz", &gzip(format!("{header}{row}{row}").as_bytes()));
    expect!["Order Completed: 0 new, 3 same, 0 other"].assert_eq(&fixture.outcome(&keyless).await);
    fixture.write("orders-3.csv", format!("{header}{row}").as_bytes());
    expect!["Order Completed: 1 new, 3 same, 0 other"].assert_eq(&fixture.outcome(&keyless).await);
}

#[tokio::test]
async fn a_changed_row_is_refused_by_name() {
    let mut fixture = Fixture::with_orders(ORDERS).await;
    fixture.outcome(SHOP).await;
    fixture.write("orders.csv", ORDERS.replace("20\n", "21\n").as_bytes());
    expect![[r#"
        Order Completed: 0 new, 2 same, 1 other
        table,file,line,column,value,reason
        orders,orders.csv,3,id,2,same_key_other_content"#]]
    .assert_eq(&fixture.outcome(SHOP).await);
    let repeated = format!("{ORDERS}4,eve,2024-01-08,1\n4,eve,2024-01-08,1\n4,eve,2024-01-08,2\n");
    fixture.write("orders.csv", repeated.as_bytes());
    expect![[r#"
        Order Completed: 1 new, 4 same, 1 other
        table,file,line,column,value,reason
        orders,orders.csv,7,id,4,same_key_other_content"#]]
    .assert_eq(&fixture.outcome(SHOP).await);
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_adds_nothing() {
    let text =
        format!("{ORDERS}3,ann,2024-01-07 10:00:00,5\n3,ann,2024-01-07 10:00:00,6\n5,eve,never,1\n,eve,2024-01-01,1\n");
    let mut fixture = Fixture::with_orders(&text).await;
    let recipe = Recipe::parse(SHOP, "test.toml").unwrap();
    let files = fixture.files();
    let dry = fixture.import_path(&recipe, &files, true).await.unwrap();
    assert_eq!(fixture.stored("Order Completed"), "");
    let real = fixture.import_path(&recipe, &files, false).await.unwrap();
    assert_eq!(show(&dry), show(&real));
    expect![[r#"
        Order Completed: 3 new, 1 same, 1 other
        table,file,line,column,value,reason
        orders,orders.csv,7,at,never,not_a_time
        orders,orders.csv,8,id,,key_absent
        orders,orders.csv,6,id,3,same_key_other_content"#]]
    .assert_eq(&show(&dry));
}

#[tokio::test]
async fn progress_ends_with_every_byte_and_row() {
    let fixture = Fixture::with_orders(ORDERS).await;
    let recipe = Recipe::parse(SHOP, "test.toml").unwrap();
    let seen = fixture.progress(&recipe).await;
    let last = seen.last().unwrap();
    assert_eq!((last.bytes_read, last.bytes_total), (ORDERS.len() as u64, ORDERS.len() as u64));
    assert_eq!((last.table.as_str(), last.rows, last.events), ("orders", 3, 3));
}
