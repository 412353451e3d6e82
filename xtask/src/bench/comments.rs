//! How quickly short comments are understood on one core, beside a linear model of scikit-learn on the same comments.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::machine;
use crate::prove::python::Python;
use crate::workspace::{Profile, Workspace, successful};

const PROGRAM: &str = include_str!("comments.py");
const LOCK: &str = include_str!("comments.txt");
/// How many short comments are to be understood in a second.
const TARGET: f64 = 30_000.0;
/// What is measured: the file, the columns of the text and of the score, the scores of blame and of praise.
const COMMENTS: [[&str; 5]; 2] = [
    ["airline_tweets/TwitterUSAirlineSentiment.csv.gz", "text", "airline_sentiment", "negative", "positive"],
    ["avis_assurance_fr/avis_labelled.csv.gz", "avis", "note", "1,2", "4,5"],
];

/// What was measured of one thing.
#[derive(Debug, Deserialize)]
struct Line {
    what: String,
    n: usize,
    seconds: Vec<f64>,
    balanced: f64,
}

impl Line {
    /// Comments a second: the slowest, the middle and the quickest run.
    fn speeds(&self) -> [f64; 3] {
        let mut seconds = self.seconds.clone();
        seconds.sort_by(|left, right| right.total_cmp(left));
        let at = |place: usize| seconds.get(place).map_or(0.0, |seconds| self.n as f64 / seconds);
        [at(0), at(seconds.len() / 2), at(seconds.len().saturating_sub(1))]
    }
}

/// Measures both, prints a table, and tells whether the target is reached.
pub(super) fn run(workspace: &Workspace, profile: Profile, n_runs: u32) -> Result<bool> {
    println!("{}", machine::describe()?);
    let data =
        PathBuf::from(env::var("BOUSSOLE_TEST_DATA").context("BOUSSOLE_TEST_DATA names the folder of test data")?);
    let python = Python::with_packages(LOCK)?;
    let runs = n_runs.to_string();
    let mut is_reached = true;
    println!(
        "short comments (up to 280 characters) a second on one core; {n_runs} runs each, profile {}",
        profile.as_str()
    );
    println!(
        "{:<44} {:<12} {:<16} {:>7} {:>9} {:>9} {:>9} {:>6} {:>9}",
        "comments", "who", "what", "n", "slowest", "median", "quickest", "ratio", "balanced"
    );
    for [file, text, score, blame, praise] in COMMENTS {
        let path = data.join(file).display().to_string();
        let arguments = [path.as_str(), text, score, blame, praise, &runs];
        let cargo = [
            "run",
            "--quiet",
            "--profile",
            profile.as_str(),
            "--package",
            "boussole-text",
            "--example",
            "comments",
            "--",
        ];
        let printed = successful(workspace.cargo(&cargo).args(arguments).output()?).context("boussole-text")?;
        let ours = lines(&String::from_utf8(printed)?)?;
        let theirs = lines(&python.run(&[&["-c", PROGRAM], &arguments[..]].concat(), "")?)?;
        ensure!(ours.len() == 2 && theirs.len() == 1, "something was not measured");
        ensure!(ours.iter().all(|line| line.n == theirs[0].n), "they read other comments");
        let [_, everything, _] = ours[0].speeds();
        for (who, line) in ours.iter().map(|line| ("boussole", line)).chain([("scikit-learn", &theirs[0])]) {
            let [slowest, median, quickest] = line.speeds();
            let Line { what, n, balanced, .. } = line;
            let ratio = everything / median;
            println!(
                "{file:<44} {who:<12} {what:<16} {n:>7} {slowest:>9.0} {median:>9.0} {quickest:>9.0} {ratio:>6.2} {balanced:>9.4}"
            );
        }
        is_reached &= everything >= TARGET;
    }
    println!(
        "everything: masking, language, clauses, sentiment and theme of each, what must not wait, praise or blame as learnt"
    );
    println!("ratio: everything that Boussole does, divided by it; balanced: accuracy on the fifth that was held back");
    Ok(is_reached)
}

fn lines(text: &str) -> Result<Vec<Line>> {
    text.lines().map(|line| serde_json::from_str(line).with_context(|| line.to_owned())).collect()
}
