//! The house rules that the compiler does not know. One function a rule; each is shown failing by its own test.

mod arrows;
mod doors;
mod rust_text;
mod shape;
mod sql;
mod tree;
mod unfinished;
mod words;

use std::fmt;

use anyhow::Result;

use crate::workspace::Workspace;
use tree::Tree;

/// One place that breaks a rule. `line` is 0 where the whole file is meant.
#[derive(Debug)]
struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(formatter, "{}: {}", self.path, self.message),
            line => write!(formatter, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// A rule looks at the whole tree and answers where it is broken.
type Rule = fn(&Tree) -> Vec<Finding>;

const RULES: [(&str, Rule); 11] = [
    ("crate arrows", arrows::rule),
    ("SQL in store.rs", sql::rule),
    ("one door per library", doors::rule),
    ("file length", shape::length),
    ("file weight", shape::weight),
    ("a README per crate", shape::readme),
    ("no unwrap", unfinished::unwrap),
    ("expect, not allow", unfinished::allow),
    ("nothing unfinished", unfinished::unfinished),
    ("no machine", words::machines),
    ("no data set", words::data_sets),
];

/// The most findings printed for one rule; the rest are counted.
const FINDINGS_SHOWN_MAX: usize = 20;

/// Runs every rule and prints what it found; returns whether nothing was.
pub(crate) fn run(workspace: &Workspace) -> Result<bool> {
    let tree = Tree::read(workspace)?;
    let mut n_findings = 0;
    for (name, rule) in RULES {
        let findings = rule(&tree);
        n_findings += findings.len();
        for finding in findings.iter().take(FINDINGS_SHOWN_MAX) {
            println!("{name}: {finding}");
        }
        if findings.len() > FINDINGS_SHOWN_MAX {
            println!("{name}: and {} more", findings.len() - FINDINGS_SHOWN_MAX);
        }
    }
    println!("tidy: {} rules, {} files, {n_findings} findings", RULES.len(), tree.files.len());
    Ok(n_findings == 0)
}

#[cfg(test)]
mod testing {
    use expect_test::Expect;

    use super::{Rule, Tree};

    /// Runs a rule on a tree of the given files and compares its findings, one a line.
    pub(super) fn check(rule: Rule, files: &[(&str, &str)], expected: Expect) {
        check_tree(rule, &Tree::of(files), expected);
    }

    /// The same, for a tree made beforehand.
    pub(super) fn check_tree(rule: Rule, tree: &Tree, expected: Expect) {
        let lines: Vec<String> = rule(tree).iter().map(ToString::to_string).collect();
        expected.assert_eq(&lines.join("\n"));
    }
}
