//! Latencies, counted without allocation.

/// Buckets for each power of two: a value is known to one part in 128.
const STEPS: u64 = 256;
const BUCKETS: usize = 64 * STEPS as usize;

/// Counts of values in nanoseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    counts: Box<[u64]>,
    total: u64,
    largest: u64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { counts: vec![0; BUCKETS].into_boxed_slice(), total: 0, largest: 0 }
    }
}

impl Histogram {
    fn bucket(value: u64) -> usize {
        let shift = (value / STEPS).checked_ilog2().map_or(0, |log| log + 1);
        let index = u64::from(shift) * STEPS + (value >> shift);
        usize::try_from(index).unwrap_or(BUCKETS).min(BUCKETS - 1)
    }

    /// The largest value of a bucket.
    fn bound(bucket: usize) -> u64 {
        let (shift, rest) = (bucket as u64 / STEPS, bucket as u64 % STEPS);
        ((rest + 1) << shift) - 1
    }

    /// Counts a value.
    pub fn record(&mut self, value: u64) {
        self.counts[Self::bucket(value)] += 1;
        self.total += 1;
        self.largest = self.largest.max(value);
    }

    /// Counts all values of another one too.
    pub fn add(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.total += other.total;
        self.largest = self.largest.max(other.largest);
    }

    /// The counts that aren't zero, in one word: `largest`, then `,bucket:count` for each.
    #[must_use]
    pub fn to_word(&self) -> String {
        let counts = self.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        let counts = counts.map(|(bucket, count)| format!(",{bucket}:{count}"));
        format!("{}{}", self.largest, counts.collect::<String>())
    }

    /// What [`to_word`](Self::to_word) tells.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let mut parts = word.split(',');
        let mut histogram = Self { largest: parts.next()?.parse().ok()?, ..Self::default() };
        for part in parts {
            let (bucket, count) = part.split_once(':')?;
            let count: u64 = count.parse().ok()?;
            *histogram.counts.get_mut(bucket.parse::<usize>().ok()?)? += count;
            histogram.total += count;
        }
        Some(histogram)
    }

    /// Values counted.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// The value that so many of a million are not above.
    #[must_use]
    pub fn quantile(&self, per_million: u64) -> u64 {
        let wanted = (self.total * per_million).div_ceil(1_000_000);
        let mut seen = 0;
        for (bucket, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted && seen > 0 {
                return Self::bound(bucket).min(self.largest);
            }
        }
        self.largest
    }

    /// The largest value.
    #[must_use]
    pub const fn largest(&self) -> u64 {
        self.largest
    }
}

#[cfg(test)]
mod tests {
    use super::Histogram;

    #[test]
    fn quantiles_are_those_of_the_sorted_values() {
        let mut histogram = Histogram::default();
        let mut values: Vec<u64> = (0..10_000).map(|n: u64| n * n % 7919 * 13).collect();
        for &value in &values {
            histogram.record(value);
        }
        values.sort_unstable();
        for per_million in [500_000, 990_000, 999_000, 1_000_000] {
            let exact = values[(per_million as usize * values.len()).div_ceil(1_000_000) - 1];
            let told = histogram.quantile(per_million);
            assert!(exact <= told && told <= exact + exact / 128 + 1, "{exact} {told}");
        }
        assert_eq!(histogram.largest(), *values.last().unwrap());

        let mut twice = Histogram::from_word(&histogram.to_word()).unwrap();
        assert_eq!(twice, histogram);
        twice.add(&histogram);
        assert_eq!(twice.total(), 20_000);
        assert_eq!(twice.quantile(990_000), histogram.quantile(990_000));
        assert_eq!(Histogram::from_word("7,1"), None);
        assert_eq!(Histogram::default().quantile(990_000), 0);
    }
}
