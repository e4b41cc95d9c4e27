"""Short accounts from the field: beside a figure and never instead of it, with a consent that can be withdrawn."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from valuemodel.errors import Issue
from valuemodel.privacy import without_identifiers

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
