use crate::{Estimate, Z};

/// A Net Promoter Score, in points from -100 to 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nps {
    /// The score with the adjusted Wald interval, which holds for small bases too.
    pub estimate: Estimate,
    /// Half the width of the simple Wald interval: what is quoted as "± points".
    pub margin: f64,
}

/// Computes the Net Promoter Score of so many promoters (9 and 10), passives (7 and 8) and detractors (0 to 6).
///
/// Returns `None` without answers. Who did not answer is in no count. Score: Reichheld, *The One Number You Need to Grow*,
/// 2003. Margin: the variance of a difference of multinomial shares, (p + d − (p − d)²) / n. Interval: adjusted Wald with
/// ¾ promoter, 1½ passives and ¾ detractor added (Rocks 2016, after Agresti and Min), ends clamped to ±100.
#[must_use]
pub fn nps(promoters: u64, passives: u64, detractors: u64) -> Option<Nps> {
    let n = (promoters + passives + detractors) as f64;
    if n == 0.0 {
        return None;
    }
    let (value, margin) = wald(promoters as f64 / n, detractors as f64 / n, n);
    let adjusted = n + 3.0;
    let (center, half) = wald((promoters as f64 + 0.75) / adjusted, (detractors as f64 + 0.75) / adjusted, adjusted);
    let estimate = Estimate { value, low: (center - half).max(-100.0), high: (center + half).min(100.0) };
    Some(Nps { estimate, margin })
}

/// Returns the score and half the width of its Wald interval, in points.
fn wald(promoters: f64, detractors: f64, n: f64) -> (f64, f64) {
    let score = promoters - detractors;
    let variance = (promoters + detractors - score * score) / n;
    (100.0 * score, 100.0 * Z * variance.max(0.0).sqrt())
}

#[cfg(test)]
mod tests {
    use super::nps;
    use crate::testing::close;

    #[test]
    fn published_scores_come_out() {
        // Promoters, passives, detractors; score, margin.
        for (counts, value, margin) in [((162, 108, 54), 33.33, 8.12), ((60, 25, 15), 45.00, 14.50)] {
            let score = nps(counts.0, counts.1, counts.2).expect("answers");
            close(score.estimate.value, value, 2);
            if counts.0 == 162 {
                close(score.margin, margin, 2);
            }
        }
        let score = nps(60, 25, 15).expect("answers").estimate;
        close(score.low, 29.34, 2);
        close(score.high, 58.04, 2);
    }

    #[test]
    fn the_ends_stay_on_the_scale() {
        let all = nps(10, 0, 0).expect("answers");
        close(all.estimate.value, 100.0, 9);
        close(all.estimate.low, 47.5, 1);
        close(all.estimate.high, 100.0, 9);
        close(all.margin, 0.0, 9);
        let none = nps(0, 0, 10).expect("answers").estimate;
        assert_eq!((none.value, none.low), (-100.0, -100.0));
        close(none.high, -47.5, 1);
    }

    #[test]
    fn without_answers_there_is_no_score() {
        assert_eq!(nps(0, 0, 0), None);
        assert!(nps(0, 1, 0).is_some());
    }
}
