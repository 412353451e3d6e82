//! The machine loses power: what was synced is there, what was not is gone.

use crate::left::faults;
use crate::writer::{Said, Writer};
use boussole_test::Disk;
use std::time::{Duration, Instant};

/// Batches that a writer would write if the power stayed.
const LAST: u32 = 150;
const PUBLISH_EVERY: u32 = 5;
/// How often the power is cut.
const N_CUTS: u32 = 10;

/// Lets a writer work on a disk, cuts the power, and returns what is wrong with what is left.
async fn cut_power(cut: u32, trace: &[String]) -> (Said, Vec<String>) {
    let disk = Disk::new();
    let folder = disk.path().join("store");
    std::fs::create_dir(&folder).expect("a folder on the disk");
    // The folder itself was there before, and for good.
    boussole_test::run(std::process::Command::new("sync").arg("-f").arg(&folder));
    let mut writer = Writer::start(&folder, LAST, PUBLISH_EVERY, trace);
    let mut said = Said::default();
    // At another moment each time: after some acknowledgements, and then in the middle of the next.
    writer.listen(3 + cut * 4, &mut said);
    let moment = Instant::now() + Duration::from_micros(u64::from(cut) * 700);
    while Instant::now() < moment {
        std::hint::spin_loop();
    }
    writer.kill();
    let said = writer.end(said);
    assert!(!said.is_done, "the writer was done before the power went");
    let left = disk.after_power_loss();
    let found = faults(&left.path().join("store"), LAST, &said).await;
    (said, found)
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_when_the_power_goes() {
    for cut in 0..N_CUTS {
        let (said, found) = cut_power(cut, &[]).await;
        assert!(said.accepted > 0, "nothing was acknowledged before cut {cut}");
        assert!(found.is_empty(), "cut {cut}, having said {said:?}:\n{}", found.join("\n"));
    }
}

/// The same with calls to sync that do nothing: a test that cannot see this loss proves nothing.
#[tokio::test]
async fn without_syncing_the_same_test_finds_losses() {
    let trace = ["-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:retval=0"].map(str::to_owned);
    let (said, found) = cut_power(2, &trace).await;
    assert!(said.accepted > 0, "nothing was acknowledged");
    println!("without syncing, having said {said:?}:\n{}", found.join("\n"));
    assert!(!found.is_empty(), "{said:?}, and nothing was found to be lost");
}
