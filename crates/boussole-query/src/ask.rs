use crate::answer::{Answer, Meta};
use crate::model::{
    Audience, Before, EventSet, Frame, Funnel, Histogram, Journey, PageRequest, Paths, PersonName, Question, Rate,
    Retention, Score, Sessions, Timeline, Trend,
};
use crate::parse::{self, Known};
use crate::plan::{
    AudiencePlan, Buckets, Fields, FunnelPlan, HistogramPlan, JourneyPlan, Now, PagePlan, PathsPlan, RatePlan,
    RetentionPlan, SessionsPlan, TimeRange, Traits, TrendPlan, bind_filter,
};
use crate::run::{self, Listing, Page, Read, TimelinePlan};
use crate::shape::Drills;
use crate::{QueryError, shape};
use boussole_core::{Action, Ctx, Refusal};
use boussole_events::{EventStore, ScanRequest, Sight, Snapshot};
use serde_json::Value;
use std::sync::Arc;
use std::time::Instant;

/// Characters of the name of a state that does not say how many events it has.
const VERSION_CHARS: usize = 16;

/// What a project says of itself, where a question does not.
#[derive(Debug, Clone)]
pub struct ProjectSettings {
    /// The IANA time zone of days, weeks and months.
    pub timezone: String,
    /// The ISO 4217 currency of amounts that name none.
    pub currency: Option<String>,
    /// For how many days after an order somebody is an active customer.
    pub active_days: u16,
}

impl Default for ProjectSettings {
    fn default() -> Self {
        Self { timezone: "UTC".to_owned(), currency: None, active_days: 365 }
    }
}

impl ProjectSettings {
    fn known<'a>(&'a self, sight: &'a Sight) -> Known<'a> {
        Known { events: &sight.event_names, timezone: &self.timezone, active_days: self.active_days }
    }
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
    ask_of(store, ctx, settings, store.snapshot(ctx)?, now_ms, question).await
}

/// Answers a question from one state of the events, so that several answers can be of the same.
///
/// # Errors
/// As [`ask`].
pub async fn ask_of(
    store: &EventStore,
    ctx: &Ctx,
    settings: &ProjectSettings,
    snapshot: Snapshot,
    now_ms: i64,
    question: &Value,
) -> Result<Answer, QueryError> {
    Asked::new(store, ctx, settings, snapshot, now_ms).await?.answer(question).await
}

/// Checks that something is a question which the project could be asked by who asks, without answering it.
///
/// # Errors
/// Refuses what is not a question, with the field at fault; fails when the events cannot be read.
pub async fn check(
    snapshot: &Snapshot,
    ctx: &Ctx,
    settings: &ProjectSettings,
    question: &Value,
) -> Result<(), QueryError> {
    let sight = sight(ctx, snapshot).await?;
    parse::question(question, &settings.known(&sight))?;
    Ok(())
}

/// Returns the present from which the ranges of a project count back, in milliseconds: `now_ms`, or the end of the last
/// day with events that `ctx` may see when that is more than 30 days ago.
///
/// # Errors
/// Refuses a time zone that is not known; fails when the events cannot be read.
pub async fn as_of_ms(
    settings: &ProjectSettings,
    ctx: &Ctx,
    snapshot: &Snapshot,
    now_ms: i64,
) -> Result<i64, QueryError> {
    let timezone = parse::project_timezone(&settings.timezone)?;
    Ok(Now::new(now_ms, sight(ctx, snapshot).await?.time_range_ms, &timezone).as_of_ms)
}

/// Returns the words and the times of the events that `ctx` may see.
///
/// # Errors
/// Fails when the events cannot be read.
pub async fn sight(ctx: &Ctx, snapshot: &Snapshot) -> Result<Arc<Sight>, QueryError> {
    let (ctx, snapshot) = (ctx.clone(), snapshot.clone());
    blocking(move || Ok(snapshot.sight(&ctx)?)).await
}

/// A question being answered.
pub(crate) struct Asked<'a> {
    store: &'a EventStore,
    ctx: &'a Ctx,
    settings: &'a ProjectSettings,
    snapshot: Snapshot,
    /// What the asker may see of it.
    sight: Arc<Sight>,
    now_ms: i64,
    started: Instant,
    /// The id under which the state that is read is kept, for those who ask who was counted.
    pub(crate) kept_as: Option<String>,
    /// Whose people are wanted, in place of an answer.
    pub(crate) listing: Option<Listing>,
}

