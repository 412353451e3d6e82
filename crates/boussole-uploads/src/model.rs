use crate::jobs::Job;
use boussole_core::{Actor, Refusal};
use boussole_import::{ImportReport, Look};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Files that a member handed over, before they are imported.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) id: String,
    /// Whose it is: nobody else sees it.
    pub(crate) owner: Actor,
    pub(crate) expires_ms: i64,
    pub(crate) files: BTreeMap<FileName, UploadedFile>,
    pub(crate) dry_run: Option<DryRun>,
    /// Whether an import reads its files.
    pub(crate) is_read: bool,
}

/// A file that arrived whole.
#[derive(Debug, Clone)]
pub(crate) struct UploadedFile {
    pub(crate) n_bytes: u64,
    /// What it shows of itself, or why it shows nothing.
    pub(crate) look: Result<Look, Refusal>,
}

/// A dry run over an upload.
#[derive(Debug, Clone)]
pub(crate) struct DryRun {
    pub(crate) job: Arc<Job>,
    /// How it ended, once it did.
    pub(crate) end: Option<DryRunEnd>,
    pub(crate) rejects: PathBuf,
}

/// How a dry run ended.
#[derive(Debug, Clone)]
pub(crate) enum DryRunEnd {
    Done(Arc<ImportReport>),
    Stopped,
    Failed(Refusal),
}

/// The name of a file as its owner calls it: one step of a path, of letters that every disk takes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FileName(String);

/// The longest name of a file, in bytes.
const FILE_NAME_BYTES_MAX: usize = 200;

impl FileName {
    /// Parses a name. A star and a question mark have a meaning in recipes, so they are in no name.
    pub(crate) fn parse(name: &str) -> Result<Self, Refusal> {
        let is_wrong = |letter: char| letter.is_control() || ['/', '\\', '*', '?', ':'].contains(&letter);
        let is_right = !name.trim().is_empty() && name.len() <= FILE_NAME_BYTES_MAX;
        if is_right && !name.starts_with('.') && !name.contains(is_wrong) {
            return Ok(Self(name.to_owned()));
        }
        Err(Refusal::new("invalid_file_name", format!("`{}` cannot be the name of a file here", name.escape_debug()))
            .at("name")
            .hint(format!(
                "use at most {FILE_NAME_BYTES_MAX} bytes, no leading dot and none of / \\ * ? : or control characters"
            )))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::FileName;

    #[test]
    fn a_name_is_one_step_of_a_path() {
        for name in ["orders.csv", "Export (3) été.xlsx", "a b.csv.gz", "..."].map(|name| name.trim_start_matches('.'))
        {
            assert_eq!(FileName::parse(name).is_ok(), !name.is_empty(), "{name}");
        }
        for name in ["", " ", ".", "..", ".bashrc", "a/b", "../a", "a\\b", "a\0", "a\n", "*.csv", "a?.csv", "c:a"] {
            assert_eq!(FileName::parse(name).map_err(|refusal| refusal.code), Err("invalid_file_name"), "{name}");
        }
        assert!(FileName::parse(&"a".repeat(201)).is_err());
    }
}
