use super::audience::{columns, cursor, page_limit};
use super::node::{Node, Object};
use crate::model::{Fate, PageRequest, Question};
use crate::run::{Listing, Outcome, Wanted};
use boussole_core::Refusal;
use serde_json::Value;

/// A number of an answer whose people are asked for.
#[derive(Debug)]
pub(crate) struct Drill {
    /// Under which id the answer is kept.
    pub(crate) id: String,
    series: usize,
    group: usize,
    pub(crate) page: PageRequest,
}

/// Parses a request for those who were counted.
pub(crate) fn drill(request: &Value) -> Result<Drill, Refusal> {
    let object = Node::root(request).object(&["drill", "at", "columns", "limit", "cursor"])?;
    let node = object.require("drill")?;
    let mut parts = node.text()?.split('.');
    let place = |part: Option<&str>| part.and_then(|digits| digits.parse().ok());
    let parsed = (parts.next(), place(parts.next()), place(parts.next()), parts.next());
    let (Some(id), Some(series), Some(group), None) = parsed else {
        return Err(node
            .refuse("invalid_drill", "this is not a token")
            .hint("take the `drill` of a group of an answer"));
    };
    let page = PageRequest { columns: columns(&object)?, after: cursor(&object)?, limit: page_limit(&object)? };
    Ok(Drill { id: id.to_owned(), series, group, page })
}

/// Finds which number of the answer to `question` is meant.
pub(crate) fn listing(request: &Value, drill: &Drill, question: &Question) -> Result<Listing, Refusal> {
    let mut wanted = Wanted { series: drill.series, group: drill.group, ..Wanted::default() };
    let object = Node::root(request).any_object()?;
    if matches!(question, Question::Rate(_)) {
        wanted.outcome = Outcome::Base;
    }
    let Some(at) = object.get("at") else { return Ok(Listing::new(wanted, None)) };
    let fields: &[&str] = match question {
        Question::Trend(_) | Question::Score(_) | Question::Sessions(_) => &["bucket"],
        Question::Funnel(_) => &["step", "outcome", "bucket"],
        Question::Retention(_) => &["period"],
        Question::Rate(_) => &["bucket", "outcome"],
        Question::Journey(_) => &["outcome"],
        Question::Paths(_) | Question::Histogram(_) | Question::Audience(_) | Question::Timeline(_) => &[],
    };
    let at = at.object(fields)?;
    if let Question::Funnel(funnel) = question {
        let step = at.get("step").map_or(Ok(1), |node| node.whole(1, funnel.steps.len() as u64))?;
        wanted.step = usize::try_from(step - 1).ok();
        wanted.outcome = outcome(&at, &[("reached", Outcome::Counted), ("dropped", Outcome::Missed)])?;
    }
    if let Question::Journey(_) = question {
        wanted.step = Some(fate(&at)?.place());
    }
    if let Question::Rate(_) = question {
        let outcomes = [("denominator", Outcome::Base), ("numerator", Outcome::Counted), ("missed", Outcome::Missed)];
        wanted.outcome = outcome(&at, &outcomes)?;
    }
    if let Some(period) = at.get("period") {
        wanted.step = usize::try_from(period.whole(0, crate::plan::BUCKETS_MAX as u64)?).ok();
    }
    let bucket = at.get("bucket").map(|node| node.text().map(str::to_owned)).transpose()?;
    Ok(Listing::new(wanted, bucket))
}

/// Reads `outcome` of a journey, by default that a step was passed.
fn fate(at: &Object<'_>) -> Result<Fate, Refusal> {
    let Some(node) = at.get("outcome") else { return Ok(Fate::Passed) };
    let word = node.text()?;
    Fate::ALL.into_iter().find(|fate| fate.word() == word).ok_or_else(|| {
        node.refuse("unknown_outcome", format!("there is no outcome `{word}`"))
            .hint(format!("use one of {}", Fate::ALL.map(Fate::word).join(", ")))
    })
}

/// Reads `outcome`, by default the first.
fn outcome(at: &Object<'_>, outcomes: &[(&str, Outcome)]) -> Result<Outcome, Refusal> {
    let Some(node) = at.get("outcome") else { return Ok(outcomes[0].1) };
    let word = node.text()?;
    let known = outcomes.iter().find(|(name, _)| *name == word).map(|(_, outcome)| *outcome);
    known.ok_or_else(|| {
        let names: Vec<&str> = outcomes.iter().map(|(name, _)| *name).collect();
        node.refuse("unknown_outcome", format!("there is no outcome `{word}`"))
            .hint(format!("use one of {}", names.join(", ")))
    })
}
