//! Places that panic, silence a warning, or wait for somebody to finish them.

use super::Finding;
use super::tree::Tree;

/// Words that say that a place is not finished. Split, so that this file does not find itself.
const MARKS: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("todo", "!"),
    concat!("unimplemented", "!"),
    concat!("#[", "ignore"),
];

/// Calls that switch off tests of the interface.
const SILENCED: [&str; 6] = ["it.only(", "it.skip(", "test.only(", "test.skip(", "describe.only(", "describe.skip("];

/// Finds `unwrap` outside of tests.
pub(super) fn unwrap(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust().filter(|(file, _)| !file.is_test()) {
        for (line, code) in rust.code_lines().filter(|(line, _)| !rust.is_test_line(*line)) {
            if code.contains(".unwrap()") {
                findings.push(Finding::new(&file.path, line, "unwrap outside of tests"));
            }
        }
    }
    findings
}

/// Finds warnings that are allowed rather than expected: an expectation fails once it is no longer needed.
pub(super) fn allow(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust() {
        for (line, code) in rust.code_lines() {
            if code.contains("#[allow(") || code.contains("#![allow(") {
                findings.push(Finding::new(&file.path, line, "use #[expect(…, reason = \"…\")] instead of allow"));
            }
        }
    }
    findings
}

/// Finds marks of unfinished work, in comments too, and tests that are switched off.
pub(super) fn unfinished(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.has_extension(&["rs", "ts", "tsx", "sh", "sql", "toml"])) {
        for (index, line) in file.text.lines().enumerate() {
            let mark = MARKS.iter().find(|mark| has_word(line, mark));
            let silenced = || SILENCED.iter().find(|call| file.has_extension(&["ts", "tsx"]) && has_word(line, call));
            if let Some(found) = mark.or_else(silenced) {
                findings.push(Finding::new(&file.path, index + 1, format!("`{found}`: finish it")));
            }
        }
    }
    findings
}

/// Whether a line has `word` and no letter touches it.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next().filter(|_| word.ends_with(char::is_alphabetic));
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::tidy::testing::check;

    #[test]
    fn unwrap_is_found_outside_of_tests() {
        let source = "fn a() { b().unwrap(); } // .unwrap()\n#[cfg(test)]\nmod tests { fn c() { d().unwrap(); } }\n";
        check(unwrap, &[("crates/a/src/lib.rs", source)], expect!["crates/a/src/lib.rs:1: unwrap outside of tests"]);
        check(unwrap, &[("crates/a/tests/it/main.rs", source), ("crates/a/src/b/tests.rs", source)], expect![""]);
    }

    #[test]
    fn allowed_warnings_are_found() {
        check(
            allow,
            &[("a.rs", "#[allow(dead_code)]\nfn a() {}\n#[expect(dead_code, reason = \"b\")]\n// #[allow(x)]\n")],
            expect!["a.rs:1: use #[expect(…, reason = \"…\")] instead of allow"],
        );
    }

    #[test]
    fn unfinished_places_are_found() {
        let [later, broken, .., off] = MARKS;
        let source = format!("// {later}: later\nfn a() {{}} // {broken}\n{off} = \"slow\"]\nlet {later}NE = 1;\n");
        let findings: Vec<String> =
            unfinished(&Tree::of(&[("a.rs", &source), ("a.md", &source)])).iter().map(ToString::to_string).collect();
        let expected =
            [(1, later), (2, broken), (3, off)].map(|(line, mark)| format!("a.rs:{line}: `{mark}`: finish it"));
        assert_eq!(findings, expected);
    }

    #[test]
    fn silenced_tests_of_the_interface_are_found() {
        check(
            unfinished,
            &[("a.ts", "it.only(\"x\")\nsubmit.only(1)\n"), ("a.rs", "it.only(1)\n")],
            expect!["a.ts:1: `it.only(`: finish it"],
        );
    }
}
