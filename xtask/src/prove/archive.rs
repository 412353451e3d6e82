//! The archive of a release, unpacked where nothing else is: no tool, no variable, no other file.

use std::fs::File;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;

use super::case::{Got, Table};
use super::lab::Lab;
use crate::archive::Archive;
use crate::server::Server;
use crate::session::Session;
use crate::workspace::successful;

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    ensure!(crate::archive::build(lab.workspace())?, "the archive is not built");
    let Archive { version, name, path } = Archive::of(lab.workspace())?;
    let packed = File::open(&path).with_context(|| path.display().to_string())?;
    tar::Archive::new(GzDecoder::new(packed)).unpack(lab.folder())?;
    let folder = lab.folder().join(name);
    let alone = |arguments: &[&str]| {
        let mut command = Command::new(folder.join("boussole"));
        command.env_clear().current_dir(&folder).args(arguments);
        command
    };
    table.case("archive: what its binary says it is", &format!("boussole {version}"), || {
        let said = String::from_utf8(successful(alone(&["--version"]).output()?)?)?;
        Ok(Got { value: said.trim().to_owned(), n: 1 })
    });
    table.case("archive: its binary serves its page", "yes", || {
        let serve = alone(&["--data", "data", "serve", "--listen", "127.0.0.1:0"]);
        let server = Server::start_serving(serve, &lab.folder().join("archive.log"))?;
        let mut session = Session::connect(&server)?;
        let page = session.text("/")?;
        // Without its program the page is empty.
        let program = page.split_once("<script type=\"module\"").and_then(|(_, rest)| rest.split('"').nth(1));
        let n_bytes = session.text(program.context("the page runs no program")?)?.len();
        Ok(Got::yes_or_no(n_bytes > 0, n_bytes as u64))
    });
    Ok(())
}