impl<'a> Asked<'a> {
    pub(crate) async fn new(
        store: &'a EventStore,
        ctx: &'a Ctx,
        settings: &'a ProjectSettings,
        snapshot: Snapshot,
        now_ms: i64,
    ) -> Result<Self, QueryError> {
        ctx.authorize(Action::InsightRead)?;
        let (started, sight) = (Instant::now(), sight(ctx, &snapshot).await?);
        Ok(Self { store, ctx, settings, snapshot, sight, now_ms, started, kept_as: None, listing: None })
    }

    /// Reads a question in the words that the asker may see.
    pub(crate) fn parse(&self, question: &Value) -> Result<Question, Refusal> {
        parse::question(question, &self.settings.known(&self.sight))
    }

    /// Answers a question.
    pub(crate) async fn answer(&mut self, question: &Value) -> Result<Answer, QueryError> {
        let question = self.parse(question)?;
        self.answer_parsed(&question).await
    }

    /// Lists the people who are wanted of the answer to a question.
    pub(crate) async fn people(&mut self, question: Question, page: PageRequest) -> Result<Answer, QueryError> {
        self.answer_parsed(&question).await?;
        let people = self.listing.take().map(Listing::into_people).unwrap_or_default();
        let Some(frame) = question.frame() else {
            return Err(Refusal::new("invalid_drill", "a timeline counts nobody").at("drill").into());
        };
        let now = Now::new(self.now_ms, self.sight.time_range_ms, &frame.timezone);
        let plan = PagePlan::new(frame, &page, &now, self.settings.currency.clone())?;
        let work = move |ctx: &Ctx, snapshot: &Snapshot, plan: &PagePlan, _: &mut Option<Listing>| {
            run::page(ctx, snapshot, plan, &people)
        };
        let (plan, page) = self.run(plan, work).await?;
        let traits = self.page_traits(&plan, &page).await?;
        let meta = self.meta(&now, plan.range, &mut Read::default());
        Ok(Answer::Audience(shape::audience(&plan, &page, &traits, meta)))
    }

    async fn answer_parsed(&mut self, question: &Question) -> Result<Answer, QueryError> {
        match question {
            Question::Trend(trend) => self.trend(trend).await,
            Question::Score(score) => self.score(score).await,
            Question::Funnel(funnel) => self.funnel(funnel).await,
            Question::Retention(retention) => self.retention(retention).await,
            Question::Paths(paths) => self.paths(paths).await,
            Question::Sessions(sessions) => self.sessions(sessions).await,
            Question::Histogram(histogram) => self.histogram(histogram).await,
            Question::Audience(audience) => self.audience(audience).await,
            Question::Rate(rate) => self.rate(rate).await,
            Question::Journey(journey) => self.journey(journey).await,
            Question::Timeline(timeline) => self.timeline(timeline).await,
        }
    }

    async fn trend(&mut self, trend: &Trend) -> Result<Answer, QueryError> {
        let (now, plan) = self.plan(trend).await?;
        self.place_listing(&plan.main.buckets)?;
        let (plan, mut result) = self.run(plan, run::trend).await?;
        let meta = self.meta(&now, plan.frame.range, &mut result.read);
        Ok(Answer::Trend(shape::trend(trend, &plan, &result, meta, self.drills())))
    }

    async fn score(&mut self, score: &Score) -> Result<Answer, QueryError> {
        let (now, plan) = self.plan(&score.trend).await?;
        self.place_listing(&plan.main.buckets)?;
        let scale = score.scale;
        let work = move |ctx: &Ctx, snapshot: &Snapshot, plan: &TrendPlan, listing: &mut Option<Listing>| {
            run::score(ctx, snapshot, plan, scale, listing)
        };
        let (plan, mut result) = self.run(plan, work).await?;
        let meta = self.meta(&now, plan.frame.range, &mut result.read);
        Ok(Answer::Score(shape::score(score, &plan, &result, meta, self.drills())))
    }

