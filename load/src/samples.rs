//! Times, and what is said of many of them.

use std::time::Duration;

/// Times of many repetitions.
#[derive(Debug, Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Adds one.
    pub fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.0.len()
    }

    /// The time that `share` of all, between 0 and 1, were not slower than; nothing where there are none.
    pub fn quantile(&mut self, share: f64) -> Option<Duration> {
        self.0.sort_unstable();
        let last = self.0.len().checked_sub(1)?;
        // Small and not negative.
        let at = (last as f64 * share).round() as usize;
        self.0.get(at.min(last)).copied()
    }

    /// The same in microseconds, 0 where there are none.
    pub fn microseconds(&mut self, share: f64) -> f64 {
        self.quantile(share).unwrap_or_default().as_secs_f64() * 1e6
    }

    /// Takes over all of `other`.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }
}

/// The median of figures, 0 where there are none.
#[must_use]
pub fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle).copied().unwrap_or_default();
    if sorted.len().is_multiple_of(2) && middle > 0 {
        let lower = sorted.get(middle - 1).copied().unwrap_or_default();
        f64::midpoint(lower, upper)
    } else {
        upper
    }
}

/// How far figures lie apart, as a share of their median; nothing for fewer than two.
#[must_use]
pub fn spread(figures: &[f64]) -> Option<f64> {
    let most = figures.iter().copied().reduce(f64::max)?;
    let least = figures.iter().copied().reduce(f64::min)?;
    let median = median(figures);
    (figures.len() > 1 && median != 0.0).then(|| (most - least) / median)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_times_that_were_measured() {
        let mut samples = Samples::default();
        assert_eq!(samples.quantile(0.5), None);
        for milliseconds in (1..=100).rev() {
            samples.push(Duration::from_millis(milliseconds));
        }
        for (share, milliseconds) in [(0.0, 1), (0.5, 51), (0.99, 99), (1.0, 100)] {
            let time = Duration::from_millis(milliseconds);
            assert_eq!(samples.quantile(share), Some(time), "{share}");
        }
    }

    #[test]
    fn the_middle_of_few_is_the_middle() {
        for (figures, middle, apart) in [
            (&[][..], 0.0, None),
            (&[4.0], 4.0, None),
            (&[4.0, 2.0], 3.0, Some(2.0 / 3.0)),
            (&[9.0, 1.0, 2.0], 2.0, Some(4.0)),
        ] {
            assert_eq!(median(figures), middle);
            assert_eq!(spread(figures), apart);
        }
    }
}
