//! The release as one file: the binary, what to read first, the licence, and those of others.

use std::env::consts::ARCH;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, HeaderMode};

use crate::build;
use crate::notices;
use crate::step::step;
use crate::workspace::{Profile, Workspace};

/// What lies beside the binary. Recipes and the interface are inside of it.
const TEXTS: [&str; 3] = ["README.md", "README.fr.md", "LICENSE"];
/// The licences of others whose work is in the binary.
const NOTICES: &str = "THIRD-PARTY-NOTICES.txt";

/// Builds a release and packs it; returns whether it succeeded.
pub(crate) fn build(workspace: &Workspace) -> Result<bool> {
    Ok(build::everything(workspace, Profile::Release) && step("archive", || pack(workspace)).is_some())
}

/// The archive of a version.
pub(crate) struct Archive {
    /// Of what version the binary in it is.
    pub(crate) version: String,
    /// The folder in it that holds everything.
    pub(crate) name: String,
    /// Where it lies once it was built.
    pub(crate) path: PathBuf,
}

impl Archive {
    /// Says what the archive of this checkout is called, whether it was built or not.
    pub(crate) fn of(workspace: &Workspace) -> Result<Self> {
        let mut packages = workspace.metadata()?.packages.into_iter();
        let version =
            packages.find(|package| package.name == "boussole").context("there is no crate boussole")?.version;
        let name = format!("boussole-{version}-{ARCH}");
        let path = workspace.output(&format!("{name}.tar.gz"));
        Ok(Self { version, name, path })
    }
}

fn pack(workspace: &Workspace) -> Result<()> {
    let Archive { name, path, .. } = Archive::of(workspace)?;
    fs::create_dir_all(workspace.output("."))?;
    let binary = workspace.binary(Profile::Release)?;
    let others = workspace.output(NOTICES);
    notices::write(workspace, &others)?;
    let texts = TEXTS.map(|text| (workspace.root.join(text), text));
    let files = [(binary, "boussole"), (others, NOTICES)].into_iter().chain(texts);
    write(File::create(&path)?, &name, &files.collect::<Vec<_>>()).with_context(|| path.display().to_string())?;
    println!("{}", path.display());
    Ok(())
}

/// Writes a packed archive with the given files in a folder `name`. The same files give the same bytes.
fn write(file: File, name: &str, files: &[(impl AsRef<Path>, &str)]) -> Result<()> {
    let mut archive = Builder::new(GzEncoder::new(file, Compression::best()));
    archive.mode(HeaderMode::Deterministic);
    for (path, inside) in files {
        let path = path.as_ref();
        archive.append_path_with_name(path, format!("{name}/{inside}")).with_context(|| path.display().to_string())?;
    }
    archive.into_inner()?.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn an_archive_holds_one_folder_and_no_owner() {
        let folder = tempfile::tempdir().unwrap();
        let (source, packed) = (folder.path().join("source"), folder.path().join("packed"));
        fs::write(&source, "text").unwrap();
        write(File::create(&packed).unwrap(), "boussole-1.2.3", &[(&source, "README.md")]).unwrap();

        let mut archive = tar::Archive::new(GzDecoder::new(File::open(&packed).unwrap()));
        let mut found = String::new();
        for entry in archive.entries().unwrap() {
            let entry = entry.unwrap();
            let header = entry.header();
            found += &format!("{} {} {}\n", entry.path().unwrap().display(), header.uid().unwrap(), entry.size());
        }
        expect![[r"
            boussole-1.2.3/README.md 0 4
        "]]
        .assert_eq(&found);
    }
}
