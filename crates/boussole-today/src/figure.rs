//! The figures of the page, and what is known of each before anything is counted.

use crate::questions::{self, ORDER};
use crate::words::Words;
use boussole_core::Refusal;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// In what a figure is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TodayUnit)]
pub enum Unit {
    /// So many.
    Count,
    /// An amount.
    Money,
    /// From 0 to 100, of a base.
    Percent,
    /// From -100 to 100: NPS.
    Points,
    /// From 1 to 7: CES.
    Mean,
}

impl Unit {
    /// Returns the least and the most that a target may be.
    fn bounds(self) -> (f64, f64) {
        match self {
            Self::Count | Self::Money => (0.0, 1e12),
            Self::Percent => (0.0, 100.0),
            Self::Points => (-100.0, 100.0),
            Self::Mean => (1.0, 7.0),
        }
    }

    /// Tells whether it is of a base: then small ones are marked, and tiny ones hidden.
    pub(crate) fn has_base(self) -> bool {
        !matches!(self, Self::Count | Self::Money)
    }
}

/// Which way a figure should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TodayBetter)]
pub(crate) enum Better {
    Higher,
    Lower,
}

/// How a figure is found in the answer to its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The value itself.
    Value,
    /// Of churn: who is active at the end.
    ActiveAtEnd,
}

/// A figure of the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) unit: Unit,
    pub(crate) better: Better,
    /// The event without which there is no such figure.
    pub(crate) needs: &'static str,
    /// Another one: a share of what was sold needs something sold.
    pub(crate) also_needs: Option<&'static str>,
    /// So many days must have passed before what it counts is complete.
    pub(crate) lag_days: i32,
    pub(crate) place: Place,
    pub(crate) question: fn(&Words) -> Value,
}

const fn figure(
    name: &'static str,
    unit: Unit,
    better: Better,
    needs: &'static str,
    question: fn(&Words) -> Value,
) -> Figure {
    Figure { name, unit, better, needs, also_needs: None, lag_days: 0, place: Place::Value, question }
}

/// The share of the value of orders that came back, by the day of the order.
pub(crate) const RETURN_RATE: Figure = Figure {
    // What comes back does so within four weeks, but for little.
    lag_days: 28,
    also_needs: Some(ORDER),
    ..figure("return_rate", Unit::Percent, Better::Lower, "Order Refunded", |_| questions::rate("return"))
};

/// What takes its place where refunds do not say of which order they are.
pub(crate) const GIVEN_BACK: Figure = Figure {
    also_needs: Some(ORDER),
    ..figure("given_back", Unit::Percent, Better::Lower, "Order Refunded", |_| questions::given_back())
};

/// Every other figure, in the order of the page.
pub(crate) const FIGURES: [Figure; 11] = [
    figure("orders", Unit::Count, Better::Higher, ORDER, questions::orders),
    figure("revenue", Unit::Money, Better::Higher, ORDER, questions::revenue),
    Figure {
        place: Place::ActiveAtEnd,
        ..figure("active_customers", Unit::Count, Better::Higher, ORDER, |_| questions::rate("churn"))
    },
    figure("promises_kept", Unit::Percent, Better::Higher, "Promise Made", |_| questions::rate("promise_kept")),
    figure("nps", Unit::Points, Better::Higher, "Survey Answered", |_| questions::survey("nps")),
    figure("csat", Unit::Percent, Better::Higher, "Survey Answered", |_| questions::survey("csat")),
    figure("ces", Unit::Mean, Better::Higher, "Survey Answered", |_| questions::survey("ces")),
    figure("reviews", Unit::Percent, Better::Higher, "Review Submitted", |_| questions::reviews()),
    figure("retention", Unit::Percent, Better::Higher, ORDER, |_| questions::rate("retention")),
    figure("churn", Unit::Percent, Better::Lower, ORDER, |_| questions::rate("churn")),
    Figure {
        // 90 days, made whole weeks: a second order is waited for so long.
        lag_days: 91,
        ..figure("repeat_purchase", Unit::Percent, Better::Higher, ORDER, |_| questions::rate("repeat_purchase"))
    },
];

/// What somebody wants a figure to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Target {
    pub(crate) figure: &'static str,
    pub(crate) value: f64,
}

impl Target {
    /// Checks what somebody wants a figure to be.
    ///
    /// # Errors
    /// Refuses a figure that there is not (`unknown_figure`) and a value that it cannot have (`invalid_target`).
    pub(crate) fn parse(name: &str, value: f64) -> Result<Self, Refusal> {
        let figure = figure_of(name)?;
        let (least, most) = figure.unit.bounds();
        if !(least..=most).contains(&value) {
            return Err(Refusal::new("invalid_target", format!("`{name}` cannot be {value}"))
                .at("value")
                .hint(format!("use a number from {least} to {most}")));
        }
        Ok(Self { figure: figure.name, value })
    }
}

/// Finds a figure by its name.
///
/// # Errors
/// Refuses with `unknown_figure` a name that none has.
pub(crate) fn figure_of(name: &str) -> Result<Figure, Refusal> {
    let mut known = FIGURES.into_iter().chain([RETURN_RATE, GIVEN_BACK]);
    known.clone().find(|figure| figure.name == name).ok_or_else(|| {
        let names: Vec<&str> = known.by_ref().map(|figure| figure.name).collect();
        Refusal::new("unknown_figure", format!("there is no figure `{name}`"))
            .at("figure")
            .hint(format!("use one of {}", names.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn a_target_is_something_that_the_figure_can_be() {
        assert_eq!(Target::parse("nps", -20.0).expect("a target").figure, "nps");
        for (name, value, code) in [
            ("promises_kept", 101.0, "invalid_target"),
            ("ces", 0.5, "invalid_target"),
            ("revenue", f64::NAN, "invalid_target"),
            ("happiness", 1.0, "unknown_figure"),
        ] {
            assert_eq!(Target::parse(name, value).expect_err("no target").code, code, "{name} {value}");
        }
    }
}
