"""The same model written by hand in numpy, as an analyst would who needs only this one: the reference for speed.

Gains are a rate per year (by draw) x a profile (by month): adoption is factored out of the months, and the month by
draw table is one product of two matrices.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from benchmarks.twelve_drivers import MONTHS, data

RATE = 0.08
LAGS = {key: entry["lag_months"] for key, entry in data()["drivers"].items()}
GAINS = {key: entry["gain"] for key, entry in data()["drivers"].items()}


def profiles() -> np.ndarray:
    """The share of each driver's yearly gain that each month brings (drivers x months)."""
    measured = np.array(data()["adoption"])
    before, follow_up = measured[0], measured[-3:].mean()
    level = np.concatenate([measured[1:], np.full(MONTHS - 12, measured[-1])])
    way = np.clip((level - before) / (follow_up - before), 0, 1)
    rows = []
    for lag in LAGS.values():
        age = np.arange(MONTHS) - lag
        shifted = np.concatenate([np.zeros(lag), way])[:MONTHS]
        rows.append(np.where(age >= 0, shifted * 0.9 ** (np.maximum(age - 12, 0) / 12), 0.0))
    return np.array(rows)


def rates(x: Mapping[str, np.ndarray]) -> np.ndarray:
    """What each driver brings a year (draws x drivers)."""
    people = float(data()["eligible"])
    hour = x["weeks_worked"] * x["hourly_cost"] * x["redeployed_share"]
    return np.stack(
        [
            people * -x["search_hours.change"] * hour,
            people * -x["meeting_hours.change"] * hour,
            people * -x["email_hours.change"] * hour,
            x["newcomers"] * x["onboarding_hours"] * x["hourly_cost"] * x["redeployed_share"],
            x["retired_tools_cost"],
            x["travel_budget"] * x["travel_share_avoided"],
            people * x["tickets_per_person"] * x["tickets_avoided_share"] * x["ticket_cost"],
            people * x["printing_cost"],
            x["customer_margin"] * x["margin_response"] * x["customer_answers.change"],
            x["ideas_value"],
            people * x["leaving_rate"] * x["departures_response"] * x["recommends.change"] * x["replacement_cost"],
            x["incident_cost"],
        ],
        axis=1,
    )


def costs() -> tuple[np.ndarray, np.ndarray]:
    """What was paid and what is to come, by month."""
    monthly = float(sum(data()["costs_per_month"].values()))
    months = np.arange(MONTHS)
    paid, planned = np.where(months < 12, monthly, 0.0), np.where(months >= 12, monthly, 0.0)
    paid[0] += data()["integration"]
    return paid, planned


def results(x: Mapping[str, np.ndarray]) -> dict[str, np.ndarray | float]:
    """All that a page shows of the draws `x`: NPV and its tenths, drivers, readings, cumulative band, payback."""
    profile, (paid, planned) = profiles() / 12, costs()
    weights = (1 + RATE) ** (-np.arange(MONTHS) / 12)
    annual = rates(x)
    gains = annual * (profile @ weights)
    spent = paid @ weights + x["cost_overrun"] * (planned @ weights)
    net = gains.sum(axis=1) - spent
    kinds = np.array([*GAINS.values()])
    found: dict[str, np.ndarray | float] = {
        "npv": np.percentile(net, [10, 50, 90]),
        "mean": float(net.mean()),
        "positive": float(np.mean(net > 0)),
        "ratio": np.percentile((net + spent) / spent, [10, 90]),
        "drivers": np.percentile(np.ascontiguousarray(gains.T), [10, 90], axis=1),
        "without_staff_time": np.percentile(gains[:, kinds != "capacity"].sum(axis=1) - spent, [10, 90]),
        "budgetary": np.percentile(gains[:, kinds == "budgetary"].sum(axis=1) - spent, [10, 90]),
    }
    cumulative = np.cumsum(profile, axis=1).T @ annual.T - np.cumsum(paid)[:, None]
    cumulative -= np.cumsum(planned)[:, None] * x["cost_overrun"]
    found["band"] = np.percentile(cumulative, [10, 90], axis=1)
    found["payback"] = np.percentile(paybacks(cumulative), [10, 90], method="nearest")
    return found


def paybacks(cumulative: np.ndarray) -> np.ndarray:
    """Months until the cumulative net flow (months x draws) stays at 0 or above, linear within a month."""
    negative = cumulative < -1e-9
    last = MONTHS - 1 - np.argmax(negative[::-1], axis=0)
    draws, after = np.arange(cumulative.shape[1]), np.minimum(last + 1, MONTHS - 1)
    here, then = cumulative[last, draws], cumulative[after, draws]
    with np.errstate(all="ignore"):
        months = last + 1 - here / (then - here)
    return np.where(negative[-1], np.inf, np.where(negative.any(axis=0), months, 0.0))
