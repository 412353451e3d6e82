//! The questions of Boussole: parse → plan → run → shape.
//!
//! [`ask`] takes a question as JSON and returns its [`Answer`]. See the README for what holds.

mod answer;
mod ask;
mod error;
mod formula;
mod kept;
mod model;
mod parse;
mod plan;
mod run;
mod shape;
mod value;
mod vocabulary;
mod void;

pub use answer::{
    Answer, AudienceAnswer, BinAnswer, CohortAnswer, Compared, CoverageAnswer, FunnelAnswer, FunnelGroup, FunnelStep,
    HistogramAnswer, JourneyAnswer, JourneyScoreAnswer, JourneyStepAnswer, LinkAnswer, Meta, PartAnswer, PathAnswer,
    PathsAnswer, RangeAnswer, RateAnswer, RateGroup, RateValue, RetentionAnswer, ScoreAnswer, ScoreGroup, ScoreValue,
    SeriesAnswer, SessionsAnswer, SessionsGroup, SessionsValue, ShareValue, Table, TimelineAnswer, TimelineEvent,
    TrendAnswer, UnassignedAnswer,
};
pub use ask::{ProjectSettings, as_of_ms, ask, ask_of, check, sight};
pub use error::QueryError;
pub use kept::{Kept, ask_kept, people};
pub use vocabulary::{EventWords, PropertyKind, PropertyWords, Vocabulary, vocabulary};
pub use void::{is_void, void_order};
