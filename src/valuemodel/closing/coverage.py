"""What the facts loaded so far allow: for each KPI, whether a closing would compare it, and else what is missing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from valuemodel.closing.facts import read_facts
from valuemodel.closing.waves import measured
from valuemodel.kpis import catalogue

if TYPE_CHECKING:
    from valuemodel.closing.types import Wave
    from valuemodel.store import Store


class Coverage(NamedTuple):
    """One KPI: the waves that measure it, and the `reason` (of `effects.reasons`) why they cannot be compared yet."""

    kpi: str
    waves: tuple[Wave, ...]
    reason: str


def coverage(store: Store, as_of: date) -> tuple[Coverage, ...]:
    """What a closing of `as_of` would have for each KPI of the catalogue; nothing is computed over people or saved.

    Whether enough people answered is only known at closing.
    """
    with store.facts() as connection:
        facts = read_facts(connection)
    started = store.programme().started
    found = {key: measured(kpi, facts, started, as_of) for key, kpi in catalogue().items()}
    return tuple(Coverage(key, tuple(one.wave for one in each.waves), each.reason) for key, each in found.items())