    async fn funnel(&mut self, funnel: &Funnel) -> Result<Answer, QueryError> {
        let (now, traits) = self.prepare(&funnel.frame).await?;
        let plan = FunnelPlan::new(funnel, &now, traits, self.settings.currency.clone())?;
        self.place_listing(&plan.buckets)?;
        let (plan, mut result) = self.run(plan, run::funnel).await?;
        let meta = self.meta(&now, plan.frame.range, &mut result.read);
        Ok(Answer::Funnel(shape::funnel(funnel, &plan, result, meta, self.drills())))
    }

    async fn retention(&mut self, retention: &Retention) -> Result<Answer, QueryError> {
        let (now, traits) = self.prepare(&retention.frame).await?;
        let plan = RetentionPlan::new(retention, &now, traits, self.settings.currency.clone())?;
        let (plan, mut result) = self.run(plan, run::retention).await?;
        let meta = self.meta(&now, plan.frame.range, &mut result.read);
        Ok(Answer::Retention(shape::retention(retention, &plan, &result, meta, self.drills())))
    }

    async fn paths(&mut self, paths: &Paths) -> Result<Answer, QueryError> {
        let (now, traits) = self.prepare(&paths.frame).await?;
        let plan = PathsPlan::new(paths, &now, traits, self.settings.currency.clone())?;
        let (plan, mut result) = self.run(plan, run::paths).await?;
        let meta = self.meta(&now, plan.frame.range, &mut result.read);
        Ok(Answer::Paths(shape::paths(result, meta, self.drills())))
    }

    async fn sessions(&mut self, sessions: &Sessions) -> Result<Answer, QueryError> {
        let (now, traits) = self.prepare(&sessions.frame).await?;
        let plan = SessionsPlan::new(sessions, &now, traits, self.settings.currency.clone())?;
        self.place_listing(&plan.buckets)?;
        let (plan, mut result) = self.run(plan, run::sessions).await?;
        let meta = self.meta(&now, plan.frame.range, &mut result.read);
        Ok(Answer::Sessions(shape::sessions(sessions, &plan, result, meta, self.drills())))
    }

    async fn histogram(&mut self, histogram: &Histogram) -> Result<Answer, QueryError> {
        let (now, traits) = self.prepare(&histogram.frame).await?;
        let plan = HistogramPlan::new(histogram, &now, traits, self.settings.currency.clone())?;
        let (plan, mut result) = self.run(plan, run::histogram).await?;
        let meta = self.meta(&now, plan.frame.range, &mut result.read);
        Ok(Answer::Histogram(shape::histogram(&result, meta, self.drills())))
    }

    async fn audience(&mut self, audience: &Audience) -> Result<Answer, QueryError> {
        let (now, traits) = self.prepare(&audience.frame).await?;
        let page = PagePlan::new(&audience.frame, &audience.page, &now, self.settings.currency.clone())?;
        let plan = AudiencePlan::new(audience, &now, traits, page)?;
        let (plan, mut result) = self.run(plan, run::audience).await?;
        let traits = self.page_traits(&plan.page, &result.page).await?;
        let meta = self.meta(&now, plan.frame.range, &mut result.read);
        Ok(Answer::Audience(shape::audience(&plan.page, &result.page, &traits, meta)))
    }

    async fn rate(&mut self, rate: &Rate) -> Result<Answer, QueryError> {
        let (now, traits) = self.prepare(&rate.frame).await?;
        let plan = RatePlan::new(rate, &now, traits, self.settings.currency.clone())?;
        self.place_listing(&plan.buckets)?;
        let (plan, mut result) = self.run(plan, run::rate).await?;
        let meta = self.meta(&now, plan.frame.range, &mut result.read);
        Ok(Answer::Rate(shape::rate(rate, &plan, result, meta, self.drills())))
    }

    async fn journey(&mut self, journey: &Journey) -> Result<Answer, QueryError> {
        let (now, traits) = self.prepare(&journey.frame).await?;
        let plan = JourneyPlan::new(journey, &now, traits, self.settings.currency.clone())?;
        let (plan, mut result) = self.run(plan, run::journey).await?;
        let meta = self.meta(&now, plan.frame.range, &mut result.read);
        Ok(Answer::Journey(shape::journey(journey, result, meta, self.drills())))
    }

    /// Loads the traits among the columns of a page, of its people alone: a project may have a million others.
    async fn page_traits(&self, plan: &PagePlan, page: &Page) -> Result<Traits, QueryError> {
        let people: Vec<u64> = page.rows.iter().map(|row| row.person).collect();
        Ok(Traits::load_of(self.store, self.ctx, &self.snapshot, plan.trait_names(), &people).await?)
    }

