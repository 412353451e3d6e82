//! The SQL of a crate is in its `store.rs` (or the folder `store/`), so that it can be read, and ported, in one place.

use super::Finding;
use super::tree::Tree;

/// Finds text literals that are SQL in the sources of a crate, outside of its store and its tests.
pub(super) fn rule(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust() {
        if file.source_of().is_none() || file.is_or_is_below("store") || file.is_test() {
            continue;
        }
        for (line, text) in rust.literals.iter().filter(|(line, _)| !rust.is_test_line(*line)) {
            if is_sql(text) {
                findings.push(Finding::new(&file.path, *line, "SQL outside of store.rs"));
            }
        }
    }
    findings
}

/// Whether a text is a statement. SQL is written in capitals here, so a sentence that says "select" is none.
fn is_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split(|character: char| !(character.is_alphanumeric() || character == '_')).collect();
    let has = |word: &str| words.contains(&word);
    let has_pair = |first: &str, second: &str| {
        let mut words = words.iter().filter(|word| !word.is_empty()).peekable();
        while let Some(word) = words.next() {
            if *word == first && words.peek().is_some_and(|next| **next == second) {
                return true;
            }
        }
        false
    };
    has("SELECT") && has("FROM")
        || has("UPDATE") && has("SET")
        || has_pair("INSERT", "INTO")
        || has_pair("CREATE", "TABLE")
        || has_pair("DELETE", "FROM")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::tidy::testing::check;

    #[test]
    fn sql_outside_of_the_store_is_found() {
        let source = "fn a() {\n    query(\"SELECT x\n FROM y\");\n    query(r\"INSERT  INTO y\");\n}\n";
        check(
            rule,
            &[("crates/a/src/model.rs", source)],
            expect![[r#"
            crates/a/src/model.rs:2: SQL outside of store.rs
            crates/a/src/model.rs:4: SQL outside of store.rs"#]],
        );
        for allowed in
            ["crates/a/src/store.rs", "crates/a/src/store/read.rs", "crates/a/tests/it/main.rs", "xtask/a.rs"]
        {
            check(rule, &[(allowed, source)], expect![""]);
        }
        check(
            rule,
            &[("crates/a/src/b.rs", "#[cfg(test)]\nmod t { const S: &str = \"DELETE FROM y\"; }")],
            expect![""],
        );
        check(rule, &[("crates/a/src/b.rs", "// SELECT x FROM y")], expect![""]);
    }

    #[test]
    fn statements_are_told_from_sentences() {
        for sql in
            ["SELECT 1 FROM t", "UPDATE t SET a = 1", "CREATE TABLE t", "DELETE FROM t", "WITH x AS (SELECT a FROM b)"]
        {
            assert!(is_sql(sql), "{sql}");
        }
        for text in ["select one from the list", "SELECTED FROM", "UPDATE", "FROM a SELECTION", "TABLE CREATE"] {
            assert!(!is_sql(text), "{text}");
        }
    }
}
