//! What becomes of the values of each type of a Parquet file.

use crate::fixture::Fixture;
use arrow_array::types::{Decimal256Type, Float16Type, Int8Type, Int32Type, Time32MillisecondType};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float32Array,
    Float64Array, Int8Array, Int64Array, ListArray, NullArray, PrimitiveArray, RecordBatch, StringArray, StructArray,
    TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray, UInt64Array,
};
use arrow_schema::{DataType, Field};
use expect_test::{Expect, expect};
use parquet::arrow::ArrowWriter;
use std::sync::Arc;

/// 2025-01-31T23:30:00Z.
const INSTANT_MS: i64 = 1_738_366_200_000;

/// Writes columns as a Parquet file.
fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)));
    let batch = batch.unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn recipe(types: &str, more: &str) -> String {
    format!(
        r#"
        name = "t"
        timezone = "America/Sao_Paulo"
        [[tables]]
        name = "rows"
        file = "rows*"
        types = {{ {types} }}
        optional = ["key"]
        {more}
        [[events]]
        name = "Seen"
        key = ["key"]
        time = {{ first_of = ["at"] }}
        properties = {{ x = "x" }}
    "#
    )
}

/// Imports a column `x` beside a column of times, and shows what is stored of it, or why not.
async fn check(kind: &str, column: ArrayRef, expected: Expect) {
    let n_rows = column.len();
    let times = TimestampMillisecondArray::from_iter_values((0..n_rows as i64).map(|row| INSTANT_MS + row));
    let times: ArrayRef = Arc::new(times.with_timezone("UTC"));
    let mut fixture = Fixture::new().await;
    fixture.write("rows.anything", &parquet(vec![("x", column), ("at", times)]));
    let folder = fixture.files().display().to_string();
    let outcome = fixture.outcome(&recipe(&format!("at = \"time\", x = \"{kind}\""), "")).await;
    let stored = fixture.stored("Seen");
    let stored: Vec<&str> = stored.lines().filter_map(|line| line.split_once(' ')).map(|(_, props)| props).collect();
    let rejects = outcome.lines().skip_while(|line| !line.starts_with("table,file")).skip(1);
    let shown: Vec<&str> = match outcome.starts_with("unsupported") {
        true => vec![&outcome],
        false => stored.into_iter().chain(rejects).collect(),
    };
    expected.assert_eq(&shown.join("\n").replace(&format!("{folder}/"), ""));
}

