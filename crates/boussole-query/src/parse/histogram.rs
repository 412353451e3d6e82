use super::Known;
use super::filter::single_property;
use super::frame::{FRAME, ungrouped_frame};
use super::node::Node;
use super::selector::selector;
use crate::model::{Bins, Histogram};
use crate::value::Number;
use boussole_core::Refusal;
use rust_decimal::Decimal;

/// The most bins.
const BINS_MAX: usize = 200;
/// How many bins there are when the question does not say.
const BINS_DEFAULT: usize = 20;

/// Parses a histogram.
pub(crate) fn histogram(root: &Node<'_>, known: &Known<'_>) -> Result<Histogram, Refusal> {
    let object = root.object(&[&FRAME[..], &["select", "property", "bins"]].concat())?;
    Ok(Histogram {
        frame: ungrouped_frame(&object, known)?,
        select: selector(&object.require("select")?, known)?,
        property: single_property(&object.require("property")?)?,
        bins: object.get("bins").map_or(Ok(Bins::Number(BINS_DEFAULT)), |node| bins(&node))?,
    })
}

fn bins(node: &Node<'_>) -> Result<Bins, Refusal> {
    if !node.value().is_array() {
        let number = node.whole(1, BINS_MAX as u64)?;
        return Ok(Bins::Number(usize::try_from(number).unwrap_or(usize::MAX)));
    }
    let mut edges: Vec<Decimal> = Vec::new();
    for node in node.list(2, BINS_MAX + 1)? {
        let edge = edge(&node)?;
        if edges.last().is_some_and(|last| *last >= edge) {
            return Err(node.refuse("out_of_bounds", "edges do not ascend").hint("write edges such as [0, 10, 50]"));
        }
        edges.push(edge);
    }
    Ok(Bins::Edges(edges))
}

fn edge(node: &Node<'_>) -> Result<Decimal, Refusal> {
    let number = node.value().as_number().and_then(|number| Number::parse(number.as_str()));
    number.and_then(Number::exact).ok_or_else(|| {
        node.refuse("wrong_type", "an edge is a number of at most 28 digits").hint("write edges such as [0, 10, 50]")
    })
}
