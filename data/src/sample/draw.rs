//! Chance that is the same on every machine: a seed from a text, and numbers
//! made with additions, multiplications and divisions only, which IEEE 754
//! rounds alike everywhere.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A stream of chance numbers that belongs to a name.
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    /// The stream of this name; each name has its own.
    pub fn named(name: &str) -> Self {
        Self(ChaCha8Rng::seed_from_u64(fnv1a(name)))
    }

    /// A number from 0 up to but without 1.
    pub fn share(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    /// A number between two others.
    pub fn between(&mut self, [low, high]: [f64; 2]) -> f64 {
        low + (high - low) * self.share()
    }

    /// A bell-shaped number with mean 0 and standard deviation 1: the sum of
    /// four uniform ones, so never beyond 3.5.
    pub fn bell(&mut self) -> f64 {
        const SQRT_3: f64 = 1.732_050_807_568_877_2;
        let sum: f64 = [self.0.next_u32(), self.0.next_u32()]
            .into_iter()
            .flat_map(|word| [word & 0xffff, word >> 16])
            .map(|half| (f64::from(half) + 0.5) / 65_536.0)
            .sum();
        (sum - 2.0) * SQRT_3
    }
}

/// The 64-bit FNV-1a hash of a text.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(fnv1a(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_name_always_gives_the_same_numbers() {
        let three = |name| {
            let mut draw = Draw::named(name);
            [draw.share(), draw.share(), draw.share()].map(f64::to_bits)
        };
        assert_eq!(three("a"), three("a"));
        assert_ne!(three("a"), three("b"));
    }

    #[test]
    fn bell_numbers_have_mean_zero_and_deviation_one() {
        let mut draw = Draw::named("bell");
        let numbers: Vec<f64> = (0..20_000).map(|_| draw.bell()).collect();
        let mean = numbers.iter().sum::<f64>() / 20_000.0;
        let square = numbers.iter().map(|number| number * number).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (square - 1.0).abs() < 0.03, "{mean} {square}");
    }
}
