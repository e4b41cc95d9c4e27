"""So what: the next action that each tab suggests, by rule from the closing, and the KPI that it would move."""

from __future__ import annotations

from typing import NamedTuple

from valuemodel.closing import Closing
from valuemodel.kpis import catalogue
from valuemodel.locale import label, percent, text
from valuemodel.practice import Findings, reading, threshold
from valuemodel.story import team
from valuemodel.story.practice import choice_name, group_name, in_programme
from valuemodel.story.practice_voices import lowest, moved

MOVED = {"no_time": "regular_share", "not_valued": "person_gains", "no_example": "manager_example"}
"""The KPI that lifting a barrier would move first; the tools' perceived value for the others."""


class Next(NamedTuple):
    """What to try next, and the KPI of the catalogue that it would move."""

    action: str
    kpi: str

    def kpi_label(self, language: str) -> str:
        """The KPI's name."""
        return label(catalogue()[self.kpi].label, language)


def adoption(closing: Closing, language: str) -> Next | None:
    """Begin where the practice has not come: the unit of the programme with the lowest level."""
    units = in_programme(closing.practice_findings)
    if not units:
        return None
    low = min(units, key=lambda one: one.level)
    name, level = group_name(closing, low.group, language), percent(low.level, language)
    return Next(text("practice.next.adoption", language, unit=name, level=level), "regular_share")


def network(findings: Findings, language: str) -> Next | None:
    """Relieve the few when they carry too much; else have more than a few people hold the bridges."""
    over = reading.overloaded(findings, threshold("overload"))
    if over:
        return Next(text("practice.next.overload", language), "contributor_share")
    if findings.of("cooperation") or over is not None:
        return Next(text("practice.next.bridges", language), "knows_whom")
    return None


def example(findings: Findings, language: str) -> Next | None:
    """The action for the weakest question of example, else of the means."""
    acted = {str(action["item"]): action for action in team.actions().values()}
    asked = (tuple(key for key in keys if key in acted) for keys in (reading.EXAMPLE, reading.MEANS))
    low = next((row for keys in asked if (row := lowest(moved(findings, keys, language)))), None)
    return Next(label(acted[low.key]["label"], language), str(acted[low.key]["kpi"])) if low else None


def barriers(findings: Findings, language: str) -> Next | None:
    """What the level that is able can do about the first barrier."""
    found = reading.barriers(findings)
    if not found:
        return None
    barrier = choice_name("main_barrier", found[0].key, language)
    return Next(
        text(f"practice.next.{found[0].level}", language, barrier=barrier), MOVED.get(found[0].key, "perceived_value")
    )


def trust(findings: Findings, language: str) -> Next | None:
    """What would move the weakest pair of the barometer."""
    low = lowest(moved(findings, reading.TRUST, language))
    return Next(text(f"practice.next.{low.key}", language), "trust") if low else None
