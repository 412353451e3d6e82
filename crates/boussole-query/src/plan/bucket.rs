use super::range::{local, start_of_day_ms};
use super::{Now, TimeRange};
use crate::model::Interval;
use boussole_core::{HOUR_MS, Refusal};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

/// The most buckets of an answer.
pub(crate) const BUCKETS_MAX: usize = 10_000;

/// The cells into which time is cut. They cover the range; the first and last may reach beyond it.
#[derive(Debug, Clone)]
pub(crate) struct Buckets {
    /// The start of every bucket, and the end of the last one, in milliseconds; strictly increasing.
    bounds_ms: Vec<i64>,
    labels: Vec<String>,
    partial: Vec<bool>,
}

impl Buckets {
    /// Cuts the range of a question; makes no bucket for a project without events.
    ///
    /// # Errors
    /// Refuses more than [`BUCKETS_MAX`] buckets.
    pub(crate) fn of(range: Option<TimeRange>, interval: Interval, now: &Now) -> Result<Self, Refusal> {
        match range {
            None => Ok(Self { bounds_ms: Vec::new(), labels: Vec::new(), partial: Vec::new() }),
            Some(range) => Self::cut(range, interval, &now.timezone, now.as_of_ms),
        }
    }

    /// Cuts `range` into buckets of local time.
    ///
    /// A bucket is partial when a part of it lies outside the range or after `as_of_ms`.
    ///
    /// # Errors
    /// Refuses more than [`BUCKETS_MAX`] buckets.
    pub(crate) fn cut(
        range: TimeRange,
        interval: Interval,
        timezone: &TimeZone,
        as_of_ms: i64,
    ) -> Result<Self, Refusal> {
        let mut bounds_ms = vec![first_bound(range, interval, timezone)];
        let mut next = Next::new(range, interval, timezone);
        while let Some(&last) = bounds_ms.last().filter(|&&last| last < range.to_ms) {
            if bounds_ms.len() > BUCKETS_MAX {
                return Err(Refusal::new("too_many_buckets", format!("this makes more than {BUCKETS_MAX} buckets"))
                    .at("interval")
                    .hint("choose a longer interval or a shorter range"));
            }
            bounds_ms.push(next.after(last));
        }
        // Where clocks go back over midnight, a day of the calendar may end before the range starts.
        let n_before = bounds_ms.partition_point(|&bound| bound <= range.from_ms).saturating_sub(1);
        bounds_ms.drain(..n_before);
        let end_ms = range.to_ms.min(as_of_ms);
        let partial = bounds_ms.windows(2).map(|pair| pair[0] < range.from_ms || pair[1] > end_ms).collect();
        let labels = labels(&bounds_ms, interval, timezone);
        Ok(Self { bounds_ms, labels, partial })
    }

    /// Returns how many buckets there are.
    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }

    /// Returns the place of the bucket of an instant inside the range; `hint` is the place last found.
    pub(crate) fn index(&self, time_ms: i64, hint: usize) -> usize {
        if self.bounds_ms[hint] <= time_ms && time_ms < self.bounds_ms[hint + 1] {
            return hint;
        }
        let found = self.bounds_ms.partition_point(|&bound| bound <= time_ms);
        assert!(found > 0 && found < self.bounds_ms.len(), "the scan yields only events of the range");
        found - 1
    }

    /// Returns how many buckets have begun before an instant.
    pub(crate) fn n_begun(&self, time_ms: i64) -> usize {
        self.bounds_ms.partition_point(|&bound| bound < time_ms).min(self.len())
    }

    /// Returns the start and the end of a bucket.
    pub(crate) fn bounds(&self, index: usize) -> (i64, i64) {
        (self.bounds_ms[index], self.bounds_ms[index + 1])
    }

    /// Returns the names of the buckets.
    pub(crate) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Tells of each bucket whether it is only partly known.
    pub(crate) fn partial(&self) -> &[bool] {
        &self.partial
    }
}

/// Returns the start of the period that contains the start of the range.
fn first_bound(range: TimeRange, interval: Interval, timezone: &TimeZone) -> i64 {
    let start = local(range.from_ms, timezone);
    match interval {
        Interval::All | Interval::Every { .. } => range.from_ms,
        Interval::Hour => start_of_hour_ms(&start),
        _ => start_of_day_ms(period_start(start.date(), interval), timezone),
    }
}

