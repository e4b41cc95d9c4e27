"""Everything that a column can become, and the answers to "what is this column?"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from valuemodel.locale import LANGUAGES, has_text, text
from valuemodel.spreadsheets.descriptions import descriptions
from valuemodel.spreadsheets.items import items
from valuemodel.spreadsheets.types import Choice
from valuemodel.spreadsheets.words import fold

IGNORE, NONE = "ignore", "none"
KINDS = ("people", "cost", "survey", "usage", "network")
RESPONDENT = ("person_id", "answered_at", "unit", "role")
REVERSED = ".reversed"
# Scales whose answers can be turned round when a question asks the contrary.
TURNED = ("agreement_5", "frequency_5")
# A generic usage table may hold any measure that a known export has.
TOOLS = ("teams_user_detail", "viva_engage_user_detail")


@cache
def targets() -> Mapping[str, tuple[str, ...]]:
    """Everything that a column can become, as `kind.field`, with the folded headers that it is known by."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, key in (("people", "people"), ("cost", "costs"), ("network", "edge_list")):
        found |= {f"{kind}.{name}": tuple(map(fold, headers)) for name, headers in descriptions()[key].columns.items()}
    found |= {f"survey.{name}": () for name in (*RESPONDENT, *items())}
    found |= {f"survey.{name}{REVERSED}": () for name, item in items().items() if item["scale"] in TURNED}
    found |= {
        "usage.person_id": found["people.person_id"],
        "usage.day": ("day", "date", "jour", "metricdate", "report date"),
    }
    for key in TOOLS:
        tool = descriptions()[key].activity
        columns = descriptions()[key].columns
        found |= {f"usage.{tool.tool}.{name}": (*map(fold, columns[name]), fold(name)) for name in tool.measures}
    return found


@cache
def choices(kinds: tuple[str, ...]) -> tuple[Choice, ...]:
    """The answers to "what is this column?", for these kinds of table."""
    named = [target for target in targets() if target.split(".")[0] in kinds]
    return tuple(Choice(target, _words(target)) for target in [*named, IGNORE])


@cache
def kinds() -> tuple[Choice, ...]:
    """The answers to "what is this table about?"."""
    return tuple(
        Choice(kind, {language: text(f"spreadsheets.kinds.{kind}", language) for language in LANGUAGES})
        for kind in (*KINDS, NONE)
    )


def _words(target: str) -> Mapping[str, str]:
    kind, _, name = target.removesuffix(REVERSED).partition(".")
    key = "spreadsheets.fields." + (f"{kind}.{name}" if name else kind)
    known = all(has_text(key, language) for language in LANGUAGES)
    words = {language: text(key, language) if known else name for language in LANGUAGES}
    if not target.endswith(REVERSED):
        return words
    return {language: text("spreadsheets.reversed", language, field=words[language]) for language in LANGUAGES}
