"""Processes must change too: the register that a person keeps, and its counter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from valuemodel.practice.types import ProcessChange

KINDS = ("reporting", "delegation", "coordination", "measures")
FACING = ("internal", "customer")


class Kept(Protocol):
    """A version of the register's entry, as the store keeps it."""

    @property
    def document(self) -> dict: ...


def process_changes(entries: Iterable[Kept]) -> tuple[ProcessChange, ...]:
    """The register's entries: day, kind (KINDS), whom it faces (FACING), its words; a removed one is left out."""
    documents = [entry.document for entry in entries]
    return tuple(
        ProcessChange(
            date.fromisoformat(one["day"]), one["kind"], one["facing"], dict(one["label"]), one.get("group", "")
        )
        for one in documents
        if not one.get("removed")
    )


def counted(changes: Iterable[ProcessChange]) -> dict[tuple[str, str], int]:
    """How many changes of each kind, by whom they face.

    >>> counted([ProcessChange(date(2026, 1, 1), "reporting", "customer", {})])
    {('reporting', 'customer'): 1}
    """
    return dict(Counter((change.kind, change.facing) for change in changes))
