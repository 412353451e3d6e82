use super::Drills;
use crate::answer::{LinkAnswer, Meta, PathAnswer, PathsAnswer, Table};
use crate::run::PathsResult;

/// Shapes the answer of a question about paths.
pub(crate) fn paths(result: PathsResult, meta: Meta, drills: Drills<'_>) -> PathsAnswer {
    let paths = result.paths.into_iter().enumerate().map(|(index, path)| PathAnswer {
        steps: path.steps,
        drill: drills.token(0, index),
        sessions: path.n_sessions,
        people: path.n_people,
    });
    let links =
        result.links.into_iter().map(|link| LinkAnswer { from: link.from, to: link.to, sessions: link.n_sessions });
    PathsAnswer {
        kind: "paths",
        meta,
        sessions: result.n_sessions,
        people: result.n_people,
        paths: paths.collect(),
        links: links.collect(),
    }
}

impl PathsAnswer {
    /// One line a path, one column a step.
    pub(crate) fn to_table(&self) -> Table {
        let n_steps = self.paths.iter().map(|path| path.steps.len()).max().unwrap_or(0);
        let steps = (1..=n_steps).map(|step| step.to_string());
        let header = ["sessions", "people"].map(str::to_owned).into_iter().chain(steps).collect();
        let line = |path: &PathAnswer| {
            let mut row = vec![path.sessions.to_string(), path.people.to_string()];
            row.extend((0..n_steps).map(|step| path.steps.get(step).cloned().unwrap_or_default()));
            row
        };
        Table { header, rows: self.paths.iter().map(line).collect() }
    }
}
