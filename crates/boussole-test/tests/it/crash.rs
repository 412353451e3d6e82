//! The process is killed before every single call by which it changes what is on the disk.
//!
//! Calls are counted by thread. SQLite writes pages (`pwrite64`), syncs, cuts and removes its log in a thread of its own;
//! sealing and publishing make folders, write (`write`), sync and rename files in others. So the kinds together stop
//! each of the two between any two of its steps.

use crate::left::faults;
use crate::writer::{Said, Writer};

/// Batches written; after every second one the store is sealed and the lake published.
const LAST: u32 = 3;
const PUBLISH_EVERY: u32 = 2;
/// No kind of call is made more often than this; a bound, so that a mistake here ends.
const CALLS_MAX: u32 = 600;

/// Kills a writer before its n-th call of a kind, for every n, and looks at what is left each time. Returns how often.
async fn kill_at_every(call: &str) -> u32 {
    for n in 1..CALLS_MAX {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let trace = ["-e", &format!("trace={call}"), "-e", &format!("inject={call}:signal=KILL:when={n}")];
        let trace: Vec<String> = trace.iter().map(ToString::to_string).collect();
        let said = Writer::start(folder.path(), LAST, PUBLISH_EVERY, &trace).end(Said::default());
        let found = faults(folder.path(), LAST, &said).await;
        assert!(found.is_empty(), "killed before {call} number {n}, having said {said:?}:\n{}", found.join("\n"));
        if said.is_done {
            return n - 1;
        }
    }
    panic!("more than {CALLS_MAX} calls of {call}");
}

macro_rules! killed_at_every {
    ($($name:ident: $call:literal, at least $least:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let n = kill_at_every($call).await;
            println!("killed before each of {n} calls of {}", $call);
            assert!(n >= $least, "{n} calls of {} only: is the writer still what it was?", $call);
        }
    )*};
}

killed_at_every! {
    nothing_acknowledged_is_lost_when_killed_before_a_write: "write", at least 10;
    nothing_acknowledged_is_lost_when_killed_before_a_page_is_written: "pwrite64", at least 30;
    nothing_acknowledged_is_lost_when_killed_before_a_file_is_synced: "fsync", at least 5;
    nothing_acknowledged_is_lost_when_killed_before_a_file_gets_its_name: "rename", at least 3;
    nothing_acknowledged_is_lost_when_killed_before_a_file_is_removed: "unlink", at least 1;
    nothing_acknowledged_is_lost_when_killed_before_a_file_is_cut: "ftruncate", at least 1;
    nothing_acknowledged_is_lost_when_killed_before_a_folder_is_made: "mkdir", at least 1;
}
