use crate::command::run;
use crate::python::Python;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const LOCK: &str = include_str!("../locks/mail.txt");
const SCRIPT: &str = include_str!("mail.py");
/// How long the certificate of a server is good for, in days.
const CERTIFICATE_DAYS: &str = "2";

/// A real SMTP server in a process of its own, stopped when it is dropped: what it accepts it writes down first, and the
/// name of a recipient decides what it answers (`mail.py` says how).
#[derive(Debug)]
pub struct MailSink {
    folder: TempDir,
    child: Child,
    port: u16,
}

impl MailSink {
    /// Starts a server without TLS that takes so long to answer.
    ///
    /// # Panics
    /// Panics when it cannot be started.
    #[must_use]
    pub fn start(thinks: Duration) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self::started(folder, thinks, &[])
    }

    /// Starts a server with TLS from the first byte that asks for the password `s3cret, été`; its certificate is in the
    /// file [`Self::certificate`], and names 127.0.0.1.
    ///
    /// # Panics
    /// Panics when it cannot be started, or `openssl` is missing (Debian: `apt-get install openssl`).
    #[must_use]
    pub fn start_with_tls() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (certificate, key) = (folder.path().join("certificate.pem"), folder.path().join("key.pem"));
        let name =
            ["-subj", "/CN=sink", "-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=CA:FALSE"];
        let new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
        let mut openssl = Command::new("openssl");
        openssl.args(new).args(["-days", CERTIFICATE_DAYS]).args(name).stderr(Stdio::null());
        run(openssl.arg("-out").arg(&certificate).arg("-keyout").arg(&key));
        Self::started(folder, Duration::ZERO, &[&certificate, &key])
    }

    fn started(folder: TempDir, thinks: Duration, pair: &[&Path]) -> Self {
        let mut python = Python::with_packages(LOCK).command();
        python
            .arg("-c")
            .arg(SCRIPT)
            .arg(folder.path().join("accepted"))
            .arg(thinks.as_secs_f64().to_string())
            .args(pair);
        let mut child = python.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("Python starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("standard output")).read_line(&mut line).expect("a line");
        let port = line.trim().parse().expect("the server says its port");
        Self { folder, child, port }
    }

    /// The port, on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The file of the server's certificate.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    /// How many messages were accepted.
    #[must_use]
    pub fn n_accepted(&self) -> usize {
        let text = fs::read(self.folder.path().join("accepted")).unwrap_or_default();
        text.iter().filter(|byte| **byte == b'\n').count()
    }

    /// What was accepted, in its order: `id`, `from`, `to`, `text` and `user` of each message.
    ///
    /// # Panics
    /// Panics when that cannot be read.
    #[must_use]
    pub fn accepted(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.folder.path().join("accepted")).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

impl Drop for MailSink {
    fn drop(&mut self) {
        // One that ended already cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
