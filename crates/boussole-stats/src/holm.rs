/// Corrects probabilities for their number: below `level` in the result, so many tests together accuse anybody by chance
/// with at most that probability, whatever binds them to each other.
///
/// Returns one for each, in the same order. Source: S. Holm, *A simple sequentially rejective multiple test procedure*,
/// 1979.
#[must_use]
pub fn holm(probabilities: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b]));
    let mut corrected = vec![0.0; probabilities.len()];
    let mut largest: f64 = 0.0;
    for (n_before, place) in order.into_iter().enumerate() {
        let n_left = (probabilities.len() - n_before) as f64;
        // What comes after a less likely one is never called less likely than it.
        largest = largest.max((probabilities[place] * n_left).min(1.0));
        corrected[place] = largest;
    }
    corrected
}

#[cfg(test)]
mod tests {
    use super::holm;
    use crate::testing::close;

    #[test]
    fn an_example_by_hand() {
        let corrected = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (value, expected) in corrected.into_iter().zip([0.03, 0.06, 0.06, 0.02]) {
            close(value, expected, 9);
        }
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn nothing_is_more_than_certain() {
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
    }
}
