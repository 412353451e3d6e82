//! The interface in `web/`: its packages, its build, its scripts.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::programs;
use crate::stamp::Stamp;
use crate::step::call;
use crate::workspace::Workspace;

const FOLDER: &str = "web";
const PACKAGES: &str = "node_modules";

/// What a build leaves. Assets have their content in their names, and the manifest names them all.
const BUILT: [&str; 2] = ["dist/index.html", "dist/.vite/manifest.json"];

/// Sources that do not go into the build.
const BESIDE: [&str; 2] = ["web/e2e/", "web/README.md"];

/// The interface with its packages installed.
pub(crate) struct Web<'a> {
    workspace: &'a Workspace,
    folder: PathBuf,
}

impl<'a> Web<'a> {
    /// Makes sure that Node is there and that the packages are those of `package-lock.json`.
    pub(crate) fn prepare(workspace: &'a Workspace) -> Result<Self> {
        programs::node()?;
        let web = Self { workspace, folder: workspace.root.join(FOLDER) };
        // Inside of what it vouches for: who deletes the packages deletes the stamp.
        let stamp = Stamp::new(web.path(PACKAGES).join(".boussole-stamp"), vec![web.path("package-lock.json")]);
        if !stamp.is_current()? {
            call(&mut web.npm(&["ci"])).context("npm ci")?;
            stamp.write()?;
        }
        Ok(web)
    }

    /// Builds into `dist`, unless it was built from these sources. A new build would make the binary build anew as well.
    pub(crate) fn build(&self) -> Result<()> {
        let stamp = Stamp::new(self.path(PACKAGES).join(".boussole-build-stamp"), self.build_files()?);
        if stamp.is_current()? && self.is_built() {
            return Ok(());
        }
        self.script("build", &[])?;
        ensure!(self.is_built(), "the build did not write {}", BUILT.join(" and "));
        stamp.write()
    }

    /// Runs a script of `package.json` with its output shown.
    pub(crate) fn script(&self, name: &str, arguments: &[&str]) -> Result<()> {
        call(&mut self.script_command(name, arguments)).with_context(|| format!("npm run {name}"))
    }

    /// Makes a command that runs a script of `package.json`.
    pub(crate) fn script_command(&self, name: &str, arguments: &[&str]) -> Command {
        let mut npm = self.npm(&["run", "--silent", name, "--"]);
        npm.args(arguments);
        npm
    }

    fn npm(&self, arguments: &[&str]) -> Command {
        let mut npm = Command::new("npm");
        npm.current_dir(&self.folder).args(arguments);
        npm
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn is_built(&self) -> bool {
        BUILT.iter().all(|name| self.path(name).is_file())
    }

    /// The sources of a build and its result: a build that somebody else made does not pass for ours.
    fn build_files(&self) -> Result<Vec<PathBuf>> {
        let files = self.workspace.files()?;
        let is_source = |name: &&String| {
            name.starts_with(&format!("{FOLDER}/")) && !BESIDE.iter().any(|beside| name.starts_with(beside))
        };
        let sources = files.iter().filter(is_source).map(|name| self.workspace.root.join(name));
        Ok(sources.chain(BUILT.map(|name| self.path(name))).collect())
    }
}
