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


def field_words(target: str, language: str, header: str = "") -> str:
    """What a column becomes, in words; a measure without words of its own has the `header` that its file gives it."""
    kind, _, name = target.removesuffix(REVERSED).partition(".")
    key = "spreadsheets.fields." + (f"{kind}.{name}" if name else kind)
    if has_text(key, language):
        found = text(key, language)
    elif kind == "survey":
        found = text("spreadsheets.own_question", language)
    else:
        found = text("spreadsheets.measure", language, header=header or name)
    return text("spreadsheets.reversed", language, field=found) if target.endswith(REVERSED) else found


def _words(target: str) -> Mapping[str, str]:
    return {language: field_words(target, language) for language in LANGUAGES}
