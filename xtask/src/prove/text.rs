//! Answers as the text whose digest is known: lines of cells with tabs between them, in the order of the reference.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Turns an answer into the text whose digest is compared.
pub(crate) type ToText = fn(&Value) -> Result<String>;

/// The answer of a funnel: people at each step, for each channel in alphabetical order where there are channels.
pub(crate) fn funnel(answer: &Value) -> Result<String> {
    let mut lines = Vec::new();
    for group in list(answer, "groups")? {
        let steps = list(group, "steps")?.iter().map(|step| number(step, "people").map(|people| people.to_string()));
        let channel = group.pointer("/group/channel").and_then(Value::as_str).map(str::to_owned);
        lines.push(channel.into_iter().map(Ok).chain(steps).collect::<Result<Vec<_>>>()?);
    }
    lines.sort();
    Ok(text(&lines))
}

/// The answer of a retention by weeks: week of the cohort, week of return, people, where there are any.
pub(crate) fn retention(answer: &Value) -> Result<String> {
    let mut lines = Vec::new();
    for (first, cohort) in list(answer, "cohorts")?.iter().enumerate() {
        for (later, people) in list(cohort, "returned")?.iter().enumerate() {
            let people = people.as_u64().context("`returned` has something that is no count")?;
            if people > 0 {
                lines.push([first.to_string(), (first + later).to_string(), people.to_string()]);
            }
        }
    }
    Ok(text(&lines))
}

/// The answer of paths: the steps of each, and how many sessions went it.
pub(crate) fn paths(answer: &Value) -> Result<String> {
    let mut lines = Vec::new();
    for path in list(answer, "paths")? {
        let steps = list(path, "steps")?.iter().map(|step| step.as_str().map(str::to_owned));
        let mut line: Vec<String> = steps.collect::<Option<_>>().context("a path has a step that is no text")?;
        line.push(number(path, "sessions")?.to_string());
        lines.push(line);
    }
    Ok(text(&lines))
}

/// The answer of a trend by days and channels with the series `events` and `people`: a line for each day and channel
/// with events.
pub(crate) fn days(answer: &Value) -> Result<String> {
    let days = list(answer, "buckets")?;
    let mut cells: BTreeMap<(&str, &str), [u64; 2]> = BTreeMap::new();
    for series in list(answer, "series")? {
        let place = match series.get("name").and_then(Value::as_str) {
            Some("events") => 0,
            Some("people") => 1,
            _ => bail!("a series is neither `events` nor `people`"),
        };
        let channel = series.pointer("/group/channel").and_then(Value::as_str).context("a series has no channel")?;
        for (day, value) in days.iter().zip(list(series, "values")?) {
            let day = day.as_str().context("a bucket has no name")?;
            cells.entry((day, channel)).or_default()[place] = value.as_u64().context("a value is no count")?;
        }
    }
    let with_events = cells.into_iter().filter(|(_, [events, _])| *events > 0);
    let line = |((day, channel), [events, people]): ((&str, &str), [u64; 2])| {
        [day.to_owned(), channel.to_owned(), events.to_string(), people.to_string()]
    };
    Ok(text(&with_events.map(line).collect::<Vec<_>>()))
}

/// The answer of a score by weeks: week, answers, points with at most three decimals, where there are answers.
pub(crate) fn score(answer: &Value) -> Result<String> {
    let mut lines = Vec::new();
    let group = list(answer, "groups")?.first().context("the score has no group")?;
    for (week, value) in list(group, "values")?.iter().enumerate() {
        let n = number(value, "n")?;
        if n > 0 {
            let points = value.get("value").and_then(Value::as_f64).context("a score has no value")?;
            lines.push([week.to_string(), n.to_string(), ((points * 1000.0).round() / 1000.0).to_string()]);
        }
    }
    Ok(text(&lines))
}

/// The first series of a trend: bucket, sum or count, in all buckets.
pub(crate) fn trend(answer: &Value) -> Result<String> {
    let series = list(answer, "series")?.first().context("the trend has no series")?;
    let cells = list(answer, "buckets")?.iter().zip(list(series, "values")?);
    let line = |(bucket, value): (&Value, &Value)| [shown(bucket), plain(&shown(value))];
    Ok(text(&cells.map(line).collect::<Vec<_>>()))
}

/// The only group of a rate: bucket, numerator, denominator.
pub(crate) fn rate(answer: &Value) -> Result<String> {
    let group = list(answer, "groups")?.first().context("the rate has no group")?;
    let cells = list(answer, "buckets")?.iter().zip(list(group, "values")?);
    let line = |(bucket, value): (&Value, &Value)| {
        Ok([shown(bucket), number(value, "numerator")?.to_string(), number(value, "denominator")?.to_string()])
    };
    Ok(text(&cells.map(line).collect::<Result<Vec<_>>>()?))
}

