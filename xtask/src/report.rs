//! Counting what the test runners report.

use std::fmt;

/// Tests counted over all runners.
#[derive(Default)]
pub struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
    /// The names of cargo's ignored tests.
    pub ignored: Vec<String>,
}

impl Tally {
    /// Reads a line of `cargo test`.
    pub fn read_cargo(&mut self, line: &str) {
        if let Some(counts) = line.strip_prefix("test result: ") {
            // `ok. 3 passed; 0 failed; 1 ignored; 0 measured; …`
            for part in counts.split(['.', ';']) {
                if let Some((number, word)) = part.trim().split_once(' ') {
                    self.add(word, number);
                }
            }
        } else if let Some((name, _)) = line.strip_prefix("test ").and_then(|test| test.split_once(" ... ignored")) {
            self.ignored.push(name.to_owned());
        }
    }

    /// Reads a line of `node --test` as its spec reporter writes it.
    pub fn read_node(&mut self, line: &str) {
        // `ℹ pass 12`; a test's own line starts with another sign.
        if let Some((word, number)) = line.strip_prefix("ℹ ").and_then(|count| count.split_once(' ')) {
            self.add(word, number);
        }
    }

    /// Whether any test was run.
    pub fn ran_any(&self) -> bool {
        self.passed + self.failed > 0
    }

    fn add(&mut self, word: &str, number: &str) {
        let count = match word {
            "passed" | "pass" => &mut self.passed,
            "failed" | "fail" | "cancelled" => &mut self.failed,
            "ignored" | "skipped" | "todo" => &mut self.skipped,
            _ => return,
        };
        *count += number.parse::<u64>().unwrap_or(0);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_cargo_and_node_add_up() {
        let mut tally = Tally::default();
        for line in [
            "test a_price_is_read ... ok",
            "test the_real_file_is_read ... ignored, needs the real files",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        ] {
            tally.read_cargo(line);
        }
        for line in [
            "✔ the board lists all commodities (12ms)",
            "ℹ tests 6",
            "ℹ pass 4",
            "ℹ fail 0",
            "ℹ cancelled 1",
            "ℹ skipped 1",
        ] {
            tally.read_node(line);
        }
        assert_eq!(tally.to_string(), "8 passed, 3 failed, 2 skipped");
        assert_eq!(tally.ignored, ["the_real_file_is_read"]);
    }

    #[test]
    fn the_closing_line_is_plain_without_skips() {
        let mut tally = Tally::default();
        tally.read_node("ℹ pass 4");
        assert_eq!(tally.to_string(), "4 passed, 0 failed");
    }

    #[test]
    fn a_test_that_prints_like_a_counter_is_not_counted() {
        let mut tally = Tally::default();
        tally.read_node("pass 9");
        tally.read_cargo("9 passed; 0 failed");
        assert!(!tally.ran_any());
    }
}