    async fn plan(&self, trend: &Trend) -> Result<(Now, TrendPlan), QueryError> {
        let (now, traits) = self.prepare(&trend.frame).await?;
        let plan = TrendPlan::new(trend, &now, traits, self.settings.currency.clone())?;
        Ok((now, plan))
    }

    /// Finds the present of a question, and loads the traits that it needs.
    async fn prepare(&self, frame: &Frame) -> Result<(Now, Traits), QueryError> {
        let now = Now::new(self.now_ms, self.sight.time_range_ms, &frame.timezone);
        let traits = Traits::load(self.store, self.ctx, &self.snapshot, &frame.trait_names()).await?;
        Ok((now, traits))
    }

    async fn timeline(&mut self, timeline: &Timeline) -> Result<Answer, QueryError> {
        let now = Now::new(self.now_ms, self.sight.time_range_ms, &timeline.timezone);
        let range = now.resolve(timeline.range)?;
        let found = match &timeline.person {
            PersonName::Text(text) => self.store.find_person(self.ctx, &self.snapshot, text).await?,
            PersonName::Key(key) => self.store.find_person_by_key(self.ctx, &self.snapshot, *key).await?,
        };
        let seen = match found {
            Some(person) if self.sees(person).await? => Some(person),
            _ => None,
        };
        let person = seen.ok_or_else(|| {
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
        let (_, mut page) = self.run(plan, |ctx, snapshot, plan, _| run::timeline(ctx, snapshot, plan)).await?;
        let meta = self.meta(&now, range, &mut page.read);
        Ok(Answer::Timeline(shape::timeline(person, page, &timeline.timezone, meta)))
    }

    /// Tells whether the asker knows of a person: who is limited, only by an event within their scope.
    async fn sees(&self, person: u64) -> Result<bool, QueryError> {
        if self.ctx.scope.limits().is_empty() {
            return Ok(true);
        }
        let (ctx, snapshot) = (self.ctx.clone(), self.snapshot.clone());
        let request = ScanRequest { people: Some(vec![person]), without_props: true, ..ScanRequest::default() };
        blocking(move || Ok(snapshot.scan(&ctx, &request).next().transpose()?.is_some())).await
    }

    /// Runs a plan outside the asynchronous threads.
    async fn run<P: Send + 'static, R: Send + 'static>(
        &mut self,
        plan: P,
        work: impl FnOnce(&Ctx, &Snapshot, &P, &mut Option<Listing>) -> Result<R, QueryError> + Send + 'static,
    ) -> Result<(P, R), QueryError> {
        let (ctx, snapshot, mut listing) = (self.ctx.clone(), self.snapshot.clone(), self.listing.take());
        let (plan, result, listing) = blocking(move || {
            let result = work(&ctx, &snapshot, &plan, &mut listing)?;
            Ok((plan, result, listing))
        })
        .await?;
        self.listing = listing;
        Ok((plan, result))
    }

    /// Finds the bucket whose people are wanted.
    fn place_listing(&mut self, buckets: &Buckets) -> Result<(), Refusal> {
        self.listing.as_mut().map_or(Ok(()), |listing| listing.place(buckets.labels()))
    }

    fn drills(&self) -> Drills<'_> {
        Drills { id: self.kept_as.as_deref() }
    }

    /// Names the state that was read. Its own name counts the events of the whole project: who is limited is not told.
    fn version(&self) -> String {
        let version = self.snapshot.version();
        match self.ctx.scope.limits().is_empty() {
            true => version,
            false => blake3::hash(version.as_bytes()).to_hex()[..VERSION_CHARS].to_owned(),
        }
    }

    fn meta(&self, now: &Now, range: Option<TimeRange>, read: &mut Read) -> Meta {
        Meta {
            events_scanned: read.n_events,
            people_scanned: read.n_people,
            elapsed_ms: u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX),
            snapshot: self.version(),
            timezone: now.timezone.iana_name().unwrap_or_default().to_owned(),
            range: range.map(shape::range),
            as_of: shape::instant(now.as_of_ms),
            warnings: std::mem::take(&mut read.warnings),
        }
    }
}

/// Runs a scan outside the asynchronous threads.
pub(crate) async fn blocking<T: Send + 'static>(
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