/// The bins of a histogram: lower edge, events, people; last, how many events are above.
pub(crate) fn histogram(answer: &Value) -> Result<String> {
    let mut lines = Vec::new();
    for bin in list(answer, "bins")? {
        let from = plain(&shown(bin.get("from").context("a bin has no lower edge")?));
        lines.push([from, number(bin, "events")?.to_string(), number(bin, "people")?.to_string()]);
    }
    lines.push(["above".to_owned(), number(answer, "above")?.to_string(), String::new()]);
    Ok(text(&lines))
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A number without zeros at the end that say nothing: engines write sums with different numbers of decimals.
pub(crate) fn plain(number: &str) -> String {
    match number.contains('.') {
        true => number.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => number.to_owned(),
    }
}

/// How many events an answer was computed from.
pub(crate) fn n_scanned(answer: &Value) -> Result<u64> {
    number(answer.get("meta").context("the answer has no meta")?, "events_scanned")
}

/// Joins cells to lines, each with an end.
pub(crate) fn text<L: AsRef<[String]>>(lines: &[L]) -> String {
    lines.iter().map(|line| line.as_ref().join("\t") + "\n").collect()
}

/// The list of that name in a value.
pub(crate) fn list<'a>(value: &'a Value, name: &str) -> Result<&'a [Value]> {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).with_context(|| format!("there is no list `{name}`"))
}

/// The count of that name in a value.
pub(crate) fn number(value: &Value, name: &str) -> Result<u64> {
    value.get(name).and_then(Value::as_u64).with_context(|| format!("there is no count `{name}`"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(text: Result<String>, expected: &[&str]) {
        assert_eq!(text.unwrap(), expected.iter().map(|line| format!("{line}\n")).collect::<String>());
    }

    #[test]
    fn a_funnel_is_a_line_a_channel() {
        let steps = |counts: [u64; 2]| counts.map(|people| json!({"people": people}));
        let whole = json!({"groups": [{"group": {}, "steps": steps([5, 2])}]});
        check(funnel(&whole), &["5\t2"]);
        let channels = json!({"groups": [
            {"group": {"channel": "web"}, "steps": steps([4, 1])},
            {"group": {"channel": "app"}, "steps": steps([3, 0])}
        ]});
        check(funnel(&channels), &["app\t3\t0", "web\t4\t1"]);
        assert!(funnel(&json!({})).is_err());
    }

    #[test]
    fn a_retention_counts_weeks_from_the_first() {
        let answer = json!({"cohorts": [{"returned": [3, 0, 1]}, {"returned": [0, 0]}, {"returned": [2]}]});
        check(retention(&answer), &["0\t0\t3", "0\t2\t1", "2\t2\t2"]);
    }

    #[test]
    fn a_path_ends_with_its_sessions() {
        check(paths(&json!({"paths": [{"steps": ["a", "b"], "sessions": 7}]})), &["a\tb\t7"]);
    }

    #[test]
    fn a_day_without_events_of_a_channel_has_no_line() {
        let series = |name: &str, channel: &str, values: [u64; 2]| json!({"name": name, "group": {"channel": channel}, "values": values});
        let answer = json!({"buckets": ["2025-01-01", "2025-01-02"], "series": [
            series("events", "web", [4, 1]), series("events", "app", [0, 2]),
            series("people", "web", [3, 1]), series("people", "app", [0, 1])
        ]});
        check(days(&answer), &["2025-01-01\tweb\t4\t3", "2025-01-02\tapp\t2\t1", "2025-01-02\tweb\t1\t1"]);
    }

    #[test]
    fn sums_and_rates_are_a_line_a_bucket() {
        let answer = json!({"buckets": ["2025-01-01", "2025-02-01"], "series": [{"values": ["10.500", 0]}]});
        check(trend(&answer), &["2025-01-01\t10.5", "2025-02-01\t0"]);
        let values = json!([{"numerator": 1, "denominator": 3}]);
        check(rate(&json!({"buckets": ["2025-01-01"], "groups": [{"values": values}]})), &["2025-01-01\t1\t3"]);
        assert!(rate(&json!({"buckets": [], "groups": []})).is_err());
    }

    #[test]
    fn a_histogram_ends_with_what_is_above() {
        let bins = json!([{"from": 0, "events": 3, "people": 2}, {"from": "7.50", "events": 1, "people": 1}]);
        check(histogram(&json!({"bins": bins, "above": 4})), &["0\t3\t2", "7.5\t1\t1", "above\t4\t"]);
    }

    #[test]
    fn a_score_has_at_most_three_decimals() {
        let values = json!([{"n": 3, "value": 33.333333333333336}, {"n": 0, "value": null}, {"n": 2, "value": -50.0}]);
        check(score(&json!({"groups": [{"values": values}]})), &["0\t3\t33.333", "2\t2\t-50"]);
    }
}
