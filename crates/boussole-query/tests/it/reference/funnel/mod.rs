//! A funnel by trying every choice of events.

mod answer;
mod attempt;
mod question;

use super::event::{HOUR_MS, channels, events, ticks};
use super::project::{Project, config, projects};
use proptest::prelude::*;
use question::{Order, questions};

const NAMES: &[&str] = &["Product Viewed", "Product Added", "Order Completed"];

/// Histories of two days in steps of three hours, so that windows are hit exactly and times are shared.
fn histories() -> impl Strategy<Value = Project> {
    projects(NAMES, events(NAMES, ticks(3 * HOUR_MS, -2..18), channels()))
}

proptest! {
    #![proptest_config(config(64))]

    /// Any choice of different events in order of time.
    #[test]
    fn an_ordered_funnel_tries_every_choice(project in histories(), question in questions(NAMES, Order::Ordered)) {
        project.check(&question.json(), &answer::answer(&project, &question))?;
    }

    /// The same, with nothing between.
    #[test]
    fn a_strict_funnel_has_nothing_between(project in histories(), question in questions(NAMES, Order::Strict)) {
        project.check(&question.json(), &answer::answer(&project, &question))?;
    }

    /// In whatever order the steps are served.
    #[test]
    fn an_unordered_funnel_counts_steps_served(project in histories(), question in questions(NAMES, Order::Any)) {
        project.check(&question.json(), &answer::answer(&project, &question))?;
    }
}
