//! `cargo xtask shots VIEW…`: what people see, on one sheet a view.

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
    Ok(build::everything(workspace, Profile::Demo) && step("shots", || draw(workspace, views)).is_some())
}

fn draw(workspace: &Workspace, views: &[String]) -> Result<()> {
    let chromium = programs::chromium()?;
    let web = Web::prepare(workspace)?;
    let folder = workspace.output("shots");
    let server = Server::start(workspace)?;
    let mut shots = web.script_command("shots", &[]);
    server.tell(&mut shots);
    shots.env(programs::CHROMIUM_VARIABLE, chromium).env("BOUSSOLE_SHOTS", &folder);
    call(shots.env("BOUSSOLE_VIEWS", views.join(&SEPARATOR.to_string()))).context("npm run shots")?;
    println!("{}", folder.display());
    Ok(())
}
