//! What is planted in the demo company is found, where and when it was planted; where nothing is planted nothing is found.

use crate::world::World;
use boussole_frictions::{Friction, Strength};
use expect_test::{Expect, expect};
use jiff::Timestamp;
use jiff::tz::TimeZone;

fn told(friction: &Friction) -> String {
    let since = friction.since_ms.and_then(|since_ms| Timestamp::from_millisecond(since_ms).ok());
    let since = since.map_or("always".to_owned(), |since| since.to_zoned(TimeZone::UTC).date().to_string());
    let (size, step) = (friction.size, friction.failure.step());
    let counts = format!("{} of {}, others {} of {}", size.n_wrong, size.n, size.others_wrong, size.others);
    format!("{} {} at {step} since {since}: {counts}\n", friction.strength.as_str(), friction.id)
}

async fn check(customers: u32, seed: u64, is_planted: bool, expected: Expect) {
    let world = World::company(customers, seed, is_planted).await;
    let found = world.frictions.list(&world.owner).await.expect("frictions");
    let above: Vec<&Friction> =
        found.frictions.iter().filter(|friction| friction.strength != Strength::Watch).collect();
    for friction in &above {
        let difference = friction.size.difference.expect("others");
        assert!(difference.low > 0.0 && difference.low < difference.value && difference.value < difference.high);
        assert!(friction.n_people <= friction.size.n_wrong && friction.harm.n <= friction.n_people);
        let amount = friction.value.expect("an amount").amount;
        assert!(0.0 <= amount.low && amount.low <= amount.value && amount.value <= amount.high, "{amount:?}");
    }
    expected.assert_eq(&above.into_iter().map(told).collect::<String>());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_planted_is_found_at_its_step_and_since_its_day() {
    check(4_000, 1, true, expect![[r#"
        medium long_wait.store=Namur at visit since 2026-01-03: 216 of 242, others 106 of 883
        medium payment_failed.device=mobile.payment_method=wallet at payment since 2026-01-31: 206 of 403, others 95 of 2701
        medium promise_broken.carrier=Relais Malin at reception since 2025-12-01: 455 of 1208, others 264 of 3350
    "#]]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_planted_nothing_is_found() {
    for seed in 1..=4 {
        check(1_500, seed, false, expect![""]).await;
    }
}