/// Returns the first day of the calendar period that contains `date`.
fn period_start(date: Date, interval: Interval) -> Date {
    let first_of = |month: i8| Date::new(date.year(), month, 1).unwrap_or(date);
    match interval {
        Interval::Week => date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days()),
        Interval::Month => first_of(date.month()),
        Interval::Quarter => first_of((date.month() - 1) / 3 * 3 + 1),
        Interval::Year => first_of(1),
        _ => date,
    }
}

fn next_period(date: Date, interval: Interval) -> Date {
    date.saturating_add(match interval {
        Interval::Week => 1.week(),
        Interval::Month => 1.month(),
        Interval::Quarter => 3.months(),
        Interval::Year => 1.year(),
        Interval::Days { count } => i64::from(count).days(),
        _ => 1.day(),
    })
}

/// Walks from bound to bound.
struct Next<'a> {
    range: TimeRange,
    interval: Interval,
    timezone: &'a TimeZone,
    /// The first day of the current calendar period.
    period: Date,
}

impl<'a> Next<'a> {
    fn new(range: TimeRange, interval: Interval, timezone: &'a TimeZone) -> Self {
        let period = period_start(local(range.from_ms, timezone).date(), interval);
        Self { range, interval, timezone, period }
    }

    fn after(&mut self, bound_ms: i64) -> i64 {
        match self.interval {
            Interval::All => self.range.to_ms,
            Interval::Every { ms } => bound_ms.saturating_add(ms),
            Interval::Hour => next_hour_ms(bound_ms, self.timezone),
            _ => loop {
                let next = next_period(self.period, self.interval);
                if next == self.period {
                    // The last day of the calendar: nothing comes after it.
                    return i64::MAX;
                }
                self.period = next;
                let start_ms = start_of_day_ms(next, self.timezone);
                // A day that a zone skipped (Samoa, 30 December 2011) has no bucket.
                if start_ms > bound_ms {
                    return start_ms;
                }
            },
        }
    }
}

/// Returns the start of the local hour: the full hour, or the clock change that came after it.
fn start_of_hour_ms(moment: &Zoned) -> i64 {
    let now_ms = moment.timestamp().as_millisecond();
    let offset_ms = i64::from(moment.offset().seconds()) * 1_000;
    let full_hour_ms = (now_ms + offset_ms).div_euclid(HOUR_MS) * HOUR_MS - offset_ms;
    let after = Timestamp::from_millisecond(now_ms.saturating_add(1)).unwrap_or(Timestamp::MAX);
    let change_ms = moment.time_zone().preceding(after).next().map(|change| change.timestamp().as_millisecond());
    change_ms.map_or(full_hour_ms, |change_ms| full_hour_ms.max(change_ms.min(now_ms)))
}

/// Returns the next full local hour, or the clock change that comes before it: so the repeated hour is two buckets.
fn next_hour_ms(bound_ms: i64, timezone: &TimeZone) -> i64 {
    let moment = local(bound_ms, timezone);
    let offset_ms = i64::from(moment.offset().seconds()) * 1_000;
    let full_hour_ms = ((bound_ms + offset_ms).div_euclid(HOUR_MS) + 1) * HOUR_MS - offset_ms;
    match timezone.following(moment.timestamp()).next() {
        Some(change) if change.offset() != moment.offset() => full_hour_ms.min(change.timestamp().as_millisecond()),
        _ => full_hour_ms,
    }
}

/// Names the buckets by the local time at which they start: a date, or an instant with its UTC offset where dates
/// would not tell them apart.
fn labels(bounds_ms: &[i64], interval: Interval, timezone: &TimeZone) -> Vec<String> {
    let starts: Vec<Zoned> = bounds_ms.iter().map(|&bound| local(bound, timezone)).collect();
    let starts = &starts[..starts.len().saturating_sub(1)];
    let dated = match interval {
        Interval::Hour => false,
        Interval::Every { .. } => starts.iter().all(|start| start.time() == jiff::civil::Time::midnight()),
        _ => true,
    };
    let label = |start: &Zoned| {
        if dated { start.date().to_string() } else { start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string() }
    };
    starts.iter().map(label).collect()
}

#[cfg(test)]
mod tests;
