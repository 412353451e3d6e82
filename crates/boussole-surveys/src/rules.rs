//! How often one person may be asked, and why somebody is not. What was asked is on the timeline of each person: it is the
//! one register of all contacts, goes with people when they are merged, and is erased with them.

use crate::SurveyError;
use crate::event::{DECISIONS, SENT, SHOWN};
use boussole_core::{Ctx, DAY_MS, Refusal};
use boussole_events::{ScanRequest, Snapshot};
use serde::Deserialize;
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// For how many days somebody may be left in peace, and how often in a year one may be asked.
const REST_DAYS: RangeInclusive<i64> = 0..=365;
const YEAR_MAX: RangeInclusive<i64> = 1..=365;
/// How far back is looked, in days: what a year is.
const YEAR_DAYS: i64 = 365;

/// How often one person may be asked by this project, whatever the survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// For how many days somebody who was asked is asked nothing.
    pub rest_days: i64,
    /// How often one is asked within 365 days, at most.
    pub year_max: i64,
}

/// Why somebody was not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAsked {
    /// Nobody knows where to write.
    NoAddress,
    /// They want no questions.
    Unsubscribed,
    /// Nothing is sent to their address.
    Suppressed,
    /// They were asked the same lately.
    AskedBefore,
    /// They were asked something else lately.
    Rest,
    /// They were asked as often as one may be in a year.
    YearMax,
}

/// What somebody was asked within the last year.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// When and by which survey, in no particular order, but for the invitation in question.
    before: Vec<(i64, String)>,
    /// Whether the invitation in question was decided on already, and how.
    pub(crate) decided: Option<bool>,
}

#[derive(Deserialize)]
struct Props<'a> {
    #[serde(borrow, default)]
    survey_id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    invitation_id: Option<Cow<'a, str>>,
}

impl Default for Rules {
    fn default() -> Self {
        Self { rest_days: 30, year_max: 6 }
    }
}

impl Rules {
    /// Checks what somebody wrote.
    ///
    /// # Errors
    /// Refuses with `out_of_bounds`, with the field.
    pub fn parse(self) -> Result<Self, Refusal> {
        for (field, n, allowed) in [("rest_days", self.rest_days, REST_DAYS), ("year_max", self.year_max, YEAR_MAX)] {
            if !allowed.contains(&n) {
                let (least, most) = (allowed.start(), allowed.end());
                return Err(Refusal::new("out_of_bounds", format!("{n} is too little or too much"))
                    .at(field)
                    .hint(format!("write {least} to {most}")));
            }
        }
        Ok(self)
    }

    /// Tells why somebody is not to be asked by a survey, which asks the same again after `again_days`.
    pub(crate) fn check(self, asked: &Asked, survey: &str, again_days: i64, now_ms: i64) -> Result<(), NotAsked> {
        let within = |days: i64| asked.before.iter().filter(move |(time_ms, _)| *time_ms > now_ms - days * DAY_MS);
        if within(again_days).any(|(_, by)| by == survey) {
            return Err(NotAsked::AskedBefore);
        }
        if within(self.rest_days).next().is_some() {
            return Err(NotAsked::Rest);
        }
        match within(YEAR_DAYS).count() as i64 >= self.year_max {
            true => Err(NotAsked::YearMax),
            false => Ok(()),
        }
    }
}

impl NotAsked {
    /// Returns the word by which a reason is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoAddress => "no_address",
            Self::Unsubscribed => "unsubscribed",
            Self::Suppressed => "suppressed",
            Self::AskedBefore => "asked_before",
            Self::Rest => "rest",
            Self::YearMax => "year_max",
        }
    }
}

impl Asked {
    /// Reads what a person was asked since a year before `now_ms`, and longer where a survey waits longer.
    pub(crate) fn read(
        ctx: &Ctx,
        snapshot: &Snapshot,
        person_key: u64,
        invitation: &str,
        days: i64,
        now_ms: i64,
    ) -> Result<Self, SurveyError> {
        let mut asked = Self::default();
        let request = ScanRequest {
            events: Some(DECISIONS.map(str::to_owned).to_vec()),
            people: Some(vec![person_key]),
            from_ms: Some(now_ms - days.max(YEAR_DAYS) * DAY_MS),
            ..ScanRequest::default()
        };
        for chunk in snapshot.scan(ctx, &request) {
            let chunk = chunk?;
            let names = chunk.event_names();
            for row in 0..chunk.len() {
                // What somebody else sent under this name says nothing of us.
                let Ok(props) = serde_json::from_str::<Props<'_>>(chunk.props(row)) else { continue };
                let is_sent = [SENT, SHOWN].contains(&names[chunk.event_codes()[row] as usize]);
                if props.invitation_id.as_deref() == Some(invitation) {
                    asked.decided = Some(is_sent);
                } else if is_sent {
                    let survey = props.survey_id.map(Cow::into_owned).unwrap_or_default();
                    asked.before.push((chunk.times_ms()[row], survey));
                }
            }
        }
        Ok(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, NotAsked, Rules};
    use boussole_core::DAY_MS;

    #[test]
    fn who_was_asked_lately_is_left_in_peace() {
        let now_ms = 1_000 * DAY_MS;
        let rules = Rules { rest_days: 30, year_max: 3 };
        let check = |before: &[(i64, &str)], again_days| {
            let before = before.iter().map(|(days, by)| (now_ms - days * DAY_MS, (*by).to_owned())).collect();
            rules.check(&Asked { before, decided: None }, "nps", again_days, now_ms)
        };
        assert_eq!(check(&[], 90), Ok(()));
        assert_eq!(check(&[(29, "csat")], 90), Err(NotAsked::Rest));
        assert_eq!(check(&[(30, "csat")], 90), Ok(()), "the rest is over");
        assert_eq!(check(&[(89, "nps")], 90), Err(NotAsked::AskedBefore));
        assert_eq!(check(&[(90, "nps")], 90), Ok(()));
        assert_eq!(check(&[(40, "a"), (80, "b"), (364, "c")], 90), Err(NotAsked::YearMax));
        assert_eq!(check(&[(40, "a"), (80, "b"), (365, "c")], 90), Ok(()));
        assert_eq!(check(&[(700, "nps")], 1_000), Err(NotAsked::AskedBefore), "a survey may wait longer than a year");
    }

    #[test]
    fn rules_are_within_bounds() {
        for (rest_days, year_max, field) in [(-1, 6, "rest_days"), (366, 6, "rest_days"), (0, 0, "year_max")] {
            let refusal = Rules { rest_days, year_max }.parse().expect_err("refused");
            assert_eq!(refusal.field.as_deref(), Some(field));
        }
        assert!(Rules::default().parse().is_ok());
    }
}
