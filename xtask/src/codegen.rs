//! Files that are made from the code and kept beside it: the description of the HTTP interface, and its types for the
//! pages.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::build;
use crate::step::step;
use crate::web::Web;
use crate::workspace::{Profile, Workspace, successful};

/// What `boussole openapi` prints.
const DESCRIPTION: &str = "docs/openapi.json";
/// What the pages know of it.
const TYPES: &str = "web/src/api/schema.d.ts";
/// Where they are made to be compared.
const MADE_ANEW: &str = "generated";

/// Makes the files anew where they lie; returns whether that succeeded.
pub(crate) fn write(workspace: &Workspace) -> Result<bool> {
    if !build::binary(workspace, Profile::Demo) {
        return Ok(false);
    }
    Ok(step("generated files", || make(workspace, &workspace.root)).is_some())
}

/// Makes the files anew elsewhere and compares.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    ensure!(build::binary_as_tested(workspace), "the binary that describes itself was not built");
    let anew = workspace.output(MADE_ANEW);
    make(workspace, &anew)?;
    for name in [DESCRIPTION, TYPES] {
        let kept = fs::read(workspace.root.join(name)).with_context(|| name.to_owned())?;
        if kept != fs::read(anew.join(name))? {
            bail!("{name} is not what the code says: run `cargo xtask codegen`");
        }
    }
    Ok(())
}

/// Makes the files below `folder`, at the paths that they have in the repository.
fn make(workspace: &Workspace, folder: &Path) -> Result<()> {
    let [description, types] = [DESCRIPTION, TYPES].map(|name| folder.join(name));
    for file in [&description, &types] {
        fs::create_dir_all(file.parent().context("a file lies in a folder")?)?;
    }
    let binary = workspace.binary(Profile::Demo)?;
    let printed = workspace.command(&binary.to_string_lossy()).arg("openapi").output()?;
    fs::write(&description, successful(printed).context("boussole openapi")?)?;
    let [from, to] = [&description, &types].map(|path| path.to_string_lossy().into_owned());
    Web::prepare(workspace)?.script("codegen", &[&from, "--output", &to])
}
