//! What people see, in a browser: how every page behaves, whether axe finds fault with it, and a contact sheet of each.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Result, ensure};

use super::case::{Got, Table};
use super::lab::Lab;
use crate::runners::playwright;
use crate::shots;

/// An address of every page, with what it needs to show something; those of questions are asked as they are offered.
const VIEWS: [&str; 37] = [
    "/",
    "/analyses",
    "/analyses/audience",
    "/analyses/funnel",
    "/analyses/histogram",
    "/analyses/paths",
    "/analyses/rate",
    "/analyses/retention",
    "/analyses/score",
    "/analyses/sessions",
    "/analyses/trend",
    "/customers",
    "/customers/p5",
    "/imports",
    "/imports/1",
    "/imports/new",
    "/journeys",
    "/journeys/edit",
    "/live-events",
    "/live-events/set-aside",
    "/settings",
    "/settings/account",
    "/settings/mail",
    "/settings/members",
    "/settings/notifications",
    "/settings/project",
    "/settings/sources",
    "/sign-in",
    "/surveys",
    "/surveys/new",
    "/surveys/nps-delivery",
    "/surveys/nps-delivery/edit",
    "/unsubscribe",
    "/verbatims",
    "/verbatims/themes",
    "/frictions",
    "/no-such-page",
];

/// Where the interface says which pages it has: in a file of this name of each feature, a path a line.
const ROUTES: &str = "routes.ts";
const FEATURES: &str = "web/src/features/";

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) {
    table.case("pages without an address here", "", || {
        let paths = paths(lab)?;
        let is_missing = |path: &&str| !VIEWS.iter().any(|view| is_of(view, path));
        let missing: Vec<_> = paths.iter().map(String::as_str).filter(is_missing).collect();
        Ok(Got { value: missing.join(" "), n: paths.len() as u64 })
    });
    table.case("contact sheets: both languages, themes, widths", &VIEWS.len().to_string(), || {
        let folder = shots::draw(lab.workspace(), &VIEWS)?;
        let n_sheets = fs::read_dir(folder)?.count();
        Ok(Got { value: n_sheets.to_string(), n: 8 * n_sheets as u64 })
    });
    table.case("pages in a browser, axe in both themes: failed", "0", || {
        let counts = playwright::run(lab.workspace())?;
        ensure!(counts.n_passed > 0 && counts.n_skipped == 0, "the browser ran {counts}");
        Ok(Got { value: counts.n_failed.to_string(), n: counts.n_passed + counts.n_failed })
    });
}

/// Reads the paths of all pages.
fn paths(lab: &Lab) -> Result<BTreeSet<String>> {
    let files = lab.workspace().files()?;
    let mut paths = BTreeSet::new();
    for file in files.iter().filter(|file| file.starts_with(FEATURES) && file.ends_with(ROUTES)) {
        let text = fs::read_to_string(lab.source(file))?;
        let found = text.lines().filter_map(|line| line.trim().strip_prefix("path: \"")?.strip_suffix("\","));
        let before = paths.len();
        paths.extend(found.map(|path| format!("/{}", path.trim_start_matches('/'))));
        ensure!(paths.len() > before, "{file} names no path");
    }
    ensure!(!paths.is_empty(), "the interface has no {ROUTES}");
    Ok(paths)
}

/// Whether an address is one of a path, whose parts that begin with `$` stand for anything.
fn is_of(view: &str, path: &str) -> bool {
    let (view, path): (Vec<_>, Vec<_>) = (view.split('/').collect(), path.split('/').collect());
    view.len() == path.len() && view.iter().zip(&path).all(|(view, path)| path.starts_with('$') || view == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_of_its_path() {
        assert!(is_of("/", "/") && is_of("/customers/p5", "/customers/$personId"));
        assert!(!is_of("/customers", "/customers/$personId") && !is_of("/imports/1", "/imports/new"));
    }
}
