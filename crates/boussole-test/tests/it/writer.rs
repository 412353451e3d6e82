//! The writer in a process of its own, traced or not.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const WRITER: &str = env!("CARGO_BIN_EXE_boussole-test-writer");

/// A writer at work.
pub(crate) struct Writer {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

/// What a writer said before it ended.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// The last batch that was acknowledged.
    pub(crate) accepted: u32,
    /// The last batch after which the lake was published.
    pub(crate) published: u32,
    /// Whether the undo of an import was acknowledged.
    pub(crate) undone: bool,
    /// Whether it did all it was asked.
    pub(crate) is_done: bool,
}

impl Writer {
    /// Starts a writer of `last` batches; `trace` are the arguments of `strace`, none for a writer by itself.
    pub(crate) fn start(folder: &Path, last: u32, publish_every: u32, trace: &[String]) -> Self {
        let mut command = match trace {
            [] => Command::new(WRITER),
            _ => {
                let mut strace = Command::new("strace");
                strace.args(["-f", "-qq", "-o", "/dev/null"]).args(trace).arg(WRITER);
                strace
            }
        };
        command.arg(folder).args([last.to_string(), publish_every.to_string()]);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("the writer starts (apt-get install -y strace)");
        let lines = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, lines }
    }

    /// Waits until the writer said `n_lines` more lines, or ended.
    pub(crate) fn listen(&mut self, n_lines: u32, said: &mut Said) {
        for _ in 0..n_lines {
            let mut line = String::new();
            if self.lines.read_line(&mut line).expect("its output") == 0 {
                return;
            }
            let (what, number) = line.trim().split_once(' ').expect("a word and a number");
            let number = number.parse().expect("a number");
            match what {
                "accepted" => said.accepted = number,
                "undone" => said.undone = true,
                _ => said.published = number,
            }
        }
    }

    /// Kills the writer, as it is, with who traces it.
    pub(crate) fn kill(&self) {
        boussole_test::run(Command::new("kill").args(["-KILL", "--", &format!("-{}", self.child.id())]));
    }

    /// Hears the rest, and waits until the process is gone.
    pub(crate) fn end(mut self, mut said: Said) -> Said {
        self.listen(u32::MAX, &mut said);
        said.is_done = self.child.wait().expect("it ends").success();
        said
    }
}
