//! Real answers to a survey: the score of each step, with its range, computed a second time by other means.

use crate::command::{ask, import, test_data};
use boussole_test::Python;
use serde_json::{Value, json};

/// The columns of the file, as the recipe calls them.
const RECIPE: &str = r#"
extends = "answers"
name = "survey"
timezone = "Europe/London"

[[tables]]
name = "answers"
rename = { answer_id = "row", date = "CUSTOMER_RESPONSE_DATE", step = "SURVEY_SUB_TYPE", score = "NPS_SCORE" }
time_formats = ["%d/%m/%Y %H:%M"]
"#;

/// Counts the answers of each step and computes its score and range, from the file itself.
const SCRIPT: &str = r#"
import collections, csv, gzip, math, sys

answers = collections.defaultdict(collections.Counter)
for row in csv.DictReader(gzip.open(sys.argv[1], "rt", encoding="utf-8")):
    if row["NPS_SCORE"]:
        answers[row["SURVEY_SUB_TYPE"]][int(row["NPS_SCORE"])] += 1
for step in sorted(answers):
    counts = answers[step]
    n = sum(counts.values())
    promoters = sum(counts[score] for score in (9, 10))
    detractors = sum(counts[score] for score in range(7))
    p, d = promoters / n, detractors / n
    margin = 196 * math.sqrt((p + d - (p - d) ** 2) / n)
    pa, da = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    half = 1.96 * math.sqrt((pa + da - (pa - da) ** 2) / (n + 3))
    low, high = max(-100, 100 * (pa - da - half)), min(100, 100 * (pa - da + half))
    print(f"{step}: n {n}, NPS {100 * (p - d):.2f} ± {margin:.2f}, {low:.2f} to {high:.2f}")
"#;

#[test]
fn the_score_of_every_step_is_that_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (data, recipe) = (folder.path().join("data"), folder.path().join("survey.toml"));
    std::fs::write(&recipe, RECIPE).unwrap();
    let file = test_data("nps_verbatims").join("verbatim.csv.gz");
    let report = import(&data, &file, recipe.to_str().expect("UTF-8"));
    assert_eq!(report["events"]["Survey Answered"], json!({"accepted": 1_618, "duplicate": 0, "conflict": 0}));

    let question = json!({
        "kind": "score", "score": "nps", "select": {"event": "Survey Answered"}, "property": "score",
        "interval": "all", "breakdown": [{"property": "step"}],
    });
    let answer = ask(&data, &question);
    let mut lines: Vec<String> = answer["groups"].as_array().expect("groups").iter().map(line).collect();
    lines.sort();
    let path = file.to_str().expect("UTF-8");
    assert_eq!(lines.concat(), Python::with_packages("").run(SCRIPT, &[path]));
    assert_eq!(lines.len(), 4);
}

fn line(group: &Value) -> String {
    let value = &group["values"][0];
    let number = |name: &str| format!("{:.2}", value[name].as_f64().expect("a number"));
    let step = group["group"]["step"].as_str().expect("a step");
    format!(
        "{step}: n {}, NPS {} ± {}, {} to {}\n",
        value["n"],
        number("value"),
        number("margin"),
        number("low"),
        number("high")
    )
}
