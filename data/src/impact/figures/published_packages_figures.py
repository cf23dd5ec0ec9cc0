"""Makes `panel.csv` and `expected.csv` beside this file.

Simulated log prices of eight markets, the first of them with an intervention, a few
reports missing; and what linearmodels 7.1 says of the difference in differences and
pysyncon 1.7.0 of the synthetic control.

    pip install linearmodels==7.1 pysyncon==1.7.0
    python published_packages_figures.py
"""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
from linearmodels.panel import PanelOLS
from pysyncon import Synth

HERE = Path(__file__).parent
MARKETS, FIRST, SURVEYS = 8, 19359, 170  # 2 January 2023, a Monday
BEFORE, AFTER, WATCH, FIT = 28, 7, 28, 120

random = np.random.default_rng(20231204)
days = np.array([day for day in range(FIRST, FIRST + 2 * SURVEYS) if (day - FIRST) % 7 < 5][:SURVEYS])
START, END = int(days[130]), int(days[134])
common = 10.2 + np.cumsum(random.normal(0, 0.02, SURVEYS))
logs = np.empty((SURVEYS, MARKETS))
for market in range(MARKETS):
    own = np.zeros(SURVEYS)
    for t in range(1, SURVEYS):
        own[t] = 0.9 * own[t - 1] + random.normal(0, 0.01)
    logs[:, market] = common * (0.8 + 0.05 * market) + 0.1 * market + own
logs[:, 0] = 0.6 * logs[:, 3] + 0.4 * logs[:, 6] + 0.3 + random.normal(0, 0.004, SURVEYS)
logs[(days >= START) & (days <= END), 0] -= 0.07
prices = np.round(np.exp(logs), 2)
missing = random.random((SURVEYS, MARKETS)) < 0.05
figures = []


def say(name, value):
    figures.append((name, repr(float(value))))


def difference(kind, known):
    """Effects of markets and days, and a dummy for each treated day."""
    window = (days >= START - BEFORE) & (days <= END + WATCH)
    table = pd.DataFrame(np.log(np.where(known, prices, np.nan))[window], index=days[window])
    table = table.stack().rename_axis(["day", "market"]).rename("log").dropna().reset_index()
    treated = [day for day in table.day.unique() if day >= START and ((table.day == day) & (table.market == 0)).any()]
    dummies = {f"d{day}": ((table.day == day) & (table.market == 0)).astype(float) for day in treated}
    table = table.assign(**dummies)
    table["day"] = pd.to_datetime(table.day, unit="D")
    table = table.set_index(["market", "day"])
    fit = PanelOLS(table["log"], table[list(dummies)], entity_effects=True, time_effects=True).fit()
    path = {day: fit.params[f"d{day}"] for day in treated}
    for day, effect in path.items():
        say(f"{kind} day {day}", effect)
    say(f"{kind} mean", np.mean([effect for day, effect in path.items() if day <= END + AFTER]))


difference("whole", np.ones_like(missing))
difference("gaps", ~missing)

before = (days >= START - FIT) & (days < START)
after = (days >= START) & (days <= END + AFTER)
centred = pd.DataFrame(np.log(prices) - np.log(prices)[before].mean(axis=0))


def synthetic(treated, donors):
    """Weights by all days before, each of which counts the same."""
    x0, x1 = centred.loc[before, donors], centred.loc[before, treated]
    # The package divides each day by its spread; a higher weight than one makes its
    # solver go on for longer.
    same = 1e4 * pd.concat([x0, x1], axis=1).var(axis=1).to_numpy()
    made = Synth()
    made.fit(X0=x0, X1=x1, Z0=x0, Z1=x1, custom_V=same)
    gaps = centred[treated] - centred[donors] @ made.W
    left, later = (np.sqrt((gaps[part] ** 2).mean()) for part in (before, after))
    return made.W, gaps[after].mean(), left, np.sqrt((later**2 + 1e-6) / (left**2 + 1e-6))


everyone = list(range(1, MARKETS))
weights, mean, left, ratio = synthetic(0, everyone)
for donor, weight in zip(everyone, weights):
    say(f"weight {donor - 1}", weight)
say("synthetic mean", mean)
say("synthetic left", left)
say("synthetic ratio", ratio)
others = [synthetic(donor, [other for other in everyone if other != donor])[3] for donor in everyone]
say("synthetic chance", (1 + sum(other >= ratio for other in others)) / (1 + len(others)))

with open(HERE / "panel.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["day", *(f"market {market}" for market in range(MARKETS)), "missing"])
    for t in range(SURVEYS):
        gone = " ".join(str(market) for market in range(MARKETS) if missing[t, market])
        rows.writerow([days[t], *(f"{price:.2f}" for price in prices[t]), gone])
with open(HERE / "expected.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["figure", "value"])
    rows.writerows(figures)
