//! Which requests are refused: counting and arithmetic, nothing else.

use super::refusal::{Refusal, Request};

/// What is refused, by the number of the request: the first is 1.
#[derive(Clone, Copy, Debug)]
pub(super) enum Plan {
    Never,
    Nth(u64),
    FromNth(u64),
    EveryKth(u64),
    AfterBytes(usize),
    Seeded { seed: u64, one_in: u64 },
}

impl Plan {
    /// Whether the request of this number is refused, if it takes `bytes` of the `left` ones.
    fn refuses(&self, number: u64, bytes: usize, left: usize) -> bool {
        match *self {
            Self::Never => false,
            Self::Nth(n) => number == n,
            Self::FromNth(n) => number >= n,
            Self::EveryKth(k) => k != 0 && number % k == 0,
            Self::AfterBytes(_) => bytes > left,
            Self::Seeded { seed, one_in } => one_in != 0 && splitmix64(seed, number) % one_in == 0,
        }
    }
}

/// The `n`-th number of the generator splitmix64 with this seed; the first is 1.
fn splitmix64(seed: u64, n: u64) -> u64 {
    let state = seed.wrapping_add(n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Which methods' calls are counted, and maybe refused.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    alloc: bool,
    resize_in_place: bool,
    remap: bool,
}

impl Counted {
    pub(super) const ALL: Self = Self { alloc: true, resize_in_place: true, remap: true };
    pub(super) const ALLOC: Self = Self { resize_in_place: false, remap: false, ..Self::ALL };
    pub(super) const RESIZE: Self = Self { alloc: false, ..Self::ALL };
    pub(super) const RESIZE_IN_PLACE: Self = Self { remap: false, ..Self::RESIZE };
    pub(super) const REMAP: Self = Self { resize_in_place: false, ..Self::RESIZE };

    /// Resizes to an equal size never are: they succeed in place.
    pub(super) fn includes(&self, request: &Request) -> bool {
        match request.new_size {
            None => self.alloc,
            Some(new_size) if new_size == request.layout.size() => false,
            Some(_) if request.method == "remap" => self.remap,
            Some(_) => self.resize_in_place,
        }
    }
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Passed on; counting is paused.
    Uncounted,
    Admitted,
    /// With its number.
    Refused(u64),
}

/// What was asked for and refused so far.
#[derive(Debug)]
pub(super) struct State {
    pub(super) paused: bool,
    pub(super) requests: u64,
    pub(super) refusals: u64,
    pub(super) last: Option<Refusal>,
    /// Bytes that may still be handed out; of no meaning but for [`Plan::AfterBytes`].
    left: usize,
}

impl State {
    pub(super) const fn new(plan: &Plan) -> Self {
        let left = match *plan {
            Plan::AfterBytes(bytes) => bytes,
            _ => usize::MAX,
        };
        Self { paused: false, requests: 0, refusals: 0, last: None, left }
    }

    /// Counts a request that may be refused, and decides.
    pub(super) fn judge(&mut self, plan: &Plan, request: &Request) -> Verdict {
        if self.paused {
            return Verdict::Uncounted;
        }
        self.requests = self.requests.saturating_add(1);
        if plan.refuses(self.requests, request.bytes(), self.left) {
            return Verdict::Refused(self.requests);
        }
        self.left = self.left.saturating_sub(request.bytes());
        Verdict::Admitted
    }

    /// Takes an admitted request back: the allocator inside didn't have the bytes.
    pub(super) fn not_handed_out(&mut self, request: &Request) {
        self.left = self.left.saturating_add(request.bytes());
    }

    /// Notes a refusal; what is no longer the last one comes back.
    pub(super) fn refused(&mut self, refusal: Refusal) -> Option<Refusal> {
        self.refusals = self.refusals.saturating_add(1);
        match &self.last {
            // Another thread was refused later, and noted it earlier.
            Some(last) if last.number > refusal.number => Some(refusal),
            _ => self.last.replace(refusal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::splitmix64;

    /// The first numbers of the reference implementation, for the seed 1234567.
    #[test]
    fn the_generator_is_splitmix64() {
        let reference = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!([1, 2, 3, 4, 5].map(|n| splitmix64(1_234_567, n)), reference);
    }
}
