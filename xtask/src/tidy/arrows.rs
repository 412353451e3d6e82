//! Crates use each other only along the arrows of the table in ARCHITECTURE.md.

use std::collections::BTreeMap;

use super::Finding;
use super::tree::Tree;

const DOCUMENT: &str = "ARCHITECTURE.md";
const HEADER: &str = "| crate | may use |";

/// One row of the table: what a crate may use, and what its tests may use besides.
#[derive(Default)]
struct Row {
    line: usize,
    may_use: Vec<String>,
    tests_may_use: Vec<String>,
}

/// Finds arrows, crates and rows that the table and the workspace do not agree on.
pub(super) fn rule(tree: &Tree) -> Vec<Finding> {
    let text = tree.file(DOCUMENT).map_or("", |file| file.text.as_str());
    let Some(table) = table(text) else {
        return vec![Finding::new(DOCUMENT, 0, format!("has no table that begins with `{HEADER}`"))];
    };
    let mut findings = Vec::new();
    for arrow in &tree.arrows {
        let Some(row) = table.get(&arrow.from) else { continue };
        let is_allowed = row.may_use.contains(&arrow.to) || arrow.is_test && row.tests_may_use.contains(&arrow.to);
        if !is_allowed {
            let (from, to) = (&arrow.from, &arrow.to);
            let who = if arrow.is_test { "the tests of " } else { "" };
            findings.push(Finding::new(
                DOCUMENT,
                row.line,
                format!("{who}{from} use {to}; the table has no such arrow"),
            ));
        }
    }
    for name in tree.crates.iter().filter(|name| !table.contains_key(*name)) {
        findings.push(Finding::new(DOCUMENT, 0, format!("the table of arrows has no row for {name}")));
    }
    for (name, row) in table.iter().filter(|(name, _)| !tree.crates.contains(name)) {
        findings.push(Finding::new(DOCUMENT, row.line, format!("there is no crate {name}")));
    }
    findings
}

/// Reads the table; `None` if there is none.
fn table(text: &str) -> Option<BTreeMap<String, Row>> {
    let mut lines = text.lines().enumerate().skip_while(|(_, line)| !line.starts_with(HEADER));
    lines.next()?;
    let mut rows = BTreeMap::new();
    for (index, line) in lines.skip(1).take_while(|(_, line)| line.starts_with('|')) {
        let mut cells = line.trim().trim_matches('|').split('|');
        let name = cells.next()?.trim().trim_matches('`').to_owned();
        let [may_use, tests_may_use] = [cells.next(), cells.next()].map(|cell| names(cell.unwrap_or_default()));
        rows.insert(name, Row { line: index + 1, may_use, tests_may_use });
    }
    Some(rows)
}

/// The names in a cell: words in backticks, so that prose around them (or a dash for none) does no harm.
fn names(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::tidy::testing::check_tree;
    use crate::tidy::tree::Arrow;

    const TABLE: &str = "# A\n\n| crate | may use | tests may also use |\n|---|---|---|\n\
        | `app` | `core`, `db` | `testing` |\n| `db` | `core` | — |\n| `core` | — | — |\n| `testing` | — | — |\n";

    fn check(text: &str, crates: &str, arrows: &[(&str, &str, bool)], expected: Expect) {
        let mut tree = Tree::of(&[(DOCUMENT, text)]);
        tree.crates = crates.split(' ').map(str::to_owned).collect();
        let arrow = |(from, to, is_test): &(&str, &str, bool)| {
            let [from, to] = [from, to].map(|name| (*name).to_owned());
            Arrow { from, to, is_test: *is_test }
        };
        tree.arrows = arrows.iter().map(arrow).collect();
        check_tree(rule, &tree, expected);
    }

    #[test]
    fn arrows_follow_the_table() {
        let all = "app db core testing";
        check(TABLE, all, &[("app", "db", false), ("app", "testing", true), ("db", "core", true)], expect![""]);
        check(
            TABLE,
            all,
            &[("core", "db", false), ("app", "testing", false), ("db", "testing", true)],
            expect![[r#"
                ARCHITECTURE.md:7: core use db; the table has no such arrow
                ARCHITECTURE.md:5: app use testing; the table has no such arrow
                ARCHITECTURE.md:6: the tests of db use testing; the table has no such arrow"#]],
        );
    }

    #[test]
    fn the_table_names_the_crates_that_exist() {
        check(
            TABLE,
            "app db core extra",
            &[],
            expect![[r#"
                ARCHITECTURE.md: the table of arrows has no row for extra
                ARCHITECTURE.md:8: there is no crate testing"#]],
        );
        check("# A\n", "app", &[], expect!["ARCHITECTURE.md: has no table that begins with `| crate | may use |`"]);
    }
}
