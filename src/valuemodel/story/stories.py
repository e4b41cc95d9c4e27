"""Short accounts from the field: beside a figure and never instead of it, with a consent that can be withdrawn."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from valuemodel.errors import Issue
from valuemodel.kpis import catalogue
from valuemodel.locale import label, text
from valuemodel.privacy import without_identifiers
from valuemodel.story.arguments import Grounds
from valuemodel.story.words import kpi_change, kpi_change_range

KIND = "story"
PARTS = ("motivation", "path", "brought", "worked")
"""Why it began, how it went, what it brought, what made it work."""
TIES = ("kpi", "driver", "objective")
MOST = 400
_NAMED = re.compile(r"\b(?:M\.|Mr\.?|Mme|Mlle|Ms\.?|Mrs\.?|Monsieur|Madame)\s+[A-ZÀ-Ý]")
_NUMBER = re.compile(r"(?:\+|00)?\d(?:[ .-]?\d){8,}")


class Story(NamedTuple):
    """One account: its parts in words, what it is tied to, and where the consent of who told it is kept."""

    key: str
    parts: Mapping[str, str]
    kpi: str
    driver: str
    objective: str
    consent: str


def story_of(key: str, document: Mapping[str, Any]) -> Story | None:
    """The story that a document keeps; None once its consent was withdrawn."""
    if document.get("withdrawn") or not document.get("consent"):
        return None
    parts = {name: str(document.get(name, "")) for name in PARTS}
    kpi, driver, objective = (str(document.get(name, "")) for name in TIES)
    return Story(key, parts, kpi, driver, objective, str(document["consent"]))


def standing(documents: Mapping[str, Mapping[str, Any]]) -> tuple[Story, ...]:
    """The stories whose consent stands, among the `documents` of KIND."""
    found = (story_of(key, document) for key, document in documents.items())
    return tuple(one for one in found if one is not None)


def beside(given: Grounds, one: Story, language: str) -> str:
    """What the story stands beside: its KPI's change, its driver, or its objective."""
    known, effect = catalogue(), given.closing.effect(one.kpi) if one.kpi else None
    if one.kpi in known:
        name = label(known[one.kpi].label, language)
        if effect is None or effect.change is None or effect.low is None or effect.high is None:
            return text("stories.beside_nothing", language, name=name)
        span = kpi_change_range(known[one.kpi], effect.low, effect.high, language)
        figure = kpi_change(known[one.kpi], effect.change, language)
        return text("stories.beside", language, name=name, range=span, figure=figure)
    drivers = {each.key: label(each.label, language) for each in given.model.drivers}
    objectives = {each.key: label(each.label, language) for each in given.programme.objectives}
    return drivers.get(one.driver) or objectives.get(one.objective) or text("stories.beside_gone", language)


def story_issues(document: Mapping[str, Any]) -> tuple[Issue, ...]:
    """What is wrong with a story: something left out, too long, a name, an address or a number in it, no consent."""
    found = []
    missing = [name for name in ("motivation", "brought") if not str(document.get(name, "")).strip()]
    found += [Issue("story_part_missing", name, {"part": name}) for name in missing]
    if not any(document.get(name) for name in TIES):
        found.append(Issue("story_untied"))
    if not str(document.get("consent", "")).strip():
        found.append(Issue("story_without_consent"))
    for name in PARTS:
        written = str(document.get(name, ""))
        if len(written) > MOST:
            found.append(Issue("story_too_long", name, {"count": len(written), "most": MOST}))
        if _names_somebody(written):
            found.append(Issue("story_names_somebody", name))
    return tuple(found)


def _names_somebody(written: str) -> bool:
    """Whether a text has an e-mail address, a telephone number, or a title with a name."""
    return without_identifiers(written) != written or bool(_NAMED.search(written) or _NUMBER.search(written))
