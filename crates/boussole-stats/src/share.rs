use crate::{Estimate, Z};

/// Computes which share `part` is of `whole`, from 0 to 1, with the Wilson interval; `None` of nothing.
///
/// Source: Wilson, *Probable inference, the law of succession, and statistical inference*, 1927, without correction for
/// continuity.
#[must_use]
pub fn share(part: u64, whole: u64) -> Option<Estimate> {
    if whole == 0 {
        return None;
    }
    let n = whole as f64;
    let value = part as f64 / n;
    let z2 = Z * Z;
    let scale = 1.0 + z2 / n;
    let center = (value + z2 / (2.0 * n)) / scale;
    let half = Z * (value * (1.0 - value) / n + z2 / (4.0 * n * n)).max(0.0).sqrt() / scale;
    Some(Estimate { value, low: (center - half).max(0.0), high: (center + half).min(1.0) })
}

#[cfg(test)]
mod tests {
    use super::share;
    use crate::testing::close;

    #[test]
    fn published_shares_come_out() {
        for (part, whole, value, low, high) in [(412, 500, 82.4, 78.8, 85.5), (8, 10, 80.0, 49.0, 94.3)] {
            let share = share(part, whole).expect("a base");
            close(100.0 * share.value, value, 1);
            close(100.0 * share.low, low, 1);
            close(100.0 * share.high, high, 1);
        }
    }

    #[test]
    fn none_and_all_have_an_interval_too() {
        let none = share(0, 10).expect("a base");
        assert_eq!((none.value, none.low), (0.0, 0.0));
        close(none.high, 0.2775, 4);
        let all = share(10, 10).expect("a base");
        assert_eq!((all.value, all.high), (1.0, 1.0));
        close(all.low, 0.7225, 4);
        assert_eq!(share(0, 0), None);
    }
}
