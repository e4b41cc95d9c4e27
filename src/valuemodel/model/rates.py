"""Exchange rates: an assumption `rate_<currency>` counts only with the source of the rate and its date or year."""

from __future__ import annotations

from collections.abc import Mapping

from valuemodel.model.types import Assumption

PREFIX = "rate_"


def is_dated(rate: Assumption) -> bool:
    """Whether a rate says where it comes from and when it was read."""
    return bool(rate.source.get("title") and (rate.source.get("date") or rate.source.get("year")))


def dated_rates(assumptions: Mapping[str, Assumption], ours: str) -> dict[str, float]:
    """What 1 of each other currency is worth in `ours`: rates of the unit "<ours>/<other>", dated and sourced."""
    found = {key.removeprefix(PREFIX).upper(): one for key, one in assumptions.items() if key.startswith(PREFIX)}
    return {
        code: one.base for code, one in found.items() if is_dated(one) and one.unit == f"{ours}/{code}" and one.base > 0
    }
