//! What to look at first: at most a few sentences, each of which its questions confirm.

use crate::ask::ask_all;
use crate::error::TodayError;
use crate::figure::Unit;
use crate::look::{Asked, Counts, LOOKS, Look, Part, Values};
use crate::period::{History, Period};
use crate::questions::in_steps;
use crate::suspect::{Against, LEVEL, PERIODS_MIN, Suspect, accused, against_past, among_peers, matters, n_more};
use crate::tally::{Tally, by_bucket, by_group};
use crate::words::Words;
use boussole_insights::{Asking, QuestionSchema};
use boussole_query::{Answer, ScoreValue};
use boussole_stats::{Estimate, fisher_more, mean, nps, share};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};

/// The most sentences: more are no longer a place to begin.
const FINDINGS_MAX: usize = 3;
/// The most that are confirmed to find them.
const CONFIRMED_MAX: usize = 9;

boussole_api::words!(pub(crate) SortWord as "TodayFindingSort", ["peers", "change"]);

fn group_value() -> Schema {
    let types = [Type::String, Type::Number, Type::Boolean];
    ObjectBuilder::new().schema_type(SchemaType::from_iter(types)).into()
}

/// What was looked at, and what was found.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Findings {
    /// How many comparisons were made.
    pub(crate) n_looks: usize,
    /// How probable it is that anything is said by chance alone.
    pub(crate) level: f64,
    /// The most people affected first.
    pub(crate) findings: Vec<Finding>,
}

/// Something to look at.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TodayFinding)]
pub(crate) struct Finding {
    pub(crate) look: &'static str,
    #[schema(value_type = SortWord)]
    pub(crate) sort: &'static str,
    pub(crate) group: Vec<Named>,
    among: Vec<Named>,
    unit: Unit,
    pub(crate) value: Figure,
    pub(crate) others: Figure,
    counts: Counts,
    /// How many more went wrong than if it had been as with the others.
    pub(crate) n_more: u64,
    /// Its answer is the value.
    #[schema(value_type = QuestionSchema)]
    pub(crate) question: Value,
    /// Its answer is that of the others; of the past it is all periods but the last of the same answer.
    #[schema(required, value_type = Option<QuestionSchema>)]
    pub(crate) others_question: Option<Value>,
    /// All groups side by side.
    #[schema(required, value_type = Option<QuestionSchema>)]
    compare_question: Option<Value>,
}

/// A property with its value.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = TodayNamed)]
pub(crate) struct Named {
    pub(crate) property: &'static str,
    #[schema(schema_with = group_value)]
    pub(crate) value: Value,
}

/// A share or a score with its interval and base.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = TodayMeasured)]
pub(crate) struct Figure {
    pub(crate) value: f64,
    low: f64,
    high: f64,
    pub(crate) n: u64,
}

/// Looks everywhere, and returns what is worth a sentence.
pub(crate) async fn findings(
    asking: &Asking,
    words: &Words,
    history: History,
    period: Period,
) -> Result<Findings, TodayError> {
    let suspects = suspects(asking, words, history, period).await?;
    let n_looks = suspects.len();
    let mut findings = Vec::new();
    for suspect in accused(suspects).into_iter().take(CONFIRMED_MAX) {
        if findings.len() == FINDINGS_MAX {
            break;
        }
        findings.extend(confirmed(asking, &suspect, history, period, n_looks).await?);
    }
    Ok(Findings { n_looks, level: LEVEL, findings })
}

/// Compares all that can be compared.
async fn suspects(
    asking: &Asking,
    words: &Words,
    history: History,
    period: Period,
) -> Result<Vec<Suspect>, TodayError> {
    let known: Vec<Look> = LOOKS.into_iter().filter(|look| look.is_known(words)).collect();
    let kinds: Vec<_> =
        known.iter().flat_map(|look| look.known_kinds(words).map(move |kinds| (*look, kinds))).collect();
    let side_by_side = kinds.iter().map(|(look, kinds)| once(look.comparison(*kinds), period));
    // Where history is too short to say how much a share varies by itself, its past is not asked for.
    let places = places_known(history, period);
    let with_past: &[Look] = if places.len() <= PERIODS_MIN { &[] } else { &known };
    let over_time = with_past.iter().map(|look| in_steps(look.question(Part::All), period));
    let answers = ask_all(asking, side_by_side.chain(over_time).collect()).await?;
    let (groups, periods) = answers.split_at(kinds.len());
    let mut suspects = Vec::new();
    for ((look, kinds), answer) in kinds.iter().zip(groups) {
        suspects.extend(among_peers(*look, *kinds, &by_group(answer, look.more_is_worse)));
    }
    for (look, answer) in with_past.iter().zip(periods) {
        let tallies = by_bucket(answer, look.more_is_worse);
        let tallies: Vec<Tally> = places.iter().filter_map(|place| tallies.get(*place).copied()).collect();
        suspects.extend(against_past(*look, &tallies));
    }
    Ok(suspects)
}

/// Returns the places of the periods that history reaches, the present one last.
fn places_known(history: History, period: Period) -> Vec<usize> {
    let all = period.past_and_present().into_iter().enumerate();
    all.filter(|(_, days)| days.from >= history.from).map(|(place, _)| place).collect()
}

fn once(mut question: Value, period: Period) -> Value {
    question["range"] = period.days().range();
    question["interval"] = json!("all");
    question
}

