"""What is lost without what is asked: by saying no, and by waiting. Only what is still to come, never what is past."""

from __future__ import annotations

from valuemodel.locale import text, thousands
from valuemodel.model.delay import Delay
from valuemodel.model.types import Results
from valuemodel.story.options import waiting
from valuemodel.story.words import money_range

WAIT = 6
"""Months of waiting that are priced."""


def refused(ahead: Results, language: str) -> str:
    """What saying no saves and what no longer comes, as a title."""
    amounts = {key: thousands(one, language, ahead.currency) for key, one in
               (("costs", ahead.pv_costs), ("benefits", ahead.pv_benefits), ("npv", abs(ahead.npv)))}  # fmt: skip
    return text(f"decision.without.{'loses' if ahead.npv >= 0 else 'saves'}", language, **amounts)


def span(ahead: Results, language: str) -> str:
    """How sure that is: the range of the request's net value, eight cases in ten."""
    return text("decision.without.range", language,
                range=money_range(ahead.p10, ahead.p90, language, ahead.currency))  # fmt: skip


def lost(ahead: Results | None, delays: tuple[Delay, Delay] | None, language: str) -> tuple[str, ...]:
    """By saying no, with its range, then by waiting; nothing once every month is closed."""
    if ahead is None or not ahead.months:
        return ()
    waits = (waiting(*delays, ahead.currency, language),) if delays else ()
    return (f"{refused(ahead, language)} {span(ahead, language)}", *waits)
