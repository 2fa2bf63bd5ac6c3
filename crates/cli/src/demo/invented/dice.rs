//! Chance from a seed: the same throws on every machine and in every year.

/// SplitMix64. A crate for chance promises no fixed sequence from one version to the next; the demo's figures would move with it.
pub struct Dice(u64);

impl Dice {
    /// Dice that fall as this seed says.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but without `limit`; 0 if there is no such number.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.throw() % limit).unwrap_or(0)
    }

    /// Whether something happens that happens so many times in a hundred.
    pub fn in_hundred(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// One of these, of which there is at least one.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_falls_the_same_way_and_another_does_not() {
        let throws = |seed| -> Vec<usize> {
            let mut dice = Dice::new(seed);
            (0..20).map(|_| dice.below(1000)).collect()
        };
        assert_eq!(throws(1), throws(1));
        assert_ne!(throws(1), throws(2));
        // The first throw of seed 0 in the reference implementation is e220a8397b1dcdaf.
        assert_eq!(Dice::new(0).throw(), 0xe220_a839_7b1d_cdaf);
    }

    #[test]
    fn every_side_falls() {
        let mut dice = Dice::new(7);
        let mut fallen = [false; 6];
        (0..200).for_each(|_| fallen[dice.below(6)] = true);
        assert_eq!(fallen, [true; 6]);
        assert_eq!(dice.below(0), 0);
    }
}
