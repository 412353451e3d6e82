//! What the rules look at: the files of the repository, and the crates with their arrows.

use std::fs;

use anyhow::{Context, Result};

use super::rust_text::RustText;
use crate::workspace::{Metadata, Workspace};

/// Everything that a rule may look at.
pub(super) struct Tree {
    /// The files, sorted by path.
    pub(super) files: Vec<File>,
    /// The names of the crates of the workspace.
    pub(super) crates: Vec<String>,
    /// Which crate of the workspace uses which other.
    pub(super) arrows: Vec<Arrow>,
}

/// One file of the repository.
pub(super) struct File {
    /// Relative to the root, with forward slashes.
    pub(super) path: String,
    pub(super) n_bytes: u64,
    /// Empty where the content is not UTF-8.
    pub(super) text: String,
    /// The same as Rust, for a file that ends in `.rs`.
    pub(super) rust: Option<RustText>,
}

/// `from` uses `to`; `is_test` when only its tests do.
pub(super) struct Arrow {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) is_test: bool,
}

impl Tree {
    /// Reads the whole repository.
    pub(super) fn read(workspace: &Workspace) -> Result<Self> {
        let mut files = Vec::new();
        for path in workspace.files()? {
            let bytes = fs::read(workspace.root.join(&path)).with_context(|| path.clone())?;
            let n_bytes = bytes.len() as u64;
            files.push(File::new(path, n_bytes, String::from_utf8(bytes).unwrap_or_default()));
        }
        let metadata = workspace.metadata()?;
        let crates = metadata.packages.iter().map(|package| package.name.clone()).collect();
        Ok(Self { files, arrows: arrows(&metadata), crates })
    }

    /// Makes a tree for a test of a rule.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File::new((*path).to_owned(), text.len() as u64, (*text).to_owned());
        Self { files: files.iter().map(file).collect(), crates: Vec::new(), arrows: Vec::new() }
    }

    /// The file at a path.
    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The files of Rust, with their text as Rust.
    pub(super) fn rust(&self) -> impl Iterator<Item = (&File, &RustText)> {
        self.files.iter().filter_map(|file| Some((file, file.rust.as_ref()?)))
    }
}

impl File {
    fn new(path: String, n_bytes: u64, text: String) -> Self {
        let rust = path.ends_with(".rs").then(|| RustText::parse(&text));
        Self { path, n_bytes, text, rust }
    }

    /// The crate whose sources (not its tests) this file belongs to.
    pub(super) fn source_of(&self) -> Option<&str> {
        let (name, rest) = self.path.strip_prefix("crates/")?.split_once('/')?;
        rest.starts_with("src/").then_some(name)
    }

    /// Whether the file is `<name>.rs` or lies in a folder of that name.
    pub(super) fn is_or_is_below(&self, name: &str) -> bool {
        self.path.split('/').any(|part| part == name || part.strip_suffix(".rs") == Some(name))
    }

    /// Whether the whole file is tests, by the place where tests lie in this repository.
    pub(super) fn is_test(&self) -> bool {
        self.is_or_is_below("tests") || self.is_or_is_below("benches")
    }

    /// Whether the name ends in one of these extensions.
    pub(super) fn has_extension(&self, extensions: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
    }
}

fn arrows(metadata: &Metadata) -> Vec<Arrow> {
    let is_ours = |name: &str| metadata.packages.iter().any(|package| package.name == name);
    let mut arrows = Vec::new();
    for package in &metadata.packages {
        for dependency in package.dependencies.iter().filter(|dependency| is_ours(&dependency.name)) {
            let is_test = dependency.kind.as_deref() == Some("dev");
            arrows.push(Arrow { from: package.name.clone(), to: dependency.name.clone(), is_test });
        }
    }
    arrows
}
