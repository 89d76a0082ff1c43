//! Samples by what they are of, as the programs that measure print them: a line of JSON for each,
//! `{"series": "add 1000", "value": 2.1}`.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeMap;

/// Samples by their series.
#[derive(Debug, Default)]
pub struct Samples(BTreeMap<String, Vec<f64>>);

/// The middle of a series, and the middle half of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Half of the samples are below.
    pub median: f64,
    /// A quarter is below.
    pub low: f64,
    /// A quarter is above.
    pub high: f64,
}

impl Samples {
    /// Reads what a program has printed.
    pub fn read(said: &str) -> Result<Self> {
        let mut samples = Self::default();
        for line in said.lines() {
            let sample: Value = serde_json::from_str(line).unwrap_or_default();
            let series = sample.get("series").and_then(Value::as_str);
            let (series, value) = series
                .zip(sample.get("value").and_then(Value::as_f64))
                .with_context(|| format!("no sample: {line}"))?;
            samples.0.entry(series.to_owned()).or_default().push(value);
        }
        Ok(samples)
    }

    /// Of one series.
    pub fn spread(&self, series: &str) -> Result<Spread> {
        Spread::of(self.of(series)?.to_vec())
    }

    /// Of the sums of samples that were taken together.
    pub fn spread_of_sums(&self, one: &str, other: &str) -> Result<Spread> {
        Spread::of(self.pairs(one, other)?.map(|(one, other)| one + other).collect())
    }

    /// Of the quotients of samples that were taken side by side.
    pub fn spread_of_quotients(&self, above: &str, below: &str) -> Result<Spread> {
        Spread::of(self.pairs(above, below)?.map(|(above, below)| above / below).collect())
    }

    /// The greatest sample.
    pub fn most(&self, series: &str) -> Result<f64> {
        Ok(self.of(series)?.iter().copied().fold(f64::MIN, f64::max))
    }

    fn pairs(&self, one: &str, other: &str) -> Result<impl Iterator<Item = (f64, f64)>> {
        let (ones, others) = (self.of(one)?, self.of(other)?);
        let (count, beside) = (ones.len(), others.len());
        ensure!(count == beside, "{count} samples of `{one}` beside {beside} of `{other}`");
        Ok(ones.iter().copied().zip(others.iter().copied()))
    }

    fn of(&self, series: &str) -> Result<&[f64]> {
        Ok(self.0.get(series).with_context(|| format!("no samples of `{series}`"))?)
    }
}

impl Spread {
    fn of(mut values: Vec<f64>) -> Result<Self> {
        values.sort_by(f64::total_cmp);
        let last = values.len().checked_sub(1).context("no samples")?;
        let at = |part: f64| {
            let place = part * last as f64;
            let below = values.get(place.floor() as usize).copied().unwrap_or_default();
            let above = values.get(place.ceil() as usize).copied().unwrap_or_default();
            below + (above - below) * place.fract()
        };
        Ok(Self { median: at(0.5), low: at(0.25), high: at(0.75) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_interpolated() {
        let said =
            "1 4 2 3".split(' ').map(|value| format!("{{\"series\":\"a\",\"value\":{value}}}\n"));
        let samples = Samples::read(&said.collect::<String>()).unwrap();
        let spread = samples.spread("a").unwrap();
        assert_eq!(spread, Spread { median: 2.5, low: 1.75, high: 3.25 });
        assert_eq!(samples.spread_of_sums("a", "a").unwrap().median, 5.0);
        assert_eq!(samples.spread_of_quotients("a", "a").unwrap().high, 1.0);
        assert_eq!(samples.most("a").unwrap(), 4.0);
        assert!(samples.spread("b").is_err());
    }

    #[test]
    fn a_sample_without_its_pair_is_not_dropped() {
        let line = |series| format!("{{\"series\":\"{series}\",\"value\":1}}\n");
        let samples = Samples::read(&["a", "a", "b"].map(line).concat()).unwrap();
        assert!(samples.spread_of_sums("a", "b").is_err());
        assert!(samples.spread_of_quotients("b", "a").is_err());
    }

    #[test]
    fn what_is_no_sample_is_named() {
        let error = Samples::read("Killed").unwrap_err();
        assert!(format!("{error:#}").contains("Killed"), "{error:#}");
    }
}
