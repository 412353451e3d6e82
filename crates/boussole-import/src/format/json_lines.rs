use super::bounded::{RECORD_BYTES_MAX, RecordMeter};
use super::text::{TextBytes, TextErrors, TextFile};
use super::{Record, RowSource};
use crate::recipe::Table;
use boussole_core::Refusal;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeSet, VecDeque};
use std::io::{BufRead, BufReader};

/// How many lines are looked at to learn which columns there are.
const SAMPLE_LINES_MAX: usize = 1_000;
/// How many bytes are looked at for that, but for the last line.
const SAMPLE_BYTES_MAX: usize = RECORD_BYTES_MAX as usize;
/// The most columns of which the names are remembered, for whoever looks for one.
const COLUMNS_SEEN_MAX: usize = 2_000;
/// How deep objects and lists may stand in each other: what the parser allows.
const DEPTH_MAX: usize = 127;

/// Objects of JSON, one a line. A column is the path to a value: `a.b` is `b` in the object `a`.
pub(super) struct JsonLines {
    header: Vec<String>,
    /// For each column, whether its value is read.
    read: Vec<bool>,
    /// Whether one more cell, the last, holds the whole object.
    whole: bool,
    lines: Lines,
    /// The lines that were looked at to learn the columns.
    sample: VecDeque<(u64, Vec<u8>)>,
}

/// The lines of the file that are not blank.
struct Lines {
    text: BufReader<TextBytes>,
    meter: RecordMeter,
    errors: TextErrors,
    line: u64,
}

impl JsonLines {
    /// Says whether a text that begins with this line is of objects.
    pub(super) fn recognise(first_line: &[u8]) -> bool {
        first_line.trim_ascii_start().starts_with(b"{")
    }

    /// Says whether a text that begins with this line is one list of objects, which has no end of a row before its own.
    pub(super) fn is_list(first_line: &[u8]) -> bool {
        let Some(inner) = first_line.trim_ascii().strip_prefix(b"[") else { return false };
        inner.is_empty() || inner.trim_ascii_start().starts_with(b"{")
    }

    /// Learns the columns from the first lines; an optional one may come later.
    pub(super) fn new(text: TextFile, table: &Table, whole_rows: bool) -> Result<Self, Refusal> {
        let line = text.n_skipped();
        let (bytes, meter, errors) = text.into_bytes();
        let mut lines = Lines { text: BufReader::new(bytes), meter, errors, line };
        let mut sample = VecDeque::new();
        let (mut n_bytes, mut seen) = (0, BTreeSet::new());
        while sample.len() < SAMPLE_LINES_MAX
            && n_bytes < SAMPLE_BYTES_MAX
            && let Some((line, text)) = lines.next()?
        {
            match lines.parse(&text, line)? {
                Ok(object) => look_at(&object, &mut String::new(), table, &mut seen),
                // What does not even begin with objects of one line is another kind of file.
                Err(_) if sample.is_empty() => return Err(lines.errors.not_json_lines(line)),
                Err(_) => {}
            }
            n_bytes += text.len();
            sample.push_back((line, text));
        }
        let late = table.columns.iter().filter(|column| column.optional).map(|column| column.file_name.clone());
        let late: Vec<String> = late.filter(|name| !seen.contains(name)).collect();
        let mut header: Vec<String> = seen.into_iter().chain(late).collect();
        let mut read: Vec<bool> =
            header.iter().map(|name| table.columns.iter().any(|column| column.file_name == *name)).collect();
        if whole_rows {
            header.push(String::new());
            read.push(false);
        }
        Ok(Self { header, read, whole: whole_rows, lines, sample })
    }
}

