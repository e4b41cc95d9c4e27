"""Where a programme stands: its steps from description to decision, as data. No screen here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from valuemodel.privacy import legal_issues
from valuemodel.store import Upload
from valuemodel.ui.context import Context


@dataclass(frozen=True)
class Step:
    """One step: whether it is done, the text `start.steps.<key>.done` or `.todo`, and the page that does it.

    `page` is a page's name, or "" when the form `form` of the start page does it.
    """

    key: str
    done: bool
    page: str = ""
    form: str = ""
    values: dict[str, Any] = field(default_factory=dict)


def steps(here: Context) -> tuple[Step, ...]:
    """All steps of a programme, in order."""
    assert here.store is not None and here.programme is not None
    programme, uploads = here.programme, [one for one in here.store.uploads() if one.live]
    owned = [objective for objective in programme.objectives if objective.owner]
    lacking = legal_issues(programme, here.store.legal_ground())
    before, after = usage_sides(uploads, programme.started)
    waves = sorted({one.wave for one in uploads if one.kind == "survey" and one.wave})
    return (
        Step("objective", bool(owned), form="objectives"),
        Step("legal", not lacking, form="legal", values={"count": len(lacking)}),
        Step("people", any(one.kind == "people" for one in uploads), page="data"),
        Step("usage", bool(before and after), page="data", values={"before": before, "after": after}),
        Step("survey", len(waves) >= 2, page="data", values={"count": len(waves)}),
        Step("costs", any(one.kind == "cost" for one in uploads), page="data"),
        Step("closing", here.closing is not None, page="data"),
        Step("decision", programme.decision is not None, form="decision"),
    )


def usage_sides(uploads: Sequence[Upload], started: date) -> tuple[int, int]:
    """How many usage files end before the programme's start, and how many end after it."""
    ends = [one.period_end for one in uploads if one.kind == "usage" and one.period_end is not None]
    before = sum(end < started for end in ends)
    return before, len(ends) - before


def following(found: Sequence[Step]) -> Step | None:
    """The first step that is not done."""
    return next((step for step in found if not step.done), None)
