"""Ten reasons that programmes give: each with its KPI here, the objection that it meets, and an outside figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from valuemodel.closing import Closing
from valuemodel.effects import Effect
from valuemodel.kpis import catalogue
from valuemodel.locale import label, text
from valuemodel.programme import Objective
from valuemodel.story.passports import Passport, passport
from valuemodel.story.sayings import REASON
from valuemodel.story.words import kpi_change, kpi_change_range
from valuemodel.yaml_files import read_yaml

MOST = 160


class Reason(NamedTuple):
    """One reason in words: the objective that it serves here ("" when the programme has not stated it), its KPI with
    what this closing says of it, the objection, and what others have found.
    """

    key: str
    words: str
    objective: str
    kpi: str
    here: str
    objection: str
    outside: Passport
    measured: bool


@cache
def library() -> Mapping[str, Mapping[str, Any]]:
    """The ten reasons, by key."""
    return read_yaml(Path(__file__).with_name("reasons.yaml"))


def reasons(
    closing: Closing, objectives: Sequence[Objective], own: Mapping[str, Mapping[str, str]], language: str
) -> tuple[Reason, ...]:
    """All ten, in somebody's `own` words where there are some ({reason: {language: words}})."""
    stated = {one.key: label(one.label, language) for one in objectives}
    return tuple(
        Reason(
            key,
            own.get(key, {}).get(language) or label(one["label"], language),
            stated.get(one["objective"], ""),
            label(catalogue()[one["kpi"]].label, language),
            _here(closing, one["kpi"], language),
            text(f"arguments.objections.{one['objection']}.question", language),
            passport(one["passport"], language),
            _effect(closing, one["kpi"]) is not None,
        )
        for key, one in library().items()
    )


def own_words(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """The words that somebody gave each reason, by reason and language, among the `documents` of sayings."""
    found = documents.items()
    return {key.removeprefix(REASON): dict(one["words"]) for key, one in found if key.startswith(REASON)}


def _effect(closing: Closing, kpi: str) -> Effect | None:
    """The programme's effect on a KPI, when it was compared."""
    effect = closing.effect(kpi)
    return effect if effect is not None and effect.verdict == "compared" and effect.change is not None else None


def _here(closing: Closing, kpi: str, language: str) -> str:
    """What this closing says of a KPI: its change with its interval, or that it was not compared."""
    effect, entry = _effect(closing, kpi), catalogue()[kpi]
    if effect is None:
        told = closing.effect(kpi)
        return text(f"arguments.reasons.{told.verdict if told else 'not_measured'}", language)
    assert effect.change is not None and effect.low is not None and effect.high is not None
    change = kpi_change(entry, effect.change, language)
    return f"{change} ({kpi_change_range(entry, effect.low, effect.high, language)})"
