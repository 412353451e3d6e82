//! The figures of the start page, once a week.

use crate::about::About;
use crate::notifications::Notifications;
use crate::silence::SilenceComposer;
use crate::words::{Words, later, unread};
use boussole_core::ProjectId;
use boussole_jobs::Weekly;
use boussole_mail::{Block, Composer, Composing, Content, FigureLine, Letter, Template, Unwritten};
use boussole_today::{Brief, BriefFigure};
use jiff::civil::{Weekday, time};
use jiff::tz::TimeZone;
use std::sync::Arc;

/// The name of the timer of the weekly letter.
pub(crate) const WEEKLY: &str = "weekly";
/// Figures of a letter at most: it is read standing.
const FIGURES_MAX: usize = 8;

impl Notifications {
    /// Returns when the weekly letter comes: on Monday morning, before the first meeting.
    pub(crate) fn weekly(&self) -> Weekly {
        Weekly { weekday: Weekday::Monday, time: time(7, 30, 0, 0), zone: self.zone() }
    }

    /// Returns the time zone of the project.
    pub(crate) fn zone(&self) -> TimeZone {
        // What the project says was checked when it was said; the zones are those inside the binary.
        TimeZone::get(&self.settings.borrow().timezone).unwrap_or(TimeZone::UTC)
    }

    /// Returns who writes the letters.
    #[must_use]
    pub fn composers(&self) -> Vec<Arc<dyn Composer>> {
        vec![
            Arc::new(WeeklyComposer { notifications: self.clone() }),
            Arc::new(SilenceComposer { notifications: self.clone() }),
        ]
    }
}

/// Writes the weekly letter: what its reader may see on the start page.
#[derive(Debug)]
struct WeeklyComposer {
    notifications: Notifications,
}

impl WeeklyComposer {
    async fn write(&self, project: &ProjectId, letter: &Letter) -> Result<Content, Unwritten> {
        let (about, words): (About, _) = (unread(letter)?, Words::of(letter.language));
        let found = self.notifications.members.member_find(project, &about.member).await.map_err(later)?;
        let Some(member) = found else { return Err(words.no_member()) };
        let brief = self.notifications.today.brief(&member.ctx(project)).await.map_err(later)?;
        let Some(brief) = brief else {
            let blocks = vec![
                Block::Text(words.nothing_yet().to_owned()),
                self.notifications.link(words.nothing_yet_link(), "/settings/sources"),
            ];
            return Ok(Content { title: words.weekly_title().to_owned(), blocks });
        };
        let mut blocks = vec![Block::Text(words.weekly_period(&brief))];
        let figures = figures(&brief, &words);
        if !figures.is_empty() {
            blocks.push(Block::Figures(figures));
        }
        blocks.push(Block::Text(words.look_first(brief.n_findings)));
        blocks.push(self.notifications.link(words.weekly_link(), "/"));
        Ok(Content { title: words.weekly_title().to_owned(), blocks })
    }
}

fn figures(brief: &Brief, words: &Words) -> Vec<FigureLine> {
    let line = |figure: &BriefFigure| FigureLine {
        name: words.figure_name(figure.name).to_owned(),
        value: words.figure_value(figure, figure.value, brief.currency.as_deref()),
        beside: words.figure_beside(figure, brief.currency.as_deref()),
    };
    brief.figures.iter().take(FIGURES_MAX).map(line).collect()
}

impl Composer for WeeklyComposer {
    fn template(&self) -> Template {
        Template::Weekly
    }

    fn compose<'a>(&'a self, project: &'a ProjectId, letter: &'a Letter) -> Composing<'a> {
        Box::pin(self.write(project, letter))
    }
}
