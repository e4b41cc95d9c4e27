"""What a reader of the figures must know, each with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from valuemodel.errors import Issue
from valuemodel.locale import label, text
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Html, element, joined, passage, pill


def warnings(here: Context, found: Sequence[Issue]) -> None:
    """What a reader of the figures must know, each with what to do."""
    language = here.language
    if not found:
        return
    names = {driver.key: label(driver.label, language) for driver in here.model.drivers}
    names |= {cost.key: label(cost.label, language) for cost in here.model.costs}
    names |= {key: label(one.label, language) for key, one in here.model.assumptions.items()}
    told: dict[tuple[str, str], list[str]] = {}
    for said in (issue.said(language) for issue in found):
        told.setdefault((said.problem, said.fix), []).append(names.get(said.where, said.where))
    passage(
        "warnings",
        text("value.warnings", language),
        joined(*(_warning(problem, fix, where) for (problem, fix), where in told.items())),
        subtitle=text("value.warnings_lead", language),
    )


def _warning(problem: str, fix: str, where: Sequence[str]) -> Html:
    """A warning once, with all that it is about."""
    pills = [part for name in where if name for part in (" ", pill(name))]
    return element(
        "div",
        element("p", element("b", problem), *pills),
        element("p", fix, css="pv-under"),
        css="pv pv-item",
    )
