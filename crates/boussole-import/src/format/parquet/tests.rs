use super::ParquetRows;
use crate::ImportError;
use crate::format::{ByteCounter, Record, RowSource};
use crate::recipe::Recipe;
use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use std::sync::Arc;

const RECIPE: &str = r#"
    name = "t"
    [[tables]]
    name = "rows"
    file = "rows"
    types = { at = "time" }
    [[events]]
    name = "Seen"
    key = ["id", "word"]
    time = "at"
"#;

/// Reads all rows of a file, and returns how many there are.
fn n_rows(bytes: &[u8]) -> Result<u64, ImportError> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), bytes).expect("written");
    let recipe = Recipe::parse(RECIPE, "t.toml").expect("a recipe");
    let mut rows = ParquetRows::open(file.path(), &recipe.tables[0], true, ByteCounter::default())?;
    let mut record = Record::default();
    while rows.read(&mut record)? {}
    Ok(record.line)
}

fn file(n_rows: i64) -> Vec<u8> {
    let columns: [(&str, ArrayRef); 3] = [
        ("id", Arc::new((0..n_rows).collect::<Int64Array>())),
        (
            "word",
            Arc::new((0..n_rows).map(|row| Some(if row % 3 == 0 { "yes" } else { "no" })).collect::<StringArray>()),
        ),
        ("at", Arc::new((0..n_rows).map(|row| (row % 7 != 0).then_some("2025-01-01")).collect::<StringArray>())),
    ];
    let batch = RecordBatch::try_from_iter(columns).expect("a batch");
    let mut bytes = Vec::new();
    let properties = WriterProperties::builder().set_data_page_row_count_limit(20).set_write_batch_size(20).build();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).expect("a writer");
    writer.write(&batch).expect("rows");
    writer.close().expect("an end");
    bytes
}

#[test]
fn rows_come_in_batches_and_are_counted() {
    for rows in [0, 1, 1_024, 2_500] {
        assert_eq!(n_rows(&file(rows)).expect("rows"), u64::try_from(rows).expect("a count"));
    }
}

/// Whatever byte of a file is another one, it has the same number of rows or is refused.
#[test]
fn no_damage_makes_the_reader_fall() {
    let whole = file(100);
    for place in 0..whole.len() {
        for flipped in [0x01, 0xff] {
            let mut damaged = whole.clone();
            damaged[place] ^= flipped;
            match n_rows(&damaged) {
                Ok(n_rows) => assert_eq!(n_rows, 100, "byte {place} xor {flipped}"),
                Err(ImportError::Refused(_)) => {}
                Err(error) => panic!("byte {place} xor {flipped}: {error:?}"),
            }
        }
    }
}

/// Wherever a file ends too early, it is refused.
#[test]
fn a_file_that_is_cut_off_is_refused() {
    let whole = file(100);
    for end in 0..whole.len() {
        let refused = n_rows(&whole[..end]);
        assert!(matches!(refused, Err(ImportError::Refused(_))), "cut at byte {end}");
    }
}
