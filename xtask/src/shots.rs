//! `cargo xtask shots VIEW…`: what people see, on one sheet a view.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::build;
use crate::programs;
use crate::server::Server;
use crate::step::{call, step};
use crate::web::Web;
use crate::workspace::{Profile, Workspace};

/// Joins views for the browser, so it may not be part of one.
const SEPARATOR: char = ',';

/// Draws every view into `target/shots`; returns whether it succeeded.
pub(crate) fn run(workspace: &Workspace, views: &[String]) -> Result<bool> {
    for view in views {
        ensure!(view.starts_with('/') && !view.contains(SEPARATOR), "`{view}` is no address such as /customers");
    }
    let views: Vec<&str> = views.iter().map(String::as_str).collect();
    let drawn = step("shots", || draw(workspace, &views));
    if let Some(folder) = &drawn {
        println!("{}", folder.display());
    }
    Ok(drawn.is_some())
}

/// Builds what is looked at, and draws a sheet for each view; returns the folder, which holds nothing else.
pub(crate) fn draw(workspace: &Workspace, views: &[&str]) -> Result<PathBuf> {
    ensure!(build::everything(workspace, Profile::Demo), "what is to be drawn does not build");
    let chromium = programs::chromium()?;
    let web = Web::prepare(workspace)?;
    let folder = workspace.output("shots");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("the sheets of an earlier run cannot be removed")?;
    }
    let server = Server::start(workspace)?;
    let mut shots = web.script_command("shots", &[]);
    server.tell(&mut shots);
    shots.env(programs::CHROMIUM_VARIABLE, chromium).env("BOUSSOLE_SHOTS", &folder);
    call(shots.env("BOUSSOLE_VIEWS", views.join(&SEPARATOR.to_string()))).context("npm run shots")?;
    Ok(folder)
}
