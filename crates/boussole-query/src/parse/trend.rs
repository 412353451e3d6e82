use super::filter::property;
use super::node::{Node, Object};
use super::selector::selector;
use super::{Known, event_filter, people, time, timezone};
use crate::formula::{Formula, SERIES_MAX, letter};
use crate::model::{Breakdown, Interval, Measure, Previous, Series, Statistic, Trend};
use boussole_core::Refusal;

/// The most groups a question may keep.
const LIMIT_MAX: u64 = 1_000;
/// How many groups are kept when the question does not say.
const LIMIT_DEFAULT: u64 = 25;
/// The most properties or traits that split an answer.
const BREAKDOWN_MAX: usize = 2;
/// The longest name of a series, in bytes.
const NAME_BYTES_MAX: usize = 200;
/// Measures of a property.
const STATISTICS: [(&str, Statistic); 8] = [
    ("sum", Statistic::Sum),
    ("avg", Statistic::Average),
    ("min", Statistic::Min),
    ("max", Statistic::Max),
    ("p50", Statistic::Quantile { percent: 50 }),
    ("p90", Statistic::Quantile { percent: 90 }),
    ("p95", Statistic::Quantile { percent: 95 }),
    ("distinct", Statistic::Distinct),
];

/// The fields that every question over time has, as [`frame`] reads them.
pub(super) const FRAME: [&str; 9] =
    ["kind", "range", "timezone", "where", "people", "breakdown", "limit", "unit", "approximate"];

/// Parses a trend.
pub(crate) fn trend(root: &Node<'_>, known: &Known<'_>) -> Result<Trend, Refusal> {
    let object = root.object(&[&FRAME[..], &["series", "interval", "formula", "compare"]].concat())?;
    let series = series_list(&object.require("series")?, known)?;
    let names: Vec<&str> = series.iter().map(|series| series.name.as_str()).collect();
    let formula = object.get("formula").map(|node| node.place(Formula::parse(node.text()?, &names))).transpose()?;
    let compare = object.get("compare").map(|node| previous(&node)).transpose()?;
    Ok(Trend { series, formula, compare, interval: interval(&object)?, ..frame(&object, known)? })
}

/// Parses what every question over time has in common, without what it measures.
pub(super) fn frame(object: &Object<'_>, known: &Known<'_>) -> Result<Trend, Refusal> {
    unit(object)?;
    approximate(object)?;
    let limit = object.get("limit").map_or(Ok(LIMIT_DEFAULT), |node| node.whole(1, LIMIT_MAX))?;
    Ok(Trend {
        range: time::range(object)?,
        timezone: timezone(object, known)?,
        filter: event_filter(object)?,
        people: object.get("people").map(|node| people::person_filter(&node, known)).transpose()?,
        breakdown: breakdown(object)?,
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
        series: Vec::new(),
        interval: Interval::Day,
        formula: None,
        compare: None,
    })
}

/// Parses how time is cut; by days when nothing is said.
pub(super) fn interval(object: &Object<'_>) -> Result<Interval, Refusal> {
    object.get("interval").map_or(Ok(Interval::Day), |node| time::interval(&node))
}

fn unit(object: &Object<'_>) -> Result<(), Refusal> {
    match object.get("unit") {
        None => Ok(()),
        Some(unit) => match unit.text()? {
            "person" => Ok(()),
            "account" => Err(unit.not_available("account")),
            other => Err(unit.refuse("unknown_unit", format!("there is no unit `{other}`")).hint("use `person`")),
        },
    }
}

/// Every answer is exact, so that only `false` can be promised.
fn approximate(object: &Object<'_>) -> Result<(), Refusal> {
    match object.get("approximate") {
        Some(node) if node.flag()? => Err(node.not_available("approximate")),
        _ => Ok(()),
    }
}

fn series_list(node: &Node<'_>, known: &Known<'_>) -> Result<Vec<Series>, Refusal> {
    let mut list: Vec<Series> = Vec::new();
    for (index, node) in node.list(1, SERIES_MAX)?.iter().enumerate() {
        let object = node.object(&["name", "select", "measure"])?;
        let name = match object.get("name") {
            Some(name) => series_name(&name)?,
            None => letter(index).to_string(),
        };
        if list.iter().any(|other| other.name == name) {
            let message = format!("two series are named `{name}`");
            return Err(node.refuse("duplicate_name", message).hint("give each series its own `name`"));
        }
        let select = selector(&object.require("select")?, known)?;
        let measure = object.get("measure").map_or(Ok(Measure::Events), |node| measure(&node))?;
        list.push(Series { name, select, measure, path: node.path().to_owned() });
    }
    Ok(list)
}

fn series_name(node: &Node<'_>) -> Result<String, Refusal> {
    let name = node.text()?;
    if name.is_empty() || name.len() > NAME_BYTES_MAX {
        return Err(node.refuse("out_of_bounds", format!("a name has 1 to {NAME_BYTES_MAX} bytes")));
    }
    Ok(name.to_owned())
}

fn measure(node: &Node<'_>) -> Result<Measure, Refusal> {
    if !node.value().is_object() {
        return match node.text()? {
            "events" => Ok(Measure::Events),
            "people" => Ok(Measure::People),
            other => Err(node.refuse("unknown_measure", format!("there is no measure `{other}`")).hint(
                "use `events`, `people`, or {\"sum\": \"property\"} with sum, avg, min, max, p50, p90, p95 or distinct",
            )),
        };
    }
    let names = STATISTICS.map(|(name, _)| name);
    let (index, of) = node.object(&names)?.one_of(&names)?;
    let path = property(&of)?;
    if path.is_list() {
        let hint = "measure the events that are one line each, such as `Product Ordered`";
        return Err(of.not_available(path.as_str()).hint(hint));
    }
    Ok(Measure::Of(STATISTICS[index].1, path))
}

fn breakdown(object: &Object<'_>) -> Result<Vec<Breakdown>, Refusal> {
    let Some(node) = object.get("breakdown") else {
        return Ok(Vec::new());
    };
    let mut list = Vec::new();
    for node in node.list(0, BREAKDOWN_MAX)? {
        let found = match node.object(&["property", "trait", "segment"])?.one_of(&["property", "trait", "segment"])? {
            (0, name) => {
                let path = property(&name)?;
                if path.is_list() {
                    return Err(name.not_available(path.as_str()));
                }
                Breakdown::Property(path)
            }
            (1, name) => Breakdown::Trait(name.text()?.to_owned()),
            (_, segment) => return Err(segment.not_available("segment")),
        };
        if list.contains(&found) {
            return Err(node.refuse("duplicate_name", "this breakdown is there twice"));
        }
        list.push(found);
    }
    Ok(list)
}

fn previous(node: &Node<'_>) -> Result<Previous, Refusal> {
    let previous = node.object(&["previous"])?.require("previous")?;
    match previous.text()? {
        "period" => Ok(Previous::Period),
        "year" => Ok(Previous::Year),
        other => Err(previous
            .refuse("unknown_comparison", format!("there is no previous `{other}`"))
            .hint("use `period` or `year`")),
    }
}
