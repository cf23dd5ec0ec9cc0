"""Makes `pair.csv` and `expected.csv` beside this file.

Two simulated weekly log prices, the region ahead of the city by two weeks, a few
weeks missing; and what statsmodels 0.14 or later says of them. Weeks that a
regression lacks are left out of it.

    pip install statsmodels
    python statsmodels_figures.py
"""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.stats.multitest import multipletests
from statsmodels.tsa.api import VAR
from statsmodels.tsa.stattools import acf, ccf, coint, grangercausalitytests

HERE = Path(__file__).parent
WEEKS, MOST, LAGS = 200, 8, 2

random = np.random.default_rng(20231211)
region = 10.0 + np.cumsum(random.normal(0, 0.05, WEEKS))
city = np.empty(WEEKS)
city[:3] = region[:3] + 0.4
for t in range(3, WEEKS):
    gap = city[t - 1] - 0.4 - region[t - 1]
    pull = 0.12 * gap if gap > 0 else 0.45 * gap
    city[t] = city[t - 1] - pull + 0.35 * (region[t - 2] - region[t - 3]) + random.normal(0, 0.02)
region, city = np.round(region, 6), np.round(city, 6)
missing = [40, 41, 93, 150]

figures = []


def say(name, value):
    figures.append((name, repr(float(value))))


def lagged(series, lags, first=1):
    return [series.shift(lag) for lag in range(first, lags + 1)]


def regress(effect, columns):
    rows = pd.concat([effect, *columns], axis=1).dropna().to_numpy()
    return sm.OLS(rows[:, 0], sm.add_constant(rows[:, 1:])).fit()


def bic(x, y, most):
    """Of a VAR of each order, all on the rows that the longest one has."""
    rows = pd.concat([x, y, *lagged(x, most), *lagged(y, most)], axis=1).dropna().to_numpy()
    said = []
    for lags in range(1, most + 1):
        columns = [*range(2, 2 + lags), *range(2 + most, 2 + most + lags)]
        residuals = sm.OLS(rows[:, :2], sm.add_constant(rows[:, columns])).fit().resid
        covariance = residuals.T @ residuals / len(rows)
        said.append(np.log(np.linalg.det(covariance)) + np.log(len(rows)) / len(rows) * (4 * lags + 2))
    return said


def granger(cause, effect, lags):
    own = regress(effect, [*lagged(effect, lags), *lagged(cause, lags)])
    test = np.zeros((lags, 1 + 2 * lags))
    test[:, 1 + lags:] = np.eye(lags)
    return own.f_test(test)


def asymmetry(city, region, lags):
    level = pd.concat([city, region], axis=1).dropna().to_numpy()
    long_run = sm.OLS(level[:, 0], sm.add_constant(level[:, 1])).fit()
    error = city - long_run.params[0] - long_run.params[1] * region
    change = region.diff()
    up, down = change.clip(lower=0), change.clip(upper=0)
    columns = [*lagged(up, lags, 0), *lagged(down, lags, 0), *lagged(city.diff(), lags)]
    columns += [error.clip(lower=0).shift(), error.clip(upper=0).shift()]
    fit = regress(city.diff(), columns)
    test = np.zeros((1, len(fit.params)))
    test[0, -2:] = [1, -1]
    return long_run, fit, fit.f_test(test)


def unit_root(error, lags):
    rows = pd.concat([error.diff(), error.shift(), *lagged(error.diff(), lags)], axis=1).dropna().to_numpy()
    return sm.OLS(rows[:, 0], rows[:, 1:]).fit().tvalues[0]


for kind, gaps in [("whole", []), ("gaps", missing)]:
    x, y = pd.Series(region.copy()), pd.Series(city.copy())
    x[gaps], y[gaps] = np.nan, np.nan
    dx, dy = x.diff(), y.diff()
    orders = bic(dx, dy, MOST)
    say(f"{kind} order", 1 + int(np.argmin(orders)))
    for direction, cause, effect in [("to city", dx, dy), ("to region", dy, dx)]:
        for lags in (LAGS, 5):
            test = granger(cause, effect, lags)
            say(f"{kind} {direction} {lags} f", test.fvalue)
            say(f"{kind} {direction} {lags} p", test.pvalue)
            say(f"{kind} {direction} {lags} df", test.df_denom)
    long_run, fit, wald = asymmetry(y, x, LAGS)
    say(f"{kind} long run constant", long_run.params[0])
    say(f"{kind} long run slope", long_run.params[1])
    say(f"{kind} error above", fit.params[-2])
    say(f"{kind} error below", fit.params[-1])
    say(f"{kind} wald f", wald.fvalue)
    say(f"{kind} wald p", wald.pvalue)
    say(f"{kind} unit root", unit_root(y - long_run.params[0] - long_run.params[1] * x, LAGS))

# Of the whole series, statsmodels' own functions say the same.
x, y = pd.Series(region), pd.Series(city)
dx, dy = x.diff().dropna().to_numpy(), y.diff().dropna().to_numpy()
both = np.column_stack([dx, dy])
assert VAR(both).select_order(MOST, trend="c").selected_orders["bic"] == int(float(dict(figures)["whole order"]))
for lags in (LAGS, 5):
    told = grangercausalitytests(np.column_stack([dy, dx]), [lags])[lags][0]["ssr_ftest"]
    assert np.isclose(told[0], float(dict(figures)[f"whole to city {lags} f"]), rtol=1e-9)
told, _, critical = coint(y, x, trend="c", maxlag=LAGS, autolag=None)
assert np.isclose(told, float(dict(figures)["whole unit root"]), rtol=1e-9)
say("whole critical", critical[1])

# Lag k > 0: the region's change k weeks before the city's.
ahead, behind = ccf(dy, dx, adjusted=False), ccf(dx, dy, adjusted=False)
own_x, own_y = acf(dx, nlags=MOST, adjusted=False), acf(dy, nlags=MOST, adjusted=False)
factor = 1 + 2 * float(np.sum(own_x[1:] * own_y[1:]))
for lag in range(-MOST, MOST + 1):
    say(f"whole r {lag}", ahead[lag] if lag >= 0 else behind[-lag])
    say(f"whole error {lag}", np.sqrt(max(factor, 1) / (len(dx) - abs(lag))))

raw = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
for at, value in enumerate(multipletests(raw, method="fdr_bh")[1]):
    say(f"adjusted {at}", value)

with open(HERE / "pair.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["region", "city", "missing"])
    rows.writerows((f"{x:.6f}", f"{y:.6f}", int(t in missing)) for t, (x, y) in enumerate(zip(region, city)))
with open(HERE / "expected.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["figure", "value"])
    rows.writerows(figures)
