//! What the description says of uploads and imports; what is answered is made in `answer.rs`, as it is kept.
#![expect(dead_code, reason = "these types describe; the answers are made from what imports keep as JSON")]

use super::template::TemplateBody;
use boussole_api::{ErrorBody, words};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use utoipa::ToSchema;

words!(pub(super) FormatWord as "FileFormat", ["csv", "blanks", "json_lines", "xlsx", "parquet"]);
words!(pub(super) CompressionWord as "Compression", ["gzip", "zstd"]);
words!(pub(super) EncodingWord as "Encoding", ["utf-8", "utf-16le", "utf-16be", "windows-1252"]);
words!(pub(super) ColumnKindWord as "ColumnKind", ["text", "integer", "decimal", "boolean", "date", "time"]);
words!(pub(super) SaidByWord as "SaidBy", ["template", "recipe", "project"]);
words!(pub(super) DryRunStateWord as "DryRunState", ["running", "done", "stopped", "failed"]);
words!(pub(super) ImportStateWord as "ImportState", ["running", "done", "stopped", "failed", "undoing", "undone"]);

/// The bytes of a file, as they are.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub(super) struct FileBytes(Vec<u8>);

/// A title in both languages.
#[derive(ToSchema)]
#[schema(as = Title)]
pub(super) struct TitleSchema {
    en: String,
    fr: String,
}

/// What a file was recognised to be.
#[derive(ToSchema)]
#[schema(as = Shape)]
pub(super) struct ShapeSchema {
    format: FormatWord,
    #[schema(required)]
    compression: Option<CompressionWord>,
    #[schema(required)]
    encoding: Option<EncodingWord>,
    #[schema(required)]
    delimiter: Option<String>,
    #[schema(required)]
    sheet: Option<String>,
    #[schema(required)]
    decimal_comma: Option<bool>,
    /// None when they are standard ones.
    time_formats: Vec<String>,
}

/// A file of an upload.
#[derive(ToSchema)]
#[schema(as = UploadFile)]
pub(super) struct FileSchema {
    name: String,
    n_bytes: u64,
    #[schema(required)]
    shape: Option<ShapeSchema>,
    #[schema(required)]
    columns: Option<Vec<String>>,
    #[schema(required)]
    sheets: Option<Vec<String>>,
    /// Why nothing could be recognised.
    #[schema(required)]
    problem: Option<ErrorBody>,
}

/// Files that were handed over and are not imported yet.
#[derive(ToSchema)]
#[schema(as = Upload)]
pub(super) struct UploadSchema {
    id: String,
    files: Vec<FileSchema>,
    expires_ms: i64,
    #[schema(required)]
    dry_run: Option<DryRunSchema>,
}

/// A reading of whole files that stores nothing.
#[derive(ToSchema)]
#[schema(as = ImportRun)]
pub(super) struct DryRunSchema {
    state: DryRunStateWord,
    #[schema(required)]
    progress: Option<ProgressSchema>,
    #[schema(required)]
    report: Option<ReportSchema>,
    #[schema(required)]
    problem: Option<ErrorBody>,
}

/// How far an import or a dry run is.
#[derive(ToSchema)]
#[schema(as = ImportProgress)]
pub(super) struct ProgressSchema {
    table: String,
    bytes_read: u64,
    bytes_total: u64,
    rows: u64,
    events: u64,
    elapsed_ms: u64,
    #[schema(required)]
    seconds_left: Option<u64>,
}

/// What an import did, or would do when it ran dry.
#[derive(ToSchema)]
#[schema(as = ImportReport)]
pub(super) struct ReportSchema {
    rows: BTreeMap<String, u64>,
    events: BTreeMap<String, EventCountsSchema>,
    n_derived: u64,
    n_people: u64,
    n_rejects: u64,
    rejects_by_reason: BTreeMap<String, u64>,
    rejects_by_table: BTreeMap<String, u64>,
    has_rejects_file: bool,
    quarantined: BTreeMap<String, u64>,
    #[schema(required)]
    first_ms: Option<i64>,
    #[schema(required)]
    last_ms: Option<i64>,
    files: Vec<FileReportSchema>,
    elapsed_ms: u64,
    /// Whether it chose the time zone and the currency of the project for good; not of a dry run.
    settled_now: bool,
}

/// What became of the events of one name.
#[derive(ToSchema)]
#[schema(as = EventCounts)]
pub(super) struct EventCountsSchema {
    accepted: u64,
    duplicate: u64,
    conflict: u64,
}

/// How a file was read.
#[derive(ToSchema)]
#[schema(as = FileReport)]
pub(super) struct FileReportSchema {
    table: String,
    file: String,
    shape: ShapeSchema,
}

/// Templates, the one that fits best first.
#[derive(ToSchema)]
#[schema(as = CandidateList)]
pub(super) struct CandidatesSchema {
    items: Vec<CandidateSchema>,
}

/// A shipped template, and how well it fits the files.
#[derive(ToSchema)]
#[schema(as = Candidate)]
pub(super) struct CandidateSchema {
    recipe: String,
    title: TitleSchema,
    template: TemplateBody,
    n_columns_found: u64,
    n_columns_wanted: u64,
    is_whole: bool,
}

