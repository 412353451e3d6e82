//! The figures of the page in short, for who reads them elsewhere.

use crate::error::TodayError;
use crate::figure::{FIGURES, GIVEN_BACK, RETURN_RATE, Unit};
use crate::period::Wanted;
use crate::reading::Reading;
use crate::today::Today;
use boussole_core::Ctx;
use jiff::civil::Date;
use serde_json::Value;

/// The figures of the period that the page shows by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// The first day.
    pub from: Date,
    /// The last day, included.
    pub until: Date,
    /// How many days that is.
    pub n_days: i32,
    /// In which amounts are told; `None` until somebody says.
    pub currency: Option<String>,
    /// Those that have a value, in the order of the page.
    pub figures: Vec<BriefFigure>,
    /// How many things there are to look at first.
    pub n_findings: usize,
}

/// A figure of a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BriefFigure {
    /// Its name.
    pub name: &'static str,
    /// In what it is told.
    pub unit: Unit,
    /// How much; amounts in major units, to be shown and not to be counted with.
    pub value: f64,
    /// The same in the period before, when that is known.
    pub previous: Option<f64>,
    /// The 95 % interval, where it is of a sample.
    pub interval: Option<(f64, f64)>,
    /// Of how many it is, where it is of a base.
    pub n: Option<u64>,
    /// Whether it is of so few that it is marked.
    pub is_small: bool,
    /// The first and the last day, where they are earlier ones: what it counts takes its time.
    pub days: Option<(Date, Date)>,
}

/// Returns the names of all figures that there may be.
#[must_use]
pub fn figure_names() -> Vec<&'static str> {
    FIGURES.iter().chain([&RETURN_RATE, &GIVEN_BACK]).map(|figure| figure.name).collect()
}

impl Today {
    /// Returns the figures that the page shows to who asks; `None` without events.
    ///
    /// # Errors
    /// Refuses who may not ask; fails when the events cannot be read.
    pub async fn brief(&self, ctx: &Ctx) -> Result<Option<Brief>, TodayError> {
        let Some(scene) = self.scene(ctx, &Wanted::default()).await? else { return Ok(None) };
        let (board, found) = (self.board(&scene).await?, self.findings(&scene).await?);
        let figures = board.figures.iter().filter_map(|figure| {
            let reading = figure.value.as_ref()?;
            // As on the page: what is of so few is compared with nothing.
            let previous = figure.previous.as_ref().filter(|_| !figure.is_small).and_then(number);
            Some(BriefFigure {
                name: figure.name,
                unit: figure.unit,
                value: number(reading)?,
                previous,
                interval: reading.low.zip(reading.high),
                n: reading.n,
                is_small: figure.is_small,
                days: days_of(reading).filter(|_| figure.lag_days > 0),
            })
        });
        let days = scene.days();
        Ok(Some(Brief {
            from: days.from,
            until: days.until,
            n_days: scene.period.length.days(),
            currency: scene.asking.settings().currency.clone(),
            figures: figures.collect(),
            n_findings: found.findings.len(),
        }))
    }
}

fn days_of(reading: &Reading) -> Option<(Date, Date)> {
    Some((reading.from.parse().ok()?, reading.until.parse().ok()?))
}

fn number(reading: &Reading) -> Option<f64> {
    match &reading.value {
        Value::String(amount) => amount.parse().ok(),
        value => value.as_f64(),
    }
}
