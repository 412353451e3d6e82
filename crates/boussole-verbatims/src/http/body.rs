//! What is asked and answered about verbatims.

use super::DAYS;
use crate::model::{Clause, Verbatim, VerbatimFilter, VerbatimPage};
use crate::step::{StepOf, StepRule};
use crate::summary::{Counted, StepCount, Summary, ThemeCount};
use boussole_core::Refusal;
use boussole_stats::Estimate;
use boussole_text::{Alarm, Language, Polarity};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

boussole_api::words!(pub(super) PolarityWord as "Polarity", Polarity::ALL.map(Polarity::as_str));
boussole_api::words!(RuleWord as "VerbatimStepRule", StepRule::ALL.map(StepRule::as_str));
boussole_api::words!(AlarmWord as "VerbatimAlarm", Alarm::ALL.map(Alarm::as_str));
boussole_api::words!(VerbatimLanguageWord as "VerbatimLanguage", [Language::French, Language::English].map(Language::as_str));

/// What is asked for to see what is about nothing known.
const WITHOUT_THEME: &str = "none";

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParams {
    /// Those of so many days, counted back from now: 1 to 400
    days: Option<i64>,
    /// Only those about this: the id of a theme; `none` for those about nothing known
    theme: Option<String>,
    /// Only praise, or blame: with a theme, of that
    #[param(value_type = Option<PolarityWord>)]
    polarity: Option<String>,
    /// Only those with this in them
    #[param(value_type = Option<AlarmWord>)]
    alarm: Option<String>,
    /// Only those of who was at this step of the journey: its id
    step: Option<String>,
    /// Only those in events of this name
    event: Option<String>,
    /// Only those with these words
    search: Option<String>,
    /// Where the last page ended: its `next`
    pub(super) before: Option<String>,
    /// How many at most, 1 to 200
    pub(super) limit: Option<usize>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SummaryParams {
    /// Those of so many days, counted back from now: 1 to 400
    pub(super) days: Option<i64>,
    /// Only those in events of this name
    pub(super) event: Option<String>,
    /// Only those with these words
    pub(super) search: Option<String>,
}

impl ListParams {
    /// Reads which verbatims are wanted.
    pub(super) fn filter(self) -> Result<VerbatimFilter, Refusal> {
        let unknown = |field: &str| Refusal::new("unknown_word", "there is no such thing to filter by").at(field);
        let is_without_theme = self.theme.as_deref() == Some(WITHOUT_THEME);
        let theme = self.theme.filter(|_| !is_without_theme);
        let alarm = self.alarm.as_deref().map(|word| Alarm::parse(word).ok_or_else(|| unknown("alarm"))).transpose()?;
        let polarity = self
            .polarity
            .as_deref()
            .map(|word| Polarity::parse(word).ok_or_else(|| unknown("polarity")))
            .transpose()?;
        let days = self.days.unwrap_or(DAYS);
        let Self { step, event, search, .. } = self;
        Ok(VerbatimFilter { days, theme, is_without_theme, polarity, alarm, step, event, search })
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerbatimList)]
pub(super) struct PageBody {
    /// Newest first.
    verbatims: Vec<VerbatimBody>,
    /// How many are wanted in all.
    total: u64,
    /// Before which to ask for the next page; absent at the end.
    #[schema(required)]
    next: Option<String>,
}

/// What somebody wrote at one time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Verbatim)]
struct VerbatimBody {
    time_ms: i64,
    /// Where it stands among all events.
    seq: u64,
    /// The id of the person; absent where nobody is known.
    #[schema(required)]
    person: Option<String>,
    /// In which event.
    event: String,
    /// The id of the survey that was answered.
    #[schema(required)]
    survey: Option<String>,
    /// On which scale the score is.
    #[schema(required)]
    scale: Option<String>,
    #[schema(required)]
    score: Option<f64>,
    #[schema(required, value_type = Option<VerbatimLanguageWord>)]
    language: Option<&'static str>,
    #[schema(value_type = PolarityWord)]
    polarity: &'static str,
    /// Its parts: together they are the whole text, in which addresses and numbers of people are masked.
    clauses: Vec<ClauseBody>,
    #[schema(value_type = Vec<AlarmWord>)]
    alarms: Vec<&'static str>,
}

/// A step of the journey, and how it is known.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerbatimStep)]
struct StepBody {
    /// The id of the step.
    id: String,
    /// By what the person had done, else by the survey that asked, else by what they write about.
    #[schema(value_type = RuleWord)]
    rule: &'static str,
}

/// A part that says one thing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerbatimClause)]
struct ClauseBody {
    /// By what it is known when somebody says something of it: a hash of its words.
    id: String,
    text: String,
    /// The id of the theme that it is about; absent where that is nothing known.
    #[schema(required)]
    theme: Option<String>,
    /// Whether somebody said so.
    is_checked: bool,
    /// Which step of the journey it is about; absent where that is not known.
    #[schema(required)]
    step: Option<StepBody>,
    #[schema(value_type = PolarityWord)]
    polarity: &'static str,
}

/// How much is said of what.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerbatimSummary)]
pub(super) struct SummaryBody {
    /// How many verbatims there are.
    n: u64,
    polarities: Vec<PolarityCountBody>,
    /// The most blamed first. A verbatim may be about several things.
    themes: Vec<ThemeCountBody>,
    /// How many are about nothing known.
    n_without_theme: u64,
    /// In the order of the journey.
    steps: Vec<StepCountBody>,
    /// Of how many it is not known where people were.
    n_without_step: u64,
    /// The gravest first.
    alarms: Vec<AlarmCountBody>,
    /// How many texts were not looked at.
    n_left_out: u64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerbatimPolarityCount)]
