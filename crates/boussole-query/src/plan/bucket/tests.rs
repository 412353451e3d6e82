use super::{Buckets, Interval, TimeRange};
use boussole_core::DAY_MS;
use expect_test::{Expect, expect};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn instant(text: &str) -> i64 {
    text.parse::<Timestamp>().expect("an instant").as_millisecond()
}

/// Shows each bucket: its name, its length in minutes, and `*` when it is partial.
fn check(from: &str, to: &str, interval: Interval, zone: &str, expected: Expect) {
    let range = TimeRange { from_ms: instant(from), to_ms: instant(to) };
    let timezone = TimeZone::get(zone).expect("a zone");
    let buckets = Buckets::cut(range, interval, &timezone, range.to_ms).expect("few buckets");
    let lengths = buckets.bounds_ms.windows(2).map(|pair| (pair[1] - pair[0]) / 60_000);
    let shown: Vec<String> = buckets
        .labels
        .iter()
        .zip(lengths)
        .zip(&buckets.partial)
        .map(|((label, minutes), partial)| format!("{label} {minutes}{}", if *partial { "*" } else { "" }))
        .collect();
    expected.assert_eq(&shown.join("\n"));
}

#[test]
fn a_day_may_start_at_one_o_clock() {
    check(
        "2018-11-03T03:00:00Z",
        "2018-11-06T02:00:00Z",
        Interval::Day,
        "America/Sao_Paulo",
        expect![[r#"
            2018-11-03 1440
            2018-11-04 1380
            2018-11-05 1440"#]],
    );
}

#[test]
fn the_repeated_hour_is_two_buckets() {
    check(
        "2025-10-25T23:30:00Z",
        "2025-10-26T02:15:00Z",
        Interval::Hour,
        "Europe/Paris",
        expect![[r#"
            2025-10-26T01:00:00+02:00 60*
            2025-10-26T02:00:00+02:00 60
            2025-10-26T02:00:00+01:00 60
            2025-10-26T03:00:00+01:00 60*"#]],
    );
}

#[test]
fn a_clock_change_of_half_an_hour_makes_half_hours() {
    check(
        "2025-04-05T14:00:00Z",
        "2025-04-05T17:00:00Z",
        Interval::Hour,
        "Australia/Lord_Howe",
        expect![[r#"
            2025-04-06T01:00:00+11:00 60
            2025-04-06T01:30:00+10:30 30
            2025-04-06T02:00:00+10:30 60
            2025-04-06T03:00:00+10:30 60*"#]],
    );
    // A range that starts inside the repeated half-hour.
    check(
        "2025-04-05T15:10:00Z",
        "2025-04-05T15:20:00Z",
        Interval::Hour,
        "Australia/Lord_Howe",
        expect!["2025-04-06T01:30:00+10:30 30*"],
    );
    check(
        "2025-10-04T15:00:00Z",
        "2025-10-04T17:00:00Z",
        Interval::Hour,
        "Australia/Lord_Howe",
        expect![[r#"
            2025-10-05T01:00:00+10:30 60*
            2025-10-05T02:30:00+11:00 30
            2025-10-05T03:00:00+11:00 60"#]],
    );
}

#[test]
fn calendar_periods_start_with_their_first_day() {
    let (from, to) = ("2024-12-30T12:00:00Z", "2025-01-07T00:00:00Z");
    check(
        from,
        to,
        Interval::Week,
        "UTC",
        expect![[r#"
        2024-12-30 10080*
        2025-01-06 10080*"#]],
    );
    check(
        from,
        to,
        Interval::Month,
        "UTC",
        expect![[r#"
        2024-12-01 44640*
        2025-01-01 44640*"#]],
    );
    check(
        from,
        to,
        Interval::Quarter,
        "UTC",
        expect![[r#"
        2024-10-01 132480*
        2025-01-01 129600*"#]],
    );
    check(
        from,
        to,
        Interval::Year,
        "UTC",
        expect![[r#"
        2024-01-01 527040*
        2025-01-01 525600*"#]],
    );
    check(from, to, Interval::All, "UTC", expect!["2024-12-30 10800"]);
}

#[test]
fn fixed_steps_count_from_the_range_and_are_not_days() {
    let week = Interval::Every { ms: 7 * DAY_MS };
    check(
        "2025-01-01T00:00:00Z",
        "2025-01-16T00:00:00Z",
        week,
        "UTC",
        expect![[r#"
        2025-01-01 10080
        2025-01-08 10080
        2025-01-15 10080*"#]],
    );
    let day = Interval::Every { ms: DAY_MS };
    check(
        "2025-10-25T22:00:00Z",
        "2025-10-27T22:00:00Z",
        day,
        "Europe/Paris",
        expect![[r#"
        2025-10-26T00:00:00+02:00 1440
        2025-10-26T23:00:00+01:00 1440"#]],
    );
}

#[test]
fn steps_of_local_days_end_at_midnight_whatever_the_clocks_do() {
    let week = Interval::Days { count: 7 };
    check(
        "2025-10-21T22:00:00Z",
        "2025-11-04T23:00:00Z",
        week,
        "Europe/Paris",
        expect![[r#"
        2025-10-22 10140
        2025-10-29 10080"#]],
    );
}

#[test]
fn a_day_that_never_was_has_no_bucket() {
    check(
        "2011-12-29T12:00:00Z",
        "2011-12-31T10:00:00Z",
        Interval::Day,
        "Pacific/Apia",
        expect![[r#"
        2011-12-29 1440*
        2011-12-31 1440"#]],
    );
}

#[test]
fn too_many_buckets_are_refused() {
    let range = TimeRange { from_ms: 0, to_ms: 20_000 * 3_600_000 };
    let refusal = Buckets::cut(range, Interval::Hour, &TimeZone::UTC, 0).expect_err("too many");
    assert_eq!(refusal.code, "too_many_buckets");
}

proptest! {
    /// Whatever the zone, every instant of the range is in exactly one bucket, and the label is that of its local time.
    #[test]
    fn buckets_partition_the_range(
        zone in prop::sample::select(vec![
            "America/Sao_Paulo", "Europe/Paris", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu",
            "Pacific/Apia", "Africa/Casablanca", "UTC", "America/Havana",
        ]),
        interval in prop::sample::select(vec![Interval::Hour, Interval::Day, Interval::Week, Interval::Month]),
        from_ms in 0i64..1_900_000_000_000,
        length_ms in 1i64..(300 * DAY_MS),
        within in 0.0f64..1.0,
    ) {
        let timezone = TimeZone::get(zone).expect("a zone");
        let range = TimeRange { from_ms, to_ms: from_ms + length_ms };
        let buckets = Buckets::cut(range, interval, &timezone, range.to_ms).expect("few buckets");
        prop_assert!(buckets.bounds_ms.is_sorted_by(|a, b| a < b));
        prop_assert!(buckets.bounds_ms[0] <= range.from_ms && range.from_ms < buckets.bounds_ms[1]);
        let n = buckets.bounds_ms.len();
        prop_assert!(buckets.bounds_ms[n - 2] < range.to_ms && range.to_ms <= buckets.bounds_ms[n - 1]);
        prop_assert_eq!(buckets.len(), n - 1);
        let time_ms = from_ms + (within * length_ms as f64) as i64;
        let index = buckets.index(time_ms.min(range.to_ms - 1), 0);
        if interval == Interval::Hour {
            let local = super::local(time_ms.min(range.to_ms - 1), &timezone).strftime("%Y-%m-%dT%H").to_string();
            prop_assert!(buckets.labels[index].starts_with(&local), "{} {}", buckets.labels[index], local);
        }
    }
}
