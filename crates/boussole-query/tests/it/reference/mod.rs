//! Slow, obvious answers to the questions, written from docs/reference/questions.md alone, against the real ones on
//! random histories.

mod audience;
mod bucket;
mod compare;
mod drill;
mod event;
mod frame;
mod funnel;
mod group;
mod histogram;
mod journey;
mod numbers;
mod paths;
mod project;
mod rate;
mod retention;
mod selector;
mod sessions;
mod trend;
mod visit;
