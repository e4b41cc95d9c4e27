"""What is lost without what is asked: by saying no, and by waiting. Only what is still to come, never what is past."""

from __future__ import annotations

from valuemodel.locale import text, thousands
from valuemodel.model.delay import Delay
from valuemodel.model.types import Results
from valuemodel.programme import Programme
from valuemodel.story.board import is_empty
from valuemodel.story.options import waiting
from valuemodel.story.words import money_range

WAIT = 6
"""Months of waiting that are priced."""


def refused(ahead: Results, exits: float, language: str) -> str:
    """What saying no saves, once `exits` are paid for leaving, and what no longer comes, as a title."""
    net = ahead.npv + exits
    amounts = {key: thousands(one, language, ahead.currency) for key, one in
               (("costs", ahead.pv_costs - exits), ("benefits", ahead.pv_benefits), ("npv", abs(net)))}  # fmt: skip
    exit_ = thousands(exits, language, ahead.currency)
    amounts["paid"] = text("decision.without.exit", language, exit=exit_) if exits else ""
    return text(f"decision.without.{'loses' if net >= 0 else 'saves'}", language, **amounts)


def span(ahead: Results, exits: float, language: str) -> str:
    """How sure that is: the range of what would be missing, eight cases in ten."""
    return text("decision.without.range", language,
                range=money_range(ahead.p10 + exits, ahead.p90 + exits, language, ahead.currency))  # fmt: skip


def lost(
    ahead: Results | None, delays: tuple[Delay, Delay] | None, programme: Programme, language: str
) -> tuple[str, ...]:
    """By saying no, with its range, then by waiting; nothing once every month is closed, or while nothing is known."""
    if ahead is None or not ahead.months or is_empty(ahead):
        return ()
    waits = (waiting(*delays, ahead.currency, language),) if delays else ()
    exits = programme.exit_costs
    return (f"{refused(ahead, exits, language)} {span(ahead, exits, language)}", *waits)
