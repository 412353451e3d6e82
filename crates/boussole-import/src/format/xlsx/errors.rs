use super::container::PART_BYTES_MAX;
use super::strings::{STRINGS_MAX, TEXT_BYTES_MAX};
use super::workbook::Workbook;
use crate::format::bounded::{RECORD_BYTES_MAX, RecordTooLong};
use crate::recipe::{Table, nearest};
use boussole_core::Refusal;
use std::path::{Path, PathBuf};

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Damage {
    #[error("{0}")]
    Unreadable(std::io::ErrorKind),
    /// It is a zip file, but no workbook.
    #[error("no workbook")]
    Foreign,
    /// Its parts are locked by a password.
    #[error("protected")]
    Protected,
    /// What ends every zip file is not there.
    #[error("cut off")]
    CutOff,
    /// What stands in it makes no sense.
    #[error("{0}")]
    Wrong(&'static str),
    /// A row, or a text, is too long.
    #[error("too long")]
    TooLong,
    /// A part unpacks to too much.
    #[error("too large")]
    TooLarge,
    /// It has too much text.
    #[error("too much text")]
    TooMuchText,
}

/// What a reader answers when a part unpacks to more than [`PART_BYTES_MAX`].
#[derive(Debug, thiserror::Error)]
#[error("a part is too large")]
pub(super) struct PartTooLarge;

impl From<std::io::Error> for Damage {
    fn from(error: std::io::Error) -> Self {
        Self::from(&error)
    }
}

impl From<&std::io::Error> for Damage {
    fn from(error: &std::io::Error) -> Self {
        use std::io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        if error.get_ref().is_some_and(|inner| inner.is::<PartTooLarge>()) {
            return Self::TooLarge;
        }
        if error.get_ref().is_some_and(|inner| inner.is::<RecordTooLong>()) {
            return Self::TooLong;
        }
        match error.kind() {
            InvalidData | InvalidInput | UnexpectedEof => Self::Wrong("its compressed data is wrong"),
            kind => Self::Unreadable(kind),
        }
    }
}

impl From<quick_xml::Error> for Damage {
    fn from(error: quick_xml::Error) -> Self {
        match error {
            quick_xml::Error::Io(error) => Self::from(&*error),
            _ => Self::Wrong("its XML is wrong"),
        }
    }
}

/// What is needed to explain why reading failed.
pub(super) struct WorkbookErrors {
    path: PathBuf,
}

impl WorkbookErrors {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Refuses the workbook because of `damage`, met at about `row`.
    pub(super) fn explain(&self, damage: &Damage, row: Option<u64>) -> Refusal {
        let path = self.path.display();
        let place = row.map_or_else(String::new, |row| format!(", at row {row} or after"));
        let (code, message, hint) = match damage {
            Damage::Unreadable(kind) => {
                return Refusal::new("unreadable_file", format!("cannot read `{path}`: {kind}")).at("path");
            }
            Damage::Foreign => (
                "unsupported_format",
                format!("`{path}` is a zip file, but no Excel workbook"),
                "unpack it first, or save it as .xlsx".to_owned(),
            ),
            Damage::Protected => (
                "protected_file",
                format!("`{path}` is protected by a password"),
                "save it without a password (File, Info, Protect Workbook)".to_owned(),
            ),
            Damage::CutOff => (
                "truncated_file",
                format!("`{path}` is cut off: the list of its parts, which ends a workbook, is missing"),
                "copy or download the file again".to_owned(),
            ),
            Damage::Wrong(what) => (
                "damaged_file",
                format!("`{path}` is damaged: {what}{place}"),
                "copy or download the file again, or save it anew".to_owned(),
            ),
            Damage::TooLong => (
                "record_too_long",
                format!("a row or a text of `{path}` has more than {RECORD_BYTES_MAX} bytes{place}"),
                "leave its longest column out".to_owned(),
            ),
            Damage::TooLarge => (
                "file_too_large",
                format!("a part of `{path}` unpacks to more than {PART_BYTES_MAX} bytes"),
                "save the sheet as CSV: a file of text may have any size".to_owned(),
            ),
            Damage::TooMuchText => (
                "file_too_large",
                format!("`{path}` has more than {TEXT_BYTES_MAX} bytes of text, or {STRINGS_MAX} different texts"),
                "save the sheet as CSV: a file of text may have any size".to_owned(),
            ),
        };
        Refusal::new(code, message).at("path").hint(hint)
    }

    /// Refuses a workbook in the container of old ones.
    pub(super) fn old(&self, protected: bool) -> Refusal {
        if protected {
            return self.explain(&Damage::Protected, None);
        }
        Refusal::new("unsupported_format", format!("`{}` is an old Excel workbook (.xls)", self.path.display()))
            .at("path")
            .hint("save it as .xlsx or CSV")
    }

    /// Refuses a workbook without the sheet that is wanted.
    pub(super) fn no_sheet(&self, table: &Table, workbook: &Workbook) -> Refusal {
        let path = self.path.display();
        let message = match &table.sheet {
            Some(name) => format!("`{path}` has no sheet `{name}`"),
            None => format!("`{path}` has no sheet"),
        };
        let names = workbook.sheets.iter().map(|sheet| sheet.name.as_str());
        let hint = nearest(table.sheet.as_deref().unwrap_or_default(), names);
        Refusal::new("no_sheet", message).at(format!("tables[{}].sheet", table.name)).hint(hint)
    }

    /// Refuses a sheet without even a header.
    pub(super) fn empty(&self, sheet: &str) -> Refusal {
        Refusal::new("empty_file", format!("sheet `{sheet}` of `{}` is empty", self.path.display())).at("path")
    }
}
