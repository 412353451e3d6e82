//! Whose work is in the binary and in the interface, under which licence, with the texts that the licences ask to pass on.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::workspace::{Workspace, successful};

/// How the names of files begin that a licence asks to pass on.
const TEXTS: [&str; 5] = ["license", "licence", "copying", "notice", "unlicense"];
/// The longest such text, in bytes: a longer file is no licence.
const TEXT_BYTES_MAX: u64 = 256 * 1_024;

/// What Cargo says of everything that the workspace is built from.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    /// `None` for what belongs to the workspace.
    source: Option<String>,
    manifest_path: PathBuf,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

/// `kind` is `None` for what becomes part of the binary, else `dev` or `build`.
#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

/// What npm installed, by its folder.
#[derive(Deserialize)]
struct PackageLock {
    packages: BTreeMap<String, Installed>,
}

#[derive(Deserialize)]
struct Installed {
    #[serde(default)]
    dev: bool,
    #[serde(default)]
    optional: bool,
    version: Option<String>,
    license: Option<String>,
}

/// One piece of somebody's work, and where it lies.
#[derive(Debug, PartialEq)]
struct Work {
    name: String,
    license: String,
    folder: PathBuf,
}

/// Writes the notices into `path`.
pub(crate) fn write(workspace: &Workspace, path: &Path) -> Result<()> {
    let mut works = crates(workspace)?;
    works.extend(npm_packages(&workspace.root.join("web"))?);
    fs::write(path, notices(&works)?).with_context(|| path.display().to_string())
}

/// Finds what becomes part of the binary: everything that `boussole` depends on, and that is not ours.
fn crates(workspace: &Workspace) -> Result<Vec<Work>> {
    let host = host(workspace)?;
    let metadata = ["metadata", "--format-version", "1", "--locked", "--filter-platform", &host];
    let text = successful(workspace.cargo(&metadata).output()?).context("cargo metadata")?;
    let Metadata { packages, resolve } = serde_json::from_slice(&text).context("what cargo metadata answered")?;
    let nodes: HashMap<&str, &Node> = resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let root = packages.iter().find(|package| package.name == "boussole").context("there is no crate boussole")?;
    let mut found = BTreeSet::new();
    let mut open = vec![root.id.as_str()];
    while let Some(id) = open.pop() {
        let is_new = found.insert(id);
        let edges = nodes.get(id).filter(|_| is_new).into_iter().flat_map(|node| &node.deps);
        open.extend(edges.filter(|edge| edge.dep_kinds.iter().any(|kind| kind.kind.is_none())).map(|edge| &*edge.pkg));
    }
    let theirs = packages.iter().filter(|package| package.source.is_some() && found.contains(package.id.as_str()));
    theirs
        .map(|Package { name, version, license, manifest_path, .. }| {
            let license = license.clone().with_context(|| format!("{name} {version} names no licence"))?;
            let folder = manifest_path.parent().context("a manifest lies in a folder")?.to_path_buf();
            Ok(Work { name: format!("{name} {version}"), license, folder })
        })
        .collect()
}

/// Asks for which platform is built here: others need other crates.
fn host(workspace: &Workspace) -> Result<String> {
    let text = successful(workspace.command("rustc").arg("-vV").output()?).context("rustc")?;
    let text = String::from_utf8(text).context("what rustc says of itself")?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    Ok(host.to_owned())
}

/// Finds what becomes part of the interface.
fn npm_packages(web: &Path) -> Result<Vec<Work>> {
    let lock = fs::read_to_string(web.join("package-lock.json")).context("the lock file of npm")?;
    let PackageLock { packages } = serde_json::from_str(&lock).context("the lock file of npm")?;
    let shipped = packages.into_iter().filter(|(folder, installed)| {
        !folder.is_empty() && !installed.dev && (!installed.optional || web.join(folder).is_dir())
    });
    shipped
        .map(|(folder, Installed { version, license, .. })| {
            let name = folder.rsplit("node_modules/").next().unwrap_or(&folder);
            let license = license.with_context(|| format!("{name} names no licence"))?;
            let folder = web.join(&folder);
            ensure!(folder.is_dir(), "{} is missing: build the interface first", folder.display());
            Ok(Work { name: format!("{name} {}", version.unwrap_or_default()), license, folder })
        })
        .collect()
}

/// Lists the works with their licences, then every text once, below the names of those that bring it.
fn notices(works: &[Work]) -> Result<String> {
    let mut out =
        String::from("Boussole contains the work of others. Each of these is used under the licence beside it.\n\n");
    let mut names_of_text: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for Work { name, license, folder } in works {
        writeln!(out, "- {name}: {license}")?;
        for text in texts(folder)? {
            names_of_text.entry(text).or_default().push(name);
        }
    }
    let mut texts: Vec<(String, Vec<&str>)> = names_of_text.into_iter().collect();
    texts.sort_by(|a, b| a.1.cmp(&b.1));
    for (text, names) in texts {
        writeln!(out, "\n{}\n{}\n\n{text}", "=".repeat(80), names.join(", "))?;
    }
    Ok(out)
}

/// Reads the texts that a licence asks to pass on.
fn texts(folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let found = entry.metadata()?;
        if found.is_file() && found.len() <= TEXT_BYTES_MAX && TEXTS.iter().any(|text| name.starts_with(text)) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    let read = |path: &PathBuf| -> Result<String> {
        let bytes = fs::read(path).with_context(|| path.display().to_string())?;
        Ok(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").trim_end().to_owned())
    };
    paths.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn what_is_in_the_binary_is_named_with_its_licence_and_what_only_tests_need_is_not() {
        let works = crates(&Workspace::find().unwrap()).unwrap();
        let found = |name: &str| works.iter().find(|work| work.name.split(' ').next() == Some(name));
        assert!(found("parquet").is_some_and(|work| !texts(&work.folder).unwrap().is_empty()));
        assert_eq!((found("expect-test"), found("boussole-core"), found("windows-sys")), (None, None, None));
    }

    #[test]
    fn a_text_stands_once_below_all_who_bring_it() {
        let folder = tempfile::tempdir().unwrap();
        let work = |name: &str, files: &[(&str, &str)]| {
            let own = folder.path().join(name);
            fs::create_dir(&own).unwrap();
            for (file, text) in files {
                fs::write(own.join(file), text).unwrap();
            }
            Work { name: format!("{name} 1.0.0"), license: "MIT".to_owned(), folder: own }
        };
        let works = [
            work("ash", &[("LICENSE-MIT", "Do as you like.\r\n"), ("lib.rs", "code")]),
            work("birch", &[("COPYING", "Do as you like.\n"), ("Notice.txt", "By birches.")]),
            work("cedar", &[]),
        ];
        expect![[r"
            Boussole contains the work of others. Each of these is used under the licence beside it.

            - ash 1.0.0: MIT
            - birch 1.0.0: MIT
            - cedar 1.0.0: MIT

            ================================================================================
            ash 1.0.0, birch 1.0.0

            Do as you like.

            ================================================================================
            birch 1.0.0

            By birches.
        "]]
        .assert_eq(&notices(&works).unwrap());
    }
}
