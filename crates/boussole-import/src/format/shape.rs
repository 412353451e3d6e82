use serde_json::{Value, json};

/// What a file was recognised to be, so that people can check it and correct it in the recipe.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// `csv`, `blanks`, `json_lines`, `xlsx` or `parquet`.
    pub format: &'static str,
    /// `gzip` or `zstd`; none when the file is not packed as a whole.
    pub compression: Option<&'static str>,
    /// `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`; only of text.
    pub encoding: Option<&'static str>,
    /// What stands between two cells; only of `csv`.
    pub delimiter: Option<char>,
    /// The sheet that is read; only of `xlsx`.
    pub sheet: Option<String>,
    /// Whether fractions stand behind a comma; none when no number tells.
    pub decimal_comma: Option<bool>,
    /// The patterns of days and times; none when they are standard ones.
    pub time_formats: Vec<String>,
}

impl Shape {
    /// Says it as JSON, with the names of its fields.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let Self { format, compression, encoding, delimiter, sheet, decimal_comma, time_formats } = self;
        json!({
            "format": format,
            "compression": compression,
            "encoding": encoding,
            "delimiter": delimiter,
            "sheet": sheet,
            "decimal_comma": decimal_comma,
            "time_formats": time_formats,
        })
    }
}
