//! A PostgreSQL server for the tests: in a temporary folder, by socket only, ended with the tests.

use std::io::{BufRead, BufReader, copy, sink};
use std::os::unix::fs::chown;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::spawn;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::programs;
use crate::workspace::successful;

/// The owner of all databases of the server.
const DATABASE_USER: &str = "boussole";
/// What the server says once it can be asked.
const READY: &str = "ready to accept connections";

/// A server that runs until it is dropped.
pub(crate) struct Postgres {
    folder: TempDir,
    child: Child,
}

impl Postgres {
    /// Makes a server and waits until it answers.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs::postgres()?;
        // Short, because the path of a socket is; and where a user without rights can go.
        let folder = tempfile::Builder::new().prefix("boussole-pg-").tempdir_in("/tmp")?;
        let user = User::unprivileged()?;
        if let Some(user) = &user {
            chown(folder.path(), Some(user.id), Some(user.group))?;
        }
        let data = folder.path().join("data");
        let mut init = as_user(user.as_ref(), &programs.initdb);
        init.arg("--pgdata").arg(&data);
        init.args(["--username", DATABASE_USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"]);
        successful(init.current_dir(folder.path()).output()?).context("initdb")?;
        let mut server = as_user(user.as_ref(), &programs.postgres);
        server.arg("-D").arg(&data).arg("-k").arg(folder.path());
        // What the tests ask is whether the statements are right; what survives a crash is another question.
        server.args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"]);
        let quiet = server.current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let child = quiet.spawn().context("PostgreSQL cannot be started")?;
        let mut started = Self { folder, child };
        started.wait()?;
        Ok(started)
    }

    /// The address of a database that is always there.
    pub(crate) fn url(&self) -> String {
        format!("postgres:///postgres?host={}&user={DATABASE_USER}", self.folder.path().display())
    }

    fn wait(&mut self) -> Result<()> {
        let mut log = BufReader::new(self.child.stderr.take().context("the server has no log")?);
        let mut said = String::new();
        while !said.contains(READY) {
            if log.read_line(&mut said)? == 0 {
                bail!("PostgreSQL ended at once: {said}");
            }
        }
        // Somebody has to listen to the rest: a server that cannot log waits.
        spawn(move || copy(&mut log, &mut sink()));
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGQUIT ends the server with all its processes; nobody needs what it holds.
        let pid = self.child.id().to_string();
        let asked = Command::new("kill").args(["-QUIT", &pid]).status().is_ok_and(|status| status.success());
        if !asked {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// A user of the system.
struct User {
    id: u32,
    group: u32,
}

impl User {
    /// Finds whom the server runs as when root asks: PostgreSQL refuses root.
    fn unprivileged() -> Result<Option<Self>> {
        if !programs::is_root() {
            return Ok(None);
        }
        for name in ["postgres", "nobody"] {
            if let (Ok(id), Ok(group)) = (number("-u", name), number("-g", name)) {
                return Ok(Some(Self { id, group }));
            }
        }
        bail!("neither the user postgres nor the user nobody exists")
    }
}

fn number(option: &str, user: &str) -> Result<u32> {
    let output = Command::new("id").args([option, user]).output()?;
    Ok(String::from_utf8(successful(output)?)?.trim().parse()?)
}

/// Makes a command that runs as a user, and that ends when this process does, however it ends.
fn as_user(user: Option<&User>, program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "QUIT"]);
    if let Some(user) = user {
        command.arg(format!("--reuid={}", user.id)).arg(format!("--regid={}", user.group)).arg("--clear-groups");
    }
    command.arg("--").arg(program);
    command
}
