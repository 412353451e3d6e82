use crate::command::run;
use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::process::Command;
use tempfile::TempDir;

/// The services of which a relay is made, as Debian's own `master.cf` has them, without what delivers to mailboxes.
const SERVICES: &str = "\
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
";

/// Postfix, which takes messages and hands them on to another server on this machine: what that one refuses comes back to
/// the sender as a report. It is stopped when it is dropped.
#[derive(Debug)]
pub struct MailRelay {
    folder: TempDir,
    port: u16,
}

impl MailRelay {
    /// Starts it before the server at a port of 127.0.0.1.
    ///
    /// # Panics
    /// Panics when it cannot be started: Postfix is missing (Debian: `apt-get install postfix`), or the test is not run by
    /// root, as whom Postfix starts.
    #[must_use]
    pub fn start(to: u16) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        // Its processes change to a user of their own, who looks for the queue.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("the folder is ours");
        let [etc, spool, data] = ["etc", "spool", "data"].map(|name| folder.path().join(name));
        for path in [&etc, &spool, &data] {
            fs::create_dir(path).expect("a folder");
        }
        let ids = ["-u", "-g"].map(|what| run(Command::new("id").args([what, "postfix"])).trim().parse::<u32>());
        let [user, group] = ids.map(|id| id.expect("Postfix has a user of its own"));
        chown(&data, Some(user), Some(group)).expect("root gives folders away");
        let port = free_port();
        let settings = format!(
            "compatibility_level = 3.6\nqueue_directory = {}\ndata_directory = {}\nmaillog_file = {}\n\
             maillog_file_prefixes = {}\nmyhostname = relay.example.org\nmydestination =\nmynetworks = 127.0.0.0/8\n\
             inet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nrelayhost = [127.0.0.1]:{to}\n\
             smtp_host_lookup = native\ndisable_dns_lookups = yes\n",
            spool.display(),
            data.display(),
            folder.path().join("mail.log").display(),
            folder.path().display()
        );
        fs::write(etc.join("main.cf"), settings).expect("written");
        let services = format!("127.0.0.1:{port} inet n - n - - smtpd\n{SERVICES}");
        fs::write(etc.join("master.cf"), services).expect("written");
        let relay = Self { folder, port };
        run(relay.postfix().arg("start"));
        relay
    }

    /// The port, on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    fn postfix(&self) -> Command {
        let mut command = Command::new("postfix");
        command.arg("-c").arg(self.folder.path().join("etc"));
        command
    }
}

impl Drop for MailRelay {
    fn drop(&mut self) {
        // One that ended already cannot be stopped.
        let _ = self.postfix().arg("stop").output();
    }
}

/// Returns a port at which nobody listens.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}
