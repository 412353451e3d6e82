//! Rebuilds when the interface was built anew, or for the first time.

use std::path::Path;

fn main() {
    // While the folder is missing, cargo runs this again each time: it costs one small crate, and finds the interface
    // as soon as it is there.
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    println!("cargo::rerun-if-changed={}", built.display());
}
