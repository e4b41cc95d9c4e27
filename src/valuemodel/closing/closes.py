"""Closing: from facts to a frozen document, step by step; nothing is saved before the last step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from valuemodel.closing import comparisons, figures
from valuemodel.closing.cells import ClosingRefused, Shown, shown
from valuemodel.closing.document import as_document, fingerprint, from_document
from valuemodel.closing.evidence import evidence_of, progress
from valuemodel.closing.facts import Facts, read_facts
from valuemodel.closing.findings.cells import quantities
from valuemodel.closing.findings.compute import findings
from valuemodel.closing.plan import described, publication_plan, smallest_group
from valuemodel.closing.types import Closing, Wave
from valuemodel.closing.waves import Measured, measured
from valuemodel.errors import Issue, ValueModelError
from valuemodel.kpis import catalogue
from valuemodel.practice import ProcessChange
from valuemodel.practice.changes import process_changes
from valuemodel.programme import Programme

if TYPE_CHECKING:
    from valuemodel.store import Store

__all__ = ["ClosingRefused", "close", "latest", "load"]

Progress = Callable[[float, str], None]


def close(store: Store, as_of: date, author: str, progress: Progress | None = None) -> Closing:
    """Compute the closing of `as_of` over the publication plan, check it, and save it.

    `progress(fraction, key)` is called before each step with the text key of what comes; raising in it interrupts the
    closing and nothing is saved. Raises `ValueModelError` "closing_without_upload", and `ClosingRefused` when the
    figures, beside those of earlier closings, would reveal fewer than k people.
    """
    tell = progress or (lambda fraction, key: None)
    if not any(upload.withdrawn_at is None for upload in store.uploads()):
        raise ValueModelError("closing_without_upload")
    tell(0.0, "kpis.steps.reading")
    with store.facts() as connection:
        facts = read_facts(connection)
    changes = process_changes(store.current("change").values())
    closing, cells = compute(facts, store.programme(), as_of, store.published_cells(), tell, changes)
    tell(0.95, "kpis.steps.saving")
    number = store.next_closing_number()
    closing = replace(closing, number=number, author=author, closed_at=datetime.now(UTC).replace(microsecond=0))
    document = as_document(closing)
    document["fingerprint"] = fingerprint(document)
    store.save_closing(document, author, cells)
    tell(1.0, "kpis.steps.saving")
    return from_document(document)


def compute(
    facts: Facts,
    programme: Programme,
    as_of: date,
    earlier: Mapping[tuple[int, str], frozenset[int]],
    tell: Progress = lambda fraction, key: None,
    changes: Iterable[ProcessChange] = (),
) -> tuple[Closing, dict[str, frozenset[int]]]:
    """The closing of `facts`, not yet numbered, and the people of each published cell. The same facts give the same."""
    tell(0.3, "kpis.steps.groups")
    kpis = catalogue()
    waves = {key: measured(entry, facts, programme.started, as_of) for key, entry in kpis.items()}
    sizes = {key: smallest_group(programme, [entry.source]) for key, entry in kpis.items()}
    joined = smallest_group(programme, [kpis[key].source for key, one in waves.items() if one.waves])
    plan = publication_plan(facts, _linked_waves(waves), joined)
    tell(0.4, "kpis.steps.disclosure")
    told = quantities(facts, programme, as_of)
    allowed = shown(facts, {**waves, **told.measured}, plan + told.groups, {**sizes, **told.sizes}, earlier, told.kinds)
    tell(0.6, "kpis.steps.measuring")
    values = figures.kpi_values(facts, waves, allowed)
    practices = figures.practice_points(facts, waves, allowed, as_of, programme.k_usage)
    costs = figures.cost_lines(facts)
    tell(0.7, "kpis.steps.practice")
    section = findings(facts, programme, as_of, told, waves, allowed, costs, changes)
    tell(0.85, "kpis.steps.comparing")
    found = comparisons.effects(facts, waves, allowed, programme, as_of, sizes)
    here, seen = facts.present(as_of), _waves(waves)
    behind, added = evidence_of(facts, waves, allowed, programme, as_of, sizes, earlier)
    told_so_far = progress(values, practices, {wave.key: wave.end for wave in seen}, programme)
    closing = Closing(
        number=0, as_of=as_of, closed_at=datetime.min, author="", fingerprint="",
        eligible=int((here & facts.is_in("cohort", "programme")).sum()), eligible_total=int(here.sum()),
        sources=figures.sources(facts),
        groups=tuple(described(group, facts, here, programme) for group in allowed.plan), waves=seen,
        kpis=values, effects=found, practice=practices, costs=costs,
        starts=figures.starts(facts, allowed, here),
        sources_of=figures.sources_of(facts, waves), issues=_issues(facts, allowed, programme, as_of),
        evidence=replace(behind, progress=told_so_far), practice_findings=section,
    )  # fmt: skip
    return closing, allowed.cells | added


def _linked_waves(waves: Mapping[str, Measured]) -> dict[str, Measured]:
    """The KPIs that decide which groups are safe; Viva Insights has people of its own and only counts when it is
    alone.
    """
    kpis = catalogue()
    found = {key: one for key, one in waves.items() if one.waves and "viva_insights" not in kpis[key].tools}
    return found or {key: one for key, one in waves.items() if one.waves}


def _waves(waves: Mapping[str, Measured]) -> tuple[Wave, ...]:
    found = {values.wave.key: values.wave for one in waves.values() for values in one.waves}
    return tuple(sorted(found.values(), key=lambda wave: (wave.kind, wave.start, wave.key)))


def _issues(facts: Facts, allowed: Shown, programme: Programme, as_of: date) -> tuple[Issue, ...]:
    """What the closing is not, and what it left out, and why."""
    # A closing before the start may be wanted as a starting point, and must not be taken for a result.
    found = [Issue("closing_before_start")] if as_of < programme.started else []
    found += allowed.issues
    if facts.subjects["cohort"].notna().any() and not facts.is_in("cohort", "comparison").any():
        found.append(Issue("closing_no_programme_start"))
    found += [Issue("closing_long_reports", "", {"tool": tool}) for tool in facts.long_tools]
    return tuple(found)


def latest(store: Store) -> Closing | None:
    """The last closing of the programme, read without its facts."""
    document = store.closing_document()
    return from_document(document) if document else None


def load(store: Store, number: int) -> Closing:
    """The closing `number`; `ValueModelError` "closing_unknown" when there is none."""
    document = store.closing_document(number)
    if document is None:
        raise ValueModelError("closing_unknown", str(number), number=number)
    return from_document(document)