struct PolarityCountBody {
    #[schema(value_type = PolarityWord)]
    polarity: &'static str,
    n: u64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerbatimAlarmCount)]
struct AlarmCountBody {
    #[schema(value_type = AlarmWord)]
    alarm: &'static str,
    n: u64,
}

/// How much is said of a theme: praise and blame are those of the clauses about it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerbatimThemeCount)]
struct ThemeCountBody {
    /// The id of the theme.
    theme: String,
    #[serde(flatten)]
    counted: CountedBody,
}

/// How much is said at a step: praise and blame are those of the texts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerbatimStepCount)]
struct StepCountBody {
    /// The id of the step.
    step: String,
    #[serde(flatten)]
    counted: CountedBody,
}

/// How many verbatims there are of something, and which part of them is blame.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerbatimCounted)]
struct CountedBody {
    n: u64,
    n_positive: u64,
    n_negative: u64,
    /// Which part of them blames, in per cent, with the 95 % interval.
    negative: f64,
    low: f64,
    high: f64,
}

/// Writes by what a clause is known.
pub(super) fn clause_id(key: i64) -> String {
    format!("{:016x}", key.cast_unsigned())
}

impl From<Counted> for CountedBody {
    fn from(Counted { n, n_positive, n_negative, negative }: Counted) -> Self {
        let Estimate { value, low, high } = negative;
        Self { n, n_positive, n_negative, negative: 100.0 * value, low: 100.0 * low, high: 100.0 * high }
    }
}

impl From<VerbatimPage> for PageBody {
    fn from(page: VerbatimPage) -> Self {
        let VerbatimPage { verbatims, total, next } = page;
        Self { verbatims: verbatims.into_iter().map(VerbatimBody::from).collect(), total, next }
    }
}

impl From<Verbatim> for VerbatimBody {
    fn from(verbatim: Verbatim) -> Self {
        let clause = |clause: Clause| ClauseBody {
            id: clause_id(clause.key),
            text: clause.text,
            theme: clause.theme.as_deref().map(str::to_owned),
            polarity: clause.polarity.as_str(),
            is_checked: clause.is_checked,
            step: clause.step.map(|StepOf { id, rule }| StepBody { id, rule: rule.as_str() }),
        };
        Self {
            score: verbatim.score(),
            time_ms: verbatim.time_ms,
            seq: verbatim.seq,
            person: (verbatim.person_key != 0).then(|| format!("p{}", verbatim.person_key)),
            event: verbatim.event,
            survey: verbatim.survey,
            scale: verbatim.scale,
            language: verbatim.language.map(Language::as_str),
            polarity: verbatim.polarity.as_str(),
            clauses: verbatim.clauses.into_iter().map(clause).collect(),
            alarms: verbatim.alarms.into_iter().map(Alarm::as_str).collect(),
        }
    }
}

impl From<Summary> for SummaryBody {
    fn from(summary: Summary) -> Self {
        let Summary { n, polarities, themes, n_without_theme, steps, n_without_step, alarms, n_left_out } = summary;
        let theme = |ThemeCount { theme, counted }: ThemeCount| ThemeCountBody {
            theme: theme.to_string(),
            counted: counted.into(),
        };
        let step = |StepCount { step, counted }: StepCount| StepCountBody { step, counted: counted.into() };
        let polarity = |(polarity, n): (Polarity, u64)| PolarityCountBody { polarity: polarity.as_str(), n };
        let alarm = |(alarm, n): (Alarm, u64)| AlarmCountBody { alarm: alarm.as_str(), n };
        Self {
            n,
            polarities: polarities.into_iter().map(polarity).collect(),
            themes: themes.into_iter().map(theme).collect(),
            n_without_theme,
            steps: steps.into_iter().map(step).collect(),
            n_without_step,
            alarms: alarms.into_iter().map(alarm).collect(),
            n_left_out,
        }
    }
}
