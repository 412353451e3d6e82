use super::Known;
use super::filter::property;
use super::node::Node;
use super::selector::selector;
use super::trend::{FRAME, frame, interval};
use crate::model::{Measure, Scale, Score, Series, Statistic, Trend};
use boussole_core::Refusal;

/// Parses a score.
pub(crate) fn score(root: &Node<'_>, known: &Known<'_>) -> Result<Score, Refusal> {
    let object = root.object(&[&FRAME[..], &["score", "select", "property", "interval"]].concat())?;
    let scale = scale(&object.require("score")?)?;
    let select = selector(&object.require("select")?, known)?;
    let of = object.require("property")?;
    let path = property(&of)?;
    if path.is_list() {
        return Err(of.not_available(path.as_str()));
    }
    let measure = Measure::Of(Statistic::Answers(scale), path);
    let series = Series { name: scale.word().to_owned(), select, measure, path: String::new() };
    let trend = Trend { series: vec![series], interval: interval(&object)?, ..frame(&object, known)? };
    Ok(Score { scale, trend })
}

fn scale(node: &Node<'_>) -> Result<Scale, Refusal> {
    let word = node.text()?;
    Scale::ALL.into_iter().find(|scale| scale.word() == word).ok_or_else(|| {
        node.refuse("unknown_score", format!("there is no score `{word}`")).hint("use `nps`, `csat` or `ces`")
    })
}
