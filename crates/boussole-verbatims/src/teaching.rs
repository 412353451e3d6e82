//! What people teach: what a clause is about and whether it praises, how themes are called, parted and put together; and what is
//! learnt of scores.

use crate::VerbatimError;
use crate::label::{Agreement, Label, Said};
use crate::lesson::{Lesson, learn};
use crate::taxonomy::{Taxonomy, ThemeEntry};
use crate::verbatims::{Seen, Verbatims};
use boussole_api::blocking;
use boussole_core::{Action, Actor, Ctx, DAY_MS, Refusal};
use boussole_text::{Reading, Search};
use std::time::Duration;
use tokio::time::interval;

/// The most clauses that people say something of.
const LABELS_MAX: usize = 50_000;
/// The most lessons that are told.
const LESSONS_MAX: i64 = 20;
/// How often it can be looked whether there is something to learn. It is looked after one, two, four, eight of these and so on,
/// and after each so many.
const TICK: Duration = Duration::from_mins(1);
const TICKS: u64 = 60;

/// The themes of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedThemes {
    /// 0 are those that come with Boussole.
    pub version: i64,
    /// Those themes.
    pub taxonomy: Taxonomy,
}

/// What was learnt, and how well texts are understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Teaching {
    /// What was learnt, newest first.
    pub lessons: Vec<Lesson>,
    /// How often people agree.
    pub agreement: Agreement,
}

