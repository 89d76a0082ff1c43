"""Prints what scipy, statsmodels, pandas and pymannkendall say of the same input, as JSON."""

import json
import math
import warnings

import numpy as np
import pandas as pd
import pymannkendall
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

warnings.filterwarnings("ignore")
Z = stats.norm.ppf(0.975)
HUGE = 10**15


def wilson():
    for count, n in [
        (0, 1), (1, 1), (0, 3), (3, 3), (1, 2), (9, 10), (10, 10), (0, 10), (17, 60), (999, 1000),
        (1, 10**9), (10**9 - 1, 10**9), (HUGE // 3, HUGE), (HUGE, HUGE), (0, HUGE),
    ]:
        low, high = proportion_confint(count, n, method="wilson")
        yield {"count": count, "n": n, "value": count / n, "low": low, "high": high}


def newcombe():
    for one, n, two, m in [
        (0, 1, 1, 1), (1, 1, 1, 1), (0, 5, 0, 5), (5, 5, 5, 5), (0, 10, 10, 10), (56, 70, 48, 80),
        (9, 10, 3, 10), (5, 56, 0, 29), (0, 10, 0, 20), (HUGE // 2, HUGE, HUGE // 3, HUGE),
    ]:
        low, high = confint_proportions_2indep(two, m, one, n, method="newcomb", compare="diff")
        yield {"before": [one, n], "after": [two, m], "value": two / m - one / n, "low": low, "high": high}


def series():
    random = np.random.default_rng(20261128)
    normal = random.normal(size=50)
    yield "normal", normal, normal * 0.4 + random.normal(size=50)
    yield "ties", random.integers(0, 4, 40).astype(float), random.integers(1, 6, 40).astype(float)
    grades = random.choice([1.0, -1.0, -2.0], 200, p=[0.7, 0.2, 0.1])
    yield "grades", grades, np.clip(np.round(3 + grades + random.normal(size=200)), 1, 5)
    yield "opposite", np.arange(20.0), -np.arange(20.0) ** 3
    yield "nothing", random.normal(size=30), random.normal(size=30)
    yield "far from zero", 1e9 + random.normal(size=25), 1e-9 * random.normal(size=25)
    yield "many", random.integers(0, 50, 5000).astype(float), random.integers(0, 50, 5000).astype(float)


def fisher(r, error):
    with np.errstate(divide="ignore"):
        z = np.arctanh(r)
    return {"value": float(r), "low": float(np.tanh(z - Z * error)), "high": float(np.tanh(z + Z * error))}


def correlations():
    for name, one, two in series():
        n = len(one)
        rho = stats.spearmanr(one, two).statistic
        rho = min(1.0, max(-1.0, rho))
        tau = stats.kendalltau(one, two, variant="b").statistic
        yield {
            "name": name,
            "pairs": [list(pair) for pair in zip(one.tolist(), two.tolist())],
            "spearman": fisher(rho, math.sqrt((1 + rho * rho / 2) / (n - 3))),
            "kendall": fisher(tau, math.sqrt(0.437 / (n - 4))),
        }


def point_biserial():
    random = np.random.default_rng(7)
    for n, share in [(20, 0.5), (35, 0.1), (400, 0.8)]:
        liked = np.zeros(n)
        liked[: max(1, int(n * share))] = 1
        scores = np.round(liked + random.normal(size=n), 2)
        result = stats.pearsonr(liked, scores)
        interval = result.confidence_interval()
        assert abs(stats.pointbiserialr(liked, scores).statistic - result.statistic) < 1e-12
        yield {
            "pairs": [list(pair) for pair in zip(liked.tolist(), scores.tolist())],
            "value": result.statistic,
            "low": interval.low,
            "high": interval.high,
        }


def kappa():
    for table in [
        [[20, 5, 0], [3, 12, 4], [1, 2, 8]],
        [[200, 10, 1], [12, 40, 9], [3, 4, 20]],
        [[10, 0, 0], [0, 6, 0], [0, 0, 4]],
        [[0, 10, 0], [0, 0, 7], [5, 0, 0]],
        [[18, 1, 0], [1, 0, 0], [0, 0, 0]],
        [[HUGE, HUGE // 7, 3], [HUGE // 9, HUGE, HUGE // 5], [1, HUGE // 8, HUGE]],
    ]:
        result = cohens_kappa(np.array(table, dtype=float), wt="linear")
        yield {"table": table, "kappa": float(result.kappa), "error": float(result.std_kappa)}


def mann_kendall():
    random = np.random.default_rng(3)
    rows = {
        "rising": np.arange(8.0),
        "falling with ties": np.array([9, 8, 8, 7, 7, 7, 5, 4, 4, 1], dtype=float),
        "noise": random.normal(size=40),
        "noisy rise": np.arange(60) * 0.02 + random.normal(size=60),
        "steps": random.integers(0, 3, 100).astype(float),
        "all but one alike": np.array([1.0] * 11 + [2.0]),
    }
    for name, values in rows.items():
        result = pymannkendall.original_test(values)
        direction = {"increasing": "rising", "decreasing": "falling", "no trend": "none"}[result.trend]
        tau = stats.kendalltau(np.arange(len(values)), values).statistic
        yield {"name": name, "values": values.tolist(), "p": result.p, "direction": direction, "tau": float(tau)}


def ewma():
    random = np.random.default_rng(11)
    for half_life, n in [(1000, 1), (1000, 2), (60_000, 30), (604_800_000, 500)]:
        times = np.sort(random.integers(0, half_life * 5, n))
        signs = random.integers(0, 2, n)
        frame = pd.Series(signs.astype(float))
        smooth = frame.ewm(halflife=f"{half_life}ms", times=pd.to_datetime(times, unit="ms")).mean()
        weights = 0.5 ** ((times[-1] - times) / half_life)
        effective = weights.sum() ** 2 / (weights**2).sum()
        low, high = proportion_confint(smooth.iloc[-1] * effective, effective, method="wilson")
        yield {
            "halfLife": half_life,
            "votes": [[int(at), bool(sign)] for at, sign in zip(times, signs)],
            "value": float(smooth.iloc[-1]),
            "n": float(effective),
            "low": float(low),
            "high": float(high),
        }


print(
    json.dumps(
        {
            "wilson": list(wilson()),
            "newcombe": list(newcombe()),
            "correlations": list(correlations()),
            "pointBiserial": list(point_biserial()),
            "kappa": list(kappa()),
            "mannKendall": list(mann_kendall()),
            "ewma": list(ewma()),
        }
    )
)
