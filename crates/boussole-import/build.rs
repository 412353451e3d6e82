//! Has the recipes taken into the binary again when one is added: the compiler sees only those that it knew.

fn main() {
    println!("cargo:rerun-if-changed=../../recipes");
}
