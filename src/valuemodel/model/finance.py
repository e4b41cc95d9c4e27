"""Financial measures of a row of cash flows; the first flow is at t = 0 and undiscounted unless said otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pyxirr

Flows = Sequence[float] | np.ndarray


def npv(rate: float, flows: Flows) -> float:
    """Net present value: sum of flow_t / (1 + rate)^t with t = 0 first (not Excel's NPV, which discounts the first
    flow).

    >>> round(npv(0.10, [-100, 121]), 6)
    10.0
    """
    return float(np.sum(np.asarray(flows, float) / (1 + rate) ** np.arange(len(flows)))) + 0.0


def npv_excel(rate: float, flows: Flows) -> float:
    """Excel's NPV: the first flow is discounted one period too."""
    return npv(rate, flows) / (1 + rate)


def sign_changes(flows: Flows) -> int:
    """How often the flows change sign, zeros skipped: more than one, and IRR may have several answers."""
    signs = [flow > 0 for flow in flows if flow != 0]
    return sum(a != b for a, b in pairwise(signs))


def irr(flows: Flows, unique: bool = True) -> float | None:
    """Internal rate of return per period; None without a change of sign or, when `unique`, with more than one.

    >>> round(irr([-100, 110]), 6), irr([-100, 230, -132]), irr([1, 2])
    (0.1, None, None)
    """
    changes = sign_changes(flows)
    if changes == 0 or (unique and changes > 1):
        return None
    return pyxirr.irr(np.asarray(flows, float), silent=True)


def irrs(flows: Flows) -> tuple[float, ...]:
    """All internal rates of return above -100 %: the real roots of the polynomial of flows."""
    roots = np.roots(np.asarray(flows, float)[::-1])
    real = roots[np.abs(roots.imag) < 1e-9].real
    return tuple(sorted(float(1 / root - 1) for root in real if root > 0))


def mirr(flows: Flows, finance: float, reinvest: float) -> float | None:
    """Modified IRR: outflows at the `finance` rate, inflows carried to the end at the `reinvest` rate; None on one
    sign.
    """
    if sign_changes(flows) == 0:
        return None
    return pyxirr.mirr(np.asarray(flows, float), finance, reinvest, silent=True)


def xnpv(rate: float, dates: Sequence[date], flows: Flows) -> float | None:
    """Net present value of dated flows, at the first date given, with years of 365 days."""
    return pyxirr.xnpv(rate, list(dates), list(flows), silent=True)


def xirr(dates: Sequence[date], flows: Flows) -> float | None:
    """Internal rate of return of dated flows, with years of 365 days."""
    return pyxirr.xirr(list(dates), list(flows), silent=True)


def payback(flows: Flows, within: bool = False) -> float | None:
    """Periods until the cumulative flow is no longer negative and stays so, linear inside a period; None if never.

    The first flow stands at t = 0 and flow t at the end of period t; when `within`, flow t is spread over period t
    (months of
    a programme), so that one period more has passed.

    >>> payback([-1000, 400, 400, 400]), payback([-5, 1]), payback([3, 1]), payback([-2, 4], within=True)
    (2.5, None, 0.0, 1.5)
    """
    found = paybacks(np.asarray(flows, float)[None, :], within)[0]
    return float(found) if np.isfinite(found) else None


def paybacks(flows: np.ndarray, within: bool = False) -> np.ndarray:
    """`payback` of each row of `flows` (draws x periods); infinite where it is never reached."""
    return paybacks_of(np.cumsum(flows, axis=1).T, within)


def paybacks_of(cumulative: np.ndarray, within: bool = False) -> np.ndarray:
    """`payback` of each column of cumulative flows (periods x draws); infinite where it is never reached."""
    periods, draws = cumulative.shape
    if periods == 0:
        return np.full(draws, np.inf)
    negative = cumulative < -1e-9
    last = periods - 1 - np.argmax(negative[::-1], axis=0)
    columns, after = np.arange(draws), np.minimum(last + 1, periods - 1)
    here, then = cumulative[last, columns], cumulative[after, columns]
    with np.errstate(all="ignore"):
        reached = last - here / (then - here) + (1 if within else 0)
    reached = np.where(negative[-1], np.inf, reached)
    return np.where(negative.any(axis=0), reached, 0.0)


def discounted_payback(rate: float, flows: Flows) -> float | None:
    """`payback` of the discounted flows."""
    return payback(np.asarray(flows, float) / (1 + rate) ** np.arange(len(flows)))


def profitability_index(rate: float, flows: Flows) -> float:
    """Present value of all flows after the first, for each unit put in at t = 0."""
    return (npv(rate, flows) - flows[0]) / -flows[0]


def equivalent_annuity(rate: float, flows: Flows) -> float:
    """The level yearly amount with the same net present value (equivalent annual annuity)."""
    return npv(rate, flows) * rate / (1 - (1 + rate) ** -(len(flows) - 1))


def bcr(benefits: Any, costs: Any) -> Any:
    """Benefit-cost ratio of present values, what comes back for each unit spent; None without costs."""
    return benefits / costs if costs > 0 else None


def roi(benefits: float, costs: float) -> float | None:
    """ROI = (PV of benefits - PV of costs) / PV of costs; None without costs.

    >>> roi(240, 100)
    1.4
    """
    return (benefits - costs) / costs if costs > 0 else None


def yearly_rate(monthly: float | None) -> float | None:
    """The rate per year of a rate per month: (1 + m)^12 - 1; None when it is out of any sensible range."""
    if monthly is None or not -1 < monthly < 10:
        return None
    return float((1 + monthly) ** 12 - 1)
