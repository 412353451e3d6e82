//! Words that must not stand in the repository: the paths of a machine, package registries, data sets in the product.

use super::Finding;
use super::tree::Tree;

/// Folders at the top of somebody's machine. Only their names stand here, so that this file does not find itself.
const TOP_FOLDERS: [&str; 4] = ["root", "home", "work", "tmp"];

/// The first label of hosts that serve packages.
const REGISTRIES: [&str; 3] = ["registry", "static", "index"];

/// Names of test data, in pieces that may be joined by any one character.
const DATA_SETS: [&[&str]; 2] = [&["olist"], &["online", "retail"]];

/// Finds paths of a machine and addresses of package registries, in every file.
pub(super) fn machines(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &tree.files {
        for (index, line) in file.text.lines().enumerate() {
            if has_machine_path(line) {
                findings.push(Finding::new(&file.path, index + 1, "a path of a machine"));
            }
            if names_registry(line) {
                findings.push(Finding::new(&file.path, index + 1, "the address of a package registry"));
            }
        }
    }
    findings
}

/// Finds data sets named in the sources of a crate: the product knows none, recipes and tests do.
pub(super) fn data_sets(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.source_of().is_some()) {
        for (index, line) in file.text.lines().enumerate() {
            let line = line.to_lowercase();
            if DATA_SETS.iter().any(|pieces| names_data_set(&line, pieces)) {
                findings.push(Finding::new(&file.path, index + 1, "names a data set"));
            }
        }
    }
    findings
}

/// Whether a line has `/<top folder>/<something>` that is not the middle of a longer path.
fn has_machine_path(line: &str) -> bool {
    TOP_FOLDERS.iter().any(|folder| {
        line.match_indices(&format!("/{folder}/")).any(|(start, found)| {
            let before = line[..start].chars().next_back();
            let after = line[start + found.len()..].chars().next();
            !before.is_some_and(|character| character.is_alphanumeric() || "_.".contains(character))
                && after.is_some_and(char::is_alphanumeric)
        })
    })
}

fn names_registry(line: &str) -> bool {
    let resolved = concat!("\"resolved\"", ": \"http");
    line.contains(resolved)
        || line.split("://").skip(1).any(|rest| REGISTRIES.iter().any(|label| rest.starts_with(&format!("{label}."))))
}

fn names_data_set(line: &str, pieces: &[&str]) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return false };
    line.match_indices(first).any(|(start, _)| {
        let is_start = !line[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        let mut after = &line[start + first.len()..];
        is_start
            && rest.iter().all(|piece| {
                let mut characters = after.chars();
                characters.next();
                after = characters.as_str().strip_prefix(piece).unwrap_or_default();
                characters.as_str().starts_with(piece)
            })
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::tidy::testing::check;

    #[test]
    fn paths_of_a_machine_are_found() {
        for folder in TOP_FOLDERS {
            let path = format!("/{folder}/name");
            for line in [path.clone(), format!("a = \"{path}\""), format!("see ({path})"), format!("{path}/more")] {
                assert!(has_machine_path(&line), "{line}");
            }
            for line in [format!("src{path}"), format!("..{path}"), format!("/{folder}")] {
                assert!(!has_machine_path(&line), "{line}");
            }
        }
        let text = format!("first\ncd /{}/boussole\n", TOP_FOLDERS[1]);
        check(machines, &[("docs/a.md", &text)], expect!["docs/a.md:2: a path of a machine"]);
    }

    #[test]
    fn package_registries_are_found() {
        for label in REGISTRIES {
            let text = format!("see https://{label}.example.org/x\n");
            check(machines, &[("a.json", &text)], expect!["a.json:1: the address of a package registry"]);
        }
        check(machines, &[("a.toml", "url = \"https://example.org/registry.html\"\n")], expect![""]);
    }

    #[test]
    fn data_sets_are_found_in_the_product_only() {
        let [brazil, british] = DATA_SETS.map(|pieces| pieces.join("_"));
        let text = format!("a {} b\n\"{british}\"\ntools{brazil}\nonline shop\nonline\n", brazil.to_uppercase());
        check(
            data_sets,
            &[("crates/a/src/lib.rs", &text), ("crates/a/tests/it/main.rs", &text), ("recipes/a.toml", &text)],
            expect![[r#"
                crates/a/src/lib.rs:1: names a data set
                crates/a/src/lib.rs:2: names a data set"#]],
        );
    }
}
