"""What a request would pay, by calendar year and by category of cost: a budget, not a present value."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model import flows
from valuemodel.model.case import given
from valuemodel.model.types import COST_CATEGORIES, Convention, ValueModel
from valuemodel.model.views import opened
from valuemodel.programme import Programme

Budget = Mapping[str, Mapping[int, float]]


def request_budget(
    model: ValueModel, closing: Closing, programme: Programme, *, convention: str | Convention | None = None
) -> Budget:
    """The costs to come in the base case, not discounted: category -> calendar year -> amount, in the programme's
    currency. Every category has every year of the request; categories that cost nothing are left out.
    """
    case, seen = opened(model, closing, programme, "request", convention)
    money = flows.money(case, given(case))
    years = np.array([month.year for month in case.months[seen.inside]])
    found = {}
    for category in COST_CATEGORIES:
        row = case.costs.actual.get(category, 0.0) + money.overrun[0] * case.costs.planned.get(category, 0.0)
        row = row + np.zeros(len(case.months))
        for item in case.formula_costs:
            if item.cost.category == category:
                row = row + money.by_formula[item.cost.key].by_month()[0]
        inside = row[seen.inside]
        if inside.any():
            found[category] = {int(year): float(inside[years == year].sum()) for year in np.unique(years)}
    return found