/// The shipped templates.
#[derive(ToSchema)]
#[schema(as = ShippedTemplateList)]
pub(super) struct TemplatesSchema {
    items: Vec<TemplateInfoSchema>,
}

/// A shipped template.
#[derive(ToSchema)]
#[schema(as = TemplateInfo)]
pub(super) struct TemplateInfoSchema {
    recipe: String,
    title: TitleSchema,
    verified: bool,
    #[schema(required)]
    timezone: Option<String>,
    #[schema(required)]
    currency: Option<String>,
    events: Vec<String>,
    tables: Vec<TemplateInfoTableSchema>,
}

/// A table that a template reads.
#[derive(ToSchema)]
#[schema(as = TemplateInfoTable)]
pub(super) struct TemplateInfoTableSchema {
    name: String,
    columns: Vec<TemplateInfoColumnSchema>,
}

/// A column that a template reads.
#[derive(ToSchema)]
#[schema(as = TemplateInfoColumn)]
pub(super) struct TemplateInfoColumnSchema {
    name: String,
    kind: ColumnKindWord,
    optional: bool,
}

/// Imports, newest first.
#[derive(ToSchema)]
#[schema(as = ImportPage)]
pub(super) struct ImportsSchema {
    items: Vec<ImportSchema>,
    #[schema(required)]
    next_cursor: Option<String>,
}

/// One import, running or over.
#[derive(ToSchema)]
#[schema(as = Import)]
pub(super) struct ImportSchema {
    id: i64,
    recipe: String,
    title: TitleSchema,
    file_name: String,
    started_ms: i64,
    #[schema(required)]
    ended_ms: Option<i64>,
    state: ImportStateWord,
    n_accepted: u64,
    n_duplicate: u64,
    n_conflict: u64,
    n_rejected: u64,
    #[schema(required)]
    undone_ms: Option<i64>,
    #[schema(required)]
    n_undone: Option<u64>,
    #[schema(required)]
    progress: Option<ProgressSchema>,
    #[schema(required)]
    report: Option<ReportSchema>,
    #[schema(required)]
    problem: Option<ErrorBody>,
    has_rejects: bool,
}

/// What the beginning of the files would become.
#[derive(ToSchema)]
#[schema(as = Preview)]
pub(super) struct PreviewSchema {
    recipe: String,
    title: TitleSchema,
    tables: Vec<PreviewTableSchema>,
    #[schema(required)]
    problem: Option<ErrorBody>,
    /// Whether these are all rows there are.
    is_whole: bool,
    events: Vec<PreviewCountSchema>,
    samples: Vec<PreviewEventSchema>,
    n_people: u64,
    #[schema(required)]
    first_ms: Option<i64>,
    #[schema(required)]
    last_ms: Option<i64>,
    rejects: Vec<RejectSchema>,
    rejects_by_reason: BTreeMap<String, u64>,
    timezone: String,
    timezone_from: SaidByWord,
    #[schema(required)]
    currency: Option<String>,
    currency_from: SaidByWord,
    project: PreviewProjectSchema,
}

/// One table in a preview.
#[derive(ToSchema)]
#[schema(as = PreviewTable)]
pub(super) struct PreviewTableSchema {
    name: String,
    /// Whether nothing is imported without it.
    required: bool,
    #[schema(required)]
    file: Option<String>,
    #[schema(required)]
    shape: Option<ShapeSchema>,
    columns: Vec<PreviewColumnSchema>,
    wanted: Vec<WantedColumnSchema>,
    rows: Vec<Vec<String>>,
    n_rows: u64,
}

/// A column of a file.
#[derive(ToSchema)]
#[schema(as = PreviewColumn)]
pub(super) struct PreviewColumnSchema {
    name: String,
    samples: Vec<String>,
    #[schema(required)]
    used_as: Option<String>,
}

/// A column that a template uses.
#[derive(ToSchema)]
#[schema(as = WantedColumn)]
pub(super) struct WantedColumnSchema {
    name: String,
    kind: ColumnKindWord,
    optional: bool,
    #[schema(required)]
    from: Option<String>,
    #[schema(required)]
    problem: Option<String>,
    n_bad: u64,
    #[schema(required)]
    example: Option<String>,
}

/// How many events of a name come out.
#[derive(ToSchema)]
#[schema(as = PreviewCount)]
pub(super) struct PreviewCountSchema {
    name: String,
    n: u64,
}

/// An event as it would come out.
#[derive(ToSchema)]
#[schema(as = PreviewEvent)]
pub(super) struct PreviewEventSchema {
    event: String,
    time_ms: i64,
    /// Identifiers by kind.
    person: BTreeMap<String, String>,
    #[schema(value_type = BTreeMap<String, Value>)]
    properties: Map<String, Value>,
}

/// A row that is refused, and why.
#[derive(ToSchema)]
#[schema(as = Reject)]
pub(super) struct RejectSchema {
    table: String,
    file: String,
    line: u64,
    column: String,
    value: String,
    reason: String,
}

/// What the project says of zone and currency.
#[derive(ToSchema)]
#[schema(as = PreviewProject)]
pub(super) struct PreviewProjectSchema {
    timezone: String,
    #[schema(required)]
    currency: Option<String>,
    is_settled: bool,
}
