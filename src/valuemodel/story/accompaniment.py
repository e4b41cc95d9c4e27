"""The return of accompaniment alone: what accompanied units gained beyond the others, and its cost; or why not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from valuemodel.closing import Closing
from valuemodel.locale import label, text, thousands
from valuemodel.model.types import DriverResult, Results
from valuemodel.practice import Compared
from valuemodel.practice.reading import ACCOMPANIED
from valuemodel.story.words import money_range

CATEGORY = "accompaniment"


class OwnReturn(NamedTuple):
    """What accompaniment brought on top (present value, in the results' currency) by `drivers`, and what it cost.

    `reason` says why there is none: units_alike, no_difference, no_driver or no_spend; the amounts are then zero.
    """

    low: float = 0.0
    base: float = 0.0
    high: float = 0.0
    spent: float = 0.0
    drivers: tuple[DriverResult, ...] = ()
    reason: str = ""


def own_return(closing: Closing, results: Results) -> OwnReturn:
    """The part of each counted driver's value that accompanied units owe to being so, from a review's `results`.

    A driver's value is proportional to its outcome's change c over all people; accompanied units changed by d more than
    the others and are a share s of the people: d x s / c of the value is theirs. The range is that of d alone (95 %).
    """
    found = closing.practice_findings
    share, spent = found.value("accompaniment", "in_units"), results.costs_by_category.get(CATEGORY, 0.0)
    units = [one for one in found.compared if one.group == ACCOMPANIED and one.verdict == "compared"]
    if share is None or not units:
        return OwnReturn(reason="units_alike")
    apart = {one.kpi: one for one in units if (one.low or 0.0) > 0 or (one.high or 0.0) < 0}
    if not apart:
        return OwnReturn(reason="no_difference")
    drivers = tuple(one for one in results.drivers if one.counted and one.outcome in apart)
    if not drivers:
        return OwnReturn(reason="no_driver")
    if not spent > 0:
        return OwnReturn(reason="no_spend")
    parts = [tuple(_parts(closing, apart[one.outcome], one, share)) for one in drivers]
    low, base, high = (sum(part[place] for part in parts) for place in range(3))
    return OwnReturn(low, base, high, spent, drivers)


def _parts(closing: Closing, compared: Compared, driver: DriverResult, share: float) -> Iterator[float]:
    """What of a driver's value is due to accompaniment: at the unfavourable end, at best guess, at the other end."""
    effect = closing.effect(driver.outcome)
    whole = effect.change if effect is not None else None
    known = [end for end in (compared.low, compared.change, compared.high) if end is not None]
    assert whole and len(known) == 3, "a counted driver has an effect, and a comparison its interval"
    yield from sorted(driver.value * end * share / whole for end in known)


def own_return_words(closing: Closing, results: Results, language: str) -> str:
    """The return in a sentence, or why there is none."""
    found = own_return(closing, results)
    if found.reason:
        return text(f"practice.own_return.{found.reason}", language)
    return text(
        "practice.own_return.told", language,
        spent=thousands(found.spent, language, results.currency),
        gain=thousands(found.base, language, results.currency),
        range=money_range(found.low, found.high, language, results.currency),
        drivers=", ".join(label(one.label, language) for one in found.drivers),
    )  # fmt: skip
