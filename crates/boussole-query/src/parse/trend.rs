use super::Known;
use super::filter::single_property;
use super::frame::{FRAME, frame, interval};
use super::node::Node;
use super::selector::selector;
use crate::formula::{Formula, SERIES_MAX, letter};
use crate::model::{Interval, Measure, Previous, Series, Statistic, Trend};
use boussole_core::Refusal;

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

/// Parses a trend.
pub(crate) fn trend(root: &Node<'_>, known: &Known<'_>) -> Result<Trend, Refusal> {
    let object = root.object(&[&FRAME[..], &["series", "interval", "formula", "compare"]].concat())?;
    let series = series_list(&object.require("series")?, known)?;
    let names: Vec<&str> = series.iter().map(|series| series.name.as_str()).collect();
    let formula = object.get("formula").map(|node| node.place(Formula::parse(node.text()?, &names))).transpose()?;
    let compare = object.get("compare").map(|node| previous(&node)).transpose()?;
    Ok(Trend { frame: frame(&object, known)?, series, interval: interval(&object, Interval::Day)?, formula, compare })
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
    Ok(Measure::Of(STATISTICS[index].1, single_property(&of)?))
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
