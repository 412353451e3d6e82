//! Rebuilds when the interface was built anew; without an interface there is nothing to watch.

use std::path::Path;

fn main() {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    let watched = if built.exists() { built } else { Path::new("build.rs").to_owned() };
    println!("cargo::rerun-if-changed={}", watched.display());
}
