use crate::Insights;
use crate::error::InsightsError;
use boussole_core::Ctx;
use boussole_events::{Sight, Snapshot};
use boussole_query::{Answer, ProjectSettings, Vocabulary, as_of_ms, ask_of, sight, vocabulary};
use serde_json::Value;
use std::sync::Arc;

/// One state of a project, of which several questions are asked: their answers cannot disagree.
#[derive(Debug, Clone)]
pub struct Asking {
    insights: Insights,
    ctx: Ctx,
    snapshot: Snapshot,
    /// What of it is within the scope of who asks.
    sight: Arc<Sight>,
    settings: ProjectSettings,
    now_ms: i64,
}

impl Asking {
    pub(crate) async fn new(
        insights: Insights,
        ctx: Ctx,
        snapshot: Snapshot,
        settings: ProjectSettings,
        now_ms: i64,
    ) -> Result<Self, InsightsError> {
        let (looker, seen) = (ctx.clone(), snapshot.clone());
        let sight = insights.in_turn(async move { Ok(sight(&looker, &seen).await?) }).await?;
        Ok(Self { insights, ctx, snapshot, sight, settings, now_ms })
    }

    /// Answers a question when its turn has come.
    ///
    /// # Errors
    /// Refuses what is not a question, and whoever comes while too many wait; fails when the events cannot be read.
    pub async fn ask(&self, question: Value) -> Result<Answer, InsightsError> {
        let asking = self.clone();
        self.insights
            .in_turn(async move {
                let Self { insights, ctx, snapshot, settings, now_ms, .. } = asking;
                Ok(ask_of(insights.store(), &ctx, &settings, snapshot, now_ms, &question).await?)
            })
            .await
    }

    /// Returns the words that questions may use.
    ///
    /// # Errors
    /// As [`Asking::ask`].
    pub async fn vocabulary(&self) -> Result<Vocabulary, InsightsError> {
        let asking = self.clone();
        let work = async move { Ok(vocabulary(asking.insights.store(), &asking.ctx).await?) };
        self.insights.in_turn(work).await
    }

    /// Returns which state it is: another one has another text.
    #[must_use]
    pub fn version(&self) -> String {
        self.snapshot.version()
    }

    /// Returns when it is asked, in milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.now_ms
    }

    /// Returns how the project tells its times and amounts.
    #[must_use]
    pub fn settings(&self) -> &ProjectSettings {
        &self.settings
    }

    /// Returns the names of all events that who asks may see.
    #[must_use]
    pub fn event_names(&self) -> &[String] {
        &self.sight.event_names
    }

    /// Returns the time of the first and of the last of these events, in milliseconds; `None` without any.
    #[must_use]
    pub fn time_range_ms(&self) -> Option<(i64, i64)> {
        self.sight.time_range_ms
    }

    /// Returns the present from which the ranges of questions count back, in milliseconds.
    ///
    /// # Errors
    /// Refuses a time zone that is not known; fails when the events cannot be read.
    pub async fn as_of_ms(&self) -> Result<i64, InsightsError> {
        Ok(as_of_ms(&self.settings, &self.ctx, &self.snapshot, self.now_ms).await?)
    }
}
