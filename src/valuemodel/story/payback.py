"""When a programme is paid back, in words: its month, the months around it, never, at once, or unknown."""

from __future__ import annotations

from valuemodel.locale import plural, text
from valuemodel.model.types import Outlook
from valuemodel.story.words import month_name, whole_month


def at_once(results: Outlook) -> bool:
    """Whether a request brings more than it costs from its first month on: nothing is advanced that could be repaid."""
    return results.view == "request" and results.payback_months is not None and results.payback_months <= 1


def sentence(results: Outlook, language: str) -> str:
    """When the programme is paid back, as the answer says it."""
    if results.payback_months is None:
        return plural("story.answer.never", len(results.months), language)
    if at_once(results):
        return text("story.answer.at_once", language)
    return text("story.answer.payback", language, month=month_name(results.payback_months, language))


def reached(results: Outlook, language: str) -> str:
    """When the programme is paid back: "mois 18", never, at once; unknown while no cost is."""
    if results.bcr is None:
        return text("story.explain.unknown", language)
    if at_once(results):
        return text("story.payback.at_once", language)
    months = results.payback_months
    return text("story.payback.never", language) if months is None else month_name(months, language)


def span(results: Outlook, language: str) -> str:
    """The months between which payback falls in eight cases out of ten: "du mois 14 au mois 34"; empty where there is
    no month.
    """
    if results.bcr is None or at_once(results):
        return ""
    low, high = results.payback_p10, results.payback_p90
    if low is None:
        return text("story.payback.none", language)
    if high is None:
        return text("story.payback.open", language, low=whole_month(low))
    return text("story.payback.range", language, low=whole_month(low), high=whole_month(high))