#[tokio::test]
async fn numbers_keep_their_digits() {
    check(
        "integer",
        Arc::new(Int8Array::from(vec![Some(-5), None])),
        expect![[r#"
        {}
        {"x":-5}"#]],
    )
    .await;
    check(
        "integer",
        Arc::new(Int64Array::from(vec![i64::MIN, i64::MAX])),
        expect![[r#"
        {"x":9223372036854775807}
        {"x":-9223372036854775808}"#]],
    )
    .await;
    check("decimal", Arc::new(UInt64Array::from(vec![u64::MAX])), expect![[r#"{"x":18446744073709551615}"#]]).await;
    check(
        "integer",
        Arc::new(UInt64Array::from(vec![u64::MAX])),
        expect!["rows,rows.anything,1,x,18446744073709551615,not_an_integer"],
    )
    .await;
    let decimals = Decimal128Array::from(vec![Some(-5), Some(123_456), None]).with_precision_and_scale(10, 3).unwrap();
    check(
        "decimal",
        Arc::new(decimals),
        expect![[r#"
        {"x":123.456}
        {}
        {"x":-0.005}"#]],
    )
    .await;
    let wide = PrimitiveArray::<Decimal256Type>::from_iter_values([arrow_i256(12_345)]);
    check("decimal", Arc::new(wide.with_precision_and_scale(60, 2).unwrap()), expect![[r#"{"x":123.45}"#]]).await;
}

fn arrow_i256(number: i128) -> <Decimal256Type as arrow_array::ArrowPrimitiveType>::Native {
    <Decimal256Type as arrow_array::ArrowPrimitiveType>::Native::from_i128(number)
}

#[tokio::test]
async fn floats_are_written_in_their_shortest_form() {
    let doubles = Float64Array::from(vec![0.1 + 0.2, 1e-7, 1e21, -5.0, f64::NAN, f64::MAX]);
    check("decimal", Arc::new(doubles), expect![[r#"
        {"x":0.0000001}
        {"x":1000000000000000000000}
        {"x":-5}
        {"x":0.30000000000000004}
        rows,rows.anything,5,x,NaN,not_a_decimal
        rows,rows.anything,6,x,17976931348623157000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000,not_a_decimal"#]]).await;
    check(
        "decimal",
        Arc::new(Float32Array::from(vec![0.1, 16_777_216.0])),
        expect![[r#"
        {"x":16777216}
        {"x":0.1}"#]],
    )
    .await;
    check(
        "integer",
        Arc::new(Float64Array::from(vec![5.0, 5.5])),
        expect![[r#"
        {"x":5}
        rows,rows.anything,2,x,5.5,not_an_integer"#]],
    )
    .await;
    let half = |number: f32| <Float16Type as arrow_array::ArrowPrimitiveType>::Native::from_f32(number);
    check("decimal", Arc::new(PrimitiveArray::<Float16Type>::from_iter_values([half(1.5)])), expect![[r#"{"x":1.5}"#]])
        .await;
}

#[tokio::test]
async fn texts_booleans_and_dictionaries() {
    check(
        "boolean",
        Arc::new(BooleanArray::from(vec![Some(true), Some(false), None])),
        expect![[r#"
        {"x":false}
        {}
        {"x":true}"#]],
    )
    .await;
    check(
        "text",
        Arc::new(StringArray::from(vec![Some(" é\n\","), Some(""), None])),
        expect![[r#"
        {}
        {}
        {"x":" é\n\","}"#]],
    )
    .await;
    let words: DictionaryArray<Int8Type> = ["web", "app", "web"].into_iter().collect();
    check(
        "text",
        Arc::new(words),
        expect![[r#"
        {"x":"app"}
        {"x":"web"}
        {"x":"web"}"#]],
    )
    .await;
    check(
        "text",
        Arc::new(NullArray::new(2)),
        expect![[r#"
        {}
        {}"#]],
    )
    .await;
}

#[tokio::test]
async fn an_instant_is_itself_and_a_local_time_is_of_the_zone() {
    let millis = TimestampMillisecondArray::from(vec![Some(INSTANT_MS), None]);
    check(
        "time",
        Arc::new(millis.clone().with_timezone("UTC")),
        expect![[r#"
        {}
        {"x":"2025-01-31T23:30:00Z"}"#]],
    )
    .await;
    check(
        "text",
        Arc::new(millis.clone().with_timezone("Europe/Paris")),
        expect![[r#"
        {}
        {"x":"2025-01-31T23:30:00Z"}"#]],
    )
    .await;
    check(
        "date",
        Arc::new(millis.clone().with_timezone("UTC")),
        expect![[r#"
        {}
        {"x":"2025-01-31"}"#]],
    )
    .await;
    check(
        "time",
        Arc::new(millis.clone()),
        expect![[r#"
        {}
        {"x":"2025-02-01T02:30:00Z"}"#]],
    )
    .await;
    check(
        "text",
        Arc::new(millis),
        expect![[r#"
        {}
        {"x":"2025-01-31T23:30:00"}"#]],
    )
    .await;
    check(
        "text",
        Arc::new(TimestampMicrosecondArray::from(vec![INSTANT_MS * 1_000 + 1])),
        expect![[r#"{"x":"2025-01-31T23:30:00.000001"}"#]],
    )
    .await;
    let nanos = TimestampNanosecondArray::from(vec![INSTANT_MS * 1_000_000 + 1]).with_timezone("UTC");
    check("text", Arc::new(nanos), expect![[r#"{"x":"2025-01-31T23:30:00.000000001Z"}"#]]).await;
    check(
        "time",
        Arc::new(TimestampMillisecondArray::from(vec![i64::MAX])),
        expect!["rows,rows.anything,1,x,9223372036854775807,not_a_time"],
    )
    .await;
}

#[tokio::test]
async fn dates_are_days() {
    let dates = Date32Array::from(vec![Some(20_119), Some(-1), None]);
    check(
        "date",
        Arc::new(dates.clone()),
        expect![[r#"
        {"x":"1969-12-31"}
        {}
        {"x":"2025-01-31"}"#]],
    )
    .await;
    check(
        "time",
        Arc::new(dates),
        expect![[r#"
        {"x":"1969-12-31T03:00:00Z"}
        {}
        {"x":"2025-01-31T03:00:00Z"}"#]],
    )
    .await;
    check("date", Arc::new(Date32Array::from(vec![i32::MAX])), expect!["rows,rows.anything,1,x,2147483647,not_a_date"])
        .await;
}

#[tokio::test]
async fn what_cannot_be_a_cell_is_refused_when_it_is_used() {
    let list = ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1), Some(2)])]);
    check(
        "text",
        Arc::new(list),
        expect![[r#"
        unsupported_column: rows.x: column `x` of `rows.anything` has lists
          hint: write it as text, or leave it out"#]],
    )
    .await;
    let field = Arc::new(Field::new("a", DataType::Int64, false));
    let inner: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    check(
        "text",
        Arc::new(StructArray::from(vec![(field, inner)])),
        expect![[r#"
        unsupported_column: rows.x: column `x` of `rows.anything` has structures
          hint: write it as text, or leave it out"#]],
    )
    .await;
    check(
        "text",
        Arc::new(BinaryArray::from_vec(vec![b"a"])),
        expect![[r#"
        unsupported_column: rows.x: column `x` of `rows.anything` has bytes that are not marked as text
          hint: write it as text, or leave it out"#]],
    )
    .await;
    let noon = PrimitiveArray::<Time32MillisecondType>::from_iter_values([43_200_000]);
    check(
        "text",
        Arc::new(noon),
        expect![[r#"
        unsupported_column: rows.x: column `x` of `rows.anything` has times of day
          hint: write it as text, or leave it out"#]],
    )
    .await;
}

#[tokio::test]
async fn unused_columns_are_no_matter_but_tell_rows_apart() {
    let list: ArrayRef =
        Arc::new(ListArray::from_iter_primitive::<Int32Type, _, _>([None::<Vec<_>>, None, None, None]));
    let note: ArrayRef = Arc::new(StringArray::from(vec!["a", "b", "b", "a"]));
    let x: ArrayRef = Arc::new(Int64Array::from(vec![1; 4]));
    let at: ArrayRef = Arc::new(TimestampMillisecondArray::from(vec![INSTANT_MS; 4]));
    let mut fixture = Fixture::new().await;
    let bytes =
        parquet(vec![("list", Arc::clone(&list)), ("x", Arc::clone(&x)), ("note", note), ("at", Arc::clone(&at))]);
    fixture.write("rows.parquet", &bytes);
    let recipe = recipe(r#"at = "time", x = "integer""#, "");
    expect!["Seen: 4 new, 0 same, 0 other"].assert_eq(&fixture.outcome(&recipe).await);
    expect!["Seen: 0 new, 4 same, 0 other"].assert_eq(&fixture.outcome(&recipe).await);
    // Two of the rows are now others, in a column that no event says.
    let note: ArrayRef = Arc::new(StringArray::from(vec!["a", "c", "c", "a"]));
    fixture.write("rows.parquet", &parquet(vec![("list", list), ("x", x), ("note", note), ("at", at)]));
    expect!["Seen: 2 new, 2 same, 0 other"].assert_eq(&fixture.outcome(&recipe).await);
}

#[tokio::test]
async fn a_recipe_that_says_how_text_is_written_wants_text() {
    let x: ArrayRef = Arc::new(Float64Array::from(vec![1.5]));
    let at: ArrayRef = Arc::new(TimestampMillisecondArray::from(vec![INSTANT_MS]));
    let mut fixture = Fixture::new().await;
    fixture.write("rows.parquet", &parquet(vec![("x", x), ("at", at)]));
    let folder = fixture.files().display().to_string();
    let types = r#"at = "time", x = "decimal""#;
    for (more, expected) in [
        (
            "decimal_comma = true",
            expect![[r#"
            unsupported_column: rows.x: column `x` of `rows.parquet` has numbers, not text
              hint: leave `decimal_comma` out of the table"#]],
        ),
        (
            "time_formats = [\"%d/%m/%Y\"]",
            expect![[r#"
            unsupported_column: rows.at: column `at` of `rows.parquet` has dates or times, not text
              hint: leave `time_formats` out of the table"#]],
        ),
        // Those are about files without names of columns.
        ("columns = [\"a\", \"b\"]\ndelimiter = \";\"", expect!["Seen: 1 new, 0 same, 0 other"]),
    ] {
        let outcome = fixture.outcome(&recipe(types, more)).await;
        expected.assert_eq(&outcome.replace(&format!("{folder}/"), ""));
    }
}
