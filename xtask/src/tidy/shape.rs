//! How long and how heavy files are, and what lies beside them.

use super::Finding;
use super::tree::Tree;

const LINES_MAX: usize = 500;
const BYTES_MAX: u64 = 1024 * 1024;
const SOURCES: [&str; 3] = ["rs", "ts", "tsx"];
/// How the first lines of a file say that nobody writes it.
const GENERATED: &str = "This file was auto-generated";
const HEAD_LINES: usize = 3;

/// Finds source files that nobody reads in one sitting.
pub(super) fn length(tree: &Tree) -> Vec<Finding> {
    let is_written = |text: &str| !text.lines().take(HEAD_LINES).any(|line| line.contains(GENERATED));
    let sources = tree.files.iter().filter(|file| file.has_extension(&SOURCES) && is_written(&file.text));
    let lengths = sources.map(|file| (file, file.text.lines().count()));
    let long = lengths.filter(|(_, n_lines)| *n_lines > LINES_MAX);
    long.map(|(file, n)| Finding::new(&file.path, 0, format!("{n} lines, at most {LINES_MAX}: look for two nouns")))
        .collect()
}

/// Finds data sets and built files.
pub(super) fn weight(tree: &Tree) -> Vec<Finding> {
    let heavy = tree.files.iter().filter(|file| file.n_bytes > BYTES_MAX);
    heavy.map(|file| Finding::new(&file.path, 0, format!("{} bytes, at most {BYTES_MAX}", file.n_bytes))).collect()
}

/// Finds crates that do not say what they are for.
pub(super) fn readme(tree: &Tree) -> Vec<Finding> {
    let manifests = tree.files.iter().filter_map(|file| file.path.strip_suffix("/Cargo.toml"));
    let silent = manifests.filter(|folder| tree.file(&format!("{folder}/README.md")).is_none());
    silent.map(|folder| Finding::new(folder, 0, "has no README.md (purpose, invariants, where to start)")).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::tidy::testing::{check, check_tree};

    #[test]
    fn a_long_source_file_is_found() {
        let long = "x\n".repeat(LINES_MAX + 1);
        let generated = format!("/**\n * {GENERATED} by a tool.\n{long}");
        let says_so_late = format!("{long}// {GENERATED}");
        check(
            length,
            &[
                ("a.rs", &long),
                ("b.tsx", &long),
                ("c.md", &long),
                ("d.rs", &long[2..]),
                ("e.ts", &generated),
                ("f.ts", &says_so_late),
            ],
            expect![[r#"
                a.rs: 501 lines, at most 500: look for two nouns
                b.tsx: 501 lines, at most 500: look for two nouns
                f.ts: 502 lines, at most 500: look for two nouns"#]],
        );
    }

    #[test]
    fn a_heavy_file_is_found() {
        let mut tree = Tree::of(&[("a.csv", ""), ("b.csv", "")]);
        tree.files[0].n_bytes = BYTES_MAX + 1;
        tree.files[1].n_bytes = BYTES_MAX;
        check_tree(weight, &tree, expect!["a.csv: 1048577 bytes, at most 1048576"]);
    }

    #[test]
    fn a_crate_without_a_readme_is_found() {
        check(
            readme,
            &[("Cargo.toml", ""), ("crates/a/Cargo.toml", ""), ("crates/b/Cargo.toml", ""), ("crates/b/README.md", "")],
            expect!["crates/a: has no README.md (purpose, invariants, where to start)"],
        );
    }
}
