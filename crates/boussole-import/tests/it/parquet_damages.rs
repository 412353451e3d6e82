//! Parquet files that are cut off, damaged, do not fit, or are very large.

use crate::fixture::{Fixture, gzip};
use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMillisecondArray};
use boussole_import::Recipe;
use expect_test::{Expect, expect};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::sync::Arc;

const RECIPE: &str = r#"
    name = "shop"
    timezone = "Europe/Paris"
    [[tables]]
    name = "orders"
    file = "orders*"
    types = { at = "time", amount = "integer" }
    [person]
    identifiers = { user_id = "customer" }
    [[events]]
    name = "Order Completed"
    key = ["id"]
    time = "at"
    properties = { revenue = "amount" }
"#;

/// Writes orders as a Parquet file; `amount` is the name of one of its columns.
fn orders(ids: std::ops::Range<i64>, amount: &str, properties: WriterProperties) -> Vec<u8> {
    let column = |number: &dyn Fn(i64) -> i64| -> Int64Array { ids.clone().map(number).collect() };
    let columns: [(&str, ArrayRef); 4] = [
        ("id", Arc::new(column(&|id| id))),
        ("customer", Arc::new(ids.clone().map(|id| Some(format!("c{}", id * 7919 % 1009))).collect::<StringArray>())),
        (
            "at",
            Arc::new(
                column(&|id| 1_700_000_000_000 + id).reinterpret_cast::<arrow_array::types::TimestampMillisecondType>()
                    as TimestampMillisecondArray,
            ),
        ),
        (amount, Arc::new(column(&|id| id * id % 9973))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn packed(compression: Compression) -> WriterProperties {
    WriterProperties::builder().set_compression(compression).set_data_page_row_count_limit(1_000).build()
}

/// Shows the outcome of files of orders without the folder they lie in.
async fn check(files: &[(&str, &[u8])], expected: Expect) {
    let mut fixture = Fixture::new().await;
    for (name, bytes) in files {
        fixture.write(name, bytes);
    }
    let folder = fixture.files().display().to_string();
    expected.assert_eq(&fixture.outcome(RECIPE).await.replace(&format!("{folder}/"), ""));
}

#[tokio::test]
async fn several_files_of_several_formats_are_one_table() {
    let csv = "id,customer,at,amount\n90000,ann,2024-01-05,10\n";
    check(
        &[
            ("orders-1.parquet", &orders(0..10, "amount", packed(Compression::UNCOMPRESSED))),
            ("orders-2.parquet", &orders(5..25, "amount", packed(Compression::SNAPPY))),
            ("orders-3", &orders(20..30, "amount", packed(Compression::GZIP(GzipLevel::default())))),
            ("orders-4.csv", &orders(25..35, "amount", packed(Compression::ZSTD(ZstdLevel::default())))),
            ("orders-5.csv", csv.as_bytes()),
        ],
        expect!["Order Completed: 36 new, 15 same, 0 other"],
    )
    .await;
}

#[tokio::test]
async fn files_that_do_not_fit_are_refused_before_anything_is_stored() {
    let plain = || packed(Compression::UNCOMPRESSED);
    let whole = orders(0..10, "amount", plain());
    check(
        &[("orders-1.parquet", &whole), ("orders-2.parquet", &orders(10..20, "amounts", plain()))],
        expect![[r#"
        unknown_recipe_column: orders.amount: `orders-2.parquet` has no column `amount`
          hint: nearest: `amounts`, `at`, `customer`"#]],
    )
    .await;
    check(&[("orders-1.parquet", &whole), ("orders-2.parquet", &whole[..whole.len() - 1])], expect![[r#"
        truncated_file: path: `orders-2.parquet` is cut off: the description of the columns, which ends a Parquet file, is missing
          hint: copy or download the file again"#]]).await;
    check(&[("orders.parquet", b"PAR1")], expect![[r#"
        truncated_file: path: `orders.parquet` is cut off: the description of the columns, which ends a Parquet file, is missing
          hint: copy or download the file again"#]]).await;
    let mut nonsense = whole.clone();
    let end = nonsense.len();
    nonsense[end - 60..end - 20].fill(0xff);
    check(&[("orders.parquet", &nonsense)], expect![[r#"
        damaged_file: path: the description of the columns of `orders.parquet` cannot be read: External: invalid utf-8 sequence of 1 bytes from index 383
          hint: copy the file again, or write it with another program"#]]).await;
    let mut endless = whole.clone();
    endless[end - 8..end - 4].copy_from_slice(&u32::MAX.to_le_bytes());
    check(&[("orders.parquet", &endless)], expect![[r#"
        truncated_file: path: `orders.parquet` is cut off: the description of the columns, which ends a Parquet file, is missing
          hint: copy or download the file again"#]]).await;
    check(
        &[("orders.parquet.gz", &gzip(&whole))],
        expect![[r#"
            unsupported_format: path: `orders.parquet.gz` is a packed Parquet file
              hint: unpack it first: workbooks and Parquet files are read as they are"#]],
    )
    .await;
}

#[tokio::test]
async fn a_damaged_page_is_refused_with_its_column_and_about_where() {
    let mut bytes = orders(0..20_000, "amount", packed(Compression::ZSTD(ZstdLevel::default())));
    let middle = bytes.len() / 3;
    bytes[middle..middle + 4_000].fill(0xff);
    check(
        &[("orders.parquet", &bytes)],
        expect![[r#"
        damaged_file: path: `orders.parquet` is damaged: column `customer` cannot be read, at row 3073 or after
          hint: copy or download the file again"#]],
    )
    .await;
}

#[tokio::test]
async fn progress_counts_the_bytes_of_the_file_to_its_end() {
    let fixture = Fixture::new().await;
    let bytes = orders(0..5_000, "amount", packed(Compression::UNCOMPRESSED));
    fixture.write("orders.parquet", &bytes);
    let seen = fixture.progress(&Recipe::parse(RECIPE, "test.toml").unwrap()).await;
    let n_bytes: Vec<u64> = seen.iter().map(|progress| progress.bytes_read).collect();
    assert!(n_bytes.is_sorted() && n_bytes[0] > 0, "{n_bytes:?}");
    assert_eq!(seen.last().map(|last| (last.rows, last.bytes_total)), Some((5_000, bytes.len() as u64)));
}
