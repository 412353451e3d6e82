use super::Known;
use super::filter::single_property;
use super::frame::{FRAME, frame, interval};
use super::node::Node;
use super::selector::selector;
use crate::model::{Interval, Measure, Scale, Score, Series, Statistic, Trend};
use boussole_core::Refusal;

/// Parses a score.
pub(crate) fn score(root: &Node<'_>, known: &Known<'_>) -> Result<Score, Refusal> {
    let object = root.object(&[&FRAME[..], &["score", "select", "property", "interval"]].concat())?;
    let scale = scale(&object.require("score")?)?;
    let select = selector(&object.require("select")?, known)?;
    let path = single_property(&object.require("property")?)?;
    let measure = Measure::Of(Statistic::Answers(scale), path);
    let series = Series { name: scale.word().to_owned(), select, measure, path: String::new() };
    let trend = Trend {
        frame: frame(&object, known)?,
        series: vec![series],
        interval: interval(&object, Interval::Day)?,
        formula: None,
        compare: None,
    };
    Ok(Score { scale, trend })
}

/// Reads the word of a scale.
pub(super) fn scale(node: &Node<'_>) -> Result<Scale, Refusal> {
    let word = node.text()?;
    Scale::ALL.into_iter().find(|scale| scale.word() == word).ok_or_else(|| {
        let words = Scale::ALL.map(|scale| format!("`{}`", scale.word())).join(", ");
        node.refuse("unknown_score", format!("there is no score `{word}`")).hint(format!("use one of {words}"))
    })
}
