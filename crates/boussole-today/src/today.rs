use crate::board::{self, FigureAnswer};
use crate::cache::Cache;
use crate::coverage::{Coverage, coverage};
use crate::error::TodayError;
use crate::figure::{Target, figure_of};
use crate::finding::{self, Findings};
use crate::period::{Days, History, Length, Period, Wanted};
use crate::questions;
use crate::store::Store;
use crate::words::Words;
use boussole_core::{Action, Ctx, Refusal};
use boussole_db::CoreDb;
use boussole_insights::{Asking, Insights};
use boussole_query::Answer;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// In how many orders a period tells enough to be chosen by itself: shares of so many are known to some 4 points.
const ORDERS_ENOUGH: u64 = 500;

/// The start page of one project. Clones are the same.
#[derive(Debug, Clone)]
pub struct Today {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    insights: Insights,
    store: Store,
    words: Cache<Words>,
    lengths: Cache<Length>,
    boards: Cache<Board>,
    findings: Cache<Findings>,
}

/// The figures of a period.
#[derive(Debug)]
pub(crate) struct Board {
    pub(crate) figures: Vec<FigureAnswer>,
    pub(crate) coverage: Vec<Coverage>,
}

/// What is looked at.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) asking: Asking,
    pub(crate) words: Arc<Words>,
    pub(crate) history: History,
    pub(crate) period: Period,
    /// Whether nobody chose the length.
    pub(crate) is_automatic: bool,
    pub(crate) as_of_ms: i64,
    /// Whether the newest event is so old that the page stands on its day.
    pub(crate) is_past: bool,
    pub(crate) zone: TimeZone,
    name: String,
}

impl Today {
    /// Opens the page of the project whose questions these are.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(db: &CoreDb, insights: Insights) -> Result<Self, TodayError> {
        let store = Store::open(db).await?;
        let (words, lengths) = (Cache::default(), Cache::default());
        let (boards, findings) = (Cache::default(), Cache::default());
        Ok(Self { inner: Arc::new(Inner { insights, store, words, lengths, boards, findings }) })
    }

    /// Finds what is to be looked at; `None` without events.
    pub(crate) async fn scene(&self, ctx: &Ctx, wanted: &Wanted) -> Result<Option<Scene>, TodayError> {
        ctx.authorize(Action::InsightRead)?;
        let asking = self.inner.insights.asking(ctx).await?;
        let Some((first_ms, _)) = asking.time_range_ms() else { return Ok(None) };
        let as_of_ms = asking.as_of_ms().await?;
        let zone = TimeZone::get(&asking.settings().timezone)
            .map_err(|error| Refusal::new("unknown_timezone", format!("{}: {error}", asking.settings().timezone)))?;
        let state = format!("{} {:?} {:?}", asking.version(), ctx.scope, asking.settings());
        let make = async { Ok(Words::new(asking.event_names(), asking.vocabulary().await?)) };
        let words = self.inner.words.get(state.clone(), make).await?;
        let history = History::new(first_ms, as_of_ms, &zone);
        // On the first day of a project no day is over yet.
        if history.until < history.from {
            return Ok(None);
        }
        let until = history.last_day(wanted)?;
        let length = match wanted.length {
            Some(length) => length,
            None => {
                let make = Box::pin(enough(&asking, &words, Period { length: Length::Year, until }));
                *self.inner.lengths.get(format!("{state} {until}"), make).await?
            }
        };
        let period = Period { length, until };
        let (is_automatic, is_past) = (wanted.length.is_none(), as_of_ms < asking.now_ms());
        let name = format!("{state} {period:?}");
        Ok(Some(Scene { asking, words, history, period, is_automatic, as_of_ms, is_past, zone, name }))
    }

    /// Answers the figures of a scene.
    pub(crate) async fn board(&self, scene: &Scene) -> Result<Arc<Board>, TodayError> {
        let make = async {
            let Scene { asking, words, history, period, .. } = scene;
            let figures = board::figures(asking, words, *history, *period).await?;
            Ok(Board { figures, coverage: coverage(asking, words, *period).await? })
        };
        self.inner.boards.get(scene.name.clone(), make).await
    }

    /// Answers what to look at first in a scene.
    pub(crate) async fn findings(&self, scene: &Scene) -> Result<Arc<Findings>, TodayError> {
        let make = finding::findings(&scene.asking, &scene.words, scene.history, scene.period);
        self.inner.findings.get(scene.name.clone(), make).await
    }

    /// Returns what each figure should be, by name.
    pub(crate) async fn target_list(&self, ctx: &Ctx) -> Result<HashMap<String, f64>, TodayError> {
        ctx.authorize(Action::InsightRead)?;
        self.inner.store.target_list(&ctx.project).await
    }

    /// Says what a figure should be.
    pub(crate) async fn target_set(&self, ctx: &Ctx, figure: &str, value: f64) -> Result<(), TodayError> {
        ctx.authorize(Action::InsightWrite)?;
        let target = Target::parse(figure, value)?;
        self.inner.store.target_set(&ctx.project, target, self.inner.insights.present_ms()).await
    }

    /// Says no longer what a figure should be.
    pub(crate) async fn target_delete(&self, ctx: &Ctx, figure: &str) -> Result<(), TodayError> {
        ctx.authorize(Action::InsightWrite)?;
        self.inner.store.target_delete(&ctx.project, figure_of(figure)?.name).await
    }
}

/// Returns the shortest length of a period in which there were enough orders to tell something; without any, of those in
/// which anything happened.
async fn enough(asking: &Asking, words: &Words, year: Period) -> Result<Length, TodayError> {
    let mut question = if words.has(questions::ORDER) {
        questions::orders(words)
    } else {
        json!({"kind": "trend", "series": [{"name": "events", "select": {"any_event": true}, "measure": "events"}]})
    };
    question["range"] = year.days().range();
    question["interval"] = json!({"every": "7d", "from": "day"});
    let answer = asking.ask(question).await?;
    let Answer::Trend(trend) = answer else { return Ok(Length::Year) };
    let weeks: Vec<u64> =
        trend.series.first().map(|series| series.values.iter().filter_map(Value::as_u64).collect()).unwrap_or_default();
    let lengths = [Length::Month, Length::Quarter];
    let is_enough = |length: &Length| {
        let n_weeks = usize::try_from(length.days() / 7).unwrap_or(usize::MAX);
        weeks.iter().rev().take(n_weeks).sum::<u64>() >= ORDERS_ENOUGH
    };
    Ok(lengths.into_iter().find(is_enough).unwrap_or(Length::Year))
}

impl Scene {
    /// Returns the days of the period.
    pub(crate) fn days(&self) -> Days {
        self.period.days()
    }
}
