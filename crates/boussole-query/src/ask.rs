use crate::answer::{Answer, Meta};
use crate::model::{Before, EventSet, PersonName, Question, Score, Timeline, Trend};
use crate::parse::{self, Known};
use crate::plan::{Fields, Now, Traits, TrendPlan, bind_filter};
use crate::run::{self, TimelinePlan};
use crate::{QueryError, shape};
use boussole_core::{Action, Ctx, Refusal};
use boussole_events::{EventStore, Snapshot};
use serde_json::Value;
use std::time::Instant;

/// What a project says of itself, where a question does not.
#[derive(Debug, Clone)]
pub struct ProjectSettings {
    /// The IANA time zone of days, weeks and months.
    pub timezone: String,
    /// The ISO 4217 currency of amounts that name none.
    pub currency: Option<String>,
}

/// Answers a question about the events of a project.
///
/// `now_ms` is the present in milliseconds since 1970. All parts of an answer come from one snapshot.
///
/// # Errors
/// Refuses what is not a question, and a role that may not ask, with the field at fault; fails when the events cannot
/// be read.
pub async fn ask(
    store: &EventStore,
    ctx: &Ctx,
    settings: &ProjectSettings,
    now_ms: i64,
    question: &Value,
) -> Result<Answer, QueryError> {
    ctx.authorize(Action::InsightRead)?;
    let asked = Asked { store, ctx, settings, now_ms, snapshot: store.snapshot(ctx)?, started: Instant::now() };
    let events = asked.snapshot.event_names();
    let known = Known { events: &events, timezone: &settings.timezone };
    match parse::question(question, &known)? {
        Question::Trend(trend) => asked.trend(*trend).await,
        Question::Score(score) => asked.score(*score).await,
        Question::Timeline(timeline) => asked.timeline(*timeline).await,
    }
}

/// Returns the present from which the ranges of a project count back, in milliseconds: `now_ms`, or the end of the last
/// day with events when that is more than 30 days ago.
///
/// # Errors
/// Refuses a time zone that is not known.
pub fn as_of_ms(settings: &ProjectSettings, snapshot: &Snapshot, now_ms: i64) -> Result<i64, Refusal> {
    let timezone = parse::project_timezone(&settings.timezone)?;
    Ok(Now::new(now_ms, snapshot.time_range_ms(), &timezone).as_of_ms)
}

/// A question being answered.
struct Asked<'a> {
    store: &'a EventStore,
    ctx: &'a Ctx,
    settings: &'a ProjectSettings,
    now_ms: i64,
    snapshot: Snapshot,
    started: Instant,
}

impl Asked<'_> {
    async fn trend(self, trend: Trend) -> Result<Answer, QueryError> {
        let (now, plan) = self.plan(&trend).await?;
        let (ctx, snapshot) = (self.ctx.clone(), self.snapshot.clone());
        let (plan, result) = blocking(move || run::trend(&ctx, &snapshot, &plan).map(|result| (plan, result))).await?;
        let mut meta = self.meta(&now, plan.main.range);
        meta.events_scanned = result.n_events;
        meta.people_scanned = result.n_people;
        Ok(Answer::Trend(shape::trend(&trend, &plan, result, meta)))
    }

    async fn score(self, score: Score) -> Result<Answer, QueryError> {
        let (now, plan) = self.plan(&score.trend).await?;
        let (ctx, snapshot, scale) = (self.ctx.clone(), self.snapshot.clone(), score.scale);
        let work = move || run::score(&ctx, &snapshot, &plan, scale).map(|result| (plan, result));
        let (plan, result) = blocking(work).await?;
        let mut meta = self.meta(&now, plan.main.range);
        meta.events_scanned = result.n_events;
        meta.people_scanned = result.n_people;
        Ok(Answer::Score(shape::score(&score, &plan, result, meta)))
    }

    async fn plan(&self, trend: &Trend) -> Result<(Now, TrendPlan), QueryError> {
        let now = Now::new(self.now_ms, self.snapshot.time_range_ms(), &trend.timezone);
        let traits = Traits::load(self.store, self.ctx, &self.snapshot, &trend.trait_names()).await?;
        let plan = TrendPlan::new(trend, &now, traits, self.settings.currency.clone())?;
        Ok((now, plan))
    }

    async fn timeline(self, timeline: Timeline) -> Result<Answer, QueryError> {
        let now = Now::new(self.now_ms, self.snapshot.time_range_ms(), &timeline.timezone);
        let range = now.resolve(timeline.range)?;
        let found = match &timeline.person {
            PersonName::Text(text) => self.store.find_person(self.ctx, &self.snapshot, text).await?,
            PersonName::Key(key) => self.store.find_person_by_key(self.ctx, &self.snapshot, *key).await?,
        };
        let person = found.ok_or_else(|| {
            Refusal::new("unknown_person", "nobody is known by this key or identifier")
                .at("person")
                .hint("give a key such as `p42`, or the whole value of an identifier")
        })?;
        let mut fields = Fields::default();
        let filter = timeline.filter.as_ref().map(|filter| bind_filter(filter, &mut fields));
        let before = timeline.before.map(|before| match before {
            Before::Event { time_ms, seq } => (time_ms, seq),
            Before::Moment(moment) => (now.moment_ms(moment), 0),
        });
        let events = EventSet::union([&timeline.events]);
        let plan = TimelinePlan { person, range, events, before, limit: timeline.limit, fields, filter };
        let (ctx, snapshot) = (self.ctx.clone(), self.snapshot.clone());
        let page = blocking(move || run::timeline(&ctx, &snapshot, &plan)).await?;
        let mut meta = self.meta(&now, range);
        meta.events_scanned = page.n_events;
        meta.people_scanned = u64::from(page.n_events > 0);
        Ok(Answer::Timeline(shape::timeline(person, page, &timeline.timezone, meta)))
    }

    fn meta(&self, now: &Now, range: Option<crate::plan::TimeRange>) -> Meta {
        Meta {
            events_scanned: 0,
            people_scanned: 0,
            elapsed_ms: u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX),
            snapshot: self.snapshot.version(),
            timezone: now.timezone.iana_name().unwrap_or_default().to_owned(),
            range: range.map(shape::range),
            as_of: shape::instant(now.as_of_ms),
            warnings: Vec::new(),
        }
    }
}

/// Runs a scan outside the asynchronous threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, QueryError> + Send + 'static,
) -> Result<T, QueryError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(failure) => match failure.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(Refusal::new("stopping", "the server is stopping").hint("ask again in a moment").into()),
        },
    }
}