impl RowSource for JsonLines {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn read(&mut self, record: &mut Record) -> Result<bool, Refusal> {
        let next = match self.sample.pop_front() {
            Some(next) => Some(next),
            None => self.lines.next()?,
        };
        let Some((line, text)) = next else { return Ok(false) };
        record.line = line;
        record.cells.clear();
        let object = match self.lines.parse(&text, line)? {
            Ok(object) => object,
            Err(reason) => {
                record.fault = Some(reason);
                return Ok(true);
            }
        };
        let n_columns = self.header.len() - usize::from(self.whole);
        for (name, read) in self.header[..n_columns].iter().zip(&self.read) {
            let cell = read.then(|| find(&object, name)).flatten().map(cell_text).unwrap_or_default();
            record.cells.push_field(cell.as_bytes());
        }
        if self.whole {
            record.cells.push_field(Json::Object(object).to_string().as_bytes());
        }
        Ok(true)
    }
}

impl Lines {
    fn next(&mut self) -> Result<Option<(u64, Vec<u8>)>, Refusal> {
        let mut text = Vec::new();
        // Blank lines are no rows; the file's end is the bound of this loop.
        while text.trim_ascii().is_empty() {
            text.clear();
            let read = self.text.read_until(b'\n', &mut text);
            if read.map_err(|error| self.errors.explain(&error, self.line + 1))? == 0 {
                return Ok(None);
            }
            self.line += 1;
            self.meter.restart();
            self.errors.check_letters(&text, self.line)?;
        }
        Ok(Some((self.line, text)))
    }

    /// Parses a line, or says why it is no row.
    fn parse(&self, text: &[u8], line: u64) -> Result<Result<Map<String, Json>, &'static str>, Refusal> {
        let Ok(text) = std::str::from_utf8(text) else { return Ok(Err("not_utf8")) };
        match serde_json::from_str(text) {
            Ok(Json::Object(object)) => Ok(Ok(object)),
            Ok(_) => Ok(Err("not_an_object")),
            // The parser has no kind for this, only its text tells it from other mistakes.
            Err(error) if error.to_string().starts_with("recursion limit") => {
                Err(self.errors.too_deep(line, DEPTH_MAX))
            }
            Err(_) => Ok(Err("not_json")),
        }
    }
}

/// Remembers the paths of an object: those of its values, and any that the recipe asks for.
fn look_at(object: &Map<String, Json>, path: &mut String, table: &Table, seen: &mut BTreeSet<String>) {
    let n_before = path.len();
    for (key, value) in object {
        path.push_str(key);
        let wanted = || table.columns.iter().any(|column| column.file_name == *path);
        let is_inner = matches!(value, Json::Object(inner) if !inner.is_empty());
        if !seen.contains(path.as_str()) && ((!is_inner && seen.len() < COLUMNS_SEEN_MAX) || wanted()) {
            seen.insert(path.clone());
        }
        if let Json::Object(inner) = value {
            path.push('.');
            look_at(inner, path, table, seen);
        }
        path.truncate(n_before);
    }
}

/// Returns the value at a path. A key may have dots in it.
fn find<'a>(object: &'a Map<String, Json>, path: &str) -> Option<&'a Json> {
    if let Some(value) = object.get(path) {
        return Some(value);
    }
    path.match_indices('.').find_map(|(dot, _)| match object.get(&path[..dot]) {
        Some(Json::Object(inner)) => find(inner, &path[dot + 1..]),
        _ => None,
    })
}

/// Returns the text of a value: numbers keep their digits, lists and objects are JSON.
fn cell_text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{cell_text, find};
    use expect_test::expect;

    #[test]
    fn a_path_leads_to_a_value() {
        let text = r#"{"a": {"b": 1.50, "c.d": {"e": true}}, "a.f": null, "g": [1, {"h": "é"}], "i": 12345678901234567890123}"#;
        let object = serde_json::from_str(text).expect("an object");
        let shown: Vec<String> = ["a.b", "a.c.d.e", "a.c.d", "a.f", "g", "g.h", "i", "a.b.c", ""]
            .iter()
            .map(|path| format!("{path}={}", find(&object, path).map_or_else(|| "-".to_owned(), cell_text)))
            .collect();
        expect![[
            r#"a.b=1.50 a.c.d.e=true a.c.d={"e":true} a.f= g=[1,{"h":"é"}] g.h=- i=12345678901234567890123 a.b.c=- =-"#
        ]]
        .assert_eq(&shown.join(" "));
    }
}
