use crate::fixture::{Fixture, SHOP, gzip, zstd};
use expect_test::{Expect, expect};

/// Shows the outcome of a file of orders without the folder it lies in.
async fn check(name: &str, bytes: &[u8], expected: Expect) {
    let mut fixture = Fixture::new().await;
    fixture.write(name, bytes);
    let folder = fixture.files().display().to_string();
    let outcome = fixture.outcome(SHOP).await.replace(&format!("{folder}/"), "").replace(&folder, "FOLDER");
    expected.assert_eq(&outcome);
}

#[tokio::test]
async fn rows_that_are_none_are_rejects_with_line_column_and_reason() {
    let text = "id,customer,at,amount,note\n1,ann,2024-01-05,10,\"two\nlines\"\n2,bob,2024-01-06,ten,\n3,eve,2024-13-01,1,\n4,eve\n\n5,eve,2024-01-06,1,,\n,eve,2024-01-06,1,\n6,eve,,1,\n7,eve,2024-01-06,1,\n";
    check(
        "orders.csv",
        text.as_bytes(),
        expect![[r#"
            Order Completed: 2 new, 0 same, 0 other
            table,file,line,column,value,reason
            orders,orders.csv,4,amount,ten,not_a_decimal
            orders,orders.csv,5,at,2024-13-01,not_a_time
            orders,orders.csv,6,,"2 cells, not 5",wrong_number_of_cells
            orders,orders.csv,8,,"6 cells, not 5",wrong_number_of_cells
            orders,orders.csv,9,id,,key_absent
            orders,orders.csv,10,at,,time_absent"#]],
    )
    .await;
    check(
        "orders.csv",
        text.replace('\n', "\r\n").as_bytes(),
        expect![[r#"
            Order Completed: 2 new, 0 same, 0 other
            table,file,line,column,value,reason
            orders,orders.csv,4,amount,ten,not_a_decimal
            orders,orders.csv,5,at,2024-13-01,not_a_time
            orders,orders.csv,6,,"2 cells, not 5",wrong_number_of_cells
            orders,orders.csv,8,,"6 cells, not 5",wrong_number_of_cells
            orders,orders.csv,9,id,,key_absent
            orders,orders.csv,10,at,,time_absent"#]],
    )
    .await;
}

#[tokio::test]
async fn a_cut_off_file_is_refused_with_its_name_and_about_where() {
    let rows: String = (0..20_000).map(|n| format!("{n},c{},2024-01-05,{}\n", n * 7919 % 1009, n % 97)).collect();
    let bytes = gzip(format!("id,customer,at,amount\n{rows}").as_bytes());
    check(
        "orders.csv.gz",
        &bytes[..bytes.len() / 2],
        expect![[r#"
        truncated_file: path: `orders.csv.gz` is cut off: the compressed data ends at byte 59336, near line 9795
          hint: copy or download the file again"#]],
    )
    .await;
    check(
        "orders.csv.gz",
        &bytes[..15],
        expect![[r#"
        truncated_file: path: `orders.csv.gz` is cut off: the compressed data ends at byte 15, near line 1
          hint: copy or download the file again"#]],
    )
    .await;
    let packed = zstd(format!("id,customer,at,amount\n{rows}").as_bytes());
    check(
        "orders.csv.zst",
        &packed[..packed.len() / 2],
        expect![[r#"
        truncated_file: path: `orders.csv.zst` is cut off: the compressed data ends at byte 59624, near line 5556
          hint: copy or download the file again"#]],
    )
    .await;
    check(
        "orders.csv.zst",
        &packed[..7],
        expect![[r#"
        truncated_file: path: `orders.csv.zst` is cut off: the compressed data ends at byte 7, near line 1
          hint: copy or download the file again"#]],
    )
    .await;
    for (name, mut damaged) in [("orders.csv.gz", bytes), ("orders.csv.zst", packed)] {
        let middle = damaged.len() / 2;
        damaged[middle..middle + 64].fill(0xff);
        let mut fixture = Fixture::new().await;
        fixture.write(name, &damaged);
        let outcome = fixture.outcome(SHOP).await;
        assert!(outcome.starts_with("damaged_file: path: ") && outcome.contains(name), "{outcome}");
    }
}

#[tokio::test]
async fn a_file_may_be_packed_in_pieces_and_what_follows_them_is_damage() {
    let (first, second) = (b"id,customer,at,amount\n1,ann,2024-01-05,10\n", b"2,bob,2024-01-06,20\n");
    for pack in [gzip, zstd] {
        let mut bytes = pack(first);
        bytes.extend(pack(second));
        check("orders.packed", &bytes, expect!["Order Completed: 2 new, 0 same, 0 other"]).await;
        bytes.extend(b"rubbish, and not a little of it");
        let mut fixture = Fixture::new().await;
        fixture.write("orders.packed", &bytes);
        let outcome = fixture.outcome(SHOP).await;
        assert!(outcome.starts_with("damaged_file: path: "), "{outcome}");
    }
}

#[tokio::test]
async fn packed_data_that_wants_much_memory_is_refused() {
    // The header of a frame that wants a window of 2 GiB.
    check(
        "orders.csv.zst",
        b"\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00",
        expect![[r#"
        unsupported_format: path: unpacking `orders.csv.zst` takes more than 128 MiB of memory
          hint: pack it again with `zstd` without `--ultra` and `--long`"#]],
    )
    .await;
}

#[tokio::test]
async fn a_record_without_end_is_refused_before_it_fills_the_memory() {
    let mut text = b"id,customer,at,amount\n1,ann,2024-01-05,10\n2,bob,2024-01-05,\"".to_vec();
    text.extend(std::iter::repeat_n(b"all on one line\n", 600_000).flatten());
    check(
        "orders.csv",
        &text,
        expect![[r#"
        record_too_long: path: the record that begins on line 3 of `orders.csv` has more than 8388608 bytes
          hint: look for a quote that is never closed"#]],
    )
    .await;
    check(
        "orders.csv.gz",
        &gzip(&text),
        expect![[r#"
        record_too_long: path: the record that begins on line 3 of `orders.csv.gz` has more than 8388608 bytes
          hint: look for a quote that is never closed"#]],
    )
    .await;
    let blanks = SHOP.replace("file = \"orders*\"", "file = \"orders*\"\ndelimiter = \"blanks\"");
    let mut fixture = Fixture::new().await;
    fixture.write("orders.txt", &b"endless".repeat(2_000_000));
    let outcome = fixture.outcome(&blanks).await;
    assert!(outcome.starts_with("record_too_long: path: the record that begins on line 1 of"), "{outcome}");
}

#[tokio::test]
async fn files_that_do_not_fit_are_refused_before_anything_is_stored() {
    check("orders.csv", b"", expect!["empty_file: path: `orders.csv` is empty"]).await;
    check(
        "orders.csv",
        b"PK\x03\x04rest",
        expect![[r#"
        truncated_file: path: `orders.csv` is cut off: the list of its parts, which ends a workbook, is missing
          hint: copy or download the file again"#]],
    )
    .await;
    check(
        "orders.csv.gz",
        &gzip(b"PK\x03\x04rest"),
        expect![[r#"
        unsupported_format: path: `orders.csv.gz` is a packed workbook or zip file
          hint: unpack it first: workbooks and Parquet files are read as they are"#]],
    )
    .await;
    check(
        "order.csv",
        b"id",
        expect![[r#"
        no_file: tables[orders].file: 0 files in `FOLDER` are called `orders*`
          hint: nearest: `order.csv`"#]],
    )
    .await;
    check(
        "orders.csv",
        b"ID,customer,at,amounts\n",
        expect![[r#"
        unknown_recipe_column: orders.amount: `orders.csv` has no column `amount`
          hint: nearest: `amounts`, `at`, `customer`"#]],
    )
    .await;
    check(
        "orders.csv",
        b"id,customer,at,amount,at\n",
        expect!["ambiguous_column: orders.at: `orders.csv` has two columns `at`"],
    )
    .await;
    let mut fixture = Fixture::with_orders("id,customer,at,amount\n").await;
    fixture.write("orders.csv.zst", &zstd(b"id,customer,at,amount\n"));
    expect![[r#"
        ambiguous_file: tables[orders].file: `orders.csv.zst` stands beside itself uncompressed
          hint: remove one of the two"#]]
    .assert_eq(&fixture.outcome(SHOP).await);
}