/// Asks the questions that a sentence is linked to, and keeps it if they say the same.
async fn confirmed(
    asking: &Asking,
    suspect: &Suspect,
    history: History,
    period: Period,
    n_looks: usize,
) -> Result<Option<Finding>, TodayError> {
    let look = suspect.look;
    match &suspect.against {
        Against::Past => {
            let question = in_steps(look.question(Part::All), period);
            let answers = ask_all(asking, vec![question.clone()]).await?;
            let places = places_known(history, period);
            let Some((last, before)) = places.split_last() else { return Ok(None) };
            let found = pooled(&look, &answers[0], &[*last]).zip(pooled(&look, &answers[0], before));
            let parts = Parts { question, others_question: None, compare_question: None };
            Ok(found.map(|(value, others)| finding(suspect, value, others, suspect.n_more(), parts)))
        }
        Against::Peers { kinds, among, group } => {
            let both: Values = among.iter().chain(group).cloned().collect();
            let question = once(look.question(Part::Group(&both)), period);
            let others_question = once(look.question(Part::Others { among, group }), period);
            let answers = ask_all(asking, vec![question.clone(), others_question.clone()]).await?;
            let tallies = answers.iter().map(|answer| by_bucket(answer, look.more_is_worse).first().copied());
            let &[Some(tally), Some(others)] = tallies.collect::<Vec<_>>().as_slice() else { return Ok(None) };
            let probability = fisher_more(tally.wrong, tally.whole, others.wrong, others.whole);
            // A person may be in several groups; the questions count each once, and have the last word.
            if probability * n_looks as f64 >= LEVEL || !matters(tally, others) {
                return Ok(None);
            }
            let found = pooled(&look, &answers[0], &[0]).zip(pooled(&look, &answers[1], &[0]));
            let compare_question = Some(once(look.comparison(*kinds), period));
            let parts = Parts { question, others_question: Some(others_question), compare_question };
            Ok(found.map(|(value, all_others)| finding(suspect, value, all_others, n_more(tally, others), parts)))
        }
    }
}

struct Parts {
    question: Value,
    others_question: Option<Value>,
    compare_question: Option<Value>,
}

fn finding(suspect: &Suspect, value: Figure, others: Figure, n_more: f64, parts: Parts) -> Finding {
    let named = |values: &Values| -> Vec<Named> {
        values.iter().map(|(property, value)| Named { property, value: value.clone() }).collect()
    };
    let (sort, group, among) = match &suspect.against {
        Against::Peers { group, among, .. } => ("peers", named(group), named(among)),
        Against::Past => ("change", Vec::new(), Vec::new()),
    };
    let unit = match suspect.look.asked {
        Asked::Survey("nps") => Unit::Points,
        Asked::Survey("ces") => Unit::Mean,
        _ => Unit::Percent,
    };
    let Parts { question, others_question, compare_question } = parts;
    let (look, counts) = (suspect.look.name, suspect.look.counts);
    let n_more = n_more.round() as u64;
    Finding {
        look,
        sort,
        group,
        among,
        unit,
        value,
        others,
        counts,
        n_more,
        question,
        others_question,
        compare_question,
    }
}

/// Returns what the answer says of some of its buckets taken together; `None` of nothing.
fn pooled(look: &Look, answer: &Answer, buckets: &[usize]) -> Option<Figure> {
    match answer {
        Answer::Rate(rate) => {
            let values = &rate.groups.first()?.values;
            let sum = |of: fn(&boussole_query::RateValue) -> &Value| -> u64 {
                buckets.iter().filter_map(|place| of(values.get(*place)?).as_u64()).sum()
            };
            let (part, whole) = (sum(|value| &value.numerator), sum(|value| &value.denominator));
            Some(percent(share(part, whole)?, whole))
        }
        Answer::Score(score) => {
            let values = &score.groups.first()?.values;
            let values: Vec<&ScoreValue> = buckets.iter().filter_map(|place| values.get(*place)).collect();
            of_scores(look, &values)
        }
        _ => None,
    }
}

fn percent(share: Estimate, n: u64) -> Figure {
    Figure { value: 100.0 * share.value, low: 100.0 * share.low, high: 100.0 * share.high, n }
}

fn of_scores(look: &Look, values: &[&ScoreValue]) -> Option<Figure> {
    let n = values.iter().map(|value| value.n).sum();
    let sum = |of: fn(&ScoreValue) -> Option<u64>| values.iter().filter_map(|value| of(value)).sum::<u64>();
    match look.asked {
        Asked::Survey("nps") => {
            let score = nps(sum(|value| value.promoters), sum(|value| value.passives), sum(|value| value.detractors))?;
            let Estimate { value, low, high } = score.estimate;
            Some(Figure { value, low, high, n })
        }
        Asked::Survey("ces") => {
            let counts = distribution(values).into_iter().map(|(answer, n)| (f64::from(answer), n));
            let Estimate { value, low, high } = mean(counts)?;
            Some(Figure { value, low, high, n })
        }
        _ => {
            let content = distribution(values).into_iter().filter(|(answer, _)| *answer >= 4).map(|(_, n)| n).sum();
            Some(percent(share(content, n)?, n))
        }
    }
}

/// Returns how often each answer was given, an answer of each value apart.
fn distribution(values: &[&ScoreValue]) -> Vec<(u8, u64)> {
    let given = values.iter().flat_map(|value| &value.distribution);
    given.filter_map(|(answer, n)| Some((answer.parse().ok()?, n.as_u64()?))).collect()
}
