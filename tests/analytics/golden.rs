//! Figures beside those of scipy, statsmodels, pandas and pymannkendall: see `golden.py`.

use mem0_feedback::core::analytics::agreement::Confusion;
use mem0_feedback::core::analytics::correlation::{Pair, kendall, point_biserial, spearman};
use mem0_feedback::core::analytics::direction::trend;
use mem0_feedback::core::analytics::figure::{Figure, Why};
use mem0_feedback::core::analytics::interval::{difference, share};
use mem0_feedback::core::analytics::smoothing::Smoothed;
use mem0_feedback::core::time::Millis;
use serde::Deserialize;
use std::path::Path;

/// How far apart two figures may be.
const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Golden {
    wilson: Vec<Share>,
    newcombe: Vec<Change>,
    correlations: Vec<Series>,
    point_biserial: Vec<Row>,
    kappa: Vec<Table>,
    mann_kendall: Vec<Trend>,
    ewma: Vec<Smooth>,
}

#[derive(Deserialize)]
struct Bounds {
    value: f64,
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
struct Share {
    count: f64,
    n: f64,
    #[serde(flatten)]
    bounds: Bounds,
}

#[derive(Deserialize)]
struct Change {
    before: (f64, f64),
    after: (f64, f64),
    #[serde(flatten)]
    bounds: Bounds,
}

#[derive(Deserialize)]
struct Series {
    name: String,
    pairs: Vec<Pair>,
    spearman: Bounds,
    kendall: Bounds,
}

#[derive(Deserialize)]
struct Row {
    pairs: Vec<Pair>,
    #[serde(flatten)]
    bounds: Bounds,
}

#[derive(Deserialize)]
struct Table {
    table: [[f64; 3]; 3],
    kappa: f64,
    error: f64,
}

#[derive(Deserialize)]
struct Trend {
    name: String,
    values: Vec<f64>,
    p: f64,
    direction: String,
    tau: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Smooth {
    half_life: u64,
    votes: Vec<(u64, bool)>,
    n: f64,
    #[serde(flatten)]
    bounds: Bounds,
}

fn golden() -> Golden {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/analytics/golden.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[track_caller]
fn same(what: &str, one: f64, two: f64) {
    assert!((one - two).abs() <= TOLERANCE, "{what}: {one} is not {two}");
}

#[track_caller]
fn agree(what: &str, figure: Figure, bounds: &Bounds) {
    let Figure::Known { value, low, high, .. } = figure else { panic!("{what}: {figure:?}") };
    same(what, value, bounds.value);
    same(what, low, bounds.low);
    same(what, high, bounds.high);
}

#[test]
fn shares_are_those_of_statsmodels() {
    for Share { count, n, bounds } in golden().wilson {
        agree(&format!("{count} of {n}"), share(count, n, Why::NoVotes), &bounds);
    }
}

#[test]
fn differences_are_those_of_statsmodels() {
    for Change { before, after, bounds } in golden().newcombe {
        let of = |(count, n)| share(count, n, Why::NoVotes);
        agree(&format!("{before:?} to {after:?}"), difference(of(before), of(after)), &bounds);
    }
}

#[test]
fn correlations_are_those_of_scipy() {
    for Series { name, pairs, spearman: rho, kendall: tau } in golden().correlations {
        agree(&name, spearman(&pairs), &rho);
        agree(&name, kendall(&pairs), &tau);
    }
    for Row { pairs, bounds } in golden().point_biserial {
        agree("point-biserial", point_biserial(&pairs), &bounds);
    }
}

#[test]
fn kappa_is_that_of_statsmodels() {
    for Table { table, kappa, error } in golden().kappa {
        let (found, deviation) = Confusion(table).kappa().unwrap();
        same(&format!("kappa of {table:?}"), found, kappa);
        same(&format!("its error of {table:?}"), deviation, error);
    }
}

#[test]
fn directions_are_those_of_pymannkendall() {
    for Trend { name, values, p, direction, tau } in golden().mann_kendall {
        let found = trend(&values);
        same(&name, found.p.unwrap(), p);
        same(&name, found.tau.value().unwrap(), tau);
        let word = serde_json::to_value(found.direction).unwrap();
        assert_eq!(word, direction.as_str(), "{name}");
    }
}

#[test]
fn smoothed_shares_are_those_of_pandas() {
    for Smooth { half_life, votes, n, bounds } in golden().ewma {
        let mut smoothed = Smoothed::new(Millis(half_life));
        votes.iter().for_each(|(at, is_positive)| smoothed.add(*at, *is_positive));
        let figure = smoothed.share();
        agree(&format!("half-life {half_life}"), figure, &bounds);
        let Figure::Known { n: found, .. } = figure else { unreachable!() };
        same("effective number", found, n);
    }
}
