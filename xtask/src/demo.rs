//! `cargo xtask demo`: from a fresh clone to the demo company in a browser.

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result};

use crate::build;
use crate::workspace::{Profile, Workspace};

/// Builds everything, then becomes the binary, which prints its address and a sign-in link. Returns only if it cannot.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<bool> {
    if !build::everything(workspace, Profile::Demo) {
        return Ok(false);
    }
    let mut boussole = workspace.command(&workspace.binary(Profile::Demo)?.to_string_lossy());
    boussole.arg("--data").arg(workspace.output("demo-data")).arg("demo").args(arguments);
    // The binary takes the place of this process, so that it hears every signal itself.
    Err(boussole.exec()).context("the binary cannot be started")
}
