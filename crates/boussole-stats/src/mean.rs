use crate::{Estimate, student_quantile_975};

/// Computes the mean of answers, given how often each was given, with Student's interval.
///
/// Returns `None` without answers. One answer has a mean and no interval: both ends are infinite, as is the ignorance.
#[must_use]
pub fn mean(counts: impl IntoIterator<Item = (f64, u64)> + Clone) -> Option<Estimate> {
    let (n, sum) =
        counts.clone().into_iter().fold((0, 0.0), |(n, sum), (answer, count)| (n + count, sum + answer * count as f64));
    if n == 0 {
        return None;
    }
    let value = sum / n as f64;
    if n == 1 {
        return Some(Estimate { value, low: f64::NEG_INFINITY, high: f64::INFINITY });
    }
    let squares: f64 = counts.into_iter().map(|(answer, count)| (answer - value).powi(2) * count as f64).sum();
    let error = (squares / (n - 1) as f64 / n as f64).sqrt();
    let half = student_quantile_975(n - 1) * error;
    Some(Estimate { value, low: value - half, high: value + half })
}

#[cfg(test)]
mod tests {
    use super::mean;
    use crate::testing::close;

    #[test]
    fn a_mean_has_the_interval_of_student() {
        // 1 2 3 4 5: mean 3, standard error 0.70711, t with 4 degrees of freedom 2.77645.
        let estimate = mean((1..=5_u8).map(|answer| (f64::from(answer), 1))).expect("answers");
        close(estimate.value, 3.0, 9);
        close(estimate.low, 3.0 - 1.963_243, 4);
        close(estimate.high, 3.0 + 1.963_243, 4);
    }

    #[test]
    fn few_answers_say_little() {
        assert_eq!(mean([(5.0, 0)]), None);
        let one = mean([(5.0, 1)]).expect("an answer");
        assert_eq!((one.value, one.low, one.high), (5.0, f64::NEG_INFINITY, f64::INFINITY));
        let same = mean([(5.0, 9)]).expect("answers");
        assert_eq!((same.low, same.high), (5.0, 5.0));
    }
}