impl Verbatims {
    /// Returns what customers talk about.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn themes(&self, ctx: &Ctx) -> Result<SavedThemes, VerbatimError> {
        ctx.authorize(Action::InsightRead)?;
        let taught = self.taught().await?;
        Ok(SavedThemes { version: taught.version, taxonomy: taught.taxonomy.clone() })
    }

    /// Saves what customers talk about as the next version.
    ///
    /// # Errors
    /// Refuses what cannot be, and with `themes_changed` when another version than `base` was saved meanwhile; fails when the
    /// database does.
    pub async fn themes_save(
        &self,
        ctx: &Ctx,
        base: i64,
        themes: Vec<ThemeEntry>,
    ) -> Result<SavedThemes, VerbatimError> {
        ctx.authorize(Action::InsightWrite)?;
        let present = self.themes(ctx).await?;
        if present.version != base {
            return Err(changed().into());
        }
        let taxonomy = present.taxonomy.change(themes)?;
        if taxonomy == present.taxonomy {
            return Ok(present);
        }
        self.save(ctx, base + 1, taxonomy).await
    }

    /// Looks for themes in what is about nothing known, and adds them.
    ///
    /// # Errors
    /// Refuses with `themes_changed` when somebody saved others meanwhile; fails when the
    /// database or the store does.
    pub async fn themes_find(&self, ctx: &Ctx) -> Result<(usize, SavedThemes), VerbatimError> {
        ctx.authorize(Action::InsightWrite)?;
        let Seen { index, taught, .. } = self.seen(ctx).await?;
        let (version, mut taxonomy) = (taught.version, taught.taxonomy.clone());
        let found = blocking(move || {
            let mut search = Search::default();
            for verbatim in &index.verbatims {
                for clause in &taught.labels.over(verbatim, &index.steps).clauses {
                    if clause.theme.is_none() && !clause.is_checked {
                        let reading = Reading::new(&clause.text);
                        reading.clauses().iter().for_each(|part| search.add(&reading, part));
                    }
                }
            }
            Ok::<_, VerbatimError>(search.find())
        })
        .await?;
        let n = taxonomy.add(found);
        if n == 0 {
            return Ok((0, SavedThemes { version, taxonomy }));
        }
        Ok((n, self.save(ctx, version + 1, taxonomy).await?))
    }

    async fn save(&self, ctx: &Ctx, version: i64, taxonomy: Taxonomy) -> Result<SavedThemes, VerbatimError> {
        let now_ms = self.inner.clock.now_ms();
        if !self.inner.store.taxonomy_add(version, &taxonomy, member(ctx), now_ms).await? {
            self.forget().await;
            return Err(changed().into());
        }
        self.forget().await;
        Ok(SavedThemes { version, taxonomy })
    }

    /// Keeps what somebody says of a clause, for all who write the same; nothing said any more where `said` is absent.
    ///
    /// # Errors
    /// Refuses with `unknown_clause`, `unknown_theme` and `too_many_labels`; fails when the database or the store does.
    pub async fn label(&self, ctx: &Ctx, clause: i64, said: Option<Said>) -> Result<(), VerbatimError> {
        ctx.authorize(Action::InsightWrite)?;
        let Seen { index, taught, .. } = self.seen(ctx).await?;
        let mut clauses = index.verbatims.iter().flat_map(|verbatim| &verbatim.clauses);
        let Some(found) = clauses.find(|own| own.key == clause) else {
            return Err(Refusal::new("unknown_clause", "nobody wrote this").at("clause").into());
        };
        match said {
            None => self.inner.store.label_remove(clause).await?,
            Some(said) => {
                let is_known = |id: &str| taught.taxonomy.themes().iter().any(|theme| theme.id == id);
                if said.theme.as_deref().is_some_and(|id| !is_known(id)) {
                    return Err(Refusal::new("unknown_theme", "there is no such theme").at("theme").into());
                }
                if taught.labels.len() >= LABELS_MAX && taught.labels.of(found).is_none() {
                    let message = format!("people said something of {LABELS_MAX} clauses already");
                    return Err(Refusal::new("too_many_labels", message)
                        .hint("give themes words instead: they hold for all clauses")
                        .into());
                }
                let was = Said { theme: found.theme.clone(), polarity: found.polarity };
                let now_ms = self.inner.clock.now_ms();
                self.inner.store.label_put(clause, &Label { said, was }, member(ctx), now_ms).await?;
            }
        }
        self.forget().await;
        Ok(())
    }

    /// Tells what was learnt, and how often people agree.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn teaching(&self, ctx: &Ctx) -> Result<Teaching, VerbatimError> {
        ctx.authorize(Action::InsightRead)?;
        let lessons = self.inner.store.lessons(LESSONS_MAX).await?;
        Ok(Teaching { lessons, agreement: self.taught().await?.labels.agreement() })
    }

    /// Learns anew from scores and from what people said; `None` where there is too little.
    ///
    /// # Errors
    /// Fails when the database or the store does.
    pub async fn learn(&self, ctx: &Ctx) -> Result<Option<Lesson>, VerbatimError> {
        ctx.authorize(Action::InsightWrite)?;
        let Seen { index, taught, .. } = self.seen(ctx).await?;
        let (store, made_ms) = (&self.inner.store, self.inner.clock.now_ms());
        let number = store.lessons(1).await?.first().map_or(0, |last| last.number) + 1;
        let learnt = blocking(move || {
            let used = taught.learnt.as_ref().map(|(_, learnt)| learnt.as_ref());
            Ok::<_, VerbatimError>(learn(&index.verbatims, &taught.labels, used, number, made_ms))
        })
        .await?;
        let Some((lesson, learnt)) = learnt else { return Ok(None) };
        // Who learns at the same time learns the same: the first of them is kept.
        store.lesson_add(&lesson, &learnt).await?;
        self.forget().await;
        Ok(Some(lesson))
    }

    /// Learns and looks for themes once a day, for ever; the first time soon after there is something to learn from.
    pub async fn learn_daily(&self, ctx: &Ctx) {
        let mut ticks = interval(TICK);
        for n in 0_u64.. {
            ticks.tick().await;
            if !(n.is_power_of_two() || n > 0 && n.is_multiple_of(TICKS)) {
                continue;
            }
            if let Err(error) = self.learn_if_due(ctx).await {
                tracing::warn!(%error, "learning from comments failed; it is tried again");
            }
        }
    }

    async fn learn_if_due(&self, ctx: &Ctx) -> Result<(), VerbatimError> {
        let last = self.inner.store.lessons(1).await?;
        let now_ms = self.inner.clock.now_ms();
        if last.first().is_some_and(|lesson| now_ms - lesson.made_ms < DAY_MS) {
            return Ok(());
        }
        if self.learn(ctx).await?.is_some() {
            match self.themes_find(ctx).await {
                // Somebody works on the themes: tomorrow is another day.
                Err(VerbatimError::Refused(_)) => {}
                found => drop(found?),
            }
        }
        Ok(())
    }
}

/// Returns the member who asks.
fn member(ctx: &Ctx) -> Option<&str> {
    match &ctx.actor {
        Actor::Member { id, .. } => Some(id),
        Actor::CommandLine | Actor::Source { .. } => None,
    }
}

fn changed() -> Refusal {
    Refusal::new("themes_changed", "somebody saved other themes meanwhile")
        .at("base")
        .hint("look at theirs, then save again")
}
