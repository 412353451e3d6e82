//! The row of an event: its Arrow schema, and the way from rows to a batch and back to bytes.

use arrow_array::builder::{
    FixedSizeBinaryBuilder, Int32Builder, Int64Builder, StringBuilder, StringDictionaryBuilder, UInt32Builder,
    UInt64Builder,
};
use arrow_array::types::{Int64Type, UInt32Type, UInt64Type};
use arrow_array::{ArrayRef, PrimitiveArray, RecordBatch};
use arrow_ipc::CompressionType;
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::{IpcWriteOptions, StreamWriter};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Bytes of a message key: 96 bits.
pub(crate) const KEY_BYTES: usize = 12;

/// Positions of the columns; a column's field id in files is its position plus one, for ever.
pub(crate) mod column {
    pub(crate) const PERSON_KEY: usize = 0;
    pub(crate) const IDENTITY_KEY: usize = 1;
    pub(crate) const TIME_MS: usize = 3;
    pub(crate) const SEQ: usize = 5;
    pub(crate) const RECEIVED_MS: usize = 6;
    pub(crate) const MESSAGE_KEY: usize = 7;
    pub(crate) const CONTENT_CHECK: usize = 8;
    pub(crate) const SOURCE: usize = 9;
    pub(crate) const IMPORT_ID: usize = 10;
    pub(crate) const EVENT: usize = 11;
    pub(crate) const SESSION: usize = 12;
    pub(crate) const PROPS: usize = 13;
}

/// One stored event, before it joins a batch.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) person_key: u64,
    pub(crate) identity_key: u64,
    pub(crate) time_ms: i64,
    pub(crate) time_offset_ms: i32,
    pub(crate) seq: u64,
    pub(crate) received_ms: i64,
    pub(crate) message_key: [u8; KEY_BYTES],
    pub(crate) content_check: u32,
    pub(crate) source: Arc<str>,
    pub(crate) import_id: Option<i64>,
    pub(crate) event: Arc<str>,
    pub(crate) session: Option<String>,
    pub(crate) props: String,
}

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let name = || DataType::Dictionary(Box::new(DataType::UInt32), Box::new(DataType::Utf8));
    let columns = [
        ("person_key", DataType::UInt64, false),
        ("identity_key", DataType::UInt64, false),
        ("account_key", DataType::UInt64, true),
        ("time_ms", DataType::Int64, false),
        ("time_offset_ms", DataType::Int32, false),
        ("seq", DataType::UInt64, false),
        ("received_ms", DataType::Int64, false),
        ("message_key", DataType::FixedSizeBinary(KEY_BYTES as i32), false),
        ("content_check", DataType::UInt32, false),
        ("source", name(), false),
        ("import_id", DataType::Int64, true),
        ("event", name(), false),
        ("session", DataType::Utf8, true),
        ("props", DataType::Utf8, false),
    ];
    let fields = columns.into_iter().zip(1..).map(|((name, data_type, nullable), id)| {
        let id = HashMap::from([("PARQUET:field_id".to_owned(), i32::to_string(&id))]);
        Field::new(name, data_type, nullable).with_metadata(id)
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
});

/// Returns the schema of every batch and of every part; each field carries its Parquet field id.
#[must_use]
pub fn schema() -> SchemaRef {
    SCHEMA.clone()
}

/// Puts rows into one batch, in their order.
pub(crate) fn batch(rows: &[Row]) -> Result<RecordBatch, ArrowError> {
    let keys = |of: fn(&Row) -> u64| -> ArrayRef {
        Arc::new(PrimitiveArray::<UInt64Type>::from_iter_values(rows.iter().map(of)))
    };
    let times = |of: fn(&Row) -> i64| -> ArrayRef {
        Arc::new(PrimitiveArray::<Int64Type>::from_iter_values(rows.iter().map(of)))
    };
    let names = |of: fn(&Row) -> &str| -> ArrayRef {
        let mut names = StringDictionaryBuilder::<UInt32Type>::new();
        rows.iter().for_each(|row| names.append_value(of(row)));
        Arc::new(names.finish())
    };
    let mut accounts = UInt64Builder::new();
    accounts.append_nulls(rows.len());
    let mut offsets = Int32Builder::with_capacity(rows.len());
    let mut message_keys = FixedSizeBinaryBuilder::with_capacity(rows.len(), KEY_BYTES as i32);
    let mut checks = UInt32Builder::with_capacity(rows.len());
    let mut imports = Int64Builder::with_capacity(rows.len());
    let mut sessions = StringBuilder::new();
    let mut props = StringBuilder::with_capacity(rows.len(), rows.iter().map(|row| row.props.len()).sum());
    for row in rows {
        offsets.append_value(row.time_offset_ms);
        message_keys.append_value(row.message_key)?;
        checks.append_value(row.content_check);
        imports.append_option(row.import_id);
        sessions.append_option(row.session.as_deref());
        props.append_value(&row.props);
    }
    let columns: Vec<ArrayRef> = vec![
        keys(|row| row.person_key),
        keys(|row| row.identity_key),
        Arc::new(accounts.finish()),
        times(|row| row.time_ms),
        Arc::new(offsets.finish()),
        keys(|row| row.seq),
        times(|row| row.received_ms),
        Arc::new(message_keys.finish()),
        Arc::new(checks.finish()),
        names(|row| &row.source),
        Arc::new(imports.finish()),
        names(|row| &row.event),
        Arc::new(sessions.finish()),
        Arc::new(props.finish()),
    ];
    RecordBatch::try_new(schema(), columns)
}

/// Encodes a batch for the inbox.
pub(crate) fn encode(batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let options = IpcWriteOptions::default().try_with_compression(Some(CompressionType::ZSTD))?;
    let mut writer = StreamWriter::try_new_with_options(Vec::new(), &batch.schema(), options)?;
    writer.write(batch)?;
    writer.into_inner()
}

/// Decodes what [`encode`] made.
pub(crate) fn decode(bytes: &[u8]) -> Result<RecordBatch, ArrowError> {
    let reader = StreamReader::try_new(bytes, None)?;
    let batches = reader.collect::<Result<Vec<_>, _>>()?;
    arrow_select::concat::concat_batches(&schema(), &batches)
}
