//! Some libraries are known to one place only, so that they can be replaced there.

use super::Finding;
use super::tree::{File, Tree};

/// A library and the places that may name it.
struct Door {
    library: &'static str,
    crates: &'static [&'static str],
    files: &'static [&'static str],
}

const OUTBOUND: &[&str] = &["boussole-outbound"];

const DOORS: [Door; 6] = [
    Door { library: "axum", crates: &["boussole-api", "boussole-http"], files: &["http"] },
    Door { library: "datafusion", crates: &["boussole-sql"], files: &[] },
    Door { library: "lettre", crates: &["boussole-mail"], files: &[] },
    Door { library: "reqwest", crates: OUTBOUND, files: &[] },
    Door { library: "ureq", crates: OUTBOUND, files: &[] },
    Door { library: "hyper_util::client", crates: OUTBOUND, files: &[] },
];

impl Door {
    fn admits(&self, file: &File) -> bool {
        file.source_of().is_some_and(|name| self.crates.contains(&name))
            || self.files.iter().any(|name| file.is_or_is_below(name))
    }
}

/// Finds code in the sources of a crate that names a library whose door is elsewhere. Tests may talk to anything.
pub(super) fn rule(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust() {
        if file.source_of().is_none() || file.is_test() {
            continue;
        }
        for door in DOORS.iter().filter(|door| !door.admits(file)) {
            for line in rust.lines_naming(door.library).into_iter().filter(|line| !rust.is_test_line(*line)) {
                findings.push(Finding::new(&file.path, line, format!("{} is not known here", door.library)));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::tidy::testing::check;

    #[test]
    fn a_library_outside_of_its_door_is_found() {
        let source = "use axum::Router;\nuse datafusion_common::x;\nuse hyper_util::client::legacy;\n// reqwest\n";
        check(
            rule,
            &[("crates/boussole-query/src/plan.rs", source)],
            expect![[r#"
                crates/boussole-query/src/plan.rs:1: axum is not known here
                crates/boussole-query/src/plan.rs:2: datafusion is not known here
                crates/boussole-query/src/plan.rs:3: hyper_util::client is not known here"#]],
        );
        check(rule, &[("crates/boussole-people/src/http.rs", "use axum::Router;")], expect![""]);
        check(rule, &[("crates/boussole-people/src/http/list.rs", "use axum::Router;")], expect![""]);
        check(rule, &[("crates/boussole-sql/src/lib.rs", "use datafusion::prelude;")], expect![""]);
        check(rule, &[("crates/boussole-outbound/src/lib.rs", "use reqwest::Client;")], expect![""]);
        check(rule, &[("crates/boussole-people/tests/it/main.rs", "use reqwest::Client;")], expect![""]);
    }
}
