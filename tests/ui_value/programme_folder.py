"""A programme's folder made from the hand-written closing: what the value pages read, without loading a file."""

from dataclasses import replace
from pathlib import Path

from tests.model.closings import closing_example, programme_example, with_effects

from valuemodel import closing
from valuemodel.closing import Closing
from valuemodel.store import Store

COMMITTED = {
    "retired_tools": {"owner": "DSI", "budget_line": "6156", "effective": "2026-05-01"},
    "avoided_travel": {"owner": "DAF", "budget_line": "6251", "effective": "2026-02-01"},
}


def closed() -> Closing:
    """The closing, its two uncompared effects with reasons of the catalogue."""
    made = closing_example()
    early, refused = made.effect("recommends"), made.effect("manager_example")
    return with_effects(
        replace(made, sources_of={**made.sources_of, "search_hours": (1, 2)}),
        replace(early, reason="too_early", values={"expected_from": "2027-03-01"}),
        replace(refused, reason="too_few_answers", values={"k": 5}),
    )


def make(folder: Path) -> Path:
    """The programme in `folder`, with its budgetary lines committed and one closing."""
    with Store.create(folder, programme_example(), "C. Martin") as store:
        for key, document in COMMITTED.items():
            store.save("driver", key, document, "C. Martin", "Ligne, responsable et date confirmés")
        store.save_closing(closing.as_document(closed()), "C. Martin")
    return folder
